"""Lines of a data set made for a test: right by the schema, with the parts that the test is about."""

from typing import Any


def line(number: int = 1, **parts: Any) -> dict[str, Any]:
    """Make a line; ``parts`` take the place of those that are here."""
    year = parts.get("year", 2023)
    return {
        "schema": 1,
        "id": f"www.sz.gov.cn/{number}",
        "url": f"http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_{number}.html",
        "title": f"深圳市人民政府{year}年政府信息公开工作年度报告",
        "year": year,
        "agency": "深圳市人民政府",
        "source": "深圳市人民政府办公厅",
        "published_at": f"{(year or 2023) + 1}-03-15T10:00:00+08:00",
        "breadcrumbs": [],
        "contact": None,
        "body": "一、总体情况\n全市各级行政机关依法公开政府信息。",
        "sections": [{"heading": "一、总体情况", "level": 1, "start": 0, "end": 24}],
        "tables": [],
        "statistics": {"format": None, "values": []},
        "attachments": [],
        "images": [],
        "related": [],
        "problems": [],
        "capture": {
            "warc": "annual-reports-20261123090000-00001-host.warc.gz",
            "offset": 1234,
            "length": 5678,
            "record_id": "<urn:uuid:6bc64db3-58bb-4023-bb15-f33b3f6ba65b>",
            "captured_at": "2026-11-23T09:00:00.123456Z",
            "payload_digest": "sha1:5RKB76FKCM3BZYDPOCB7KY4PKGHA2DF6",
        },
        "reader": {"name": "portal", "version": "1"},
        **parts,
    }


def number(indicator: str, value: float | None, applicant: str | None = None) -> dict[str, Any]:
    """Make one number of the statistics."""
    entry = {"indicator": indicator, "value": value, "unit": "件", "evidence": {"start": 0, "end": 1}}
    return entry if applicant is None else {**entry, "applicant": applicant}
