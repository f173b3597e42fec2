"""All that a search finds is searched for once, however much it is, and read some at a time."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver import collection as base
from archiver.article import Article
from archiver.collection.finding import Filters
from archiver.data.collection import Collection
from archiver.web.pages import exporting
from archiver.web.pages.searching import Asked
from archiver.web.shelves import Shelf
from tests.archiver.collection.test_session import store
from tests.archiver.collection.verified import session_in

COUNT = 510


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("many") / "c"
    session = session_in(root)
    for number in range(COUNT):
        store(session, f"https://paper.example/{number}", text="The cranes stood still.")
    session.close()
    return root


@pytest.fixture
def shelf(folder: Path) -> Iterator[Shelf]:
    shelf = Shelf("c", folder)
    yield shelf
    shelf.close()


def asked(
    collection: base.Collection, begin: Callable[[], Iterator[Article]]
) -> tuple[int, int, int]:
    """How many articles come, and what for: statements that look for words, or read articles."""
    seen: Counter[str] = Counter()

    def see(statement: str) -> None:
        seen["words"] += statement.startswith("SELECT json_group_array(rowid) FROM words")
        seen["articles"] += "readings.article" in statement

    collection.db.set_trace_callback(see)
    return sum(1 for _ in begin()), seen["words"], seen["articles"]


WAYS: dict[str, tuple[Callable[[Collection], Iterator[Article]], int, int]] = {
    "words": (lambda one: one.matching("cranes"), 1, 6),
    "a filter": (lambda one: one.matching("", Filters(publication="paper")), 0, 6),
    "export": (lambda one: one.exported("cranes"), 1, 6),
    "versions": (lambda one: one.exported("cranes", all_versions=True), 1, 6 + COUNT),
    "articles": (lambda one: one.articles(publication="paper"), 0, 1),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_collection_looks_once_and_reads_in_batches(way: str, folder: Path) -> None:
    begin, words, reads = WAYS[way]

    with Collection(folder) as collection:
        assert asked(collection, lambda: begin(collection)) == (COUNT, words, reads)


def test_the_reading_room_looks_once_and_reads_in_batches(shelf: Shelf) -> None:
    with shelf.opened() as collection:
        pass  # the one that the next who asks is given

    def sent() -> Iterator[Article]:
        return exporting.articles(shelf, Asked(q="cranes"))

    assert asked(collection, sent) == (COUNT, 1, 6)
