"""Lines that say that a story is for subscribers."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.reading.offers import PAYWALL, TELLING, TELLING_ELSEWHERE, offers, says_so


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(st.from_regex(PAYWALL, fullmatch=True))
def test_whatever_the_pattern_knows_holds_one_of_the_words_by_which_it_is_asked(text: str) -> None:
    assert any(word in text for word in TELLING + TELLING_ELSEWHERE)
    assert says_so(text)


def test_words_of_plain_letters_are_looked_for_in_plain_texts() -> None:
    assert all(map(str.isascii, TELLING))
    assert not any(map(str.isascii, TELLING_ELSEWHERE))


def test_offers_are_short_lines_in_any_case() -> None:
    assert offers("Subscribe to continue")
    assert offers("この記事は有料会員限定です")
    assert not offers("The river rose, and this is more than all of your boats can bear.")
    assert not offers("Subscribe to continue. " + "The river rose. " * 8)
