"""A reader sees what a writer has committed, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.collection import Collection, Count, Filters, Session
from tests.archiver.collection.test_session import store
from tests.archiver.collection.verified import session_in


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Session]:
    session = session_in(tmp_path / "c")
    store(session, "https://paper.example/a", text="The cranes stood still.")
    session.commit()
    yield session
    session.close()


def urls(collection: Collection, query: str) -> list[str]:
    return [hit.url for hit in collection.search(query, sort="date").hits]


def test_an_article_is_found_once_it_is_committed(writer: Session) -> None:
    with Collection(writer.folder.root) as reader:
        before = urls(reader, "cranes")
        store(writer, "https://paper.example/b", text="More cranes came.")
        meanwhile = urls(reader, "cranes")
        writer.commit()
        after = urls(reader, "cranes")

    assert before == meanwhile == ["https://paper.example/a"]
    assert sorted(after) == ["https://paper.example/a", "https://paper.example/b"]


def test_a_new_version_takes_the_place_of_the_one_before(writer: Session) -> None:
    with Collection(writer.folder.root) as reader:
        urls(reader, "cranes")
        store(writer, "https://paper.example/a", text="The diggers moved in.")
        writer.commit()

        assert urls(reader, "diggers") == ["https://paper.example/a"]
        assert urls(reader, "stood") == []
        assert reader.search("").total == 1


def test_lists_and_facets_follow(writer: Session) -> None:
    with Collection(writer.folder.root) as reader:
        first = reader.browse.publications()[0].articles
        store(writer, "https://paper.example/b")
        writer.commit()
        facets = reader.search("").facets

        assert (first, reader.browse.publications()[0].articles) == (1, 2)
        assert facets is not None
        assert facets.publication == (Count(value="paper", count=2),)


def test_a_reader_does_not_hold_up_the_writer(writer: Session) -> None:
    with Collection(writer.folder.root) as reader:
        export = reader.matching("cranes")
        next(export)
        store(writer, "https://paper.example/b", text="More cranes came.")
        writer.commit()

        assert len(urls(reader, "cranes")) == 2
        assert list(export) == []


def test_all_that_is_found_can_be_had_in_its_order(writer: Session) -> None:
    for name in "bcd":
        store(writer, f"https://paper.example/{name}", text=f"Cranes {name}.")
    writer.commit()

    with Collection(writer.folder.root) as reader:
        found = [article.url for article in reader.matching("cranes", sort="date")]

        assert found == urls(reader, "cranes")
        assert len(found) == 4
        assert list(reader.matching("", Filters(publication="gazette"))) == []
