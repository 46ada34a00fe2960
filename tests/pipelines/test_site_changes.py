"""A change shows what differs and nothing else, under names for people."""

import pytest

from pipelines.site.difference import before_and_after, field_name
from pipelines.site.moment import moment_of


def _shown(before, after):
    return tuple(
        str(each).replace('<bdi lang="zh-CN">', "").replace("</bdi>", "")
        for each in before_and_after(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("甲局2023年报告", "甲局2024年报告", ("甲局<del>2023</del>年报告", "甲局<ins>2024</ins>年报告")),
        (104, 111, ("<del>104</del>", "<ins>111</ins>")),
        (1, 12, ("<del>1</del>", "<ins>12</ins>")),
        (None, 0, ("—", "<ins>0</ins>")),
        ("旧", None, ("<del>旧</del>", "—")),
        (["0755-1"], ["0755-1", "0755-2"], ("0755-1", "0755-1<ins>、0755-2</ins>")),
        ("同" * 60 + "甲", "同" * 60 + "乙", tuple(f"…{'同' * 24}<{t}>{v}</{t}>" for t, v in (("del", "甲"), ("ins", "乙")))),
        ("甲乙" + "同" * 60, "丙乙" + "同" * 60, tuple(f"<{t}>{v}</{t}>乙{'同' * 23}…" for t, v in (("del", "甲"), ("ins", "丙")))),
        ("<b>", "<i>", ("&lt;<del>b</del>&gt;", "&lt;<ins>i</ins>&gt;")),
    ],
)  # fmt: skip
def test_only_what_differs_is_marked_and_no_number_is_cut(before, after, shown):
    assert _shown(before, after) == shown


def test_of_an_attachment_the_title_and_what_differs_is_shown():
    same = {"title": "附件", "url": "http://a/1.pdf"}
    before, after = _shown({**same, "payload_digest": "sha1:A"}, {**same, "payload_digest": "sha1:B"})
    assert before == "附件<div><code>payload_digest</code> sha1:<del>A</del></div>"
    assert after == "附件<div><code>payload_digest</code> sha1:<ins>B</ins></div>"
    assert _shown(None, same) == ("—", "<ins>附件</ins>")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "标题"),
        ("contact.phones", "电话"),
        ("statistics.applications.granted.natural_person", "予以公开：自然人"),
        ("statistics.litigation.direct.total", "未经复议直接起诉：总计"),
        ("statistics.table.主动公开/条数[2]", "主动公开 › 条数"),
        ("statistics.unheard.of", "unheard.of"),
    ],
)
def test_a_field_has_a_name_for_people_and_keeps_its_own(field, words):
    shown = field_name(field)
    assert words in shown
    assert f'title="{field}"' in shown


def test_a_run_is_told_by_its_moment_and_a_strange_name_stays():
    assert "2026-11-23 09:00 UTC" in moment_of("20261123T090000Z")
    assert moment_of("<run>") == "<code>&lt;run&gt;</code>"
