"""Printed words that tell what stands under or beside them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.reading import phrases, promotions
from archiver.reading.phrases import LINE, MORE_BY, Phrase, name_in

PHRASES = {
    name: value
    for module in (phrases, promotions)
    for name, value in vars(module).items()
    if isinstance(value, Phrase)
}


def test_phrase_matches_in_any_case_and_gives_the_text_as_it_is() -> None:
    match = MORE_BY.match("MORE BY Jane Doe")

    assert match is not None
    assert name_in(match) == "Jane Doe"


@pytest.mark.parametrize("text", ["Lesen Sie auch: Die Brücke", "LESEN SIE AUCH: Die Brücke"])
def test_line_that_leads_elsewhere_is_known_by_its_label(text: str) -> None:
    match = LINE.match(text)

    assert match is not None
    assert match["label"].lower() == "lesen sie auch:"


@pytest.mark.parametrize(
    "text",
    [
        "இதையும் படிக்க | புதிய சாலை",
        "यो पनि पढ्नुहोस्: नयाँ पुल",
        "ಇದನ್ನೂ ಓದಿ: ಹೊಸ ಸೇತುವೆ",
        "हेही वाचा : नवा पूल",
        "Soma pia: Daraja jipya",
        "Mohlo by vás zajímat: Nový most",
        "עוד בנושא: הגשר החדש",
        "Смотрите также: Новый мост",
    ],
)
def test_such_a_line_is_known_in_many_languages(text: str) -> None:
    assert LINE.match(text)


def test_other_text_is_no_phrase() -> None:
    assert MORE_BY.match("The council said more by Tuesday") is None


@pytest.mark.parametrize("name", PHRASES)
def test_phrases_are_written_in_lower_case(name: str) -> None:
    """They are asked of texts in lower case: a capital would never match."""
    pattern = PHRASES[name].pattern
    letters = re.sub(r"\\.|\(\?P<\w+>", "", pattern)

    assert letters == letters.lower()


@pytest.mark.parametrize("name", PHRASES)
def test_whatever_fits_a_phrase_is_asked_of_it(name: str) -> None:
    """First letters tell that most texts cannot fit; of none that does they may say so."""
    phrase = PHRASES[name]

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(st.from_regex(phrase.pattern, fullmatch=True))
    def is_found(text: str) -> None:
        assert phrase.begins(text)

    is_found()
