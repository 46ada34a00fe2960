"""The whole job on the stand-in sites: crawl, archive, index, extract, then show where it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.replica import Replica

COLLECTION = Path("collections/demo")
# The sites of the table of which the stand-in plays every listing.
SITES = "sz,sf,jtys,ga,meeb,cgj,amr,wjw,szlh,lg,szpsq"


def main() -> int:
    """Run the demonstration; gives the exit status of the crawl."""
    with Replica() as site:
        command = [sys.executable, "-m", "scrapy", "crawl", "annual_reports", "-a", f"site={SITES}"]
        settings = {
            "COLLECTION": str(COLLECTION),
            "CONNECT_TO": site.connect_to,
            # Manners are for servers of others; this one is ours.
            "DOWNLOAD_DELAY": "0",
            "AUTOTHROTTLE_ENABLED": "0",
        }
        for name, value in settings.items():
            command += ["-s", f"{name}={value}"]
        print(f"$ scrapy {' '.join(command[3:])}\n", flush=True)
        status = subprocess.run(command, check=False).returncode
    reports = COLLECTION / "reports.jsonl"
    if reports.exists():
        print(f"\nThe first line of {reports}, shortened:")
        print(_shortened(reports.open(encoding="utf-8").readline()))
        print(_NEXT.format(bin=os.path.relpath(Path(sys.executable).parent), collection=COLLECTION))
    return status


def _shortened(line: str) -> str:
    report = json.loads(line)
    values = report["statistics"]["values"]
    report["statistics"]["values"] = (
        f"{len(values)} values, the first: {json.dumps(values[:1], ensure_ascii=False)}"
    )
    report["body"] = report["body"][:60] + "…"
    for name in ("sections", "tables", "attachments", "images", "related"):
        report[name] = f"{len(report[name])} of them"
    return json.dumps(report, ensure_ascii=False, indent=1)


_NEXT = """
Next:
  {bin}/python -m archive verify {collection}          # is every byte as it was recorded?
  {bin}/python -m pipelines {collection} | head -1     # the same lines again, from the archive alone
  {bin}/python -m archive serve {collection}           # look at the pages in a browser (needs: make install)
"""

if __name__ == "__main__":
    sys.exit(main())
