"""What a text must begin with to fit one of some patterns: nearly all begin with something else.

A pattern of hundreds of alternatives takes a microsecond to see that a text fits none of them. The
first letters of all that do fit are a set, in which a text's own are looked up in a tenth of that.
"""

import re
from functools import cached_property
from string import ascii_lowercase

LETTERS = 4  # of a beginning that are looked up
#: A part of a pattern. What may stand in it is what our patterns use.
PART = re.compile(
    r"(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<group>\((?:\?(?::|P<\w+>|<?[=!]))?)|"
    r"(?P<close>\))|(?P<or>\|)|(?P<place>[$^]|\\[bB])|(?P<one>\\.|.)",
    re.DOTALL,
)
#: What says nothing more where all that fits has begun: most of a long pattern.
PASSED = re.compile(r"(?:[^\[()|\\]|\\.)*", re.DOTALL)
TIMES = re.compile(r"(?P<least>[?*+]|\{\d*,?\d*\})[?+]?")
NONE_AT_LEAST = ("?", "*", "{0", "{,")
FEW = re.compile(r"\[[^\^\\-][^\\-]*\]")  # characters that are all written down
SETS = {"[a-z]": ascii_lowercase, r"\s": "".join(filter(str.isspace, map(chr, range(0x3001))))}
ODD = (r"\W", r"\d")


class Beginnings:
    """The beginnings of all that fits one of the patterns, which are in lower case."""

    def __init__(self, *patterns: str) -> None:
        self.patterns = patterns

    @cached_property
    def found(self) -> tuple[frozenset[str], frozenset[str], bool]:
        """Four letters, fewer of a whole text; single ones after which any may follow.

        And whether the first may be no letter. Raises ValueError where it may be any at all.
        """
        known: set[str] = set()
        whole: set[str] = set()
        odd = False
        for pattern in self.patterns:
            reading = _Reading(pattern)
            known |= reading.begun({""}) | reading.known
            whole |= reading.whole
            odd = odd or reading.odd
            if "" in known:
                raise ValueError(f"any text may begin as what fits this pattern does: {pattern}")
        first = frozenset(x[:1] for x in known if len(x) < LETTERS)
        return frozenset(known | whole), first, odd

    def has(self, lower: str) -> bool:
        """False for a text in lower case that surely fits none."""
        known, first, odd = self.found
        return lower[:LETTERS] in known or lower[:1] in first or (odd and not lower[:1].isalpha())


class _Reading:
    """One pass over a pattern, up to where all that fits has begun."""

    def __init__(self, pattern: str) -> None:
        self.known: set[str] = set()  # what has its letters, or may go on with any
        self.whole: set[str] = set()  # what is shorter, and all of a text
        self.odd = False
        self._pattern = pattern
        self._place = 0

    def begun(self, before: set[str]) -> set[str]:
        """What stands after the alternatives that come next, if ``before`` stood before them."""
        found: set[str] = set()
        now = before
        while part := PART.match(self._pattern, self._place):
            if part.lastgroup == "close":
                break
            self._place = part.end()
            if part.lastgroup == "or":
                found |= now
                now = before
            else:
                now = self._repeated(now, self._after(part, now))
            if not now and (passed := PASSED.match(self._pattern, self._place)):
                self._place = passed.end()
        return found | now

    def _after(self, part: re.Match[str], before: set[str]) -> set[str]:
        if part.lastgroup == "place":
            if part[0] == "$":  # the text ends, with a line break or without
                self.whole |= before | {x + "\n" for x in before}
                return set()
            return before
        if part.lastgroup == "group":
            looks = part[0].endswith(("=", "!"))
            inside = self.begun(set() if looks else before)
            self._place += 1
            return before if looks else inside
        if part[0] in ODD and "" in before:
            self.odd = True
            before = before - {""}
        characters = _characters(part[0])
        if not characters:
            self.known |= before
        longer = {x + character for x in before for character in characters}
        self.known |= {x for x in longer if len(x) == LETTERS}
        return {x for x in longer if len(x) < LETTERS}

    def _repeated(self, before: set[str], once: set[str]) -> set[str]:
        times = TIMES.match(self._pattern, self._place)
        if times is None:
            return once
        self._place = times.end()
        if times["least"] == "?":
            return before | once
        self.known |= once
        return before if times["least"].startswith(NONE_AT_LEAST) else set()


def _characters(part: str) -> str:
    """The characters that a part of a pattern fits; none if they are many."""
    if part in SETS:
        return SETS[part]
    if part.startswith("["):
        return part[1:-1] if FEW.fullmatch(part) else ""
    if part.startswith("\\"):
        return "" if part[1].isalnum() else part[1]
    return "" if part == "." else part
