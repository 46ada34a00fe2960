"""What README and docs/ say is what the project does: their tables are whole, their snippets run."""

import json
import re
import shutil
from pathlib import Path

import pytest
from scrapy.settings import default_settings

from archive.__main__ import COMMANDS
from crawler import settings
from crawler.sites import SITES
from pipelines.commands import COMMANDS as PIPELINES
from tests.documents import ROOT, blocks_of, copy_of_the_project, run, substituted, timeless
from tests.replica import Replica

README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# The commands that users build on.
CONTRACT = (
    *("make demo", "make crawl", "make install", "make test", "make check", "make bench"),
    *("scrapy crawl annual_reports", "-a site=", "-a site=all", "-a years=", "--out"),
    *("-s COLLECTION=", "-s REPLAY=", "-s CONNECT_TO=*:80=127.0.0.1:", "python -m pipelines"),
)


@pytest.mark.parametrize("command", CONTRACT)
def test_every_command_of_the_contract_stands_in_the_readme(command):
    assert command in README


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_archivist_stands_in_the_readme(name):
    assert f"python -m archive {name}" in README


@pytest.mark.parametrize("name", PIPELINES)
def test_every_command_on_the_data_stands_in_the_readme(name):
    assert f"python -m pipelines {name}" in README


def test_every_target_of_make_stands_in_the_readme():
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets
    assert [name for name in targets[1].split() if f"`make {name}`" not in README] == []


def test_every_setting_of_ours_stands_in_the_readme_with_its_default():
    ours = {
        name: value
        for name, value in vars(settings).items()
        if name.isupper() and not hasattr(default_settings, name)
    }
    assert "COLLECTION" in ours
    for name, value in ours.items():
        row = re.search(rf"^\| .*`{name}[`=].*$", README, re.MULTILINE)
        assert row, f"{name} is not in the table of settings"
        default = value if isinstance(value, str) else f"{value:.12g}"
        assert default in row[0], f"the default of {name} is {default}, not {row[0]}"


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_every_site_has_its_row_in_the_readme(site):
    listings = "<br>".join(listing.removeprefix("http://") for listing in site.listings)
    confirmed = "yes" if site.confirmed else "**no**"
    assert f"| `{site.name}` | {site.title} | {listings} | {site.platform} | {confirmed} |" in README


def test_the_readme_names_no_site_that_is_not_in_the_table():
    table = README[README.index("## Sites") : README.index("### Add a site")]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == [site.name for site in SITES]


@pytest.mark.parametrize("status", [0, 1, 2, 3])
@pytest.mark.parametrize("document", ["README.md", "docs/operations.md"])
def test_every_exit_status_stands_in_the_readme_and_for_operators(document, status):
    assert re.search(rf"^\| {status} \| \w+", (ROOT / document).read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_documents_leads_somewhere(document):
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", document.read_text("utf-8")):
        other = document.parent / target if target else document
        assert other.exists(), target
        headings = re.findall(r"^#+ (.*)$", other.read_text("utf-8"), re.MULTILINE) if anchor else []
        anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
        assert not anchor or anchor in anchors, f"{target}#{anchor}"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_of_the_project(tmp_path_factory.mktemp("readme"))


@pytest.mark.timeout(300)
def test_the_snippets_of_the_readme_run_in_order_and_print_what_it_shows(project):
    """``sh`` is run, ``text`` and ``json`` after it are what it printed, ``console`` waits for a person.

    ``sh findings`` are commands of which the last ends with 1; ``python`` is the row to write
    into the table of sites.
    """
    printed, errors = "", ""
    with Replica() as site:
        for kind, note, text, line in blocks_of(ROOT / "README.md"):
            if kind == "sh" and ("jq" not in text or shutil.which("jq")):
                process = run(substituted(text, site.connect_to), project, goes_on=note == "findings")
                printed, errors = process.stdout, process.stderr
                told = f"README.md, line {line}:\n{text}\n{printed}\n{errors}"
                assert process.returncode == (1 if note == "findings" else 0), told
            elif kind == "sh":
                printed = ""
            elif kind == "json" and printed:
                assert json.loads(printed) == json.loads(text), f"README.md, line {line}"
            elif kind == "text" and printed:
                shown = [each for each in timeless(text) if each.strip() != "…"]
                assert [each for each in shown if each not in timeless(printed + errors)] == []
            elif kind == "python":
                _add_row(project / "crawler" / "sites.py", text)


def _add_row(table: Path, row: str) -> None:
    text = table.read_text("utf-8")
    end = text.index("\n)\n", text.index("\nSITES = (")) + 1
    table.write_text(f"{text[:end]}{row.strip()},\n{text[end:]}", "utf-8")
