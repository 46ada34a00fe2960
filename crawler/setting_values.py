"""What the settings of a command line may be: as their defaults are (pure, no I/O)."""

import logging

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from crawler import settings as ours
from crawler.config_keys import SETTINGS

_FLAGS = frozenset({"0", "1", "true", "false", "True", "False"})
# Texts that the operator's file can hold too: what they may be stands there.
_KEYS = {name: key for table in SETTINGS.values() for key in table.values() for name in key.settings}


def check_values(settings: BaseSettings) -> None:
    """Check what was given by ``-s``.

    Raises:
        ValueError: names the setting, with what would be right.
    """
    for name in settings:
        if settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]:
            right = _what_is_right(name, str(settings[name]))
            if right:
                raise ValueError(f"{name} is {right}, not {settings[name]!r}")


def _what_is_right(name: str, value: str) -> str:
    default = getattr(ours, name, getattr(default_settings, name, None))
    if name == "LOG_LEVEL":
        names = logging.getLevelNamesMapping()
        return "" if value.isdigit() or value in names else f"one of {', '.join(names)}"
    if isinstance(default, bool):
        return "" if value in _FLAGS else "1 or 0"
    if isinstance(default, int | float):
        # Scrapy takes fractions for many a setting whose default is whole.
        number = int if isinstance(default, int) and not hasattr(default_settings, name) else float
        return "" if _is(number, value) else ("a whole number" if number is int else "a number")
    if isinstance(default, str) and (value or default) and name in _KEYS and not _KEYS[name].accepts(value):
        return _KEYS[name].right
    return ""


def _is(number: type[int | float], value: str) -> bool:
    try:
        number(value)
    except ValueError:
        return False
    return True
