"""What two versions say differently."""

import time

from archiver.article import Article, Author, Block, Moment
from archiver.differences import FieldChange, Piece, difference
from archiver.show.history import lines

OLD = Article(
    url="https://paper.example/a",
    title="Cranes stand still",
    authors=(Author(name="Mara Quill"),),
    published=Moment(iso="2026-03-01", text="1 March"),
    body=(
        Block(kind="paragraph", text="They stood. Nobody knew why. It rained."),
        Block(kind="paragraph", text="The harbour waited. So did we."),
        Block(kind="table", text="Crane\tState\nOne\tstill"),
    ),
)
NEW = Article(
    url="https://paper.example/a",
    title="Cranes move",
    authors=(Author(name="Mara Quill"), Author(name="Ada Writer")),
    body=(
        Block(kind="paragraph", text="They stood. Ropes were missing. It rained."),
        Block(kind="paragraph", text="The harbour waited. So did we."),
        Block(kind="table", text="Crane\tState\nOne\tmoving"),
        Block(kind="paragraph", text="Correction: it was Monday."),
    ),
)


def test_fields_and_sentences_are_told() -> None:
    found = difference(OLD, NEW)

    assert found.fields == (
        FieldChange(name="title", before="Cranes stand still", after="Cranes move"),
        FieldChange(name="authors", before="Mara Quill", after="Mara Quill, Ada Writer"),
        FieldChange(name="published", before="2026-03-01", after=None),
    )
    assert [piece for piece in found.body if piece.operation != "same"] == [
        Piece(operation="removed", text="Nobody knew why.", block=0),
        Piece(operation="added", text="Ropes were missing.", block=0),
        Piece(operation="removed", text="One\tstill", block=2),
        Piece(operation="added", text="One\tmoving", block=2),
        Piece(operation="added", text="Correction: it was Monday.", block=3),
    ]
    assert (found.added, found.removed, found.is_nothing) == (3, 2, False)
    assert found.names == ("title", "authors", "published", "body")


def test_the_new_text_is_what_was_not_removed() -> None:
    found = difference(OLD, NEW)

    kept = [piece.text for piece in found.body if piece.operation != "removed"]
    assert " ".join(kept) == NEW.text.replace("\n\n", " ").replace("\n", " ")


def test_the_same_article_has_no_difference() -> None:
    assert difference(OLD, OLD).is_nothing
    assert difference(OLD, OLD).names == ()


def test_a_difference_is_printed_with_what_stands_beside_it() -> None:
    assert [text for text, _ in lines(difference(OLD, NEW))] == [
        "- title: Cranes stand still",
        "+ title: Cranes move",
        "- authors: Mara Quill",
        "+ authors: Mara Quill, Ada Writer",
        "- published: 2026-03-01",
        "",
        "  They stood.",
        "- Nobody knew why.",
        "+ Ropes were missing.",
        "  It rained.",
        "  …",
        "  Crane\tState",
        "- One\tstill",
        "+ One\tmoving",
        "+ Correction: it was Monday.",
    ]


def test_texts_made_to_be_compared_for_hours_are_not() -> None:
    words = ("One.", "Two.", "Three.", "Four.", "Five.")
    old = " ".join(words[(n * n) % 5] for n in range(15_000))
    new = " ".join(words[(n * 3) % 5] for n in range(15_000))
    began = time.process_time()

    found = difference(
        Article(url=None, body=(Block(kind="paragraph", text=old),)),
        Article(url=None, body=(Block(kind="paragraph", text=new),)),
    )

    assert (found.added > 0, found.removed > 0) == (True, True)
    assert time.process_time() - began < 10
