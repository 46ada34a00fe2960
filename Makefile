# Every command sets up what it needs in .venv/ by itself; see README.md.
PYTHON ?= python3
BIN := .venv/bin
COLLECTION ?= collections/shenzhen
SITES ?= sz

.PHONY: help demo crawl install test check lint bench lock clean

help:
	@echo "make demo      the whole job on the stand-in site, without a network"
	@echo "make crawl     the same on the live www.sz.gov.cn (SITES=sz,szft COLLECTION=dir)"
	@echo "make install   everything, development and extras included, into .venv/"
	@echo "make test      every test"
	@echo "make check     lint, types, import contracts, tests: what CI runs"
	@echo "make bench     the benchmark tables"

demo: .venv/core
	@$(BIN)/python -m tests.demo

crawl: .venv/core
	$(BIN)/scrapy crawl annual_reports -a site=$(SITES) -s COLLECTION=$(COLLECTION)

install: .venv/all

test: .venv/all
	$(BIN)/python -m pytest

check: lint
	$(BIN)/python -m pytest

lint: .venv/all
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/all
	$(BIN)/python -m bench

# The locks hold exact versions with their hashes, for every Python and platform, and name no registry.
lock: .venv/all
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--custom-compile-command "make lock" pyproject.toml -o requirements/core.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--all-extras -c requirements/core.txt pyproject.toml -o requirements/all.txt

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}. Say which to use: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/core: requirements/core.txt | .venv/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/core.txt
	@touch $@

.venv/all: requirements/all.txt | .venv/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/all.txt
	@touch $@ .venv/core

clean:
	rm -rf .venv build collections/demo
