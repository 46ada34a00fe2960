"""Object storage: read by range, written with proof, never at the price of the local file."""

import os
import subprocess
import sys

import pytest

from archive.reading import read_captures
from archive.storage import expand, path_of, upload, upload_run
from tests.archive.samples import make_collection
from tests.crawler.runs import ROOT

moto = pytest.importorskip("moto.server", reason="moto's server is not installed")
s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")


@pytest.fixture
def bucket(monkeypatch, request):
    """A bucket of a real S3 server on loopback."""
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "stand-in",
        "AWS_SECRET_ACCESS_KEY": "stand-in",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = request.node.name.replace("_", "-")[:60].strip("-")
    s3fs.S3FileSystem().mkdir(name)
    yield f"s3://{name}/shenzhen"
    server.stop()
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def collection(tmp_path):
    return make_collection(tmp_path / "collection")


def test_a_run_that_was_uploaded_reads_as_it_does_here(collection, bucket):
    run = max(path.name for path in collection.runs.iterdir())
    warcs = sorted(path.name for path in collection.archive.iterdir())
    assert upload_run(collection.root, run, warcs, bucket) == []
    addresses = expand([f"{bucket}/archive/*.warc.gz"])
    assert [address.rpartition("/")[2] for address in addresses] == warcs
    for name, address in zip(warcs, addresses, strict=True):
        assert list(read_captures(path_of(address))) == list(read_captures(collection.archive / name))


def test_an_upload_that_fails_keeps_the_file_and_says_so(collection, bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")  # its own, beside ours
    s3fs.S3FileSystem.clear_instance_cache()
    path = next(collection.archive.iterdir())
    before = path.read_bytes()
    problem = upload(path, f"{bucket}/{path.name}", pause=0.01)
    assert problem
    assert problem.rule == "storage.not-uploaded"
    assert str(path) in problem.message
    assert path.read_bytes() == before


def test_the_command_reads_from_storage_what_it_reads_here(collection, bucket):
    path = min(collection.archive.iterdir())
    assert upload(path, f"{bucket}/{path.name}") is None
    told = [
        subprocess.run(
            [sys.executable, "-m", "pipelines", place],
            cwd=ROOT,
            capture_output=True,
            env=os.environ.copy(),
            check=False,
        )
        for place in (str(path), f"{bucket}/{path.name}")
    ]
    assert told[0].stdout == told[1].stdout
    assert told[0].returncode == told[1].returncode
