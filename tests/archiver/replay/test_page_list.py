"""The list of pages, a part at a time."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from archiver.replay.page_list import PageList

HEADER = '{"format": "json-pages-1.0", "id": "pages", "title": "Articles"}'
LINES = [
    '{"id": "1", "url": "http://paper.example/1", "ts": "2026-01-01T00:00:00Z", "title": "Ports"}',
    '{"id": "2", "url": "http://paper.example/2", "ts": "2026-01-02T00:00:00Z", "title": "Fähren"}',
    "not JSON",
    '{"id": "3", "url": "http://paper.example/1?page=2", "title": "A \\"quoted\\" one"}',
    '{"no": "url"}',
    '{"id": "4", "url": "http://paper.example/4", "title": "F\\u00e4hren again", "text": "Ports"}',
]


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[PageList]:
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join([HEADER, *LINES]) + "\n", encoding="utf-8")
    with PageList(path, "collection.wacz") as found:
        yield found


def asked(pages: PageList, **query: str | int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(pages.answer(urlencode(query)))
    return found


def ids(answer: dict[str, Any]) -> list[str]:
    return [page["id"] for page in answer["items"]]


def test_newest_come_first(pages: PageList) -> None:
    assert ids(asked(pages)) == ["4", "3", "2", "1"]


def test_page_is_said_to_be_in_the_wacz(pages: PageList) -> None:
    assert asked(pages, url="http://paper.example/2")["items"] == [
        {
            "id": "2", "url": "http://paper.example/2", "title": "Fähren",
            "ts": "2026-01-02T00:00:00Z", "filename": "collection.wacz", "isSeed": True,
        }
    ]  # fmt: skip


def test_url_is_looked_for_exactly(pages: PageList) -> None:
    assert ids(asked(pages, url="http://paper.example/1")) == ["1"]
    assert asked(pages, url="http://paper.example/") == {"items": [], "total": 0}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ports", ["1"]),
        ("PAGE=2", ["3"]),
        ("Fähren", ["4", "2"]),
        ('"quoted"', ["3"]),
        ("title", []),
        ("(", []),
        ("nowhere", []),
    ],
)
def test_words_are_looked_for_in_url_and_title(
    words: str, found: list[str], pages: PageList
) -> None:
    answer = asked(pages, search=words)

    assert (ids(answer), answer["total"]) == (found, len(found))


def test_part_of_the_list_is_given(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    lines = [json.dumps({"id": str(n), "url": f"http://paper.example/{n}"}) for n in range(100)]
    path.write_text("\n".join([HEADER, *lines]))
    with PageList(path, "collection.wacz") as pages:
        assert (pages.count, asked(pages)["total"]) == (100, 100)
        assert ids(asked(pages, page=1, pageSize=3)) == ["99", "98", "97"]
        assert ids(asked(pages, page=34, pageSize=3)) == ["0"]
        assert ids(asked(pages, page=35, pageSize=3)) == []
        assert ids(asked(pages, search="/9", page=2, pageSize=4)) == ["95", "94", "93", "92"]
        assert len(ids(asked(pages))) == 25


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "", "9" * 30])
def test_number_that_is_none_is_ignored(wrong: str, pages: PageList) -> None:
    assert len(ids(asked(pages, page=wrong, pageSize=wrong))) == 4


@pytest.mark.parametrize("content", [None, "", HEADER, f"{HEADER}\n"])
def test_list_may_be_empty(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    if content is not None:
        path.write_text(content)
    with PageList(path, "collection.wacz") as pages:
        assert asked(pages) == {"items": [], "total": 0}
