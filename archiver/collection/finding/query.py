"""What somebody types, taken apart. Whatever it is: nothing here raises.

A query is parts that are all required; a part is terms of which one is enough (``OR``); a term is
words, or an operator with its value, and may be unwanted (``-``).
"""

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from archiver.collection.database.text_index import UNSPACED, unspaced

Field = Literal[
    "text", "title", "author", "channel", "publication", "lang", "after", "before", "on", "url",
    "site", "kind", "without",
]  # fmt: skip

OPERATORS: dict[str, Field] = {
    "title": "title",
    "author": "author",
    "channel": "channel",
    "publication": "publication",
    "lang": "lang",
    "language": "lang",
    "after": "after",
    "since": "after",
    "before": "before",
    "on": "on",
    "url": "url",
    "site": "site",
    "kind": "kind",
    "without": "without",
}
TEXTUAL = ("text", "title")  #: fields that the full-text index answers

MOST_CHARACTERS = 4000  # of a query: a page of text
MOST_TERMS = 32
MOST_WORDS = 64  # of all terms; FTS5 looks each of them up

SHORTEST_BEGINNING = 3  # letters: as the index has them; less would be much of all words

TOO_MUCH = f"only the first {MOST_TERMS} terms and {MOST_WORDS} words count"

_TERM = re.compile(
    r"""(?P<minus>-?)
    (?: (?P<operator> [^\W\d_]+ ) : (?=\S) )?
    (?: "(?P<phrase>[^"]*)"? | (?P<word>[^\s"]+) )""",
    re.VERBOSE,
)
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_SYLLABLES = re.compile("[\uac00-\ud7a3]")  # Hangul: particles are written behind a word
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words, or an operator with its value."""

    text: str
    field: Field = "text"
    prefix: bool = False  #: ``pre*``: beginnings of words
    without: bool = False  #: ``-``: articles that have it are left out

    @property
    def is_words(self) -> bool:
        """True for what the full-text index finds and can mark."""
        return self.field in TEXTUAL and not self.without


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All parts are required, of each part one term."""

    parts: tuple[tuple[Term, ...], ...] = ()
    notes: tuple[str, ...] = ()  #: what was not understood, a line each
    is_blank: bool = True  #: nothing was typed

    def has(self, field: Field) -> bool:
        """True if an operator is used."""
        return any(term.field == field for part in self.parts for term in part)


def parse(text: str) -> Query:
    """Take a query apart."""
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates match nothing
    return _Parser(text[:MOST_CHARACTERS].translate(_QUOTES), cut=len(text) > MOST_CHARACTERS).query


class _Parser:
    def __init__(self, text: str, *, cut: bool) -> None:
        self._parts: list[list[Term]] = []
        self._notes: list[str] = ["the query is too long: its beginning was searched for"] * cut
        self._is_joined = False  # an OR stands before what comes next
        tokens = list(_TERM.finditer(text))
        for place, token in enumerate(tokens):
            if not self._is_between(token, place, len(tokens)):
                self._take(token)
        self._bound()
        parts = dict.fromkeys(tuple(dict.fromkeys(part)) for part in self._parts)
        self.query = Query(
            parts=tuple(parts),
            notes=tuple(dict.fromkeys(self._notes)),
            is_blank=not text.strip(),
        )

    def _is_between(self, token: re.Match[str], place: int, count: int) -> bool:
        """OR and AND, in capitals and between two terms, join them."""
        word = token.group()
        if word not in ("OR", "AND") or not self._parts or place == count - 1:
            return False
        self._is_joined = word == "OR"
        return True

    def _take(self, token: re.Match[str]) -> None:
        term = self._term(token)
        if term is None:
            return
        if self._is_joined:
            self._parts[-1].append(term)
        else:
            self._parts.append([term])
        self._is_joined = False

    def _term(self, token: re.Match[str]) -> Term | None:
        phrase, word = token["phrase"], token["word"]
        text = (phrase if word is None else word).strip()
        field = self._field(token)
        if field is None:  # no operator: what looks like one is a word of the text
            text, field = f"{token['operator']}:{text}", "text"
        if field == "text" and text.startswith(("http://", "https://")):
            field = "url"
        prefix = word is not None and text.endswith("*") and field != "url"
        if prefix:
            text = text.rstrip("*")
            prefix = field not in TEXTUAL or self._is_beginning(text)
        self._explain(token.group(), text, word)
        if weight(text) > MOST_WORDS:
            text = text[:MOST_WORDS]  # characters: of no more words than that
            self._notes.append(TOO_MUCH)
        if not any(char.isalnum() for char in text):
            return None
        return Term(text=text, field=field, prefix=prefix, without=bool(token["minus"]))

    def _is_beginning(self, text: str) -> bool:
        """True if words are to be found that begin so; without it, any word of an unspaced script
        is."""
        last = _WORD.findall(text)[-1:]
        if not last or unspaced(last[0]):
            return False
        if _SYLLABLES.match(last[0]):
            return True
        if len(last[0]) < SHORTEST_BEGINNING:
            self._notes.append(
                f"{shown(text)}*: is taken for a word; a beginning has {SHORTEST_BEGINNING} letters"
                " or more"
            )
        return len(last[0]) >= SHORTEST_BEGINNING

    def _field(self, token: re.Match[str]) -> Field | None:
        operator = token["operator"]
        if operator is None:
            return "text"
        known = OPERATORS.get(operator.lower())
        if known is None and not (token["word"] or "").startswith("//"):
            near = difflib.get_close_matches(operator.lower()[:20], OPERATORS, n=1, cutoff=0.7)
            hint = f"did you mean {near[0]}:?" if near else f"there are {_listed()}"
            self._notes.append(
                f"{shown(operator)}: is no operator, so these are words like others; {hint}"
            )
        return known

    def _explain(self, token: str, text: str, word: str | None) -> None:
        """What is taken for words, or for nothing, and may have been meant otherwise."""
        if word is not None and word.endswith(":") and word[:-1].lower() in OPERATORS:
            self._notes.append(f"{word} what it asks for must follow without a space")
        elif not any(char.isalnum() for char in text):
            self._notes.append(f"{shown(token)}: has no letter or digit to be found")
        elif word is not None and (word.startswith("(") or word.endswith(")")):
            self._notes.append("brackets do not group; OR joins the two terms beside it")

    def _bound(self) -> None:
        """Leave out what is over the bounds."""
        kept: list[list[Term]] = []
        terms = words = 0
        for part in self._parts:
            terms += len(part)
            words += sum(weight(term.text) for term in part)
            if terms > MOST_TERMS or words > MOST_WORDS:
                self._notes.append(TOO_MUCH)
                break
            kept.append(part)
        self._parts = kept


def is_words(part: tuple[Term, ...]) -> bool:
    """True for terms that the full-text index answers together, as one expression."""
    return all(term.is_words for term in part)


def weight(text: str) -> int:
    """Words, and characters of unspaced scripts: what the index must look up."""
    return len(_WORD.findall(text)) + len(UNSPACED.findall(text))


def shown(text: str) -> str:
    """``text`` in a line: not too long."""
    return text if len(text) <= 40 else f"{text[:40]}…"


def _listed() -> str:
    return ", ".join(f"{name}:" for name in dict.fromkeys(OPERATORS.values()))
