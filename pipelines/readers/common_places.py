"""Where pages of any design often have things: the ends of every chain."""

BODY = (
    "#zoomcon", "#zoom", "#Zoom", "#ZoomCon", "div.TRS_Editor", "div.trs_editor_view", "#UCAP-CONTENT",
    "#ucap-content", "ucapcontent", "div.articleBox", "div.article-content", "div.acontent",
    "div.pagecontent", "div.tyxxy_main", "div.content_article", "#content_article", "div.news_cont_d_wrap",
    "div.article_con", "div.article-con", "div.articleCon", "div.art_con", "div.art-con",
    "div.article_content", "div.articleContent", "#articleContent", "#article-content", "#articlecontent",
    "#article_content", "div.news_content", "div.newsContent", "div.news-content", "div.newscontent",
    "div.view_content", "div.view-content", "div.detail-content", "div.detail_content", "div.detailContent",
    "div.con_text", "div.contentText", "div.content-text", "div.zwxl-article", "div.zw_content",
    "div.zwcontent", "div.xxgk_content", "div.Custom_UnionStyle", "div.pages_content", "div.main-text",
    "div.maintext", "div.bt_content", "div.info_content", "div.text_content", "div.wenzhang", "div.xl_con",
    "div.wzcon", "div.wz_content", "div.txt_con", "div.txt", "div.editor-content", "div.v_news_content",
    "div.xxy_content", "#NewsContent", "#newsContent", "#contentText", "#js_content", "#mainText",
    "#fontzoom", "#font_size", "div.content_txt", "div.cont_txt", "div.infoContent", "div.entry-content",
    "div.post-content", "article.article", "div.article",
)  # fmt: skip

TITLE = (
    "div.tit h1", "h1.article-title", "h1.title", "h1.content_title", "div.article_title",
    "div.article-title", "h1", "ucaptitle", "h2.title", "h2.detail-title", "div.title", "td.title",
    "h3.atitle", "div.arttitle", "p.title", "#title", "div.xl-title", "div.news_title", "div.detail-title",
    "h2", "h3",
)  # fmt: skip

META = (
    "div.tit h6", "div.article-meta", "div.article_info", "div.article-info", "div.articleInfo",
    "div.ainfo", "p.detail-info", "td.info", "div.info", "p.info", "div.date-row", "div.source", "p.source",
    "div.xl-source", "div.news_info", "div.title_info", "div.property", "div.pages-date", "div.sub_title",
    "div.explain", "div.ly", "div.laiyuan", "div.time", "div.msg", "h6",
)  # fmt: skip

CRUMBS = (
    "div.zx_rm_tit", "div.position", "div.crumbs", "div.crumb", "div.breadcrumb", "ol.breadcrumb",
    "ul.breadcrumb", "nav.breadcrumb", "div.breadcrumbs", "div.weizhi", "div.location", "div.loc", "td.wz",
    "div.wz", "div.dqwz", "div.current", "div.mbx", "div.bread", "div.curpos", "div.local", "div.place",
    "div.path", "div.BreadcrumbNav", "div.current_position", "div.curmb", "div.nowposition", "#position",
    "#location", "#crumbs", "[aria-label='breadcrumb']",
)  # fmt: skip

ATTACHMENTS = (
    "div.fjdown", "div.attachment", "div.attachments", "div.fujian", "div.fj", "div.article-attachment",
    "ul.attachment", "div.file_list", "div.down_list", "div.xgfj", "div.fjxz",
)  # fmt: skip

RELATED = (
    "p.xgjd",
    "div.xgjd",
    "div.related",
    "div.xgwj",
    "div.xglj",
    "div.relate",
    "div.relevant",
    "ul.xgjd",
    "div.jdlj",
)

CHROME = (
    "div.tit", "h6", "div.fjdown", "div.share", "div.bdsharebuttonbox", "div.bshare-custom", "div.llcs",
    "div.print", "div.ewm", "div.qrcode", "div.zx_rm_tit", "div.breadcrumb", "div.position", "div.crumbs",
    "div.footer", "#footer", "div.expired", "div.operate", "div.toolbar", "div.article-meta", "div.xx_con",
    "div.share-bar", "div.pager", "table.document-info", "div.prevnext", "div.editor", "div.zrbj",
    "div.erweima", "div.fenxiang", "div.cbl", "div.date-row",
)  # fmt: skip
