from typing import Any

import pytest
from scrapy import Spider
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from spiders.throttle import Throttle


@pytest.mark.parametrize(("status", "delay"), [(200, 2.5), (304, 2.5), (404, 4.0)])
def test_quick_answer_of_a_page_that_is_not_modified_shortens_the_delay(
    status: int, delay: float
) -> None:
    settings: dict[str, Any] = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_MAX_DELAY": 60.0}
    throttle = Throttle(get_crawler(Spider, settings))
    throttle.mindelay, throttle.maxdelay = 0.5, 60.0
    slot = Slot(concurrency=1, delay=4.0, jitter=0)

    throttle._adjust_delay(slot, 1.0, Response("http://paper.example/", status=status))

    assert slot.delay == delay
