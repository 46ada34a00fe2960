"""ReplayWeb.page shows a package in a browser, and asks nobody else for anything."""

import re
import shutil

import pytest

from archive.__main__ import main
from tests.archive.browser import CHROMIUM, Browser, file_server, outside, replay_web_page
from tests.archive.samples import SITE, make_collection

PAGE = """<!doctype html><meta charset="utf-8"><script src="/ui.js"></script>
<replay-web-page source="/sample.wacz" url="{url}" embed="replayonly" replayBase="/replay/"></replay-web-page>
"""

# What Chromium asks for itself, whatever page is open.
ITS_OWN = re.compile(r"[ ./](google|googleapis|duckduckgo)\.com[:/]")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if not CHROMIUM:
        pytest.skip("chromium is not installed")
    player = replay_web_page()
    if player is None:
        pytest.skip("ReplayWeb.page cannot be had: npm is missing, or does not reach its registry")
    folder = tmp_path_factory.mktemp("site")
    (folder / "replay").mkdir()
    shutil.copy(player / "ui.js", folder)
    shutil.copy(player / "sw.js", folder / "replay")
    collection = make_collection(folder / "sample").root
    arguments = ["--out", str(folder / "sample.wacz"), "--key", str(folder / "key.pem"), "--new-key"]
    assert main(["pack", str(collection), *arguments]) == 0
    with file_server(folder) as address:
        yield folder, address


@pytest.mark.parametrize(
    ("path", "words", "images"),
    [
        ("/post_1.html", "主动公开政府信息 1234 条。", [["seal", 1]]),
        ("/both.html", "主动公开政府信息 1234 条。", [["seal", 1]]),
        ("/gbk.html", "国标编码的页面", []),
    ],
)
def test_a_page_shows_its_text_and_images_and_nothing_comes_from_outside(path, words, images, site, tmp_path):
    folder, address = site
    (folder / "look.html").write_text(PAGE.format(url=SITE + path), encoding="utf-8")
    with outside() as (proxy, asked):
        browser = Browser(tmp_path / "profile", proxy)
        try:
            # On the first visit its service worker may begin after the frame that it is to answer.
            for _visit in range(3):
                browser.open(f"{address}/look.html")
                seen = browser.wait_for(words, seconds=25)
                if words in seen["text"]:
                    break
        finally:
            browser.close()
    assert words in seen["text"]
    # Its own check of the signature and of the hashes that it came by.
    assert not re.search(r"\d+ invalid", seen["text"])
    assert [image for image in seen["images"] if image[0] == "seal"] == images
    assert [request for request in asked if not ITS_OWN.search(request)] == []
