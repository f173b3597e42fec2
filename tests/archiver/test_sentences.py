"""Sentences by punctuation, in any script."""

import time

import pytest

from archiver.sentences import sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Smith came on 3. May to the U.S. Senate.", "He said: “No.”", "Then he left!", "Why?"],
        ["Er kam um 10.30 Uhr.", "Das kostet z. B. 3,5 Mio. Euro.", "„Nein!“", "Ende"],
        ["東京の港は止まった。", "作業員は「動かない」と言った。", "次はいつか？"],
        ["وقف الميناء.", "هل يعود؟", "نعم۔"],
        ["यह पहला वाक्य है।", "यह दूसरा।"],
        ["J. K. Rowling wrote it.", "Wait... what?", "Yes."],
        ["No end at all"],
        [],
    ],
    ids=["English", "German", "Japanese", "Arabic", "Hindi", "initials", "no end", "nothing"],
)
def test_a_text_is_told_apart(expected: list[str]) -> None:
    assert sentences("  ".join(expected)) == expected


@pytest.mark.parametrize(
    "text", ["....... ", "...x", "A. (", "\"'", ".", "。」", "! (, "], ids=repr
)
def test_a_text_made_to_last_does_not(text: str) -> None:
    began = time.process_time()
    found = sentences(text * (200_000 // len(text)))

    assert "".join("".join(found).split()) == "".join((text * (200_000 // len(text))).split())
    assert time.process_time() - began < 5
