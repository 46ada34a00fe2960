"""One run at a time writes to a collection."""

import os
import signal
import time

import pytest

from archive.lock import Lock, Locked


def test_a_second_run_is_told_who_holds_the_collection(tmp_path):
    lock = Lock(tmp_path)
    with pytest.raises(Locked, match=f'"pid": {os.getpid()}'):
        Lock(tmp_path)
    lock.release()
    Lock(tmp_path).release()


def test_a_child_that_outlives_its_parent_does_not_hold_the_collection(tmp_path):
    told, tell = os.pipe()
    parent = os.fork()
    if not parent:  # the run: takes the lock, forks a reader, and is killed
        Lock(tmp_path)
        if not os.fork():
            os.write(tell, str(os.getpid()).encode())
        time.sleep(60)
        os._exit(0)
    child = int(os.read(told, 20))
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    try:
        Lock(tmp_path).release()
    finally:
        os.kill(child, signal.SIGKILL)
        os.close(told)
        os.close(tell)
