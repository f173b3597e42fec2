"""Boxes between the paragraphs, and texts that stand on a page twice."""

from datetime import UTC, datetime

import pytest

import archiver

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
PARAGRAPHS = [f"{SENTENCE * 2}It is number {number}." for number in range(8)]
TITLE = "<h1>River Town Opens Its Library</h1>"
LINK = "<a href=/2024/04/02/the-mayor-counts-her-books>The Mayor Counts Her Books</a>"
TEASER = f"<p>{LINK}</p><p>She has more of them than the old library had.</p>"


def marked(paragraphs: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def texts(story: str) -> list[str]:
    page = f"<html><body><main>{TITLE}<div>{story}</div></main></body></html>"
    return [block.text for block in archiver.parse(page, URL, fetched=FETCHED).body]


def around(box: str, before: int = 6) -> list[str]:
    """The texts of a story with a box after so many paragraphs."""
    return texts(f"{marked(PARAGRAPHS[:before])}{box}{marked(PARAGRAPHS[before:])}")


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h4>Read more</h4>{TEASER}</div>",
        f"<section><div><p>Czytaj więcej</p></div><div>{TEASER}</div></section>",
        f"<div><h3>{LINK}</h3><p>She has more of them than the old library had.</p></div>",
        "<div><h3>News by mail</h3><p>All of the river's news, each morning at six.</p>"
        "<p>Sign up for our newsletter</p></div>",
    ],
    ids=["read more", "in Polish", "a headline with a link", "a newsletter"],
)
@pytest.mark.parametrize("before", [2, 6])
def test_a_box_that_leads_elsewhere_is_none_of_the_story_and_does_not_end_it(
    box: str, before: int
) -> None:
    assert around(box, before) == PARAGRAPHS


OFFER = (
    "<div><div class=h2>THIS CONTENT IS RESERVED FOR SUBSCRIBERS</div>"
    "<p>Enjoy the latest news of the valley.</p><ul><li>Unlimited access to all stories with one "
    "account.</li><li>Daily puzzles, and the paper as it is printed.</li></ul></div>"
)


FORM = (
    "<div><h4>The river by mail</h4><p>What the river did, every evening at six.</p>"
    "<form><input type=email><button>Send</button></form></div>"
)


@pytest.mark.parametrize("before", [2, 6])
def test_a_small_box_with_a_form_is_none_of_the_story(before: int) -> None:
    assert around(FORM, before) == PARAGRAPHS


def test_a_large_part_of_the_story_with_a_form_in_it_stays() -> None:
    part = f"<div>{marked(PARAGRAPHS[2:6])}<form><input><button>Vote</button></form></div>"

    assert texts(f"{marked(PARAGRAPHS[:2])}{part}{marked(PARAGRAPHS[6:])}") == PARAGRAPHS


def test_an_offer_to_subscribe_is_none_of_the_story() -> None:
    assert around(OFFER) == PARAGRAPHS


def test_an_offer_among_parts_of_a_story_is_none_of_it() -> None:
    parts = [f"<section>{marked(PARAGRAPHS[n : n + 2])}</section>" for n in range(0, 8, 2)]

    assert texts(f"{parts[0]}<section>{OFFER}</section>{''.join(parts[1:])}") == PARAGRAPHS


def test_an_offer_may_be_longer_than_what_it_leaves_of_the_story() -> None:
    offer = (
        "<div><p>この記事は会員限定です。無料で会員登録できます。</p><dl><dt>登録すると</dt>"
        "<dd>電子版が利用できる</dd><dd>会員向け記事が読み放題</dd></dl></div>"
    )
    story = [
        "川の町の図書館は月曜日、九年の工事を終えて開館した。町長は「皆さんの図書館です」と話した。"
    ]

    assert texts(f"<p>{story[0]}</p>{offer}") == story


def test_a_story_about_subscriptions_keeps_its_sentences() -> None:
    said = "The paper's stories are for subscribers only since May, said Mara Quill on Monday."

    assert texts(f"{marked(PARAGRAPHS)}<p>{said}</p>") == [*PARAGRAPHS, said]


@pytest.mark.parametrize(
    "teaser",
    [f"<p>{LINK}</p>", f"<ul class=related><li>{LINK}</li></ul>"],
    ids=["a link", "links that call themselves related"],
)
def test_such_a_box_is_none_of_a_story_each_paragraph_of_which_has_a_box(teaser: str) -> None:
    boxes = [f"<div class=row><div><p>{text}</p></div></div>" for text in PARAGRAPHS]
    box = f"<div class=row><h3>Read more</h3>{teaser}</div>"

    assert texts("".join([*boxes[:6], box, *boxes[6:]])) == PARAGRAPHS


def test_a_box_that_offers_something_after_the_story_is_none_of_it() -> None:
    box = "<div><p>All of the river, each morning at six.</p><p>Get our app now</p></div>"

    assert around(box, len(PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>The library in numbers</h3><p>Nine floors, and forty thousand books.</p></div>",
        "<section><h3>Background</h3><p>The old library burnt down nine years ago.</p></section>",
        f"<div><h3>Read also</h3><p>{LINK}</p>{marked([SENTENCE * 8])}</div>",
    ],
    ids=["facts", "a heading over text without a link", "more text than a box has"],
)
def test_a_box_that_does_not_lead_elsewhere_stays(box: str) -> None:
    assert len(around(box, 2)) > len(PARAGRAPHS)


def test_a_story_that_is_a_list_of_links_and_texts_keeps_them() -> None:
    items = [
        f"<div><h3><a href=/2024/04/0{n}/library-number-{n}>Library number {n}</a></h3>"
        f"<p>It has {n} thousand books and stands by the river, an hour from here.</p></div>"
        for n in range(9)
    ]

    assert len(texts(marked(PARAGRAPHS[:4]) + "".join(items))) == 4 + 2 * len(items)


def test_a_text_for_the_phone_and_for_the_desk_is_read_once() -> None:
    desk, phone = (f"<div class={name}>{marked(PARAGRAPHS)}</div>" for name in ("desk", "phone"))

    assert texts(desk + phone) == PARAGRAPHS


def test_a_sentence_said_twice_in_a_story_stays() -> None:
    refrain = "And the river went on, as it always had."
    story = [*PARAGRAPHS[:4], refrain, *PARAGRAPHS[4:], refrain]

    assert texts(marked(story)) == story


def test_what_each_of_many_widgets_repeats_does_not_outweigh_the_story() -> None:
    asking = "You must agree before it is shown here. " * 4
    widget = f"<div class=social-placeholder><p>{asking}</p></div>"
    story = "".join(f"<p>{text}</p>{widget}" for text in PARAGRAPHS)

    assert texts(story) == PARAGRAPHS
