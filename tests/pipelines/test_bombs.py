"""Pages made to exhaust a reader end in a named problem, soon."""

import time

import pytest

from pipelines.extract import read_capture
from tests.pipelines.pages import TEXT, capture, portal

BOMBS = {
    "a billion columns": (
        "<table><tr><td colspan=1000000000>甲</td></tr><tr><td>1</td><td>2</td></tr></table>",
        "table.span",
    ),
    "rows of spans": (
        "<table>" + "<tr><td colspan=90 rowspan=90>甲</td><td>1</td></tr>" * 3000 + "</table>",
        "table.columns",
    ),
    "many cells": ("<table>" + f"<tr>{'<td>1</td>' * 30}</tr>" * 3000 + "</table>", "table.cells"),
    "tables in tables": ("<table><tr><td>" * 1000 + "深" + "</td></tr></table>" * 1000, "page.nesting"),
    "endless nesting": ("<div>" * 100_000, "page.nesting"),
    "a directory of links": ("<a href=/x>甲</a>\n" * 200_000, "page.links"),
    "a swarm of attributes": ("<p " + " ".join(f"a{at}=1" for at in range(100_000)) + ">甲</p>", "page.size"),
    "a page without end": ("<p>政府信息</p>" * 1_200_000, "page.size"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_a_named_problem(name):
    markup, rule = BOMBS[name]
    page = capture(portal(TEXT + markup))
    begin = time.process_time()
    reading = read_capture(page)
    assert time.process_time() - begin < 30
    problems = reading.report.problems if reading.report else reading.problems
    assert rule in [problem.rule for problem in problems]


def test_labels_without_end_are_looked_at_once_each():
    page = capture(
        f"<title>某局</title><body>{'<div><b>来源：</b><b>日期：</b></div>' * 40_000}<p>政府信息公开</p>"
    )
    begin = time.process_time()
    assert read_capture(page).report is None
    assert time.process_time() - begin < 30  # each against all before it would be minutes
