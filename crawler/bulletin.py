"""The words that tell of a run: for Prometheus, a webhook, an e-mail (pure, no I/O)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from archive.words import counted
from crawler.news import tell, tell_finding

Run = Mapping[str, Any]
Sample = tuple[Mapping[str, str], float]

_STATES = {0: "all well", 1: "done, with findings", 3: "nothing could be done"}
_TOLD = 20


def headline(run: Run) -> str:
    """Say in one line how a run went."""
    status = run.get("exit_status", 3)
    told = f"{counted(run.get('reports', 0), 'report')}, {counted(len(run.get('findings', ())), 'finding')}"
    return f"disclosure archive: {_STATES.get(status, 'unknown')} ({told}) {run.get('run', '')}".strip()


def letter(run: Run) -> str:
    """Say at more length how a run went, the worst first."""
    lines = [headline(run), ""]
    if run.get("failed"):
        lines += [f"FAILED: {run['failed']}", ""]
    found = list(run.get("findings", ()))
    lines += [tell_finding(each) for each in found[:_TOLD]]
    if len(found) > _TOLD:
        lines.append(f"and {len(found) - _TOLD} more in run.json")
    news = list(run.get("news", ()))
    lines += ["", *(tell(each) for each in news[:_TOLD])] if news else []
    if len(news) > _TOLD:
        lines.append(f"and {len(news) - _TOLD} more in changes.jsonl")
    sites = run.get("sites") or {}
    lines += [
        "",
        *(
            f"{name}: {counted(site['reports'], 'report')}, {counted(site['pages'], 'page')}"
            for name, site in sites.items()
        ),
    ]
    return "\n".join(lines).rstrip() + "\n"


def webhook_body(run: Run) -> dict[str, object]:
    """Give what a webhook gets: ``text`` for chat rooms, the rest for machines."""
    return {
        "text": letter(run),
        "run": run.get("run"),
        "exit_status": run.get("exit_status"),
        "reports": run.get("reports", 0),
        "findings": list(run.get("findings", ())),
        "news": list(run.get("news", ())),
    }


def prometheus_text(run: Run) -> str:
    """Give the metrics of the last run in the text format of Prometheus (version 0.0.4)."""
    return "".join(
        f"# HELP disclosure_{name} {words}\n# TYPE disclosure_{name} gauge\n"
        + "".join(
            f"disclosure_{name}{_labels(labels)} {value:g}\n"
            if value < 1e6
            else f"disclosure_{name}{_labels(labels)} {value:.0f}\n"
            for labels, value in samples
        )
        for name, words, samples in _metrics(run)
    )


def _metrics(run: Run) -> Iterator[tuple[str, str, list[Sample]]]:
    begun, ended = (datetime.fromisoformat(run[name]) for name in ("started_at", "finished_at"))
    sites: Mapping[str, Any] = run.get("sites") or {}
    rules = Counter(each["rule"] for each in run.get("findings", ()))
    yield (
        "run_exit_status",
        "0 all well, 1 done with findings, 3 nothing could be done.",
        [({}, run["exit_status"])],
    )
    yield "run_finished_timestamp_seconds", "When the last run ended.", [({}, ended.timestamp())]
    yield "run_duration_seconds", "How long it took.", [({}, (ended - begun).total_seconds())]
    yield "run_reports", "Reports that it read.", [({}, run.get("reports", 0))]
    yield "run_responses", "Responses that it had.", [({}, run.get("responses", 0))]
    yield "run_archived_bytes", "Bytes that it added to the archive.", [({}, run.get("bytes_archived", 0))]
    changes = Counter(each["change"] for each in run.get("news", ()))
    yield "run_news", "Reports that are new, changed, gone or back.", _by("change", changes.items())
    yield "run_findings", "Findings by rule.", _by("rule", rules.items())
    yield "run_urls", "Addresses by how they ended.", _by("outcome", (run.get("outcomes") or {}).items())
    yield (
        "site_reports",
        "Reports by site.",
        _by("site", ((name, site["reports"]) for name, site in sites.items())),
    )
    yield "site_pages", "Pages by site.", _by("site", ((name, site["pages"]) for name, site in sites.items()))


def _by(label: str, counts: Iterable[tuple[str, float]]) -> list[Sample]:
    return [({label: name}, count) for name, count in sorted(counts)]


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')
