"""Finding a text in other records, whatever it is wrapped in."""

import json
import time
from html import escape

import pytest

from archiver.collection.redaction.traces import Traces, fold, sentences, texts_in

FIRST = "The ferry “Anna” left the pier at 6 o’clock — and didn’t come back."
SECOND = "Nobody at the harbour & its offices could say why that was so."
BODY = f"{FIRST} {SECOND}"


@pytest.fixture
def traces() -> Traces:
    found = Traces()
    found.add_text("Ferry Anna overdue since Monday")
    found.add_text(BODY)
    return found


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY.upper(),
        escape(BODY),
        escape(escape(f"<p>{FIRST}</p><p>{SECOND}</p>")),
        json.dumps(BODY),
        json.dumps(f"<p>{BODY}</p>").replace("/", "\\/"),
        f"<meta content='{BODY}'>",
        BODY.replace("ferry", "<a href='/f?x=1&amp;y=2'>fer</a>ry").replace(" ", " \n"),
        f"<![CDATA[{FIRST}]]><b>{SECOND}</b>",
        BODY.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "-"),
        "".join(f"&#{ord(c)};" for c in BODY),
    ],
    ids=[
        "as it is", "capitals", "entities", "escaped markup", "JSON", "markup in JSON",
        "an attribute", "links and line breaks", "CDATA", "plain typography", "numbers",
    ],
)  # fmt: skip
def test_both_sentences_are_found(traces: Traces, text: str) -> None:
    assert traces.in_text(f"Before it. {text} After it.").sentences == 2


def test_the_title_alone_is_found(traces: Traces) -> None:
    found = traces.in_text('<a href="/1">Ferry Anna overdue since Monday</a>')

    assert found.sentences == 1
    assert found.quotes


def test_a_teaser_that_breaks_off_is_a_quotation(traces: Traces) -> None:
    found = traces.in_text("The ferry “Anna” left the pier at 6 o’clock — and did …")

    assert found.sentences == 0
    assert 32 <= found.letters <= 48
    assert found.quotes


def test_other_texts_about_it_are_none(traces: Traces) -> None:
    assert not traces.in_text("The ferry Anna was found on Monday. Nobody was on it, it was said.")


def test_short_sentences_go_with_the_next() -> None:
    assert list(sentences("No. Yes! He said that he would never come back.")) == [
        "noyeshesaidthathewouldnevercomeback"
    ]
    assert list(sentences("終わり。東京の港は静かだった。誰もいない波止場に船はない。")) == [
        "終わり東京の港は静かだった",
        "誰もいない波止場に船はない",
    ]


def test_letters_of_every_script_count() -> None:
    assert fold("Zürich, ΑΘΉΝΑ_7 – Straße!") == "zürichαθήνα7strasse"


@pytest.mark.parametrize("shift", [0, 1, 17, 31, 32, 63])
def test_any_sixty_four_bytes_are_found_wherever_they_stand(shift: int) -> None:
    page = bytes(range(256)) + b"between" * 40
    traces = Traces()
    traces.add_page(page)
    piece = page[100 + shift : 164 + shift]

    assert traces._shared(b"\xff" * shift + piece + b"\xfe" * 50) >= 64
    assert traces._shared(b"\xff" * shift + piece[:31] + b"\xfe" * 50) == 0


def test_what_is_too_much_to_be_looked_for_is_told() -> None:
    traces = Traces()
    traces.add_page(b"x" * 1_000_001)

    assert traces.limits == ["bytes of the pages beyond the first 1000000"]


@pytest.mark.parametrize("text", ["<" * 100_000, "&lt;" * 100_000], ids=["plain", "as entities"])
def test_angles_that_nothing_closes_take_no_time(traces: Traces, text: str) -> None:
    began = time.process_time()

    assert traces.in_text(f"<b>{FIRST}</b>{text}{SECOND}").sentences == 2

    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One.</p><script>a < b</script ><p>Two.</p>", "One.\n\n\nTwo."),
        ("One.<STYLE media=print>p > a {}</Style>Two.", "One.\nTwo."),
        ("One.<script>a()<style></script>Two.<script>b()", "One.\nTwo.\nb()"),
        ("One.<scripture>Two.</scripture>", "One.\nTwo."),
        ("One &amp; a < b", "One & a < b"),
    ],
    ids=["script", "style", "no end", "another name", "a bare angle"],
)
def test_text_of_a_page_is_without_scripts_and_styles(page: str, text: str) -> None:
    assert texts_in(page).strip() == text


@pytest.mark.parametrize(
    "piece", ["<script", "<script>", "<style></script>", "<script></script ", "<"]
)
def test_elements_that_nothing_closes_take_no_time(piece: str) -> None:
    began = time.process_time()

    texts_in(piece * 100_000)

    assert time.process_time() - began < 2
