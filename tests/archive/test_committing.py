"""Several exchanges share one sync of the disk; each is told when its own record is there."""

from threading import Thread

import pytest

from archive.collection import Collection
from archive.committing import Committing
from archive.reading import read_captures
from archive.recording import Order, Policy, Recording
from archive.warc_file import NotWritten
from tests.archive.exchanges import exchange, new_recording


def test_what_many_hand_in_at_once_is_kept_whole_and_in_order(tmp_path):
    collection = Collection(tmp_path / "c")
    _run, recording = new_recording(collection)
    committing = Committing(recording)
    promises = [committing.keep(Order(exchange(f"/post_{n}.html", b"x" * n, number=n))) for n in range(200)]
    kept = [promise.result() for promise in promises]
    committing.close()
    captures = list(read_captures(collection.root))
    assert [capture.url for capture in captures] == [each.capture.url for each in kept]
    assert [capture.payload for capture in captures] == [b"x" * n for n in range(200)]
    assert [(c.offset, c.length) for c in captures] == [(k.capture.offset, k.capture.length) for k in kept]


def test_a_record_is_on_the_disk_when_its_promise_is_kept(tmp_path):
    collection = Collection(tmp_path / "c")
    _run, recording = new_recording(collection)
    committing = Committing(recording)
    for number in range(5):
        kept = committing.keep(Order(exchange(f"/post_{number}.html", b"x", number=number))).result()
        (path,) = collection.archive.iterdir()
        assert path.stat().st_size >= kept.capture.offset + kept.capture.length
    committing.close()


def test_files_rotate_inside_a_group(tmp_path):
    collection = Collection(tmp_path / "c")
    collection.make()
    (collection.runs / "r").mkdir()
    recording = Recording(collection, "r", Policy("small", {"software": "test"}, max_size=3000))
    committing = Committing(recording)
    promises = [committing.keep(Order(exchange(f"/post_{n}.html", b"x", number=n))) for n in range(40)]
    names = {promise.result().capture.warc for promise in promises}
    committing.close()
    assert len(names) == len(recording.files) > 3
    assert len(list(read_captures(collection.root))) == 40


def test_nobody_is_told_of_a_record_that_could_not_be_written(tmp_path):
    collection = Collection(tmp_path / "c")
    _run, recording = new_recording(collection)
    (collection.archive).rmdir()
    committing = Committing(recording)
    promises = []
    threads = [
        Thread(target=lambda n=n: promises.append(committing.keep(Order(exchange(f"/{n}", b"x", number=n)))))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for promise in promises:
        with pytest.raises(NotWritten):
            promise.result()
