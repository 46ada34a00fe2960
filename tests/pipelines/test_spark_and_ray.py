"""The lines of docs/scale.md for Spark and Ray run as they stand, where these are installed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.samples import make_collection
from tests.crawler.runs import ROOT


def _snippet(module: str) -> str:
    blocks = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "scale.md").read_text("utf-8"), re.DOTALL)
    return next(block for block in blocks if module in block)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("module", ["pyspark", "ray"])
def test_the_twenty_lines_give_the_bytes_of_one_process(module, tmp_path):
    pytest.importorskip(module, reason=f"{module} is not installed")
    collection = make_collection(tmp_path / "collection")
    uris = sorted(str(path) for path in collection.archive.iterdir())
    program = f"uris = {uris!r}\n{_snippet(module)}"
    # The workers are processes of their own: the project has to be on their path, too.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, timeout=250)
    command = [sys.executable, "-m", "pipelines", *uris]
    alone = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).stdout
    assert Path(tmp_path, "reports.jsonl").read_bytes() == alone
