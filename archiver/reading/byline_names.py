"""One name: what of a text is a person's name, a nickname, a team's; and what is none."""

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

from archiver.reading.byline_words import (
    AGENCIES,
    AGENCY_NAMES,
    COLLECTIVES,
    NOBODY,
    NOT_NAMES,
    PARTICLES,
    ROLES,
    STOPS,
    TITLES,
)
from archiver.reading.text import words

MOST_NAME = 60  # characters
MOST_WORDS = 7  # of a name
LEAST_BEFORE = 3  # words before one that no name has, of which the first two are a name
EDGES_BUT_DOT = " \t,:;-–—|*_~•·\"'„“”»«<>()[]/#’‘"
EDGES = EDGES_BUT_DOT + "."
#: What stands before a date that was taken out: "Von Jane Doe am".
BEFORE_DATE = frozenset(
    "am le on vom um at den el il στις dne kl. kello klo ngày tanggal en".split()
)
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’´`ʻ׳״‐-])*$")
JOINERS = "\u200c\u200d"
NICK = re.compile(r"(?=[^\d_]|\d{0,3}[^\W\d])[\w][\w.\-]{1,40}$")
DOMAIN = re.compile(r"\.(?:com|org|net|[a-z]{2})$|^www\.")
INITIAL = re.compile(r"(?:[^\W\d_]\.)+$|(?:Jr|Sr)\.$")
#: Reporters of Korean papers sign with place, name and office.
KOREAN = re.compile(
    r"(?<![가-힣])([가-힣]{2,4})\s?(?:인턴|선임|전문)?\s?(?:기자|특파원|논설위원|앵커)"
)
SUFFIX = re.compile(r"(?:記者|さん|氏|編集委員|著|기자|특파원|记者)$")


NO_NICKS = NOBODY | NOT_NAMES | ROLES | STOPS


class Shape(IntEnum):
    """What a name looks like; the higher, the more it looks like a person's."""

    SITE = 0  #: the publication's own
    COLLECTIVE = 1  #: a team, an office, an organisation
    NICK = 2  #: one word: a given name, a nickname, an agency
    PERSON = 3


class Name(NamedTuple):
    """A name as it stands in the Article, and what it looks like."""

    text: str
    shape: Shape
    key: tuple[str, ...]  #: its words: what makes it the same name in another print


def made(text: str, shape: Shape) -> Name:
    """A name with its key."""
    return Name(text, shape, tuple(words(text)))


def bare(token: str) -> str:
    """A word for looking it up."""
    return token.strip(EDGES).casefold()


def name_of(text: str) -> Name | None:
    """The name at the beginning of a text; None if there is none."""
    text = text.strip(EDGES_BUT_DOT)
    if not text.isascii():
        if match := KOREAN.search(text):
            return made(match[1], Shape.PERSON)
        text = SUFFIX.sub("", text).strip(EDGES_BUT_DOT)
    tokens = text.split()
    while len(tokens) > 1 and tokens[-1] in BEFORE_DATE:
        tokens.pop()
        text = " ".join(tokens)
    if not tokens or len(text) > 4 * MOST_NAME:
        return None
    if text.casefold().removeprefix("the ") in AGENCY_NAMES:
        return made(text, Shape.NICK)
    if len(tokens) == 1:
        return _single(text.rstrip("."))
    return _collective(text, tokens) or _person(tokens)


def _person(tokens: list[str]) -> Name | None:
    start = 0
    while start < len(tokens) - 2 and bare(tokens[start]) in ROLES:
        start += 1  # "Staff Writer Jane Doe"
    taken = _until_role(tokens[start:])
    if not taken:
        return None
    name = " ".join(taken).strip(EDGES_BUT_DOT)
    if name[-1:] == "." and not INITIAL.match(taken[-1]):
        name = name.rstrip(".")
    if len(taken) == 1:
        return _single(name)
    if all(bare(x) in TITLES for x in taken[:-1]):
        return made(name, Shape.NICK)
    if not NOT_NAMES.isdisjoint(words(name)):
        odd = next(n for n, x in enumerate(taken) if not NOT_NAMES.isdisjoint(words(x)))
        # "Jane Doe Lantern Post"
        return _printed(" ".join(taken[:2])) if odd >= LEAST_BEFORE else None
    return _printed(name) if len(name) <= MOST_NAME else None


def _printed(name: str) -> Name:
    """A person's name, not in capitals."""
    upper = name.isupper() and name.isascii() and len(name) > 4
    return made(name.title() if upper else name, Shape.PERSON)


def _until_role(tokens: list[str]) -> list[str]:
    """The words that can be a name, up to the first that cannot."""
    taken: list[str] = []
    for token in tokens[: MOST_WORDS + 1]:
        if not _goes_on(token, bool(taken)):
            if bare(token) in ROLES:
                taken = _in_capitals(taken)
            break
        taken.append(token)
        if token[-1] in ":;!?":
            break
    if len(taken) >= LEAST_BEFORE and bare(taken[-1]) in AGENCIES:
        taken.pop()  # "Jane Doe Reuters"
    while taken and taken[-1][0].islower() and bare(taken[-1]) in PARTICLES:
        taken.pop()
    return taken if len(taken) <= MOST_WORDS else []


def _in_capitals(taken: list[str]) -> list[str]:
    """What is before a role, up to the end of capitals: "JANE DOE Lantern" of "… Staff Writer"."""
    if len(taken) < LEAST_BEFORE or not all(len(x) > 2 and x.isupper() for x in taken[:2]):
        return taken
    return [x for x in taken if x.isupper() or bare(x) in PARTICLES]


def _goes_on(token: str, inside: bool) -> bool:
    """True if a name can begin with this word or, ``inside``, go on with it."""
    word = bare(token)
    if not word or (inside and word in ROLES) or (word in STOPS and (inside or word != "the")):
        return False
    if not token.isalpha() and not WORD.match(_letters(token.strip(EDGES_BUT_DOT))):
        return False
    return not is_small(token) or word in PARTICLES or "'" in token or "’" in token


def is_small(token: str) -> bool:
    """True for a word that begins with a small letter, where names begin with another."""
    return token[0].islower() and token[0].title() != token[0]  # Georgian has but one case


def _letters(token: str) -> str:
    """A word without the marks that many scripts write vowels with: they are no letters."""
    if token.isascii():
        return token
    return "".join([x for x in token if x not in JOINERS and unicodedata.category(x)[0] != "M"])


def _single(text: str) -> Name | None:
    word = text.casefold()
    if word in AGENCIES:
        return made(text, Shape.NICK)
    if word in COLLECTIVES and len(text) > 3:
        return made(text, Shape.COLLECTIVE)
    if word in PARTICLES and text == word:
        return None
    if word in NO_NICKS or not NICK.match(_letters(text)):
        return None
    found = made(text, Shape.COLLECTIVE if DOMAIN.search(word) else Shape.NICK)
    return found if found.key else None


def _collective(text: str, tokens: list[str]) -> Name | None:
    """A team by its last word; None if it looks like no such."""
    last = bare(tokens[-1])
    if len(tokens) > 6 or last not in COLLECTIVES or len(text) > MOST_NAME:
        return None
    before = [x for x in map(bare, tokens[:-1]) if x not in COLLECTIVES and x not in ROLES]
    if last in ROLES and len(before) >= 2 and NOT_NAMES.isdisjoint(before):
        return None  # "Jane Doe, Contributor" without its comma
    return made(text, Shape.COLLECTIVE)
