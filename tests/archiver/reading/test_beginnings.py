"""What texts must begin with to fit a pattern."""

import re

import pytest

from archiver.reading.beginnings import Beginnings


@pytest.mark.parametrize(
    ("pattern", "fitting", "others"),
    [
        ("(?:more|latest) news", ["more news"], ["most", "news", "the latest"]),
        ("(?:re)?posts?", ["repost", "posts"], ["rest", "potato"]),
        ("(?:top|by [a-z]+)$", ["top", "by jane"], ["topics", "by 1850", "bye"]),
        (r"\(?(?:photo|©).{0,20}", ["photo: x", "(photo)", "© x", "©1"], ["phone", "[photo]"]),
        ("[ab]c{1,2}d", ["acd", "bccd"], ["d", "ccd"]),
        ("al+so|al*ways", ["allso", "aways"], ["bl", "lso"]),
        (r"\d{1,3} comments", ["7 comments", "٣ comments"], ["comments", "seven"]),
        (r"\W{0,2}related", ["related", "» related"], ["unrelated", "a related"]),
        ("(?=m)more|x(?!y)z", ["more", "xz"], ["lore", "yz"]),
        (r"関連(?:記事)?\s*$", ["関連", "関連記事 "], ["記事"]),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_only_texts_that_begin_otherwise_are_left_out(
    pattern: str, fitting: list[str], others: list[str]
) -> None:
    found = Beginnings(pattern)

    assert all(re.match(pattern, text) for text in fitting)
    assert all(found.has(text) for text in fitting)
    assert not any(found.has(text) for text in others)


def test_several_patterns_begin_as_any_of_them() -> None:
    found = Beginnings("more", "less")

    assert [found.has(text) for text in ("more", "less", "none")] == [True, True, False]


def test_pattern_that_begins_with_anything_is_an_error() -> None:
    with pytest.raises(ValueError, match="any text"):
        Beginnings("(?:more)?.{0,40} news").has("the news")
