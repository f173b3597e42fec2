"""What of Scrapy's engine and downloader our scheduler stands on and no documentation promises.

If one of these fails with a new Scrapy, look at spiders/scheduler.py and spiders/throttle.py.
"""

import inspect

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.core.engine import ExecutionEngine, _Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.utils.reactor import CallLaterOnce


def test_the_engine_asks_the_scheduler_until_it_has_nothing_and_again_on_nextcall() -> None:
    source = inspect.getsource(ExecutionEngine._start_scheduled_requests)

    assert "while not self.needs_backout():" in source
    assert "if not self._start_scheduled_request():" in source
    opening = inspect.getsource(ExecutionEngine.open_spider_async)
    assert "nextcall = CallLaterOnce(self._start_scheduled_requests)" in opening


def test_nextcall_is_scheduled_by_whoever_asks_for_it() -> None:
    assert "nextcall" in inspect.signature(_Slot).parameters
    assert callable(CallLaterOnce.schedule)


def test_the_engine_asks_by_itself_only_every_five_seconds() -> None:
    assert ExecutionEngine._SLOT_HEARTBEAT_INTERVAL == 5.0
    assert isinstance(ExecutionEngine.scheduler, property)


def test_what_is_on_its_way_is_in_the_downloaders_set_of_active_requests() -> None:
    source = inspect.getsource(Downloader.fetch)

    assert "self.active.add(request)" in source
    assert "self.active.remove(request)" in source
    assert "_download(request)" in inspect.getsource(ExecutionEngine.download_async)


def test_a_request_takes_the_slot_that_its_meta_names_and_has_it_when_it_reaches_it() -> None:
    source = inspect.getsource(Downloader._enqueue_request)

    assert Downloader.DOWNLOAD_SLOT == "download_slot"
    named = source.index("request.meta[self.DOWNLOAD_SLOT] = key")
    assert named < source.index("request_reached_downloader") < source.index("_process_queue(slot)")


def test_a_slot_waits_for_its_delay_and_for_nothing_else_without_jitter() -> None:
    slot = Slot(1, 2.5, 0.0)
    slot.delay = 4.0

    assert slot.download_delay() == 4.0
    assert "slot.lastseen = now" in inspect.getsource(Downloader._process_queue)


def test_autothrottle_sets_the_delay_of_the_slot_of_a_request() -> None:
    assert "slot.delay = new_delay" in inspect.getsource(AutoThrottle._adjust_delay)
    assert list(inspect.signature(AutoThrottle._adjust_delay).parameters) == [
        "self",
        "slot",
        "latency",
        "response",
    ]
    assert Request("http://paper.example/").meta == {}
