"""The catalogue platform's tree and API, quirks included."""

import json

import pytest

from crawler.catalogue import (
    NoCatalogue,
    Node,
    NotTheApi,
    Place,
    api_url,
    is_shell,
    read_api_page,
    read_catalogue,
)

TREE = [
    {
        "id": 1,
        "name": "政府信息公开",
        "children": [
            {"id": 22, "name": "政府信息公开年报", "jump_url": "", "post_count": 12, "children": []},
            {"id": 23, "name": "政府信息公开指南", "jump_url": None, "children": []},
        ],
    }
]
SHELL = "<script>window._CONFIG = {SID: '755037', LANG: 'zh', TREE: %s, URL: '/gkmlpt'};</script>"


def test_the_tree_is_read_out_of_the_literal():
    found = read_catalogue(SHELL % json.dumps(TREE, ensure_ascii=False))
    assert found.sid == "755037"
    assert [node.name for node in found.nodes] == ["政府信息公开", "政府信息公开年报", "政府信息公开指南"]
    assert found.annual() == (Node("22", "政府信息公开年报", "", 12),)


@pytest.mark.parametrize(
    "config",
    [
        '{"SID": 755037, "TREE": [{"id": 22, "name": "年报", "children": null}]}',
        "{SID: '755037', TREE: [{id: 22, name: '年报', jump_url: undefined, children: [],},],}",
        "{TREE: [{'SID': '9', 'id': '22', 'name': '\\u5e74\\u62a5',}], SITE_SID: 1, SID: '755037'}",
        "{/* SID: 1 */ NOTE: '} TREE: {', SID: '755037', // TREE: []\n TREE: [{id: 22, name: `年报`}]}",
        "{SID: '755037', TREE: {'22': {id: 22, name: '年报', open: !0, at: new Date(2021, 1)}}, N: 'a' + b}",
        '{SID: \'755037\', TREE: JSON.parse(\'[{"id": 22, "name": "年报"}]\')}',
        "{SID: '755037', READY: function () { return {SID: 1}; }, TREE: [{id: 22, name: '年报'}]}",
    ],
)
def test_the_configuration_is_read_as_a_script_may_write_it(config):
    found = read_catalogue(f"<script>window._CONFIG = {config};</script>")
    assert found.sid == "755037"
    assert found.annual() == (Node("22", "年报", "", 0),)


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("<html>", "no window._CONFIG"),
        ("<script>window._CONFIG = {LANG: 'zh'}</script>", "SID"),
        ("<script>window._CONFIG = {SID: 1}</script>", "TREE"),
        ("<script>window._CONFIG = {SID: 1, TREE: nothing}</script>", "TREE"),
        ("<script>window._CONFIG = {SID: 1, TREE: [{id: 2}", "does not end"),
        ("<script>window._CONFIG = {SID: 1, TREE: " + "[" * 9999, "deeper"),
        ("<script>window._CONFIG = load();</script>", "SID"),
    ],
)
def test_a_page_without_a_catalogue_says_what_is_missing(page, word):
    with pytest.raises(NoCatalogue, match=word):
        read_catalogue(page)
    assert is_shell(page) == ("_CONFIG" in page)


def test_a_department_has_its_own_prefix():
    place = Place("http://www.yantian.gov.cn/ytjyj/gkmlpt/annualreport", "755342", Node("22", "年报", "", 0))
    assert api_url(place, 2) == "http://www.yantian.gov.cn/ytjyj/gkmlpt/api/all/22?page=2&sid=755342"


def test_the_list_itself_tells_better_how_many_posts_there_are_than_the_tree():
    place = Place("http://a.gov.cn/gkmlpt/index", "1", Node("22", "年报", "", 3))
    assert place.counting(5).node.post_count == 5
    assert place.counting(0).node.post_count == 3


def test_the_columns_address_of_a_post_comes_before_the_catalogues():
    rows = [
        {
            "id": 7,
            "title": "a",
            "url": "/gkmlpt/content/0/0/post_7.html",
            "post_url": "/zwgk/content/post_7.html",
        },
        {"id": 8, "title": "b", "url": "http://elsewhere.example/x.html", "post_url": ""},
        {"id": 9, "title": "c"},
        "no row",
    ]
    page = read_api_page(
        json.dumps({"classify": {"post_count": 3}, "articles": rows}), "http://h.gov.cn/gkmlpt/api"
    )
    assert [link.url for link in page.links] == [
        "http://h.gov.cn/zwgk/content/post_7.html",
        "http://elsewhere.example/x.html",
    ]
    assert page.ids == {"7", "8", "9"}
    assert page.post_count == 3


@pytest.mark.parametrize("body", ["<html>", "[]", "{}", '{"articles": 3}'])
def test_another_answer_than_the_list_is_told(body):
    with pytest.raises(NotTheApi):
        read_api_page(body, "http://h.gov.cn/")


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({"publish_count": 12}, 12),
        ({"classify": {"post_count": "7"}}, 7),
        ({"classify": {"post_count": 7}, "publish_count": 12}, 7),
        ({"classify": None, "publish_count": "many"}, 0),
        ({}, 0),
    ],
)
def test_the_json_of_a_column_promises_posts_as_the_api_does(facts, count):
    body = json.dumps({**facts, "articles": [{"id": 1, "url": "http://a.sz.gov.cn/x/content/post_1.html"}]})
    found = read_api_page(body, "http://a.sz.gov.cn/postmeta/i/1.json")
    assert (found.post_count, len(found.ids)) == (count, 1)
