"""Text as a person sees it."""

import sys

from archiver.reading.text import SOFT, fold


def test_all_white_space_is_folded_and_nothing_else() -> None:
    assert fold("\n  The\u00a0river \t rose.\u2028 ") == "The river rose."
    assert fold(" The river rose. ") == "The river rose."
    assert fold("The river  rose.") == "The river rose."
    assert fold("   ") == ""


def test_marks_that_nobody_sees_are_left_out() -> None:
    assert fold("\ufeffThe ri\u00advers\u200b rose") == "The rivers rose"


def test_text_of_printable_characters_needs_no_look_at_its_white_space() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    assert [x for x in characters if (x.isspace() or x in SOFT) and x.isprintable()] == [" "]
