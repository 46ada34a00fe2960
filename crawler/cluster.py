"""Crawl on a Dask cluster: one job a site, each into a collection of its own, merged into one."""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from archive.storage import NoStorage, check_address
from archive.workers import NoWorkers, workers_of
from crawler.config import WrongConfig, read_config
from crawler.site_job import Ended, Job, crawl
from crawler.sites import SITES, Site, UnknownSite, choose
from crawler.years import read_years

WELL, FINDINGS, WRONG_USE, NOTHING_DONE = range(4)
_PROJECT = Path(__file__).parents[1]
_TRIES = 3
# These are what the command itself says of each job.
_OURS = ("COLLECTION", "WARC_PREFIX", "REPLAY")


class WrongUse(ValueError):
    """What is wrong with the command line, in a line."""


def main(words: Sequence[str] | None = None) -> int:
    """Crawl, merge, write the data set; give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m crawler.cluster", description=__doc__)
    parser.add_argument("--dask", required=True, metavar="SCHEDULER", help="its address; or: local")
    parser.add_argument("--workers", type=int, default=2, help="how many `--dask local` starts")
    parser.add_argument(
        "--collection", type=Path, required=True, metavar="DIR", help="on a disk of all workers"
    )
    parser.add_argument("-a", action="append", default=[], metavar="NAME=VALUE", help="site=…, years=…")
    parser.add_argument(
        "-s", action="append", default=[], metavar="NAME=VALUE", help="settings of the crawls"
    )
    wanted = parser.parse_args(words)
    try:
        settings = dict(_pair(word) for word in wanted.s)
        jobs = list(_jobs(wanted.collection.resolve(), dict(_pair(word) for word in wanted.a), settings))
        to = settings.get("UPLOAD_TO") or ""
        if to:
            check_address(to)
        with workers_of(wanted.dask, wanted.workers) as client:
            ended = list(_ended(client, jobs))
    except (WrongUse, UnknownSite, WrongConfig, NoStorage, NoWorkers, ValueError) as error:
        print(f"python -m crawler.cluster: {error}", file=sys.stderr)  # noqa: T201  # for a person
        return NOTHING_DONE if isinstance(error, NoWorkers) else WRONG_USE
    statuses = [end.status for end in ended]
    if min(statuses) >= WRONG_USE:
        return min(statuses)
    statuses += _joined([end.folder for end in ended], wanted.collection, to)
    return FINDINGS if any(statuses) else WELL


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise WrongUse(f"write NAME=VALUE, not {word!r}")
    return name, value


def _jobs(root: Path, arguments: dict[str, str], settings: dict[str, str]) -> Iterator[Job]:
    """Give the jobs; sites that share a host are one, so that no host is asked by two."""
    for name in arguments.keys() - {"site", "years"}:
        raise WrongUse(f"a crawl takes site and years, not {name}")
    for name in settings.keys() & set(_OURS):
        raise WrongUse(f"each job has a {name} of its own: leave it out")
    table = read_config(Path(settings["CONFIG"])).sites if settings.get("CONFIG") else SITES
    chosen = choose(arguments.get("site", ""), table)
    read_years(arguments.get("years", ""))
    settings = {name: _absolute(name, value) for name, value in settings.items() if name != "UPLOAD_TO"}
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    words += ["-a", f"years={arguments['years']}"] if "years" in arguments else []
    for group in _by_host(table):
        if sites := tuple(site.name for site in group if site in chosen):
            yield Job(sites, root / "parts" / group[0].name, tuple(words))


def _absolute(name: str, value: str) -> str:
    return str(Path(value).resolve()) if name == "CONFIG" else value


def _by_host(table: Sequence[Site]) -> list[list[Site]]:
    """Put sites together that share a host. The whole table decides, so a folder keeps its sites."""
    groups: list[list[Site]] = []
    for site in table:
        near = [group for group in groups if any(site.hosts & other.hosts for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), site])
    return groups


def _ended(client: Any, jobs: Sequence[Job]) -> Iterator[Ended]:  # noqa: ANN401  # Dask publishes no types
    """Have the workers crawl, and tell how every job ended, in the order of the table."""
    futures = [client.submit(crawl, job, pure=False, retries=_TRIES) for job in jobs]
    for job, future in zip(jobs, futures, strict=True):
        lost = future.exception()
        ended = Ended(job.folder, NOTHING_DONE, f"FAILED: {lost!r}") if lost else future.result()
        print(f"== {job.folder.name}\n{ended.summary.rstrip()}", file=sys.stderr, flush=True)  # noqa: T201
        yield ended


def _joined(parts: Sequence[Path], into: Path, to: str) -> Iterator[int]:
    """Have the other commands merge, read and copy; the data set is written by those who read."""
    there = [str(part) for part in parts if (part / "archive").is_dir()]
    into = into.resolve()
    yield _ran("archive", "merge", *there, "--into", str(into))
    yield _ran("pipelines", str(into), "--jobs", "0", "--out", str(into / "reports.jsonl"))
    if to:
        yield _ran("archive", "upload", str(into), "--to", to)


def _ran(*words: str) -> int:
    return subprocess.run([sys.executable, "-m", *words], cwd=_PROJECT, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
