"""Which captures are wanted: what is left out is told by the filter that left it out."""

import re
from pathlib import Path

import pytest

import archiver
from archiver.loading import Options
from archiver.loading.filters import Filters
from tests.archiver.loading.making import answer, response, story, written


def captured(number: int, host: str, day: str, language: str = "en") -> bytes:
    page = answer(story(f"Story {number}", language=language))
    return response(number, page, host, date=f"{day}T12:00:00Z")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    records = [
        captured(1, "paper.example", "2024-05-01"),
        captured(2, "www.paper.example", "2024-05-02", "de-AT"),
        captured(3, "otherpaper.example", "2024-05-03", "fr"),
        captured(4, "paper.example:8080", "2024-05-04"),
    ]
    return written(tmp_path / "a.warc.gz", records)


CASES: list[tuple[dict[str, object], list[int], dict[str, int]]] = [
    ({"domain": "paper.example"}, [1, 2, 4], {"filtered: domain": 1}),
    ({"domain": ["www.paper.example", "none.example"]}, [2], {"filtered: domain": 3}),
    ({"url": "https://paper.example/*"}, [1], {"filtered: url": 3}),
    ({"url": "https://paper.example/story/1"}, [1], {"filtered: url": 3}),
    ({"url": "paper.example"}, [], {"filtered: url": 4}),
    ({"url": "re:story/[12]$"}, [1, 2], {"filtered: url": 2}),
    ({"url": re.compile("WWW", re.IGNORECASE)}, [2], {"filtered: url": 3}),
    ({"url": ["*/story/1", "*/story/3"]}, [1, 3], {"filtered: url": 2}),
    ({"since": "2024-05-02", "until": "2024-05-03"}, [2, 3], {"filtered: date": 2}),
    ({"until": "2024-05-02T12:00"}, [1], {"filtered: date": 3}),
    ({"language": "de"}, [2], {"filtered: language": 3}),
    ({"language": ["en", "fr"]}, [1, 3, 4], {"filtered: language": 1}),
    ({"language": "de-CH"}, [], {"filtered: language": 4}),
    ({"kinds": "listing"}, [], {}),
    ({"status": (404, 500)}, [], {"status: 200": 4}),
    ({"mime": "text/plain"}, [], {"not HTML: text/html": 4}),
    ({"domain": "paper.example", "since": "2024-05-02", "language": "en"}, [4],
     {"filtered: date": 1, "filtered: domain": 1, "filtered: language": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "numbers", "left_out"), CASES)
def test_only_what_is_wanted_is_given(
    file: Path, wanted: dict[str, object], numbers: list[int], left_out: dict[str, int]
) -> None:
    reading = archiver.read(file, **wanted)  # type: ignore[arg-type]
    found = [int((one.url or "").rpartition("/")[2]) for one in reading]
    report = reading.report

    assert found == numbers
    assert {k: n for k, n in report.classes.items() if k != "article"} == left_out
    assert report.responses == sum(report.classes.values()) == 4


def test_nothing_is_parsed_that_a_filter_leaves_out(tmp_path: Path) -> None:
    # A page that says its language is left out before it is read; a page that does not, after.
    told = answer(story("Told", language="fr"))
    silent = answer(story("Silent", language="fr").replace(b' lang="fr"', b""))
    file = written(tmp_path / "a.warc.gz", [response(1, told), response(2, silent)])
    reading = archiver.read(file, language="fr")

    assert [one.title for one in reading] == ["Told"]
    assert reading.report.classes == {"article": 1, "filtered: language": 1}


@pytest.mark.parametrize(
    ("html", "refused"),
    [
        (b'<html lang="fr">', True),
        (b"<!DOCTYPE html>\n<!-- a > b --><html class=no-js data-x='a' lang=fr-CA >", True),
        (b'\xef\xbb\xbf<?xml version="1.0"?><HTML XMLNS="x" LANG="FR">', True),
        (b'<html lang="de">', False),
        (b'<html lang="und">', False),
        (b'<html lang="">', False),
        (b'<html xml:lang="fr">', False),  # the reader looks at other things, too
        (b"<!-- <html lang='fr'> --><html>", False),
        (b"<p>lang=fr", False),
        (b"", False),
    ],
)
def test_a_language_is_believed_where_the_reader_believes_it(html: bytes, refused: bool) -> None:
    found = Filters(Options.of(language="de")).by_declaration(html)

    assert found == (("filtered", "language") if refused else None)


def test_a_hostile_beginning_takes_no_time() -> None:
    filters = Filters(Options.of(language="de"))

    for html in (b"<!--" * 1000, b"<html " + b"a=" * 2000, b" " * 4096, b"<html " + b"a " * 2000):
        assert filters.by_declaration(html) is None
