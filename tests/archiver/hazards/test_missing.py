"""Pages that say with status 200 that nothing is there."""

from archiver.hazards.missing import alike, nowhere, shingles
from archiver.page import Page

HOST = "https://paper.example"


def said(path: str, text: str) -> frozenset[int]:
    html = f"<html><head><title>Paper</title></head><body><p>{text}</p></body></html>"
    return shingles(Page.of(html, f"{HOST}{path}").tree, f"{HOST}{path}")


WORDS = (
    "we looked for it on every shelf and in the cellar but what you ask for at our address {} is"
)
WORDS += (
    " not among the things that we keep here so please try the search or begin at the front page"
)


def test_page_that_repeats_its_address_is_the_same_page() -> None:
    asked = nowhere(HOST).removeprefix(HOST)

    one = said(asked, WORDS.format(asked))
    other = said("/story/of-the-harbour", WORDS.format("/story/of-the-harbour"))

    assert alike(one, other)


def test_story_is_another_page() -> None:
    story = (
        "the council met on tuesday to hear what the dredging of the channel would cost this year"
    )

    assert not alike(said("/a", WORDS.format("/a")), said("/b", story))


def test_page_without_words_is_like_another_without() -> None:
    assert alike(said("/a", ""), said("/b", "")) is True
    assert not alike(said("/a", ""), frozenset())


def test_address_that_is_asked_for_is_the_same_each_time() -> None:
    assert nowhere(HOST) == "https://paper.example/no-such-page-" + nowhere(HOST)[-12:]
    assert nowhere(HOST) == nowhere(HOST) != nowhere("https://other.example")
