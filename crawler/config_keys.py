"""The keys of ``disclosure.toml``: what each may be, and which settings it sets."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawler.hours import read_hours
from crawler.signals import MAIL_PASSWORD, MAIL_USER, PING_URL, WEBHOOK_TOKEN, WEBHOOK_URL

_ENDLESS = sys.float_info.max  # which infinity is not


@dataclass(frozen=True, slots=True)
class Key:
    """One key: which values are right, in a test and in words."""

    accepts: Callable[[Any], bool]
    right: str
    settings: tuple[str, ...] = ()
    required: bool = False
    is_private: bool = False  # what stands there by mistake may be a secret


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _number(least: float, most: float = _ENDLESS) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
    )


def _whole(least: int, most: float = _ENDLESS) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda value: value in words


def _matching(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _list_of(accepts: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and bool(value) and all(map(accepts, value))


def _listing(value: object) -> bool:
    if not isinstance(value, str) or not value.isprintable() or " " in value:
        return False
    try:
        parts = urlsplit(value)
        is_plain = parts.username is None and parts.port != 0
    except ValueError:  # a bracket or a port that is none
        return False
    return (
        is_plain and parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path.startswith("/")
    )


def _hours(value: object) -> bool:
    try:
        return isinstance(value, str) and read_hours(value) is not None
    except ValueError:
        return False


_HOURS_RIGHT = 'a span of the day such as "22:00-06:00", with a time zone behind it if it is not Shenzhen\'s'
_ADDRESS = r"[^\s@<>,]+@[^\s@<>,]+"
TABLES = ("collection", "politeness", "site", "signals")

SETTINGS: Mapping[str, Mapping[str, Key]] = {
    "collection": {
        "folder": Key(_text, 'the name of a folder, such as "collections/shenzhen"', ("COLLECTION",)),
        "operator": Key(_text, "who keeps the archive, in words", ("OPERATOR",)),
        "contact": Key(_text, "an e-mail address or a page", ("CONTACT",)),
        "warc_prefix": Key(_matching(r"[\w.-]+"), "letters, digits, dots and hyphens", ("WARC_PREFIX",)),
        "warc_max_size": Key(_whole(10_000), "a number of bytes, 10000 at least", ("WARC_MAX_SIZE",)),
        "resume_within_hours": Key(_number(0), "a number of hours", ("RESUME_WITHIN_HOURS",)),
        "upload_to": Key(
            _matching(r"[a-z][a-z0-9+.-]*://[^\s@]+"),
            'an address such as "s3://bucket/folder", without user and password',
            ("UPLOAD_TO",),
            is_private=True,
        ),
        "json_log": Key(_flag, "true or false", ("LOG_AS_JSON",)),
    },
    "politeness": {
        "delay": Key(
            _number(0, 3600), "a number of seconds, 0 to 3600", ("DOWNLOAD_DELAY", "AUTOTHROTTLE_START_DELAY")
        ),
        "longest_delay": Key(_number(1, 3600), "a number of seconds, 1 to 3600", ("AUTOTHROTTLE_MAX_DELAY",)),
        "connections": Key(_whole(1, 8), "a whole number, 1 to 8", ("CONCURRENT_REQUESTS_PER_DOMAIN",)),
        "retries": Key(_whole(0, 10), "a whole number, 0 to 10", ("RETRY_TIMES",)),
        "longest_wait": Key(
            _number(0), "the longest Retry-After to wait for, in seconds", ("RETRY_AFTER_MAX",)
        ),
        "timeout": Key(_number(1), "a number of seconds", ("DOWNLOAD_TIMEOUT",)),
        "time_budget": Key(
            _number(0), "a number of seconds after which a run closes; 0 for none", ("CLOSESPIDER_TIMEOUT",)
        ),
        "hours": Key(_hours, _HOURS_RIGHT, ("HOURS",)),
        "http_first": Key(_flag, "true or false", ("HTTP_FIRST",)),
    },
}

# The pace of one site: the options of Scrapy's DOWNLOAD_SLOTS.
PACE: Mapping[str, Key] = {
    "delay": Key(_number(0, 3600), "a number of seconds, 0 to 3600", ("delay",)),
    "connections": Key(_whole(1, 8), "a whole number, 1 to 8", ("concurrency",)),
    "hours": Key(_hours, _HOURS_RIGHT, ("hours",)),
}

SITE: Mapping[str, Key] = {
    "name": Key(
        _matching(r"(?!all$)[a-z][a-z0-9-]*"),
        "small letters, digits and hyphens, a letter first, and not all",
        required=True,
    ),
    "title": Key(_text, "the publisher's name", required=True),
    "listings": Key(_list_of(_listing), 'a list of addresses such as "http://host/column/"', required=True),
    "platform": Key(_one_of("portal", "gkmlpt"), '"portal" or "gkmlpt"'),
    "at_least": Key(_whole(0), "how many reports a full run must find, 0 for unknown"),
    "confirmed": Key(_flag, "true or false"),
}

SIGNALS: Mapping[str, Key] = {
    "when": Key(_one_of("findings", "news", "always"), '"findings", "news" or "always"'),
    "prometheus": Key(
        lambda value: _text(value) and value.endswith(".prom"), "the name of a file that ends in .prom"
    ),
    "webhook": Key(
        _flag,
        "true or false; its address stands in the environment as DISCLOSURE_WEBHOOK_URL",
        is_private=True,
    ),
    "ping": Key(
        _flag, "true or false; its address stands in the environment as DISCLOSURE_PING_URL", is_private=True
    ),
}

# Keys that an operator may look for here: what they would hold is a secret.
SECRETS: Mapping[str, str] = {
    "webhook_url": WEBHOOK_URL,
    "webhook_token": WEBHOOK_TOKEN,
    "token": WEBHOOK_TOKEN,
    "ping_url": PING_URL,
    "user": MAIL_USER,
    "username": MAIL_USER,
    "password": MAIL_PASSWORD,
}

MAIL: Mapping[str, Key] = {
    "to": Key(
        _list_of(_matching(_ADDRESS)), 'a list of addresses such as ["someone@example.org"]', required=True
    ),
    "sender": Key(_matching(_ADDRESS), 'an address such as "archive@example.org"', required=True),
    "host": Key(_matching(r"[\w.:-]+"), "the name of the mail server"),
    "port": Key(_whole(1, 65535), "a port, 1 to 65535"),
    "security": Key(_one_of("starttls", "tls", "none"), '"starttls", "tls" or "none"'),
}
