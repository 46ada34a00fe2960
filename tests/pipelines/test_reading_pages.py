"""One page, every field; and the odd ways in which designs print them."""

import pytest

from pipelines.extract import read_capture
from pipelines.schema import check_line
from tests.pipelines.pages import TEXT, TITLE, URL, capture, portal


def read(page, **facts):
    reading = read_capture(capture(page, **facts))
    assert reading.report is not None, reading.reason
    line = reading.report.to_json()
    assert not check_line(line)
    return line


def test_a_portal_page_gives_every_field():
    line = read(portal())
    assert list(line) == [
        "schema", "id", "url", "title", "year", "agency", "source", "published_at", "breadcrumbs", "contact", "body",
        "sections", "tables", "statistics", "attachments", "images", "related", "problems", "capture", "reader",
    ]  # fmt: skip
    assert line["id"] == "www.sz.gov.cn/1383075"
    assert line["url"] == URL
    assert line["title"] == TITLE
    assert (line["year"], line["agency"], line["source"]) == (2018, "深圳市民政局", "深圳市民政局")
    assert line["published_at"] == "2019-03-25T11:06:00+08:00"
    assert line["breadcrumbs"] == ["首页", "政务公开", "年度报告"]
    assert line["body"].startswith("根据《中华人民共和国政府信息公开条例》规定")
    assert line["body"].endswith("无。")
    assert line["reader"] == {"name": "portal", "version": "1"}
    assert line["capture"]["warc"] == "a.warc.gz"


CHROME = (
    "<p>【字体: 视力保护色:</p><p>触碰右侧展开</p><p>浏览次数：123次</p><p>分享到：微信</p><p>扫一扫在手机打开当前页</p>"
    "<p>【打印】【关闭】</p><p>【打印本页】 【关闭窗口】</p><p>[收藏本文] | [返回列表]</p><p>上一篇：某文</p><p>打印本页</p><p>文件已失效</p><div style='color:red;display: none'>藏</div>"
    "<p>版权所有：某局</p><p>地址：某路1号 电话：0755-1</p>"
)


def test_the_pages_furniture_is_no_text_of_the_report():
    assert read(portal(TEXT + CHROME))["body"] == read(portal())["body"]


def test_a_title_and_meta_line_inside_the_container_are_not_its_text():
    inside = f"<h1>{TITLE}</h1><p>来源：某局 日期：2019-03-25 字号：大 中 小</p>{TEXT}"
    line = read(f"<title>{TITLE}</title><div class='news_cont_d_wrap'>{inside}</div>")
    assert line["body"] == read(portal())["body"]
    assert (line["source"], line["published_at"]) == ("某局", "2019-03-25")


@pytest.mark.parametrize(
    "page",
    [
        f"<title>{TITLE}-深圳市民政局网站</title><div class='news_cont_d_wrap'>{TEXT}</div>",
        f"<h1>某市人民政府网站</h1><h2>{TITLE}</h2><div id='zoom'>{TEXT}</div>",
        f"<h1>深圳市民政局<br>\n2018年政府信息公开<br />工作年度报告</h1><div class='x'>{TEXT}</div>",
        f"<meta name=ARTICLETITLE content='{TITLE}'><h1>政府信息公开工作年度报告</h1><div class='x'>{TEXT}</div>",
        f"<div class='news_cont_d_wrap'></div><div class='title'>{TITLE}</div><div class='TRS_Editor'>{TEXT}</div>",
        f"<form><table><tr><td><a href=/>首页</a></td><td><table><tr><td><h3>{TITLE}</h3></td></tr>"
        f"<tr><td>{TEXT}</td></tr></table></td></tr></table></form>",
    ],
)
def test_the_title_and_the_text_are_found_wherever_they_stand(page):
    line = read(page)
    assert line["title"] == TITLE
    assert line["body"] == read(portal())["body"]


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>深圳市民政局</h1><h1>2018年政府信息公开工作年度报告</h1><div id='zoom'>{TEXT}</div>",
        f"<h2>深圳市民政局</h2><h2>2018年政府信息公开</h2><h2>工作年度报告</h2><div id='zoom'>{TEXT}</div>",
        f"<h1>政府信息公开年报</h1><h2>深圳市民政局</h2><h2>2018年政府信息公开工作年度报告</h2><div id='zoom'>{TEXT}</div>",
        f"<div class='x'><p>深圳市民政局</p><p>2018年政府信息公开工作年度报告</p></div><div id='zoom'>{TEXT}</div>",
        f"<h1>政府信息公开年报</h1><div id='zoom'><p>{TITLE}</p>{TEXT}</div>",
        f"<div id='zoom'><p>深圳市民政局</p><p>2018年政府信息公开工作</p><p>年度报告</p>{TEXT}</div>",
    ],
)
def test_a_title_may_be_broken_over_headings_or_lines_or_stand_in_the_text_alone(page):
    line = read(page)
    assert (line["title"], line["year"], line["agency"]) == (TITLE, 2018, "深圳市民政局")


def test_the_name_of_a_column_is_no_part_of_a_title():
    page = f"<h2>政府信息公开</h2><h2>2018年政府信息公开工作年度报告</h2><div id='zoom'>{TEXT}</div>"
    assert read(page)["title"] == "2018年政府信息公开工作年度报告"


def test_a_contact_that_looks_like_a_box_of_facts_stays_in_the_text():
    opening = "根据《中华人民共和国政府信息公开条例》规定，编制本报告。如对本报告有疑问，请联系我们："
    lines = "<p>责任部门：深圳市民政局办公室</p><p>公开方式：主动公开</p><p>电话：0755-88102842</p>"
    line = read(portal(f"<p>{opening}</p>{lines}{TEXT}"))
    assert line["body"].startswith(f"{opening}\n责任部门：深圳市民政局办公室\n")
    assert line["contact"]["office"] == "深圳市民政局办公室"


def test_a_source_that_is_not_printed_is_the_page_tags_and_an_empty_one_is_null():
    tag = "<meta name='ContentSource' content='某局'><meta name='PubDate' content='2019-03-25 11:06'>"
    assert read(portal(meta="", head=tag))["source"] == "某局"
    assert read(portal(meta="", head=tag))["published_at"] == "2019-03-25T11:06:00+08:00"
    assert read(portal(meta="信息来源： 日期：2019-03-25", head=tag))["source"] is None
    assert read(portal(meta=""))["published_at"] is None


def test_a_page_that_contradicts_its_tags_has_problems_that_name_both():
    tags = f"<meta name='PubDate' content='2020-01-01 00:00'><meta name='ArticleTitle' content='{TITLE[3:]}'>"
    problems = {problem["rule"]: problem["message"] for problem in read(portal(head=tags))["problems"]}
    assert "2019-03-25T11:06:00+08:00" in problems["crosscheck.published_at"]
    assert "2020-01-01" in problems["crosscheck.published_at"]
    assert TITLE in problems["crosscheck.title"]


def test_attachments_come_from_the_text_the_box_and_the_script():
    inline = (
        '<p>附件：<a class="nfw-cms-attachment" attachment-id="1" href="/attachment/0/1/1/2" alt="表.xls">点击下载</a></p>'
        '<p>详见<a href="../全文.PDF?v=1">报告全文</a>所述。</p>'
    )
    box = (
        '<div class="fjdown"><a href="javascript:void(0)">打包</a><a href="https://x.gov.cn/a.docx">附件文</a></div>'
        '<div class="fjdown"><script>var linkdesc="甲;乙"; var linkurl="./P1.wps;./P2.zip";</script></div>'
    )
    line = read(portal(TEXT + inline, after=box))
    base = "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg"
    assert [(a["title"], a["url"], a["media_type"]) for a in line["attachments"]] == [
        ("表.xls", "http://www.sz.gov.cn/attachment/0/1/1/2", "application/vnd.ms-excel"),
        ("报告全文", f"{base}/全文.PDF?v=1", "application/pdf"),
        ("附件文", "https://x.gov.cn/a.docx", line["attachments"][2]["media_type"]),
        ("甲", f"{base}/content/P1.wps", "application/vnd.ms-works"),
        ("乙", f"{base}/content/P2.zip", "application/zip"),
    ]
    assert line["body"].endswith("无。\n详见报告全文所述。")


def test_related_pages_are_no_text():
    after = "<p>相关解读:<a href='../../zcjd/post_2.html'>一图读懂《报告》</a></p><p><a href='/y.html'>另一篇</a></p>"
    line = read(portal(TEXT + after))
    assert [page["title"] for page in line["related"]] == ["一图读懂《报告》", "另一篇"]
    assert line["related"][0]["url"] == "http://www.sz.gov.cn/cn/xxgk/zcjd/post_2.html"
    assert line["body"] == read(portal())["body"]


BEHIND = (
    "<p>附件：</p><p><a href='/attachment/0/1/1/1383075.xls'>统计表</a></p>"
    "<div><h3>相关解读</h3><ul><li><a href='/zcjd/2.html'>一图读懂</a></li></ul></div>"
    "<div class='hot'><a href='/zt/handbook.pdf'>办事手册</a></div>"
)
FRAMED = f"<title>{TITLE}</title><h1>{TITLE}</h1>" + "<table><tr><td>" * 3 + TEXT + "</td></tr></table>" * 3


@pytest.mark.parametrize("page", [portal(after=BEHIND), FRAMED + BEHIND])
def test_what_hangs_on_a_report_may_stand_behind_its_container(page):
    report = read(page)
    assert [each["title"] for each in report["attachments"]] == ["统计表"]
    assert [each["title"] for each in report["related"]] == ["一图读懂"]


def test_a_list_of_files_is_no_text_of_the_report():
    first = "<p>附件：1.<a href='/attachment/0/1/1/1.xls'>甲表</a></p><p>2.<a href='/attachment/0/1/1/2.xls'>乙表</a></p>"
    more = "<p>点击下载：<a href='/attachment/0/1/1/3.pdf'>全文</a></p>"
    line = read(portal(TEXT + first + more))
    assert line["body"] == read(portal())["body"]
    assert [file["title"] for file in line["attachments"]] == ["甲表", "乙表", "全文"]


def test_a_picture_is_the_one_that_is_shown_in_the_end():
    line = read(portal(TEXT + "<p><img src='/blank.gif' data-original='/img/1.png'></p>"))
    assert [image["url"] for image in line["images"]] == ["http://www.sz.gov.cn/img/1.png"]


def test_a_document_box_inside_the_container_dates_the_report():
    box = "<div class='xx_con'><p><em>成文日期：</em>2019-01-05</p><p><em>发布日期：</em>2019-03-25</p></div>"
    line = read(portal(box + TEXT, meta=""))
    assert line["published_at"] == "2019-03-25"
    assert line["body"] == read(portal())["body"]


FACTS = (("索 引 号", "007541/2019-00012"), ("分类", "年报"), ("发布机构", "深圳市民政局"), ("发布日期", "2019-03-25"),
         ("名称", TITLE), ("文号", ""))  # fmt: skip


@pytest.mark.parametrize(
    ("box", "pair"),
    [
        ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
        ("<div>{}</div>", "<div><div>{}</div><div>{}</div></div>"),
        ("<div>{}</div>", "<div><span>{}</span><span>{}</span></div>"),
        ("<ul>{}</ul>", "<li><b>【{}】</b>{}</li>"),
        ("<ul>{}</ul>", "<li><label>{}：</label><p>{}</p></li>"),
    ],
)
def test_a_document_box_is_no_text_whatever_it_is_built_of(box, pair):
    markup = box.format("".join(pair.format(*fact) for fact in FACTS))
    line = read(portal(markup + TEXT, meta=""))
    assert line["body"] == read(portal())["body"]
    assert line["published_at"] == "2019-03-25"


def test_the_first_line_below_a_box_is_no_value_of_a_number_left_blank():
    box = "".join(f"<p>{label}</p><p>{value}</p>" for label, value in FACTS)
    assert read(portal(f"{box}<p>目　录</p>{TEXT}", meta=""))["body"].startswith("目 录\n")


def test_a_line_that_only_announces_files_is_no_text_of_the_report():
    files = "<p>附件：</p><p><a href='/attachment/0/1/1/1383075.xls'>统计表</a></p><p>附件：统计表（略）</p>"
    assert read(portal(TEXT + files))["body"] == read(portal())["body"] + "\n附件：统计表（略）"


def test_images_have_absolute_addresses_and_icons_are_none():
    images = '<p><img src="/img/0/1/2.png" alt="图"><img src="/ueditor/dialogs/attachment/fileTypeImages/icon_pdf.gif"></p>'
    assert read(portal(TEXT + images))["images"] == [
        {"url": "http://www.sz.gov.cn/img/0/1/2.png", "alt": "图"}
    ]


def test_two_containers_of_one_text_are_read_once_and_two_halves_together():
    half = len(TEXT) // 2 + TEXT[len(TEXT) // 2 :].index("<p>")
    wrap = '</div><div class="news_cont_d_wrap">'
    assert read(portal(TEXT + wrap + TEXT))["body"] == read(portal())["body"]
    assert read(portal(TEXT[:half] + wrap + TEXT[half:]))["body"] == read(portal())["body"]


@pytest.mark.parametrize(
    ("way", "steps"),
    [
        ("您当前的位置：<a>首页</a>&gt;&gt;<a>信息公开</a>&gt;&gt;正文", ["首页", "信息公开"]),
        ("您现在所在的位置： 首页 > 政务公开 > 年报", ["首页", "政务公开", "年报"]),
        ("<a>首页</a> / <a>政务公开</a> / 年报", ["首页", "政务公开", "年报"]),
        ("当前位置：<a href=/>首页</a><i></i><a href=/b>年报</a>", ["首页", "年报"]),
        ("当前位置：首页·政务公开·年报", ["首页", "政务公开", "年报"]),
        (f"首页 › 年报 › {TITLE}", ["首页", "年报"]),
    ],
)
def test_breadcrumbs_are_read_with_every_opener_and_separator(way, steps):
    page = (
        f"<title>{TITLE}</title><div class='position'>{way}</div><div class='news_cont_d_wrap'>{TEXT}</div>"
    )
    assert read(page)["breadcrumbs"] == steps


def test_equal_pages_give_equal_lines():
    assert read(portal()) == read(portal())


def test_an_old_page_in_gb2312_is_read():
    page = portal().replace("utf-8", "gb2312").encode("gb18030")
    assert read(page, head="Content-Type: text/html")["body"] == read(portal())["body"]
