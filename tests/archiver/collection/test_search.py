"""Finding articles by their words: what matches, what is a query's syntax, what is not."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archiver.collection.database import catalogue, text_index
from archiver.collection.search import search

TEXTS = {
    1: ("Cranes of Zürich", "Mara Quill", "The supply chain of the harbour broke. Nobody cared."),
    2: ("Chain stores", "Noor Halabi", "A chain of shops may supply the city with bread."),
    3: (
        "東京の半導体工場",
        "山田太郎",
        "東京の半導体メーカーは火曜日、新しい工場を建設すると発表した。",
    ),
    4: (
        "Securing the port",
        "Ravi Sundaram-Ellis",
        "Security at 100% is a dream; NEAR and OR are words.",
    ),
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(catalogue.connect(tmp_path / "catalogue.sqlite")) as db:
        for number, (title, authors, body) in TEXTS.items():
            db.execute(
                "INSERT INTO articles (id, url, kind, title, day) VALUES (?, ?, 'article', ?, ?)",
                (number, f"https://paper.example/{number}", title, f"2026-01-0{number}"),
            )
            text_index.index_text(db, number, title, authors, body)
        yield db


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("supply chain", {1, 2}),
        ('"supply chain"', {1}),
        ('"supply chain', {1}),
        ("zurich", {1}),
        ("ZÜRICH harbour", {1}),
        ("secur*", {4}),
        ("chain -bread", {1}),
        ("halabi", {2}),
        ("半導体", {3}),
        ("東京", {3}),
        ("東京 -工場", set()),
        ("near OR dream", {4}),
        ("sundaram-ellis", {4}),
        ("100%", {4}),
        ("absent", set()),
        ("-chain", set()),
        ("", set()),
        ('"" * - ((', set()),
        ("text:chain AND", set()),
    ],
    ids=[
        "all words",
        "a phrase",
        "a phrase that is not closed",
        "without its accents",
        "case does not matter",
        "the beginning of a word",
        "none of a word",
        "an author",
        "a script without spaces",
        "two characters of it",
        "two characters, and none of others",
        "words that are operators elsewhere",
        "a name with a hyphen",
        "a sign",
        "what nobody wrote",
        "only what is unwanted",
        "nothing",
        "signs alone",
        "a column and an operator are words",
    ],
)
def test_a_query_finds(db: sqlite3.Connection, query: str, expected: set[int]) -> None:
    assert {int(hit.url[-1]) for hit in search(db, query)} == expected


def test_a_hit_in_the_title_comes_first(db: sqlite3.Connection) -> None:
    assert [hit.title for hit in search(db, "chain")] == ["Chain stores", "Cranes of Zürich"]


def test_a_snippet_marks_the_words(db: sqlite3.Connection) -> None:
    (hit,) = search(db, "harbour")

    assert "of the [harbour] broke" in hit.snippet


def test_a_text_that_changed_is_found_by_its_new_words_alone(db: sqlite3.Connection) -> None:
    text_index.index_text(
        db, 1, "Cranes of 大阪港", "Mara Quill", "Repaired at last. 大阪港は再開した。"
    )
    text_index.index_text(db, 1, "Cranes of Zürich", "Mara Quill", "Repaired at last.")

    assert [hit.url[-1] for hit in search(db, "repaired")] == ["1"]
    assert search(db, "harbour") == []
    assert search(db, "大阪港") == []
