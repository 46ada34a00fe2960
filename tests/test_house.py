"""The walls of the house and the size of its rooms."""

import ast
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for name in ("archive", "pipelines", "crawler") for path in (ROOT / name).rglob("*.py"))


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_crawler_archive_and_pipelines_keep_to_their_walls():
    lint = Path(sys.executable).with_name("lint-imports")
    process = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout


def test_modules_are_small():
    assert median(map(_lines, MODULES)) <= 100
    assert [str(path) for path in MODULES if _lines(path) > 300] == []


def test_functions_are_short():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > 40
    ]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_in_one_sentence_what_it_does(path):
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert docstring.splitlines()[0].endswith((".", "?")), docstring
    assert not {"utils", "helpers", "manager", "base", "common", "process"} & {path.stem}
