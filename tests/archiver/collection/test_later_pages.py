"""Stories that are told on several pages, each of which names the first as canonical."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from archiver.collection import Collection, Session
from archiver.collection.preserving.rebuild import rebuild
from archiver.collection.versioning.parts import is_same_title
from tests.archiver.collection.redaction.making import OTHERS, SENTENCES, page, ticking
from tests.archiver.collection.test_session import tables
from tests.archiver.collection.test_versions import store

FIRST = "http://paper.example/story/ropes"
TITLE = "Ropes go missing from the quay"
TEXTS = {number: tuple(f"{x} It is page {number}." for x in SENTENCES) for number in (1, 2, 3)}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session(tmp_path / "c", now=ticking())
    yield session
    session.abandon()


def put(
    session: Session,
    url: str,
    sentences: tuple[str, ...],
    title: str = TITLE,
    canonical: str = FIRST,
) -> None:
    """Store a page at an address that names another."""
    store(session, page(title, sentences, canonical), url)


def articles(session: Session) -> dict[str, list[tuple[int, int, str]]]:
    """Of each article, by address: number, captures and last sentence of its versions."""
    session.commit()
    with Collection(session.folder.root) as collection:
        histories = [collection.history(one.url or "") for one in collection.articles()]
        return {
            found.url: [
                (x.number, x.captures, x.article.text.split("\n")[-1]) for x in found.versions
            ]
            for found in histories
            if found is not None
        }


FORMS = ("?page={}", "/{}", "/page/{}/")


@pytest.mark.parametrize(
    ("order", "form"), list(zip(permutations((1, 2, 3)), FORMS * 2, strict=True)), ids=str
)
def test_pages_of_a_story_are_captures_of_one_version(
    session: Session, order: tuple[int, ...], form: str
) -> None:
    for _ in range(2):
        for number in order:
            url = FIRST if number == 1 else FIRST + form.format(number)
            title = TITLE if number == 1 else f"{TITLE} - Page {number}"
            put(session, url, TEXTS[number], title)

    assert articles(session) == {FIRST: [(1, 6, TEXTS[1][-1])]}
    session.close()
    live = tables(session.folder.root)
    assert rebuild(session.folder.root).problems == ()
    assert {**tables(session.folder.root), "frontier": []} == {**live, "frontier": []}


def test_a_change_of_the_first_page_is_a_version_and_one_of_a_later_page_is_none(
    session: Session,
) -> None:
    later = f"{FIRST}?page=2"
    for more in ("", "They were found again."):
        put(session, FIRST, TEXTS[1])
        put(session, later, (*TEXTS[2], *((more,) if more else ())))
    put(session, FIRST, (*TEXTS[1], "The quay was searched."))

    assert articles(session) == {
        FIRST: [(1, 4, TEXTS[1][-1]), (2, 1, "The quay was searched.")],
    }


def test_numbered_stories_that_name_their_list_as_canonical_are_articles_of_their_own(
    session: Session,
) -> None:
    """That is a mistake of the site's, and their titles say so."""
    stories = "http://paper.example/stories"
    for more in ("", "It was said again."):
        extra = (more,) if more else ()
        put(session, f"{stories}/2", (*SENTENCES, *extra), "Ropes go missing", stories)
        put(session, f"{stories}/3", OTHERS, "The tide came late", stories)

    assert articles(session) == {
        stories: [(1, 1, SENTENCES[-1]), (2, 1, "It was said again.")],  # nothing was read there
        f"{stories}/3": [(1, 2, OTHERS[-1])],
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ropes go missing", "Ropes go missing", True),
        ("Ropes go missing", "Ropes go missing - Page 2", True),
        ("Ropes go missing (2/3)", "Ropes go missing (3/3)", True),
        ("Seile fehlen", "Seile fehlen | Seite 2 von 3", True),
        ("Ropes", "Ropes go missing", False),
        ("The 10 best ropes", "The 10 best ropes of 2026", False),
        ("Report 1", "Report 2", False),
        (None, None, False),
    ],
)
def test_titles_are_the_same_but_for_the_number_of_a_page(
    one: str | None, other: str | None, same: bool
) -> None:
    assert is_same_title(one, other) is same
