"""What waits to be asked for comes back as it was."""

import tracemalloc

from scrapy import Request
from scrapy.squeues import LifoMemoryQueue

from crawler.sites import SITES
from crawler.waiting import Queue

PAGE = "http://www.sz.gov.cn/cn/xxgk/ndxxgkbg/content/post_{}.html"


def _read(response):
    return response


def _asked(number: int, **more) -> Request:
    said = {"meta": {"kind": "report", "site": "sz", "via": PAGE}, "cb_kwargs": {"site": SITES[0]}, **more}
    return Request(
        PAGE.format(number), callback=_read, priority=20, headers={"Referer": PAGE.format(0)}, **said
    )


def _parts(request: Request) -> list:
    return [getattr(request, name) for name in Request.attributes]


def test_requests_come_back_as_they_were_the_last_first():
    requests = [
        _asked(1),
        _asked(2, dont_filter=True),
        _asked(3, errback=_read),
        _asked(4, meta={"kind": "report", "seen": ["no hash"]}),
        _asked(5, method="POST", body=b"x"),
        Request(PAGE.format(6), flags=["marked"], cookies={"a": "b"}),
    ]
    queue = Queue()
    for request in requests:
        queue.push(request)
    assert len(queue) == len(requests)
    for request in reversed(requests):
        for found in (queue.peek(), queue.pop()):
            assert found is not None
            assert _parts(found) == _parts(request)
    assert queue.peek() is queue.pop() is None


def test_what_is_changed_in_one_that_comes_back_is_not_changed_in_the_others():
    queue = Queue()
    queue.push(_asked(1))
    queue.push(_asked(2))
    first = queue.pop()
    assert first is not None
    first.meta["kind"] = "other"
    first.headers["Referer"] = "elsewhere"
    second = queue.pop()
    assert second is not None
    assert _parts(second) == _parts(_asked(1))


def _held_by(queue) -> int:
    tracemalloc.start()
    for number in range(2000):
        queue.push(_asked(number))
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held


def test_the_posts_of_a_listing_take_a_fifth_of_the_memory_of_requests():
    assert _held_by(Queue()) * 5 < _held_by(LifoMemoryQueue())
