"""Quotations that are printed once more beside the paragraph that has them."""

import pytest

import archiver

URL = "https://paper.example/2024/05/01/river-town-opens-its-library"
SAID = "We have counted the books twice and the readers not once"
SENTENCE = "The library of River Town opened its doors on Monday after nine years of building. "
PARAGRAPHS = [
    *(f"{SENTENCE * 2}It is number {number}." for number in range(4)),
    f"“{SAID},” said Mara Quill, who has kept the library's door since it was a shed by the river.",
    *(f"{SENTENCE * 2}It is number {number}." for number in range(4, 8)),
]


def texts(quote: str) -> list[str]:
    story = [f"<p>{text}</p>" for text in PARAGRAPHS]
    page = f"<body><h1>River Town</h1><div>{''.join([*story[:3], quote, *story[3:]])}</div></body>"
    return [block.text for block in archiver.parse(page, URL).body]


@pytest.mark.parametrize(
    "quote",
    [
        f"<blockquote><p>{SAID}</p></blockquote>",
        f"<figure class=wp-block-pullquote><blockquote><p>“{SAID}.”</p><cite>Mara Quill</cite>"
        "</blockquote></figure>",
        f"<p>“{SAID}”</p>",
        f"<div class=pull><p>{SAID}.</p></div>",
    ],
    ids=["a quotation", "with who said it", "in quotation marks", "by its name"],
)
def test_a_quotation_that_a_paragraph_has_is_read_once(quote: str) -> None:
    assert texts(quote) == PARAGRAPHS


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote><p>Nobody had asked the river, which came in anyway.</p></blockquote>",
        f"<p>{SAID}.</p>",
        f"<h3>“{SAID}”</h3>",
    ],
    ids=["said nowhere else", "a sentence said again", "a heading"],
)
def test_what_is_no_pull_quote_stays(quote: str) -> None:
    assert len(texts(quote)) == len(PARAGRAPHS) + 1
