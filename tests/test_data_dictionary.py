"""docs/data.md describes the data as they are: each field, indicator and rule, with snippets that run."""

import ast
import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from pipelines.check import ACROSS_YEARS
from pipelines.identities import TABLED, TOLD
from pipelines.statistics import applications, disputes, proactive, wording
from tests.documents import ROOT, blocks_of, run, stand_in_data

DICTIONARY = ROOT / "docs" / "data.md"
TEXT = DICTIONARY.read_text("utf-8")
SCHEMA = json.loads((ROOT / "pipelines" / "schema.json").read_bytes())
# The heading of a part of the dictionary, and the part of the schema that it describes.
OBJECTS = {"## A line": SCHEMA} | {
    f"### {name}": part for name, part in SCHEMA["$defs"].items() if "properties" in part
}
_RULE = re.compile(r"(?:identity|crosscheck|statistics|encoding|page|report|table|attachment)(?:\.[a-z_]+)+")


def _first_column(heading: str) -> list[str]:
    part = re.split(r"\n#+ ", TEXT[TEXT.index(f"\n{heading}\n") + len(heading) + 2 :], maxsplit=1)[0]
    cells = re.findall(r"^\| (`[^|]*) \|", part, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


@pytest.mark.parametrize("heading", OBJECTS)
def test_every_field_is_described_and_none_is_invented(heading):
    assert _first_column(heading) == list(OBJECTS[heading]["properties"])


def test_every_version_applicant_and_form_of_the_schema_is_named():
    statistic = SCHEMA["$defs"]["statistic"]["properties"]
    forms = SCHEMA["$defs"]["statistics"]["properties"]["format"]["enum"]
    assert [
        name for name in (*statistic["applicant"]["enum"], *filter(None, forms)) if f"`{name}`" not in TEXT
    ] == []
    assert f"`schema` is `{SCHEMA['properties']['schema']['const']}`" in TEXT


@pytest.mark.parametrize(
    ("heading", "indicators"),
    [
        ("### Applications", {indicator for _, indicator in applications._ROWS}),
        (
            "### Proactive disclosure",
            {f"{row}.{name}" for row, names in proactive.COUNTED.items() for name in names},
        ),
        ("### Reconsideration and litigation", set(disputes.IN_ORDER)),
        (
            "### Sentences",
            set(wording.PARTS) | {name for parts in wording.PARTS.values() for name in parts._indicators},
        ),
    ],
)
def test_every_indicator_is_described_and_none_is_invented(heading, indicators):
    described = _first_column(next(line for line in TEXT.splitlines() if line.startswith(heading)))
    assert sorted(described) == sorted(indicators)


def test_every_rule_of_a_problem_is_described_and_none_is_invented():
    rules = {identity.rule for identity in (*TABLED, *TOLD)} | {ACROSS_YEARS}
    rules |= {f"crosscheck.{field}" for field in ("title", "published_at", "source")}
    for path in (ROOT / "pipelines").rglob("*.py"):
        if path.name not in ("history.py", "names.py"):  # they name fields, which look the same
            rules |= set(_literals(path))
    assert sorted(_first_column("## Problems")) == sorted(rules)


def _literals(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if _RULE.fullmatch(text)]


@pytest.fixture(scope="module")
def data():
    return stand_in_data()


def test_every_example_of_an_indicator_is_in_the_stand_in_data(data):
    rows = re.findall(r"^\| `([^`]+)` \|(?: [^|]* \|)? (\S+) \| (\S+) · `([^`]+)` \|$", TEXT, re.MULTILINE)
    assert len(rows) > 80
    for indicator, unit, value, number in rows:
        values = data[number]["statistics"]["values"]
        found = [
            (str(each["value"]), each["unit"])
            for each in values
            if each["indicator"] == indicator and each.get("applicant", "total") == "total"
        ]
        assert (value, unit) in found, f"{indicator} of {number} is {found}"


def test_every_example_of_a_field_is_what_the_report_of_2018_has(data):
    report = data["www.sz.gov.cn/1383075"]
    for heading, held in (("## A line", report), ("### contact", report["contact"])):
        part = re.split(r"\n#+ ", TEXT[TEXT.index(f"\n{heading}\n") + 4 :], maxsplit=1)[0]
        rows = re.findall(r"^\| `(\w+)` \|.*\| `([^`]+)`(?:, `[^`]*`)? \|$", part, re.MULTILINE)
        assert len(rows) > 4
        assert {name: json.loads(example) for name, example in rows} == {name: held[name] for name, _ in rows}


@pytest.fixture(scope="module")
def folder(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("data")
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in data.values())
    (path / "reports.jsonl").write_text("".join(lines), "utf-8")
    return path


SNIPPETS = [block for block in blocks_of(DICTIONARY) if block.kind in ("sh", "python")]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda block: f"line-{block.line}")
def test_the_snippets_run_and_print_numbers_of_the_data(snippet, folder):
    if snippet.kind == "sh" and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    for library in ("pandas", "duckdb"):
        if f"import {library}" in snippet.text and importlib.util.find_spec(library) is None:
            pytest.skip(f"{library} is not installed")
    if snippet.kind == "python":
        (folder / "snippet.py").write_text(snippet.text, "utf-8")
    process = run(f"{sys.executable} snippet.py" if snippet.kind == "python" else snippet.text, folder)
    assert process.returncode == 0, process.stderr
    assert "深圳市" in process.stdout or "www.sz.gov.cn/" in process.stdout or "identity." in process.stdout


def test_applications_received_by_jq_are_those_of_the_reports(data, folder):
    if not shutil.which("jq"):
        pytest.skip("jq is not installed")
    first = next(block for block in SNIPPETS if block.kind == "sh")
    assert "2018\t深圳市人民政府\t4411" in run(first.text, folder).stdout.splitlines()
