"""The names in a printed or told line: introductions, roles, dates and other people left out."""

import re
from functools import lru_cache
from typing import NamedTuple

from archiver.reading.byline_names import (
    EDGES,
    EDGES_BUT_DOT,
    MOST_WORDS,
    Name,
    Shape,
    bare,
    is_small,
    made,
    name_of,
)
from archiver.reading.byline_patterns import (
    CJK,
    DIVIDER,
    GLUED,
    MAIL,
    REPORTER,
    TIMES,
    TWO_DEEDS,
)
from archiver.reading.byline_words import (
    AGENCIES,
    DEGREES,
    INNER_BY,
    INTRODUCING,
    NOBODY,
    ROLES,
    STOPS,
    WEEKDAYS,
    Said,
)
from archiver.reading.text import fold

__all__ = [
    "Line",
    "Name",
    "Shape",
    "announces",
    "has_role",
    "may_introduce",
    "name_of",
    "names_told",
    "read_line",
]

MOST_LINE = 300  # characters of a line that are looked into
MOST_INTRODUCTIONS = 3  # in a part of a line
MOST_WHOLE = 40  # … of an organisation's name
MOST_ANNOUNCED = 40  # … of a line that only says that a name follows
#: A capital letter inside a word: the quick test for what GLUED finds.
CAPITAL = re.compile(r"[A-FJ-PRSUW](?<=[a-zà-ÿ.].)")
DIGIT = re.compile(r"\d")
#: A line that needs no taking apart.
SIMPLE = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}$")
BRACKETS = re.compile(r"\s*[(\[（【][^()\[\]（）【】]{0,120}[)\]）】]?")
#: "ByJane Doe": the word is printed without its space.
STUCK_BY = re.compile(r"^([Bb]y|[Pp]or|[Pp]ar|[Vv]on)(?=[A-ZÀ-ÖØ-Þ])")
STUCK = "BbPpVv"  # what such a line begins with
#: What stands between two deeds, as TWO_DEEDS has it.
ANDS = frozenset("and und & + et y e en og och".split())
#: After these come places and channels: "in Politics, World".
AFTERWARDS = frozenset("in for at from via aus für para pour".split())
DASHES = ("—", "–")
EASTERN = re.compile(r"[\u2e80-\ud7ff]")
EMBEDDED = re.compile("A (?:post|photo|video|reel) (?:shared|posted) by ")  # a network's words
CHINESE = frozenset("记者 作者 撰文".split())
#: In front of such a label a new part begins.
CJK_LABEL = re.compile(
    rf"(?<=[\s|／])(?={CJK.pattern.replace('?P<author>', '?:').replace('?P<other>', '?:')})"
)
SAYING = frozenset(word for word, said in INTRODUCING.items() if said is not Said.FILLER)
BY_WORDS = frozenset(word for word, said in INTRODUCING.items() if said is Said.BY)
DETERMINERS = frozenset("the our unser unserem unserer unsere dem den".split())
NO_WHOLE = STOPS - {"the", "for", "at", "in", "on", "für"}


class Line(NamedTuple):
    """What a line says: who wrote, who did something else, and whether it says so in words."""

    names: tuple[Name, ...] = ()
    others: tuple[Name, ...] = ()
    introduced: bool = False
    first: bool = False  #: it says so with its first words


def read_line(text: str) -> Line:
    """The names in a line, with the words that introduce them or without."""
    return _read(fold(text)[:MOST_LINE])


@lru_cache(maxsize=512)  # a line is looked at from several sides
def _read(text: str) -> Line:
    if SIMPLE.match(text) and SAYING.isdisjoint(text.casefold().split()):
        name = name_of(text)
        return Line((name,)) if name else Line()
    if not text.isascii() and (reporter := REPORTER.search(text)):
        return _reported(reporter["who"])
    return Line() if EMBEDDED.match(text) else _Reading().read(text)


def may_introduce(text: str) -> bool:
    """False for a line that surely says nothing of an author: a quick test."""
    tokens = text[:100].casefold().replace(":", " ").replace("(", " ").split(None, 8)
    if not SAYING.isdisjoint(tokens[:8]):
        return True
    if text.isascii() or not EASTERN.search(text):
        return False
    return bool(CJK.search(text, 0, 100) or REPORTER.search(text, 0, 100))


def has_role(text: str) -> bool:
    """True if the line says what somebody is: "Senior Writer"."""
    return not ROLES.isdisjoint(map(bare, text.split()[:12]))


def announces(text: str) -> bool | None:
    """True for a line that only says that the author's name follows; False: another's does."""
    if not 1 < len(text) <= MOST_ANNOUNCED:
        return None
    if text.count(" ") > 4:
        return None
    tokens = text.split()
    if len(tokens) > 5 or bare(tokens[0]) not in INTRODUCING:
        return None
    said, count = introduction([*tokens, "X"])
    return said is not Said.OTHER if count == len(tokens) else None


def introduction(tokens: list[str], first: bool = True) -> tuple[Said | None, int]:
    """Who the first words say is named next (BY: an author), and how many words say it.

    ``first``: they begin a line, where "Author NAME" needs no colon.
    """
    deed: Said | None = None
    for number, token in enumerate(tokens[:MOST_WORDS]):
        word = bare(token)
        said = INTRODUCING.get(word)
        colon = token[-1] in ":：/"
        if said is None and (deed is None or not colon or word):
            if word:
                break
        elif said is Said.BY or said is Said.AUTHOR:
            if number + 1 == len(tokens) or not (first or said is Said.BY or colon):
                break
            return Said.OTHER if deed is Said.OTHER else Said.BY, number + 1
        elif said is not Said.FILLER:
            deed = max(deed or Said.OTHER, said or Said.OTHER)
            if colon:
                return Said.BY if deed is Said.DEED else deed, number + 1
    return None, 0


class _Reading:
    """The parts of one line, left to right."""

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.others: list[Name] = []
        self.introduced = False
        self._first = False
        self._taken = self.names
        self._text = ""

    def read(self, text: str) -> Line:
        """Take the line apart."""
        if "@" in text or "http" in text or "www." in text or "[" in text:
            text = MAIL.sub("\n", text)
        if CAPITAL.search(text):
            text = GLUED.sub("\n", text)
        if DIGIT.search(text):
            text = "\n".join(undated(text))
        if not text.isascii() and EASTERN.search(text):
            text = CJK_LABEL.sub("\n", text)
        if text[:1] in STUCK:
            text = STUCK_BY.sub(r"\1 ", text)
        text = _one_deed(text)
        self._text = text
        end = 0
        for number, part in enumerate(DIVIDER.split(text)):
            mark, end = text[end : text.index(part, end)], text.index(part, end) + len(part)
            part = part.strip()
            if part and not self._is_place(part, mark):
                self._name(self._introduction(part, not number))
                self._first = self._first or (self.introduced and not number)
        names = _alone(self.names, self.introduced)
        return Line(tuple(names), tuple(self.others), self.introduced, self._first)

    def _is_place(self, part: str, mark: str) -> bool:
        """True for what a dash divides from those who sign: "By Jane Doe, The Post — London"."""
        if not self.introduced or mark.strip() not in DASHES:
            return False
        return (
            any(x.shape is Shape.PERSON for x in self.names)
            and introduction(part.split())[0] is None
        )

    def _name(self, part: str) -> None:
        taken = self._taken
        name = BRACKETS.sub(" ", part) if "(" in part or "[" in part else part
        name = name.strip(EDGES_BUT_DOT)
        degree = taken and taken[-1].shape is Shape.PERSON and _is_degree(name)
        if degree and (name.casefold() in DEGREES or f", {name}" in self._text):
            taken[-1] = made(f"{taken[-1].text}, {part.strip(' ,;:')}", Shape.PERSON)
        elif (found := name_of(name)) and not (found.shape is Shape.NICK and _goes_on(name, found)):
            taken.append(found)

    def _introduction(self, part: str, first: bool) -> str:
        """The part without the words that introduce it; what they say is noted."""
        if not part.isascii() and (match := CJK.match(part)):
            self._says(Said.OTHER if match["other"] else Said.BY)
            rest = part[match.end() :]
            # What follows a Chinese name without a space in it is none of it.
            return rest.split()[0] if match["author"] in CHINESE and rest.strip() else rest
        tokens = part.split()
        said, count = introduction(tokens, first)
        if said is None and tokens[0] in AFTERWARDS:
            self._taken = []
        for _ in range(MOST_INTRODUCTIONS):
            if said is None:
                said, start, count = _inner(tokens)
                if said is not None and start > 1:
                    self._name(" ".join(tokens[:start]))
            if said is None:
                break
            self._says(said)
            tokens = tokens[count:]
            said, count = introduction(tokens)
            while len(tokens) > 1 and tokens[0] in DETERMINERS:
                tokens = tokens[1:]
        return " ".join(tokens)

    def _says(self, said: Said) -> None:
        if said is Said.OTHER:
            self._taken = self.others
            return
        if not self.introduced:
            self.names.clear()
        self.introduced = True
        self._taken = self.names


def _reported(who: str) -> Line:
    names = tuple(made(name, Shape.PERSON) for name in who.split("、"))
    return Line(names, introduced=True, first=True)


def _one_deed(text: str) -> str:
    """ "Text und Fotos: …" as "Text: …", for who wrote is asked."""
    begin = text.split(" ", 2)
    if len(begin) < 3 or begin[1].lower() not in ANDS:
        return text
    match = TWO_DEEDS.match(text)
    if match is None:
        return text
    said = [INTRODUCING.get(match[n].casefold(), Said.FILLER) for n in (1, 2)]
    if Said.DEED not in said or Said.FILLER in said:
        return text
    return f"{match[said.index(Said.DEED) + 1]}{match[3]}{text[match.end() :]}"


def _inner(tokens: list[str]) -> tuple[Said | None, int, int]:
    """An introduction in the middle, where it begins and ends: "Eine Kolumne von …"."""
    if BY_WORDS.isdisjoint(map(str.casefold, tokens[1:8])):
        return None, 0, 0
    for number, token in enumerate(tokens[1:8], 1):
        said = INTRODUCING.get(token.casefold())
        if said is not Said.BY or number + 1 == len(tokens) or is_small(tokens[number + 1]):
            continue
        before = INTRODUCING.get(bare(tokens[number - 1]))
        plain = token.casefold() in INNER_BY and len(tokens) - number <= MOST_WORDS
        if before is Said.OTHER or before is Said.DEED or plain:
            start = number - 1 if before else number
            return Said.OTHER if before is Said.OTHER else Said.BY, start, number + 1
    return None, 0, 0


def _goes_on(part: str, name: Name) -> bool:
    """True if a one-word name is the beginning of a sentence: "Von Masken über …"."""
    rest = part.split()[1:]
    return len(rest) > 1 and is_small(rest[0]) and bare(rest[0]) not in STOPS


def _is_degree(text: str) -> bool:
    word = text.replace(".", "").strip("®™ ")
    if word.casefold() in DEGREES:
        return True
    return (
        2 <= len(word) <= 5
        and word.isupper()
        and word.isalpha()
        and word.casefold() not in AGENCIES
    )


def _alone(names: list[Name], introduced: bool) -> list[Name]:
    """One-word names only beside no person: "Jane Doe, London" is one name; agencies stay."""
    if len(names) < 2:
        return names
    agencies = [x for x in names if x.text.casefold() in AGENCIES]
    if any(x.shape is Shape.PERSON for x in names):
        names = [x for x in names if x.shape is Shape.PERSON or x in agencies]
    elif any(x.shape is Shape.COLLECTIVE and len(x.key) > 1 for x in names):
        names = [x for x in names if x.shape is Shape.COLLECTIVE or x in agencies][:1]
    elif any(x.shape is Shape.NICK for x in names):
        names = [x for x in names if x.shape is Shape.NICK][: None if introduced else 1]
    return list({x.key: x for x in reversed(names)}.values())[::-1]


def names_told(text: str) -> list[Name]:
    """The names in a value of the metadata; what is no person's is taken as a whole."""
    text = fold(text)[:MOST_LINE]
    if "://" in text or text.startswith("@"):
        return []
    names = list(read_line(text).names)
    # "LANTERN online" would be cut to its first word.
    cut = len(names) == 1 and names[0].shape is Shape.NICK and 0 < text.count(" ") < 5
    if (names and not cut) or not 2 <= len(text) <= MOST_WHOLE:
        return names
    if "@" in text or DIGIT.match(text) or DIVIDER.search(text):
        return names
    tokens = text.split()
    said, count = introduction(tokens)
    if any(x in NOBODY or x in NO_WHOLE for x in map(bare, tokens[count:])):
        return names
    name = made(" ".join(tokens[count:]).strip(EDGES), Shape.COLLECTIVE)
    return [name] if name.key and said is not Said.OTHER else names


def undated(text: str) -> list[str]:
    """What dates and clock times divide; of each the day of the week before its date taken off."""
    parts = TIMES.split(text)
    for number, part in enumerate(parts[:-1]):
        tokens = part.rstrip(" ,،").rsplit(None, 1)
        if len(tokens) < 2 or tokens[1].casefold() not in WEEKDAYS:
            continue
        before = tokens[0].rstrip(" |·•")
        # A day's name may be a family's, too.
        marked = before != tokens[0] or before[-1] in ",:،"
        if marked or not tokens[1][0].isupper() or before.count(" ") > 1:
            parts[number] = before
    return parts
