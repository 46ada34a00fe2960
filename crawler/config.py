"""The operator's file ``disclosure.toml``: read, checked, and turned into settings, sites and signals."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.config_keys import MAIL, PACE, SECRETS, SETTINGS, SIGNALS, SITE, TABLES, Key
from crawler.signals import Mail, Signals
from crawler.sites import SITES, Site
from crawler.toml_lines import line_at, lines_of

Table = Mapping[str, Any]


class WrongConfig(ValueError):
    """A file that cannot be used; each line of the message names file, line and what would be right."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the file asks for: values for Scrapy's settings, the whole table of sites, the signals."""

    settings: Mapping[str, object]
    sites: tuple[Site, ...] = SITES
    signals: Signals = Signals()  # noqa: RUF009  # it is frozen


def read_config(path: Path, sites: Sequence[Site] = SITES) -> Config:
    """Read a file and check all of it.

    Raises:
        WrongConfig: names every mistake with its line.
    """
    try:
        text = path.read_text("utf-8-sig")  # editors of Windows put a byte order mark before it
        content = tomllib.loads(text)
    except OSError as error:
        raise WrongConfig(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise WrongConfig(
            f"{path}:{line}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise WrongConfig(_with_line_first(path, str(error), text)) from error
    checked = _Checked(content, {site.name: site for site in sites})
    if checked.mistakes:
        lines = lines_of(text)
        told = sorted((line_at(lines, where), words) for where, words in checked.mistakes)
        raise WrongConfig("\n".join(f"{path}:{line}: {words}" for line, words in told))
    return Config(
        _settings(content, checked.sites), tuple(checked.sites.values()), _signals(content.get("signals", {}))
    )


class _Checked:
    """The mistakes of a file's content, and the table of sites that it makes."""

    def __init__(self, content: Table, sites: dict[str, Site]) -> None:
        self.mistakes: list[tuple[tuple[str | int, ...], str]] = []
        self.sites = sites
        for name, value in content.items():
            if name not in TABLES:
                home = next((table for table, keys in SETTINGS.items() if name in keys), "")
                right = f"{name} stands below [{home}]" if home else _meant(name, TABLES)
                self._tell((name,), f"there is no table [{name}]; {right}")
            elif name != "site" and not isinstance(value, dict):
                self._tell((name,), f"{name} is a table: write [{name}]")
        self._add_sites(content.get("site", []))
        self._check(("collection",), _table(content, "collection"), SETTINGS["collection"])
        self._check(("politeness",), _table(content, "politeness"), SETTINGS["politeness"], inner="sites")
        self._check(("signals",), _table(content, "signals"), SIGNALS, inner="mail")
        if isinstance(mail := _table(content, "signals").get("mail"), dict):
            self._check(("signals", "mail"), mail, MAIL)
        for site, pace in _table(_table(content, "politeness"), "sites").items():
            where = ("politeness", "sites", site)
            if site not in self.sites:
                self._tell(where, f"no site is called {site!r}; {_meant(site, self.sites)}")
            elif isinstance(pace, dict):
                self._check(where, pace, PACE)
            else:
                self._tell(where, f"a site's pace is a table: write [politeness.sites.{site}]")

    def _tell(self, where: tuple[str | int, ...], words: str) -> None:
        self.mistakes.append((where, words))

    def _check(
        self, where: tuple[str | int, ...], table: Table, keys: Mapping[str, Key], inner: str = ""
    ) -> bool:
        """Check the keys of a table, of which ``inner`` is a table in its turn."""
        before = len(self.mistakes)
        for name, value in table.items():
            if name == inner:
                if not isinstance(value, dict):
                    self._tell((*where, name), f"{name} is a table: write [{where[0]}.{name}]")
            elif name not in keys:
                known = [*keys, inner] if inner else keys
                self._tell((*where, name), f"there is no key {name}; {_meant(name, known)}")
            elif not keys[name].accepts(value):
                found = "" if keys[name].is_private else f", not {value!r}"
                self._tell((*where, name), f"{name} is {keys[name].right}{found}")
        for name, key in keys.items():
            if key.required and name not in table:
                self._tell(where, f"{name} is missing: {key.right}")
        return len(self.mistakes) == before

    def _add_sites(self, rows: object) -> None:
        if not isinstance(rows, list):
            self._tell(("site",), "sites are an array of tables: write [[site]]")
            return
        named: dict[object, int] = {}
        for number, row in enumerate(rows):
            if not isinstance(row, dict) or "name" not in row:
                self._tell(("site", number), f"name is missing: {SITE['name'].right}")
                continue
            if named.setdefault(str(row["name"]), number) != number:
                words = f"{row['name']!r} has a row of its own already; one [[site]] says all of a site"
                self._tell(("site", number, "name"), words)
            known = self.sites.get(str(row["name"]))
            keys = {name: replace(key, required=key.required and known is None) for name, key in SITE.items()}
            if self._check(("site", number), row, keys):
                values: dict[str, Any] = {**row}
                if "listings" in row:
                    values["listings"] = tuple(row["listings"])
                self.sites[row["name"]] = replace(known, **values) if known else Site(**values)


def _meant(name: str, known: Iterable[str]) -> str:
    """Say what a name that nobody knows was meant to be."""
    if name in SECRETS:
        return f"secrets stand in the environment alone, here as {SECRETS[name]}"
    alike = get_close_matches(name, known, 1)
    return f"did you mean {alike[0]}?" if alike else f"there are {', '.join(known)}"


def _with_line_first(path: Path, error: str, text: str) -> str:
    """Say where a file is no TOML as all other mistakes are said."""
    at = re.search(r" \(at line (\d+), (column \d+)\)$", error)
    if at is None:  # at the end of the document
        return f"{path}:{text.count(chr(10)) + 1}: {error}"
    return f"{path}:{at[1]}: {error[: at.start()]} ({at[2]})"


def _table(content: Table, name: str) -> Table:
    value = content.get(name, {})
    return value if isinstance(value, dict) else {}


def _settings(content: Table, sites: Mapping[str, Site]) -> dict[str, object]:
    settings: dict[str, object] = {
        setting: value
        for table, keys in SETTINGS.items()
        for name, value in _table(content, table).items()
        if name in keys
        for setting in keys[name].settings
    }
    slots = {
        host: {option: value for name, value in pace.items() for option in PACE[name].settings}
        for site, pace in _table(_table(content, "politeness"), "sites").items()
        for listing in sites[site].listings
        if (host := urlsplit(listing).hostname)
    }
    return settings | ({"DOWNLOAD_SLOTS": slots} if slots else {})


def _signals(table: Table) -> Signals:
    values: dict[str, Any] = {**table}
    mail: dict[str, Any] | None = values.pop("mail", None)
    file = values.pop("prometheus", None)
    return Signals(
        prometheus=Path(file) if file else None,
        mail=Mail(**{**mail, "to": tuple(mail["to"])}) if mail else None,
        **values,
    )
