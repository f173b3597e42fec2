"""How much of a feed is handed to its parser, by what markup costs."""

import time

import pytest

from archiver.sources.feed_bounds import MOST_MARKUP, bounded
from archiver.sources.feeds import read_feed

URL = "https://x.example/feed"
TOLD = "more than 60,000 tags, or as much markup: the rest was left out"
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><title>X</title>'
ITEM = b"<item><title>T</title><link>https://x.example/%d</link>%s</item>"


def items(number: int, more: bytes = b"") -> bytes:
    return b"".join(ITEM % (n, more) for n in range(number))


def test_of_a_feed_with_too_much_markup_whole_items_are_read() -> None:
    """Comments cost feedparser next to nothing: the test is to be quick."""
    many = items(1000, b"<!--c-->" * 94)  # 100 tags each
    reading = read_feed(RSS + many + b"</channel></rss>", URL)

    assert [entry.url for entry in reading.entries] == [
        f"https://x.example/{n}" for n in range(599)
    ]
    assert reading.problem == TOLD


@pytest.mark.parametrize(
    ("head", "item", "tail"),
    [
        pytest.param(RSS, b"<item><a/></item>", b"</channel></rss>", id="RSS"),
        pytest.param(
            b'<feed xmlns="http://www.w3.org/2005/Atom">', b"<entry><a/></entry>", b"</feed>",
            id="Atom",
        ),
        pytest.param(
            b'<a:feed xmlns:a="http://www.w3.org/2005/Atom">', b"<a:entry><a/></a:entry >",
            b"</a:feed>", id="Atom with a prefix",
        ),
        pytest.param(b"<rdf:RDF>", b"<item><a/></item>", b"</rdf:RDF>", id="RDF"),
    ],
)  # fmt: skip
def test_what_is_left_is_closed(head: bytes, item: bytes, tail: bytes) -> None:
    few = head + item * 10 + tail
    cut, problem = bounded(head + item * (MOST_MARKUP // 2) + tail)

    assert bounded(few) == (few, None)
    assert (cut[: len(head)], cut[-len(item + tail) :]) == (head, item + tail)
    assert 19_990 <= cut.count(item) <= 20_000  # of three tags each
    assert problem == TOLD
    assert bounded(head + item * 3 + item[:9], cut=True) == (head + item * 3 + tail, None)


def test_markup_in_texts_is_none() -> None:
    text = b"<p>A</p>" * 10_000
    whole = RSS + items(10, b"<![CDATA[" + text + b"]]>") + b"</channel></rss>"

    assert bounded(whole) == (whole, None)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<a " + b"a='' " * 30_000 + b">", id="attributes"),
        pytest.param(b"<a x='>' " + b'a=">" ' * 30_000 + b">", id="attributes with angles"),
        pytest.param(b"&" * 700_000, id="references"),
        pytest.param(b"\n" * 2_100_000, id="ends of lines"),
        pytest.param(b"<" * 70_000, id="angles"),
        pytest.param(b"<a b='" * 70_000, id="quotation marks"),
        pytest.param(b"<![CDATA[]]>" * 70_000, id="sections"),
    ],
)
def test_what_costs_as_much_is_cut(body: bytes) -> None:
    began = time.process_time()
    cut, problem = bounded(RSS + b"<item>" + body)

    assert (len(cut) < len(RSS) + len(body), problem) == (True, TOLD)
    assert time.process_time() - began < 2


def test_a_section_without_an_end_is_text_to_the_end() -> None:
    body = RSS + b"<item><![CDATA[" + b"]] <a>" * 100_000

    assert bounded(body) == (body, None)
