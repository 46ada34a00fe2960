"""Packages and bags: whole, proved by tools that are not ours, signed so that others can tell."""

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest

from archive.__main__ import main
from archive.capture import Capture
from archive.problem import Problem
from archive.reading import read_captures
from archive.verify import verify
from tests.archive.samples import make_collection, pages

SECOND_RUN = "20261124T090000Z"


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    return make_collection(tmp_path_factory.mktemp("collection") / "sample").root


@pytest.fixture(scope="module")
def package(collection, tmp_path_factory):
    folder = tmp_path_factory.mktemp("package")
    out, key = folder / "sample.wacz", folder / "key.pem"
    assert main(["pack", str(collection), "--out", str(out), "--new-key", "--key", str(key)]) == 0
    return out


def findings(path: Path) -> list[Problem]:
    return [finding for finding in verify(path) if isinstance(finding, Problem)]


def rewrite(package: Path, name: str, change) -> None:
    """Write a package anew with one entry changed."""
    with zipfile.ZipFile(package) as old:
        entries = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(package, "w") as new:
        for info, data in entries:
            new.writestr(info, change(data) if info.filename == name else data)


def test_a_package_has_no_findings(package):
    assert findings(package) == []


def test_its_captures_are_those_of_the_collection(package, collection):
    def messages(path):
        return [(c.url, c.captured_at, c.message) for c in read_captures(path) if isinstance(c, Capture)]

    assert messages(package) == messages(collection)
    assert len(messages(package)) == len(pages()) + 1


def test_compressed_members_are_stored(package):
    with zipfile.ZipFile(package) as file:
        kinds = {info.filename: info.compress_type for info in file.infolist()}
    assert all(kind == zipfile.ZIP_STORED for name, kind in kinds.items() if name.endswith(".gz"))


def test_pages_have_url_ts_and_title(package):
    with zipfile.ZipFile(package) as file:
        lines = [json.loads(line) for line in file.read("pages/pages.jsonl").splitlines()]
    assert lines[0]["format"] == "json-pages-1.0"
    assert all(line["url"] and line["ts"] and line["title"] for line in lines[1:])
    assert "http://www.sz.gov.cn/gbk.html" in [line["url"] for line in lines[1:]]


def test_a_run_is_packed_with_what_its_revisits_repeat(collection, tmp_path):
    out = tmp_path / "run.wacz"
    assert main(["pack", str(collection), "--run", SECOND_RUN, "--out", str(out)]) == 0
    assert findings(out) == []
    urls = {capture.url for capture in read_captures(out) if isinstance(capture, Capture)}
    assert urls == {"http://www.sz.gov.cn/post_1.html", "http://www.sz.gov.cn/style.css"}


@pytest.mark.skipif(not importlib.util.find_spec("wacz"), reason="the PyPI package wacz is not installed")
def test_wacz_validate_agrees(package):
    command = [sys.executable, "-c", "from wacz.main import main; raise SystemExit(main())", "validate", "-f"]
    done = subprocess.run([*command, str(package)], capture_output=True, text=True, check=False)
    assert "Validation succeeded" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("indexes/index.cdxj", lambda data: data.replace(b'"200"', b'"404"', 1), "package.manifest"),
        ("pages/pages.jsonl", lambda data: data + b"{}\n", "package.pages"),
        ("datapackage.json", lambda data: data.replace(b"sample", b"simple"), "package.digest"),
        (
            "datapackage-digest.json",
            lambda data: data.replace(b'"signature": "', b'"signature": "AAAA'),
            "package.signature",
        ),
        (
            "datapackage-digest.json",
            lambda data: data.replace(b'"created": "2', b'"created": "x'),
            "package.signature",
        ),
        ("datapackage.json", lambda _data: b'{"resources": 5}', "package.manifest"),
    ],
)
def test_a_changed_package_is_found(name, change, rule, package, tmp_path):
    copy = tmp_path / "changed.wacz"
    shutil.copy(package, copy)
    rewrite(copy, name, change)
    assert rule in {finding.rule for finding in findings(copy)}


def test_a_package_without_its_manifest_is_told_not_thrown(package, tmp_path):
    copy = tmp_path / "changed.wacz"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            if info.filename != "datapackage.json":
                new.writestr(info, old.read(info))
    assert {"package.layout", "package.digest"} <= {finding.rule for finding in findings(copy)}


def test_every_flipped_bit_of_the_frame_of_a_package_is_found(package, tmp_path):
    whole, random = package.read_bytes(), Random(4)
    with zipfile.ZipFile(package) as file:
        starts = [info.header_offset for info in file.infolist()]
        frame = [at + byte for at in starts for byte in range(30)] + [*range(file.start_dir, len(whole))]
    copy = tmp_path / "flipped.wacz"
    for at in random.sample(frame, 40):
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << random.randrange(8)]) + whole[at + 1 :])
        assert next((f for f in verify(copy) if isinstance(f, Problem)), None), f"byte {at}"


@pytest.mark.parametrize(("before", "behind"), [(b"\0more", b""), (b"", b"\0more")])
def test_bytes_before_and_behind_a_package_are_found(before, behind, package, tmp_path):
    copy = tmp_path / "more.wacz"
    copy.write_bytes(before + package.read_bytes() + behind)
    assert "package.zip" in {finding.rule for finding in findings(copy)}


def test_our_package_without_its_digest_is_found(package, tmp_path):
    copy = tmp_path / "undigested.wacz"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            if info.filename != "datapackage-digest.json":
                new.writestr(info, old.read(info))
    assert "package.digest" in {finding.rule for finding in findings(copy)}


def test_a_signature_by_another_key_is_found(package, tmp_path):
    copy, other = tmp_path / "changed.wacz", tmp_path / "other.wacz"
    shutil.copy(package, copy)
    collection = make_collection(tmp_path / "sample").root
    assert (
        main(["pack", str(collection), "--out", str(other), "--new-key", "--key", str(tmp_path / "k")]) == 0
    )
    with zipfile.ZipFile(other) as file:
        key = json.loads(file.read("datapackage-digest.json"))["signedData"]["publicKey"]

    def put_key(data: bytes) -> bytes:
        digest = json.loads(data)
        digest["signedData"]["publicKey"] = key
        return json.dumps(digest).encode()

    rewrite(copy, "datapackage-digest.json", put_key)
    assert [finding.rule for finding in findings(copy)] == ["package.signature"]


# What wabac.js, the engine of ReplayWeb.page, does with signedData (src/wacz/certutils.ts).
WEB_CRYPTO = """
const signed = JSON.parse(require("fs").readFileSync(0)).signedData;
const bytes = (text) => Buffer.from(text, "base64");
(async () => {
  const kind = { name: "ECDSA", namedCurve: "P-384" };
  const key = await crypto.subtle.importKey("spki", bytes(signed.publicKey), kind, true, ["verify"]);
  const how = { name: "ECDSA", hash: "SHA-256" };
  const text = new TextEncoder().encode(signed.hash);
  console.log(await crypto.subtle.verify(how, key, bytes(signed.signature), text));
})();
"""


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_web_crypto_verifies_the_signature_as_replay_web_page_does(package):
    with zipfile.ZipFile(package) as file:
        digest = file.read("datapackage-digest.json")
    program = "globalThis.crypto ??= require('crypto').webcrypto;" + WEB_CRYPTO
    done = subprocess.run(["node", "-e", program], input=digest, capture_output=True, check=True)
    assert done.stdout.strip() == b"true"


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_in_the_content_of_a_package_is_found(seed, package, tmp_path):
    with zipfile.ZipFile(package) as file:
        infos = file.infolist()
    # The body of an entry begins behind its local header: 30 bytes and the name.
    spots = [info.header_offset + 30 + len(info.filename) + seed * info.compress_size // 40 for info in infos]
    data = bytearray(package.read_bytes())
    data[spots[seed % len(spots)]] ^= 1 << seed % 8
    copy = tmp_path / "flipped.wacz"
    copy.write_bytes(data)
    assert findings(copy)


def test_a_package_cut_anywhere_is_told_not_thrown(package, tmp_path):
    data, copy = package.read_bytes(), tmp_path / "cut.wacz"
    for part in range(1, 20):
        copy.write_bytes(data[: len(data) * part // 20])
        assert findings(copy)


def test_a_bag_holds_everything_and_every_change_is_found(collection, tmp_path):
    bag = tmp_path / "bag"
    assert main(["pack", str(collection), "--bagit", "--out", str(bag)]) == 0
    assert findings(bag) == []
    for name in ("data/indexes/index.cdxj", "manifest-sha512.txt", "bag-info.txt"):
        path = bag / name
        before = path.read_bytes()
        path.write_bytes(before.replace(b"1", b"2", 1))
        assert findings(bag), name
        path.write_bytes(before)
    (bag / "data" / "extra").write_bytes(b"")
    assert "bag.manifest" in {finding.rule for finding in findings(bag)}


@pytest.mark.skipif(not importlib.util.find_spec("bagit"), reason="the PyPI package bagit is not installed")
def test_bagit_agrees(collection, tmp_path):
    bag = tmp_path / "bag"
    assert main(["pack", str(collection), "--bagit", "--out", str(bag)]) == 0
    subprocess.run([sys.executable, "-m", "bagit", "--validate", str(bag)], capture_output=True, check=True)


def test_a_key_is_never_overwritten(collection, tmp_path, capsys):
    key = tmp_path / "key.pem"
    key.write_text("mine")
    out = tmp_path / "x.wacz"
    assert main(["pack", str(collection), "--out", str(out), "--key", str(key), "--new-key"]) == 2
    assert main(["pack", str(collection), "--out", str(out), "--key", str(key)]) == 2
    assert key.read_text() == "mine"
    assert not out.exists()
    assert "no private key" in capsys.readouterr().err
