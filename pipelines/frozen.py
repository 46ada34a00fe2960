"""What is expected of a frozen page: how it reads now, for a person to approve."""

import json
import sys
from pathlib import Path

from archive.problem import Problem
from archive.reading import find_in, read_captures
from pipelines.dataset import complete
from pipelines.extract import read_capture
from pipelines.gathered import Gathered

Expectation = dict[str, object]


def read_case(warc: Path) -> Expectation:
    """Read the page that is alone in a WARC as the data set has it.

    ``report`` is its line; where that is null, ``reason`` and the rules of ``problems`` say why.

    Raises:
        ValueError: for a file that does not hold exactly one sound capture.
    """
    found = list(read_captures(warc))
    if len(found) != 1 or isinstance(found[0], Problem):
        raise ValueError(f"{warc} has {len(found)} captures or problems instead of one capture")
    reading = read_capture(found[0])
    gathered = Gathered()
    if reading.report:
        gathered.add(reading.report)
    for report in complete(gathered, find_in([warc])):
        return {"report": report.to_json()}
    return {
        "report": None,
        "reason": reading.reason,
        "problems": [problem.rule for problem in reading.problems],
    }


def proposal_of(warc: Path) -> str:
    """Give the text of a report.json that waits for approval."""
    return json.dumps({"approved": False, **read_case(warc)}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(proposal_of(Path(sys.argv[1])).encode())
