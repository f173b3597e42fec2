"""What makes a version, and what is noise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archiver.article import Article, Author, Block, BlockKind, Link, Moment
from archiver.collection.versioning import sameness
from warcs import CaptureRef

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "The cranes of the eastern quay stood still on Tuesday."


def capture(hours: float = 0) -> CaptureRef:
    return CaptureRef(
        record_id=f"urn:uuid:{hours}",
        date=START + timedelta(hours=hours),
        digest=None,
        file="a.warc.gz",
        offset=0,
    )


def block(text: str, kind: BlockKind = "paragraph", *links: str) -> Block:
    made = tuple(Link(url=f"https://paper.example/{x}", text=x) for x in links)
    return Block(kind=kind, text=text, links=made)


ARTICLE = Article(
    url="https://paper.example/a",
    title="Cranes stand still",
    subtitle="Nobody knows why",
    authors=(Author(name="Mara Quill"), Author(name="Ada Writer")),
    published=Moment(iso="2026-03-01T09:00:00+01:00", text="1 March 2026, 09:00", zone="page"),
    modified=Moment(iso="2026-03-01T10:00:00+01:00", text="1 March 2026, 10:00", zone="page"),
    body=(block(TEXT), block("They had moved for years.")),
    capture=capture(),
)


def with_blocks(*more: Block) -> Article:
    return replace(ARTICLE, body=(*ARTICLE.body, *more), capture=capture(6))


def dated(iso: str, text: str = "", hours: float = 6) -> Article:
    moment = Moment(iso=iso, text=text or iso)
    return replace(ARTICLE, published=moment, capture=capture(hours))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(ARTICLE, title="Cranes move"), ("title",)),
        (replace(ARTICLE, subtitle=None), ("subtitle",)),
        (replace(ARTICLE, authors=(Author(name="Mara Quill"),)), ("authors",)),
        (with_blocks(block("Correction: it was Monday.")), ("body",)),
        (dated("2026-03-01T08:00:00+01:00"), ("published",)),
        (dated("2026-02-20"), ("published",)),
        (
            replace(
                ARTICLE, title="Cranes move", modified=Moment(iso="2026-03-02", text="2 March")
            ),
            ("title", "modified"),
        ),
    ],
    ids=[
        "title",
        "subtitle gone",
        "an author less",
        "a correction note",
        "an hour earlier",
        "another day",
        "title and modified",
    ],
)
def test_a_change_is_told_by_its_fields(changed: Article, told: tuple[str, ...]) -> None:
    assert sameness.changes(ARTICLE, changed) == told


@pytest.mark.parametrize(
    "same",
    [
        replace(ARTICLE, modified=Moment(iso="2026-03-05T10:00:00Z", text="now")),
        replace(ARTICLE, authors=ARTICLE.authors[::-1]),
        replace(ARTICLE, title="Cranes  stand\u00a0still\u200b"),
        with_blocks(block("128 comments")),
        with_blocks(block("Kommentare (12)")),
        with_blocks(block("1.2k Shares")),
        with_blocks(block("Ropes are missing", "paragraph", "Ropes are missing")),
        with_blocks(block("Bakery closes", "list item", "Bakery closes")),
        dated("2026-03-01T08:00:00Z"),
        dated("2026-03-01"),
        dated("2026-03-02"),
        replace(ARTICLE, published=None),
    ],
    ids=[
        "modified alone",
        "order of the authors",
        "white space",
        "a count of comments",
        "such a count in German",
        "a count of shares",
        "a teaser",
        "a teaser in a list",
        "the same time in another zone",
        "the day alone",
        "the day alone, in another zone",
        "no date",
    ],
)
def test_noise_is_no_change(same: Article) -> None:
    assert sameness.changes(ARTICLE, same) == ()
    assert sameness.changes(same, ARTICLE) == ()


def test_a_time_told_from_the_moment_of_looking_is_noise() -> None:
    first = replace(
        dated("2026-03-01", "3 hours ago", 0), body=(block(TEXT), block("Updated 3 hours ago"))
    )
    later = replace(
        dated("2026-02-28", "1 day ago", 20), body=(block(TEXT), block("Updated 23 hours ago"))
    )

    assert sameness.changes(first, later) == ()
    assert sameness.digest(first) == sameness.digest(later)


def test_a_date_of_publication_that_is_the_time_of_asking_is_noise() -> None:
    first = dated("2026-03-01T12:00:01Z", hours=0)
    later = dated("2026-03-02T12:00:02Z", hours=24)

    assert sameness.changes(first, later) == ()
    assert sameness.changes(first, dated("2026-03-02T12:00:02Z", hours=72)) == ("published",)


def test_what_only_a_source_said_is_not_said_by_the_page() -> None:
    told = replace(ARTICLE, title="As the feed has it", evidence={"title": "feed:title"})
    otherwise = replace(told, title=None, evidence={})

    assert sameness.changes(told, otherwise) == ()


def test_a_figure_in_a_short_paragraph_is_no_count() -> None:
    first = with_blocks(block("Death toll: 12"))
    later = with_blocks(block("Death toll: 15"))

    assert sameness.changes(first, later) == ("body",)


@pytest.mark.parametrize(
    ("article", "cut", "expected"),
    [
        (ARTICLE, False, sameness.WHOLE),
        (replace(ARTICLE, url="https://paper.example/a?amp=1"), False, sameness.RENDITION),
        (ARTICLE, True, sameness.CUT),
        (replace(ARTICLE, kind="wall"), False, sameness.OTHER),
    ],
    ids=["the page", "for small screens", "cut", "a wall"],
)
def test_a_reading_is_worth_what_its_capture_is(article: Article, cut: bool, expected: int) -> None:
    assert sameness.rank(article, cut=cut) == expected
