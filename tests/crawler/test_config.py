"""The operator's file does what it says, and every mistake in it is named with its line."""

import re
from pathlib import Path

import pytest

from crawler import settings
from crawler.config import WrongConfig, read_config
from crawler.config_keys import MAIL, PACE, SETTINGS, SIGNALS, SITE
from crawler.signals import Mail, Signals
from crawler.sites import SITES
from crawler.toml_lines import lines_of

ROOT = Path(__file__).parents[2]


def _read(tmp_path, text):
    path = tmp_path / "disclosure.toml"
    path.write_text(text, "utf-8")
    return read_config(path)


def _mistakes(tmp_path, text):
    with pytest.raises(WrongConfig) as told:
        _read(tmp_path, text)
    return str(told.value).replace(f"{tmp_path}/disclosure.toml", "FILE").splitlines()


def test_an_empty_file_changes_nothing(tmp_path):
    config = _read(tmp_path, "")
    assert (config.settings, config.sites, config.signals) == ({}, SITES, Signals())


def test_keys_become_the_settings_that_they_are_named_for(tmp_path):
    config = _read(tmp_path, '[collection]\nfolder = "c"\n[politeness]\ndelay = 3\ntime_budget = 60\n')
    assert config.settings == {
        "COLLECTION": "c",
        "DOWNLOAD_DELAY": 3,
        "AUTOTHROTTLE_START_DELAY": 3,
        "CLOSESPIDER_TIMEOUT": 60,
    }


def test_a_new_site_on_a_known_platform_is_a_table(tmp_path):
    row = (
        '[[site]]\nname = "new"\ntitle = "某局"\nlistings = ["http://x.sz.gov.cn/nb/"]\nplatform = "gkmlpt"\n'
    )
    site = _read(tmp_path, row).sites[-1]
    assert (site.name, site.platform, site.at_least) == ("new", "gkmlpt", 0)
    assert site.hosts == {"x.sz.gov.cn"}


def test_a_site_of_the_table_is_overridden_in_what_is_given_and_keeps_its_place(tmp_path):
    sites = _read(tmp_path, '[[site]]\nname = "sf"\nat_least = 4\n').sites
    assert [site.name for site in sites] == [site.name for site in SITES]
    old, new = (next(site for site in table if site.name == "sf") for table in (SITES, sites))
    assert (new.at_least, new.listings) == (4, old.listings)


def test_the_pace_of_a_site_holds_for_all_its_hosts(tmp_path):
    config = _read(tmp_path, "[politeness.sites.sz]\ndelay = 5\nconnections = 2\n")
    assert config.settings["DOWNLOAD_SLOTS"] == {"www.sz.gov.cn": {"delay": 5, "concurrency": 2}}


def test_signals_are_read(tmp_path):
    text = '[signals]\nwhen = "always"\nprometheus = "x.prom"\nwebhook = true\n'
    text += '[signals.mail]\nto = ["a@b.cn"]\nsender = "c@d.cn"\n'
    assert _read(tmp_path, text).signals == Signals(
        prometheus=Path("x.prom"), webhook=True, mail=Mail(("a@b.cn",), "c@d.cn"), when="always"
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[politeness]\n\ndelay = -1\n", 3, "delay is a number of seconds, 0 to 3600, not -1"),
        ("[politeness]\ndelay = true\n", 2, "not True"),
        ("[politeness]\ndelays = 1\n", 2, "there is no key delays; did you mean delay?"),
        ("[politeness]\nrobots = false\n", 2, "there is no key robots; there are delay, longest_delay"),
        ("\n[polite]\ndelay = 1\n", 2, "there is no table [polite]; did you mean politeness?"),
        ("\n[sending]\nx = 1\n", 2, "there is no table [sending]; there are collection, politeness, site"),
        ("folder = 'x'\n", 1, "folder stands below [collection]"),
        ("[politeness]\ntimeout = inf\n", 2, "timeout is a number of seconds, not inf"),
        ("[politeness]\nsites = 3\n", 2, "write [politeness.sites]"),
        ("collection = 1\n", 1, "collection is a table: write [collection]"),
        ("[site]\nname = 'x'\n", 1, "sites are an array of tables: write [[site]]"),
        (
            "[[site]]\nname = 'sz'\n[[site]]\nname = 'x'\ntitle = '某局'\n",
            3,
            "listings is missing: a list of",
        ),
        ("[[site]]\nat_least = 1\n", 1, "name is missing"),
        ("[[site]]\nname = 'sz'\n[[site]]\nname = 'sz'\n", 4, "has a row of its own already"),
        ("[[site]]\nname = 'all'\ntitle = '某局'\nlistings = ['http://x/']\n", 2, "and not all"),
        ("[[site]]\nname = 'sz'\nlistings = ['http://x:99999/']\n", 3, "a list of addresses"),
        ("[[site]]\nname = 'sz'\nlistings = ['http://u:p@x/']\n", 3, "a list of addresses"),
        (
            "[[site]]\nname = 'sz'\nlistings = ['ftp://x/']\n",
            3,
            "such as \"http://host/column/\", not ['ftp://x/']",
        ),
        (
            "[[site]]\nname = 'sz'\nlistings = [\n 'http://x/',\n]\nplatform = 'other'\n",
            6,
            '"portal" or "gkmlpt"',
        ),
        ("[politeness.sites.nowhere]\ndelay = 1\n", 1, "no site is called 'nowhere'; there are sz, szfb"),
        ("[politeness.sites]\nsz = 1\n", 2, "write [politeness.sites.sz]"),
        ("[politeness.sites.sz]\npause = 1\n", 2, "there are delay, connections"),
        ("[signals.mail]\nsender = 'a@b.cn'\n", 1, "to is missing"),
        ("[signals.mail]\nsender = 'a@b.cn'\nto = [\"a@b.cn\\n\"]\n", 3, "to is a list of addresses"),
        ("[signals]\nmail = 'a@b.cn'\n", 2, "write [signals.mail]"),
        ("[signals]\nprometheus = 'x.txt'\n", 2, "a file that ends in .prom"),
        ('[signals]\nwebhook = "https://hooks.example.org/secret"\n', 2, "DISCLOSURE_WEBHOOK_URL"),
        ('[signals]\nwebhook_url = "https://hooks.example.org/secret"\n', 2, "DISCLOSURE_WEBHOOK_URL"),
        ('[collection]\nupload_to = "s3://key:secret@bucket/x"\n', 2, "without user and password"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(tmp_path, text, line, words):
    (told,) = _mistakes(tmp_path, text)
    assert told.startswith(f"FILE:{line}: ")
    assert words in told
    assert "secret" not in told.replace("secrets stand", "")


def test_a_table_of_mail_without_anything_in_it_lacks_what_it_needs(tmp_path):
    assert len(_mistakes(tmp_path, "[signals.mail]\n")) == 2


def test_a_byte_order_mark_before_the_file_is_none_of_its_words(tmp_path):
    assert _read(tmp_path, "\ufeff[collection]\noperator = '档案馆'\n").settings == {"OPERATOR": "档案馆"}


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(tmp_path):
    told = _mistakes(tmp_path, "[signals]\nping = 1\n[politeness]\ndelay = -1\nconnections = 99\n")
    assert [each.split(":")[1] for each in told] == ["2", "4", "5"]


@pytest.mark.parametrize("text", ["[politeness\n", "delay = = 1\n", "[a]\nx = 1\nx = 2\n"])
def test_what_is_no_toml_is_told_with_its_line(tmp_path, text):
    (told,) = _mistakes(tmp_path, text)
    assert re.match(r"FILE:\d+: ", told)


def test_a_file_that_is_not_there_or_no_text_is_one_line(tmp_path):
    with pytest.raises(WrongConfig, match="No such file"):
        read_config(tmp_path / "missing.toml")
    (tmp_path / "gbk.toml").write_bytes("\n# 深圳".encode("gbk"))
    with pytest.raises(WrongConfig, match=r"gbk\.toml:2: byte 3 is not UTF-8"):
        read_config(tmp_path / "gbk.toml")


def test_the_line_of_a_key_is_found_behind_texts_and_lists_of_several_lines():
    text = 'a = """\n[not.a.table]\nb = 1\n"""\nc = [ # [\n  "]",\n]\n[d."e.f"]\ng = {h = [1,\n2]}\ni.j = 1\n'
    assert lines_of(text) == {
        ("a",): 1,
        ("c",): 5,
        ("d", "e.f"): 8,
        ("d", "e.f", "g"): 9,
        ("d", "e.f", "i", "j"): 11,
    }


def test_the_example_is_right_and_has_a_table_of_every_kind():
    config = read_config(ROOT / "disclosure.example.toml")
    assert config.settings["DOWNLOAD_SLOTS"] == {"www.sz.gov.cn": {"delay": 3}}
    assert config.sites[-1].name == "example"
    assert config.signals.mail is not None


def test_every_key_stands_in_the_document():
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    for keys in (*SETTINGS.values(), PACE, SITE, SIGNALS, MAIL):
        for name in keys:
            assert f"| `{name}` |" in text, name


def test_every_setting_of_the_keys_is_one_that_there_is():
    from scrapy.settings import default_settings  # noqa: PLC0415

    for keys in SETTINGS.values():
        for key in keys.values():
            for name in key.settings:
                assert hasattr(settings, name) or hasattr(default_settings, name), name
