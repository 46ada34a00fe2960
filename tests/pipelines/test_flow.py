import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipelines.flow import read_flow
from pipelines.line import line_of

PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)


def flow(markup: str):
    return read_flow(etree.fromstring(f"<div>{markup}</div>".encode(), PARSER))


def lines(markup: str) -> list[str]:
    return [line.text for line in flow(markup).lines]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>　　&nbsp;一</p>\n<p>二</p>", ["一", "二"]),
        ("一<br>二<br/><br>三", ["一", "二", "三"]),
        ("<p><span>2025</span>年<span>1</span>月，<span>9</span><span>8</span>宗</p>", ["2025年1月，98宗"]),
        ("<p>深圳市\n   人民政府\n 2018年</p>", ["深圳市人民政府2018年"]),
        ("<p>Hong\nKong</p>", ["Hong Kong"]),
        ("<p>（<b>一</b>）<o:p></o:p>概述</p>", ["（一）概述"]),
        ("一<div>二<p>三</p>四</div>五", ["一", "二", "三", "四", "五"]),
        ("<p>一<script>var a='二'</script><style>三</style><!--四-->五</p>", ["一五"]),
        ("<p>零\u200b宽\ufeff度&shy;</p>", ["零宽度"]),
        ("<pre>一\n二</pre>", ["一", "二"]),
        ("<p>e\u0301</p>", ["é"]),
        ("<table><tr><td>一</td></tr><tr><td><p>二</p><p>三</p></td></tr></table>", ["一", "二", "三"]),
        ("<p>一<st1:chsdate year='2018'>2018年</st1:chsdate>二</p>", ["一2018年二"]),
    ],
)
def test_a_line_is_what_a_reader_sees(markup, shown):
    assert lines(markup) == shown


def test_a_data_table_stands_beside_the_text_with_its_place():
    found = flow(
        "<p>前</p><table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table><p>后</p>"
    )
    assert [line.text for line in found.lines] == ["前", "后"]
    assert [(before, grid.rows) for before, grid in found.tables] == [(1, (("甲", "1"), ("乙", "2")))]


def test_a_table_that_wraps_prose_is_text():
    prose = "本报告由概述等六部分组成，数据真实。" * 30
    assert lines(f"<table><tr><td>左</td><td>{prose}</td></tr><tr><td>下</td><td>右</td></tr></table>") == [
        "左",
        prose,
        "下",
        "右",
    ]


def test_a_table_inside_a_layout_table_is_the_data():
    inner = "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    found = flow(f"<table><tr><td>栏</td><td>{inner}</td></tr></table>")
    assert [line.text for line in found.lines] == ["栏"]
    assert [grid.rows for _, grid in found.tables] == [(("甲", "1"), ("乙", "2"))]


def test_an_empty_cell_with_attributes_keeps_its_place():
    rows = '<tr><td>甲</td><td width="9"></td><td>1</td></tr><tr><td>乙</td><td rowspan="1" class="x"/><td>2</td></tr>'
    assert flow(f"<table>{rows}</table>").tables[0][1].rows == (("甲", "", "1"), ("乙", "", "2"))


def test_links_keep_their_text_and_images_their_alternative():
    found = flow('<p>见<a href="a.pdf">附<b>件</b></a></p><img src="/x.png" alt=" 图 ">')
    assert [(link.text, link.href) for link in found.links] == [("附件", "a.pdf")]
    assert [(image.src, image.alt) for image in found.images] == [("/x.png", "图")]


def test_a_page_nested_thousands_deep_is_a_problem_and_no_crash():
    assert "page.nesting" in [
        problem.rule for problem in flow("<div>" * 1500 + "深" + "</div>" * 1500).problems
    ]


TAGS = st.sampled_from(
    ["p", "div", "span", "b", "td", "tr", "table", "ul", "li", "h2", "a", "strong", "font"]
)
MARKUP = st.recursive(
    st.text("年月（）12３ \n\u3000<&甲", max_size=8),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=20,
)


@given(MARKUP)
def test_no_visible_character_is_lost_and_none_is_invented(markup):
    root = etree.fromstring(f"<div>{markup}</div>".encode(), PARSER)
    said = sorted("".join("".join(root.itertext()).split()))
    found = read_flow(root)
    grids = ["".join(cell for row in grid.rows for cell in row) for _, grid in found.tables]
    assert sorted("".join("".join([*(line.text for line in found.lines), *grids]).split())) == said


@given(st.text())
def test_a_line_has_no_white_space_to_spare_and_stays_as_it_is(text):
    once = line_of(text)
    assert once == line_of(once)
    assert once == once.strip()
    assert "  " not in once
