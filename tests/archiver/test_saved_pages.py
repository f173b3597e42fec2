"""Every saved page still reads as it did on the day somebody checked it by eye.

tests/pages/SLUG/DAY-WORD/page.html      the page, written by us in the shape of a real one
tests/pages/SLUG/DAY-WORD/article.json   what it must read as; DAY is the day of its capture

``pytest --accept`` rewrites article.json (a new case needs only ``{"url": …}`` in it); read the
diff before you commit it.
"""

import dataclasses
import json
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archiver import publications
from archiver.article import Article
from archiver.page import Page
from archiver.reading import read

PAGES = Path(__file__).parents[1] / "pages"
CASES = sorted(path.parent for path in PAGES.glob("*/*/page.html"))
# Where a field was read is no part of the contract; the sample has a test bed of its own.
NOT_COMPARED = ("evidence", "capture", "reader")
SAMPLE = "lanternpost"
FIELDS = tuple(x.name for x in dataclasses.fields(Article) if x.name not in NOT_COMPARED)


def name(value: object) -> str:
    return f"{value.parent.name}/{value.name}" if isinstance(value, Path) else str(value)


def day(case: Path) -> date:
    return date.fromisoformat(case.name[:10])


def expected(case: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((case / "article.json").read_text())
    return value


@cache
def reading(case: Path) -> dict[str, Any]:
    url = expected(case)["url"]
    noon = datetime(day(case).year, day(case).month, day(case).day, 12, tzinfo=UTC)
    page = Page.of((case / "page.html").read_bytes(), url, fetched=noon)
    article = read(page, publications.load().named(case.parent.name))
    return {field: value for field, value in article.to_dict().items() if field in FIELDS}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("case", CASES, ids=name)
def test_saved_page(case: Path, field: str, accept: bool) -> None:
    actual = json.loads(json.dumps(reading(case)))
    if accept:
        text = json.dumps(actual, ensure_ascii=False, indent=2)
        (case / "article.json").write_text(text + "\n")

    assert actual[field] == expected(case)[field]


@pytest.mark.parametrize("slug", [x.slug for x in publications.load() if x.slug != SAMPLE])
def test_every_layout_has_a_saved_page(slug: str) -> None:
    known = publications.load()
    publication = known.named(slug)
    # Publications of one file share their layouts, so a page of any of them will do.
    alike = {x.slug for x in known if x.digest == publication.digest}
    seen = {
        index
        for case in CASES
        if case.parent.name in alike
        for index, layout in enumerate(publication.layouts)
        if layout in publication.layouts_on(day(case))
        and layout.since == max(x.since for x in publication.layouts_on(day(case)))
    }

    assert [x for x in range(len(publication.layouts)) if x not in seen] == []
