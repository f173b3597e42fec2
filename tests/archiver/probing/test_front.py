"""Where the front page of a publication leads."""

import asyncio

import pytest

from archiver.page import Page
from archiver.probing.front import Front, front_of
from archiver.probing.values import Got, Target, Unfit
from archiver.publications import Publication

OLD, NEW = "https://old.example/", "https://www.new.example/"
BODY = b"<!doctype html><html><title>The News</title><p>New.</p></html>"
TODO = (
    "add new.example to `domains` in publications/old.toml, leave the old one in for the articles"
    " that are known, and give `home` and the sources their new addresses"
)
CONSENT = "; if it asks for consent or a login, a crawl cannot pass it"


def asked(known: Publication | None, *, moved: bool) -> Front:
    """The front page of the old address, which leads to the new one."""

    async def ask(url: str) -> Got:
        assert url == OLD
        page = Page.of(BODY, NEW)
        return Got(url=NEW, status=200, body=BODY, page=page, moved=moved)

    return asyncio.run(front_of(Target(url=OLD), ask, known))


def publication(*domains: str) -> Publication:
    return Publication(slug="old", name="The News", domains=domains, home=OLD)


@pytest.mark.parametrize(
    ("known", "moved", "told"),
    [
        pytest.param(
            True, True, f"old: the publication has moved to new.example: {TODO}", id="for good"
        ),
        pytest.param(
            True,
            False,
            f"{OLD}: leads to another site, {NEW}; if that is where it is now, {TODO}{CONSENT}",
            id="for now",
        ),
        pytest.param(
            False,
            True,
            f"{OLD}: leads to another site, {NEW}; if that is where it is now, add {NEW}{CONSENT}",
            id="that is not known",
        ),
    ],
)
def test_front_page_at_another_site(known: bool, moved: bool, told: str) -> None:
    with pytest.raises(Unfit) as error:
        asked(publication("old.example") if known else None, moved=moved)

    assert str(error.value) == told


def test_domain_that_the_file_names_is_no_other_site() -> None:
    assert asked(publication("old.example", "new.example"), moved=True).url == NEW
