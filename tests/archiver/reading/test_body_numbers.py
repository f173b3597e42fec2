"""Items of ordered lists have the numbers that a browser shows."""

import pytest

import archiver
from archiver import Block

URL = "https://paper.example/2024/05/01/how-to-cross-the-river"
STEP = "Walk down to the old pier and wait there until the ferryman has seen you"
PARAGRAPH = f"<p>{'The river is wide, and there is one way to cross it. ' * 8}</p>"


def numbers(story: str) -> list[int | None]:
    page = f"<html><body><main><h1>How to Cross the River</h1>{PARAGRAPH}{story}{PARAGRAPH}"
    return [block.number for block in archiver.parse(page, URL).body if STEP in block.text]


def items(count: int, attributes: str = "") -> str:
    return "".join(f"<li{attributes}>{STEP}, {n}.</li>" for n in range(count))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (f"<ol>{items(3)}</ol>", [1, 2, 3]),
        (f"<ul>{items(2)}</ul>", [None, None]),
        (f"<ol start=4>{items(2)}</ol>", [4, 5]),
        (f"<ol reversed>{items(3)}</ol>", [3, 2, 1]),
        (f"<ol reversed start=10>{items(2)}</ol>", [10, 9]),
        (f"<ol>{items(1)}{items(1, ' value=7')}{items(1)}</ol>", [1, 7, 8]),
        (f"<ol start=-1>{items(2)}</ol>", [-1, 0]),
        (f"<ol start=nine>{items(1, ' value=99999999999')}</ol>", [1]),
        (f"<ol><li><p>{STEP}, a.</p><p>{STEP}, b.</p></li><li>{STEP}, c.</li></ol>", [1, None, 2]),
        (f"<ol><li>{STEP}<ul>{items(1)}</ul></li>{items(1)}</ol>", [1, None, 2]),
    ],
)
def test_the_numbers_of_a_list(story: str, expected: list[int | None]) -> None:
    assert numbers(story) == expected


def test_a_heading_that_begins_an_item_has_its_number() -> None:
    story = f"<ol><li><h3>{STEP}</h3><p>It takes an hour at most, he says.</p></li></ol>"

    assert numbers(story) == [1]


def test_the_text_has_the_numbers() -> None:
    body = (
        Block(kind="paragraph", text="Two things."),
        Block(kind="list item", text="Wait.", number=1),
        Block(kind="list item", text="Pay.", number=2),
    )

    assert archiver.Article(url=URL, body=body).text == "Two things.\n\n1. Wait.\n\n2. Pay."
