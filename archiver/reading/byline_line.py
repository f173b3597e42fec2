"""The byline as it is printed, without what stands beside it in its line."""

import re

from archiver.reading.byline_names import BEFORE_DATE, Name, bare
from archiver.reading.byline_words import INTRODUCING, STOPS
from archiver.reading.people import DIGIT, STUCK_BY, undated
from archiver.reading.text import fold

BETWEEN = " \t|•·–—-,/"
#: What is printed behind a name, and does not belong to it.
AFTERTHOUGHT = re.compile(
    r"\s{0,2}(?:@|[|•·]?\s{0,2}(?P<label>[^\W\d_]{3,16})(?: (?:on|at|la|le|el|il|em))?\s?[:：]|"
    r"(?:leave|posted|published|updated|follow|share|comments?|view|see|read)\b(?! by))",
    re.IGNORECASE,
)


def line_of(text: str, names: tuple[Name, ...]) -> str:
    """A printed byline without the date and the counts around it."""
    text = STUCK_BY.sub(r"\1 ", fold(text).replace("|", " | "))
    if names:
        text = _up_to_labels(_from_introduction(text, names[0].text), names[-1].text)
    if not DIGIT.search(text):
        return _without_stops(text)
    known = [name.text.casefold() for name in names]
    for part in undated(text):
        folded = part.casefold()
        if any(name in folded for name in known):
            return _without_stops(_up_to_labels(part, names[-1].text))
    return _without_stops(text)


def _is_beside(token: str) -> bool:
    word = bare(token)
    return word in STOPS or not word or word.isdigit() or token in BEFORE_DATE


def _from_introduction(text: str, name: str) -> str:
    """A line without what stands before "By": "Politics By Jane Doe"."""
    before = text.partition(name)[0].split() if name in text else []
    said = 0
    while said < len(before) and bare(before[-1 - said]) in INTRODUCING:
        said += 1
    if not said or said == len(before):
        return text
    return " ".join([*before[-said:], text[text.index(name) :]])


def _up_to_labels(text: str, name: str) -> str:
    """A line without what is printed after its last name and says nothing of it.

    "Jane Doe@doe", "Jane Doe Leave a comment", "Jane Doe | Published: …".
    """
    end = text.casefold().rfind(name.casefold()) + len(name)
    if end < len(name):
        return text
    after = AFTERTHOUGHT.match(text, end)
    if after is None:
        return text
    label = after["label"]
    introduces = label and label.casefold() in INTRODUCING and text[after.end() :].strip()
    return text if introduces else text[:end]


def _without_stops(text: str) -> str:
    tokens = text.strip(BETWEEN).split()
    while len(tokens) > 1 and _is_beside(tokens[-1]):
        tokens.pop()
    return " ".join(tokens).strip(BETWEEN)
