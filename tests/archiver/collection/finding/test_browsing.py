"""Lists of what a collection holds."""

from collections.abc import Iterator

import pytest

from archiver.collection.finding import MISSING, Browsing, Count, Held
from archiver.collection.finding.browsing import initial_of
from tests.archiver.collection.finding.newsstand import Stand


@pytest.fixture(scope="module")
def browsing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsing]:
    made = Stand(tmp_path_factory.mktemp("stand") / "catalogue.sqlite")
    yield Browsing(made.finder)
    made.db.close()


def test_publications_with_most_articles_come_first(browsing: Browsing) -> None:
    assert browsing.publications() == (
        Held(name="paper", articles=5, first="2024-02-29", last="2024-05-01"),
        Held(name="gazette", articles=3, first="2023-12-31", last="2025-01-15"),
    )


def test_channels_are_those_of_a_publication(browsing: Browsing) -> None:
    assert browsing.channels("paper") == (
        Held(name="World", articles=2, first="2024-02-29", last="2024-03-01"),
        Held(name="Business", articles=1, first="2024-05-01", last="2024-05-01"),
        Held(name="Security", articles=1, first="2024-05-01", last="2024-05-01"),
    )
    assert len(browsing.channels()) == 6
    assert browsing.channels("nobody") == ()


def test_what_has_no_name_stands_last_where_it_is_asked_for(browsing: Browsing) -> None:
    named = browsing.channels("paper")

    assert browsing.channels("paper", missing=True) == (
        *named,
        Held(name=MISSING, articles=1, first=None, last=None),
    )
    assert browsing.publications(missing=True) == browsing.publications()
    assert browsing.channels(MISSING, missing=True) == ()
    assert browsing.days(publication=MISSING) == ()


def test_languages_are_listed(browsing: Browsing) -> None:
    first, second, *_, last = browsing.languages()

    assert first == Held(name="en", articles=2, first="2024-05-01", last="2024-05-01")
    assert second == Held(name="de-AT", articles=1, first="2025-01-15", last="2025-01-15")
    assert (last.name, len(browsing.languages())) == ("zh", 7)


def test_authors_are_listed_by_name(browsing: Browsing) -> None:
    found = browsing.authors(limit=3)

    assert found.authors == (
        Held(name="Ada L.", articles=2, first="2024-05-01", last="2024-05-01"),
        Held(name="Ada Lindgren", articles=1, first="2025-01-15", last="2025-01-15"),
        Held(name="Mara Quill", articles=1, first="2024-03-01", last="2024-03-01"),
    )
    assert (found.total, found.page, found.pages) == (7, 1, 3)
    assert found.initials == (
        Count(value="#", count=2),
        Count(value="A", count=2),
        Count(value="M", count=1),
        Count(value="N", count=1),
        Count(value="R", count=1),
    )


def test_authors_are_those_of_an_initial_and_of_a_page(browsing: Browsing) -> None:
    one = browsing.authors(initial="a", page=2, limit=1)
    paper = browsing.authors(initial="#", publication="paper")

    assert ([x.name for x in one.authors], one.total, one.pages) == (["Ada Lindgren"], 2, 2)
    assert [x.name for x in paper.authors] == ["李明"]
    assert browsing.authors(page=99).authors == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Élodie", "E"), ("ödön", "O"), ("李明", "#"), ("'t Hooft", "T"), ("4chan", "#"), ("?", "#")],
)
def test_an_initial_is_a_letter_without_its_accent(name: str, expected: str) -> None:
    assert initial_of(name) == expected


def test_days_are_those_with_articles(browsing: Browsing) -> None:
    assert browsing.days(since="2024", until="2024-05") == (
        Count(value="2024-02-29", count=1),
        Count(value="2024-03-01", count=1),
        Count(value="2024-05-01", count=2),
    )
    assert [x.value for x in browsing.days(publication="gazette")] == [
        "2023-12-31",
        "2024-06-02",
        "2025-01-15",
    ]


def test_months_are_those_with_articles(browsing: Browsing) -> None:
    assert browsing.months(publication="paper") == (
        Count(value="2024-02", count=1),
        Count(value="2024-03", count=1),
        Count(value="2024-05", count=2),
    )
