"""A page lives as long as it is read, and no longer."""

import gc
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import archiver
from archiver.reading.outline import Raw

TEXT = "<p>The library of River Town opened its doors on Monday after nine years of building.</p>"
PAGES = {
    "a date is shown": f"<h1>River Town</h1><p>By Jane Doe</p><time>May 1, 2024</time>{TEXT * 9}",
    "a date is told": f'<meta property="article:published_time" content="2024-05-01">{TEXT * 9}',
    "two dates are told": '<meta property="article:published_time" content="2024-05-01">'
    f"<h1>River Town</h1><p>May 2, 2024</p>{TEXT * 9}<p>Updated May 3, 2024</p>",
    "no date": f"<h1>River Town</h1>{TEXT * 9}<h3>Related</h3><a href=/a-b-c-d>Another story</a>",
    "a relative date": f"<h1>River Town</h1><p>three hours ago</p>{TEXT * 9}",
    "a list": "".join(f"<h2><a href=/story-{n}>Story number {n}</a></h2>" for n in range(30)),
    "nothing": "",
}


@pytest.fixture
def without_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collector")
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_nothing_of_a_page_is_left_when_it_has_been_read(page: str) -> None:
    archiver.parse(
        page, "https://paper.example/2024/a-b-c", fetched=datetime(2024, 5, 4, tzinfo=UTC)
    )

    assert [x.text for x in gc.get_objects() if isinstance(x, Raw)] == []


def test_collector_runs_again_when_a_page_has_been_read() -> None:
    archiver.parse(PAGES["no date"])

    assert gc.isenabled()


@pytest.mark.usefixtures("without_collector")
def test_collector_that_was_off_stays_off() -> None:
    archiver.parse(PAGES["no date"])

    assert not gc.isenabled()
