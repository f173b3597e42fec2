"""Searching for articles that a sign of the site's does not bind."""

from dataclasses import replace
from pathlib import Path

import pytest

from archiver.article import Rights, Sign
from archiver.collection import Collection, Context, Session
from archiver.collection.versioning.rereading import page_of
from archiver.reading import read
from tests.archiver.collection.redaction.making import OTHERS, capture, page, ticking

SIGNS: dict[str, tuple[Sign, ...]] = {
    "free": (),
    "reserved": (Sign(name="tdm-reservation", where="http:tdm-reservation", value="1"),),
    "freed": (Sign(name="tdm-reservation", where="http:tdm-reservation", value="0"),),
    "noai": (Sign(name="noai", where="meta:robots"),),
    "others": (Sign(name="noai", where="meta:robots", to="otherbot"),),
}


def url_of(name: str) -> str:
    return f"http://paper.example/story/{name}"


def keep(session: Session, name: str, signs: tuple[Sign, ...], more: str = "") -> None:
    url = url_of(name)
    found = capture(session, url, page(f"Story {name}", (*OTHERS, more), url))
    session.commit()
    article = read(page_of(session.payload(found), url), None, None, found.ref)
    article = replace(article, rights=Rights(signs=signs))
    session.store(Context(requested=url, publication="paper"), article)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signs") / "c"
    session = Session(folder, now=ticking())
    for name, signs in SIGNS.items():
        keep(session, name, signs)
    session.close()
    return folder


@pytest.mark.parametrize(
    ("query", "left_out"),
    [
        ("without:tdm-reservation", {"reserved"}),
        ("loaf without:tdm_reservation without:noai", {"reserved", "noai"}),
        ("without:NoAI", {"noai"}),
        ("without:noindex", set()),
        ("-without:noai", set(SIGNS) - {"noai"}),
    ],
)
def test_articles_that_a_sign_binds_are_left_out(
    folder: Path, query: str, left_out: set[str]
) -> None:
    with Collection(folder) as opened:
        found = opened.search(query)

    assert {hit.url for hit in found.hits} == {url_of(x) for x in SIGNS if x not in left_out}
    assert found.notes == ()


def test_an_unknown_sign_is_told_and_finds_nothing(folder: Path) -> None:
    with Collection(folder) as opened:
        found = opened.search("without:tdm-reserved")

    assert (found.total, found.notes) == (
        0,
        ("without: 'tdm-reserved' is no sign; did you mean tdm-reservation?",),
    )


def test_the_newest_version_counts(tmp_path: Path) -> None:
    session = Session(tmp_path / "c", now=ticking())
    keep(session, "free", ())
    session.commit()
    with Collection(tmp_path / "c") as opened:
        before = opened.search("without:noai").total
        keep(session, "free", SIGNS["noai"], "Correction: it was rye bread that was sold.")
        session.commit()
        after = opened.search("without:noai").total
    session.close()

    assert (before, after) == (1, 0)
