"""Object storage: read by range, written with proof, never at the price of the local file."""

import json
import os
import subprocess
import sys

import pytest

from archive.__main__ import main
from archive.reading import read_captures
from archive.storage import NotUploaded, expand, path_of, upload
from archive.uploading import upload_collection
from tests.archive.samples import make_collection
from tests.crawler.runs import ROOT, crawl, last_run
from tests.replica import Replica

pytest.importorskip("moto.server", reason="moto's server is not installed")
s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")

from tests.archive.storage_server import serving  # noqa: E402  # where its libraries are


@pytest.fixture
def storage(monkeypatch):
    """A real S3 server on loopback."""
    with serving() as (server, environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        s3fs.S3FileSystem.clear_instance_cache()
        yield server
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def bucket(storage, request):
    """An address in a bucket of its own."""
    name = f"test-{abs(hash(request.node.name))}"
    s3fs.S3FileSystem().mkdir(name)
    return f"s3://{name}/shenzhen"


@pytest.fixture
def collection(tmp_path):
    return make_collection(tmp_path / "collection")


def test_a_collection_that_was_uploaded_reads_as_it_does_here(collection, bucket):
    assert upload_collection(collection, bucket).problems == []
    addresses = expand([f"{bucket}/archive/*.warc.gz"])
    here = sorted(collection.archive.iterdir())
    assert [address.rpartition("/")[2] for address in addresses] == [path.name for path in here]
    for path, address in zip(here, addresses, strict=True):
        assert list(read_captures(path_of(address))) == list(read_captures(path))


def test_what_is_proven_to_be_there_is_not_copied_again(collection, bucket, storage):
    first = upload_collection(collection, bucket)
    assert first.new == first.there > 2
    storage.puts.clear()
    assert upload_collection(collection, bucket).new == 0
    assert storage.puts == []


def test_what_has_changed_here_or_went_away_there_is_copied_again(collection, bucket, storage):
    upload_collection(collection, bucket)
    storage.puts.clear()
    collection.index.write_bytes(collection.index.read_bytes()[:-1] + b"!")  # of the same size
    warc = min(collection.archive.iterdir()).name
    s3fs.S3FileSystem().rm(f"{bucket}/archive/{warc}")
    assert upload_collection(collection, bucket).new == 2
    assert sorted(name.rpartition("/")[2] for name in storage.puts) == sorted([warc, "index.cdxj"])


def test_a_file_that_a_run_still_writes_stays_here(collection, bucket, storage):
    (collection.archive / "x.warc.gz.open").write_bytes(b"half")
    assert upload_collection(collection, bucket).problems == []
    assert not any("open" in name for name in storage.puts)


@pytest.mark.parametrize(
    ("fault", "reason"), [("refused", "not here"), ("falsified", "the copy is not the same")]
)
def test_a_file_that_is_not_there_as_it_is_here_is_named_and_tried_again_next_time(
    collection, bucket, storage, fault, reason
):
    run = collection.runs / "20261123T090000Z"
    (run / "run.json").write_text("{}")
    warc = min(collection.archive.iterdir())
    getattr(storage, fault).add(warc.name)
    before = warc.read_bytes()
    done = upload_collection(collection, bucket, pause=0.01)
    assert [(problem.rule, problem.where) for problem in done.problems] == [
        ("storage.not-uploaded", f"{bucket}/archive/{warc.name}")
    ]
    assert reason in done.problems[0].message
    assert str(warc) in done.problems[0].message
    assert warc.read_bytes() == before
    system = s3fs.S3FileSystem()
    assert system.exists(f"{bucket}/indexes/index.cdxj")  # the others are there
    assert not system.exists(f"{bucket}/runs/{run.name}/run.json")  # it would say that all of them are
    getattr(storage, fault).clear()
    assert upload_collection(collection, bucket).problems == []
    assert system.cat(f"{bucket}/archive/{warc.name}") == before
    assert system.exists(f"{bucket}/runs/{run.name}/run.json")


def test_a_storage_out_of_reach_is_left_alone_after_two_files(collection, bucket, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    s3fs.S3FileSystem.clear_instance_cache()
    path = min(collection.archive.iterdir())
    with pytest.raises(NotUploaded, match=path.name):
        upload(path, f"{bucket}/{path.name}", pause=0.01)
    problems = upload_collection(collection, bucket, pause=0.01).problems
    assert len(problems) == 3
    assert ["not tried" in problem.message for problem in problems] == [False, False, True]


@pytest.mark.parametrize("address", ["bucket/folder", "nonesuch://x/y", "sftp://me:secret@host/x"])
def test_an_address_that_cannot_be_used_is_wrong_use_before_anything_is_done(collection, tmp_path, address):
    assert main(["upload", str(collection.root), "--to", address]) == 2
    process = crawl(tmp_path / "none", "-a", "site=sf", "-s", f"UPLOAD_TO={address}")
    assert process.returncode == 2
    assert len(process.stderr.splitlines()) == 1
    assert "secret" not in process.stderr
    assert not (tmp_path / "none").exists()


def test_a_folder_of_this_machine_is_an_address_too(collection, tmp_path):
    assert main(["upload", str(collection.root), "--to", f"file://{tmp_path}/copy/of"]) == 0
    assert (tmp_path / "copy/of/indexes/index.cdxj").read_bytes() == collection.index.read_bytes()


def test_a_package_goes_to_a_storage_and_stays_here_where_it_cannot(
    collection, bucket, storage, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(["pack", str(collection.root), "--out", f"{bucket}/one.wacz"]) == 0
    assert not (tmp_path / "one.wacz").exists()
    assert len(list(read_captures(path_of(f"{bucket}/one.wacz")))) > 10
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    storage.refused.add("two.wacz")
    assert main(["pack", str(collection.root), "--out", f"{bucket}/two.wacz"]) == 1
    assert (tmp_path / "two.wacz").stat().st_size > 1000
    assert main(["pack", str(collection.root), "--out", f"{bucket}/two.wacz"]) == 2  # never overwritten


def test_the_command_reads_from_storage_what_it_reads_here(collection, bucket):
    path = min(collection.archive.iterdir())
    upload(path, f"{bucket}/{path.name}")
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


def test_a_crawl_copies_what_it_left_and_says_what_could_not_be_copied(tmp_path, bucket, storage):
    """The first crawl finds a storage that refuses WARC files; the second brings what the first left."""
    root, system = tmp_path / "sf", s3fs.S3FileSystem()
    with Replica() as site:
        settings = ("-a", "site=sf", "-s", f"UPLOAD_TO={bucket}")
        storage.refused.add(".warc.gz")
        process = crawl(root, *settings, port=site.port)
        assert process.returncode == 1
        run = json.loads((last_run(root) / "run.json").read_bytes())
        assert run["exit_status"] == 1
        assert [finding["rule"] for finding in run["findings"]] == ["storage.not-uploaded"]
        assert run["warcs"][0] in run["findings"][0]["where"]
        assert "FINDING storage.not-uploaded" in process.stderr
        assert system.exists(f"{bucket}/reports.jsonl")
        storage.refused.clear()
        assert crawl(root, *settings, port=site.port).returncode == 0
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    names -= {"lock", "uploaded.jsonl"}
    there = {name.removeprefix(f"{bucket[5:]}/"): name for name in system.find(bucket)}
    assert there.keys() == names
    for name, place in there.items():
        assert system.cat(place) == (root / name).read_bytes(), name
