"""URLs of articles that are known under another address: which are not fetched."""

from pathlib import Path

import pytest

from archiver.article import Entry
from archiver.collection import Session
from tests.archiver.collection.redaction.making import SENTENCES, TITLE, page, ticking
from tests.archiver.collection.test_versions import store

PAPER = "http://paper.example"


@pytest.mark.parametrize(
    ("read", "named", "known"),
    [
        ("/news/the-ropes.html", "/story/the-ropes", True),
        ("/story/the-ropes?from=feed", "/story/the-ropes", True),
        ("/harbour/ropes-88123", "/story/ropes-88123", True),
        ("/story/the-tide", "/story/the-ropes", False),
        ("/node/17", "/story/the-ropes", False),
        ("/story/the-ropes?id=5", "/story/the-ropes?id=6", False),
        ("/ropes/story.html", "/tide/story.html", False),
        ("/story/1", "/story/2", False),
    ],
)
def test_what_a_page_names_as_canonical_is_known_if_it_ends_as_its_own_address(
    tmp_path: Path, read: str, named: str, known: bool
) -> None:
    """Otherwise it may be another story's, and is fetched."""
    session = Session(tmp_path / "c", now=ticking())
    store(session, page(TITLE, SENTENCES, PAPER + named), PAPER + read)
    entry = Entry(url=PAPER + named, source=f"{PAPER}/map", kind="sitemap")

    assert (entry.url in session.sources.known_elsewhere("paper", [entry])) is known
    session.abandon()
