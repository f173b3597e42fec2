"""Which articles a query and its filters choose, as a set, and what of them nobody could mean."""

import difflib
import sqlite3
from collections.abc import Callable, Mapping

import msgspec

from archiver.collection.finding import bits, dates
from archiver.collection.finding.bound import Bound
from archiver.collection.finding.columns import Columns
from archiver.collection.finding.matching import Matches, expression
from archiver.collection.finding.model import Filters
from archiver.collection.finding.query import TEXTUAL, Query, Term, is_words, shown
from archiver.collection.finding.values import Values, fold
from archiver.rights.policy import SIGNS
from archiver.urls import normalise

Slug = Callable[[str], str | None]  #: the slug of a publication by its name or domain, if known

MOST_NAMED = 5  # values that a note lists

PARAMETERS: Mapping[str, str] = {
    "publication": "publication",
    "channel": "channel",
    "author": "whole author",
    "since": "after",
    "until": "until",
    "language": "lang",
}


class Chooser:
    """Answers terms with sets of articles."""

    def __init__(
        self, db: sqlite3.Connection, columns: Columns, matches: Matches, slug: Slug | None
    ) -> None:
        self._db = db
        self._columns = columns
        self._matches = matches
        self._slug = slug
        self._notes: list[str] = []
        self._bound = Bound(db)

    def articles(self, query: Query, filters: Filters) -> tuple[int, tuple[str, ...]]:
        """The set of the articles that match, and what was not understood, a line each.

        A query with nothing in it chooses all; one with nothing in it that could be found, none.
        """
        self._notes = []
        if not query.parts and not query.is_blank:
            return 0, ()
        found = self._filtered(filters, query)
        words = [part for part in query.parts if is_words(part)]
        unwanted = [part[0] for part in query.parts if _is_unwanted(part)]
        for part in query.parts:
            if not is_words(part) and not _is_unwanted(part):
                found &= self._part(part)
        if words and found:
            found &= self._matches.bits(expression(words), self._columns.size)
        if unwanted and found:
            found &= ~self._matches.bits(expression([unwanted]), self._columns.size)
        return found, tuple(dict.fromkeys(self._notes))

    def _filtered(self, filters: Filters, query: Query) -> int:
        """The articles that the filters let through; a place for each further filter."""
        found = self._columns.all
        if filters.kinds and not query.has("kind"):
            found &= self._columns.kind.bits(filters.kinds)
        for name, field in PARAMETERS.items():
            value = getattr(filters, name)
            if value is not None:
                found &= self._chosen(field, value, name)
        return found

    def _part(self, part: tuple[Term, ...]) -> int:
        found = 0
        for term in part:
            if term.field in TEXTUAL:
                chosen = self._matches.bits(expression([[term]]), self._columns.size)
            else:
                chosen = self._chosen(term.field, term.text, term.field, prefix=term.prefix)
            found |= self._columns.all & ~chosen if term.without else chosen
        return found

    def _chosen(self, field: str, text: str, name: str, *, prefix: bool = False) -> int:
        """The articles for which an operator or filter holds; ``name``: as it was called."""
        if field in ("after", "before", "on", "until"):
            return self._days(field, text, name)
        if field == "url":
            return self._url(text)
        if field == "site":
            return self._site(text)
        if field == "without":
            return self._without(text, name)
        if field == "publication":
            return self._publication(text, name, prefix=prefix)
        values, names = self._named(field, text, prefix=prefix)
        if not names:
            self._note_unknown(values, text, name)
        return values.bits(names)

    def _named(self, field: str, text: str, *, prefix: bool) -> tuple[Values, list[str]]:
        columns = self._columns
        if field == "author":
            return columns.author, columns.author.holding(text, prefix=prefix)
        if field == "whole author":
            return columns.author, columns.author.named(text)
        if field == "channel":
            return columns.channel, columns.channel.named(text, prefix=prefix)
        if field == "kind":
            return columns.kind, columns.kind.holding(text, prefix=prefix)
        tag = text.casefold().replace("_", "-")
        languages = columns.language.names
        return columns.language, [x for x in languages if f"{x.casefold()}-".startswith(f"{tag}-")]

    def _publication(self, text: str, name: str, *, prefix: bool) -> int:
        values = self._columns.publication
        names = values.named(text, prefix=prefix)
        if not names and self._slug is not None:
            slug = self._slug(text)
            names = [slug] if slug in values.names else []
        if names:
            return values.bits(names)
        found = self._site(text) if "." in text else 0
        if not found:
            self._note_unknown(values, text, name)
        return found

    def _days(self, field: str, text: str, name: str) -> int:
        days = dates.period(text)
        if days is None:
            self._notes.append(
                f"{name}: {shown(text)!r} is no day, month or year, so it was left out; write one "
                "like 2024-05-01, 2024-05 or 2024"
            )
            return self._columns.all
        first, last = days
        return {
            "after": lambda: self._columns.between(first, dates.LAST),
            "before": lambda: self._columns.between(1, first - 1),
            "on": lambda: self._columns.between(first, last),
            "until": lambda: self._columns.between(1, last),
        }[field]()

    def _site(self, text: str) -> int:
        host = text.casefold().partition("://")[2] or text.casefold()
        host = host.partition("/")[0].removeprefix("*").strip(".")
        hosts = self._columns.host
        return hosts.bits(
            [x for x in hosts.names if f".{x.partition(':')[0]}".endswith(f".{host}")]
        )

    def _url(self, text: str) -> int:
        """Articles with an address, under which they are or were known, that holds ``text``."""
        return self._scan(normalise(text)) or self._scan(text)

    def _scan(self, text: str) -> int:
        (ids,) = self._db.execute(
            "SELECT json_group_array(article) FROM aliases WHERE instr(url, ?)", (text,)
        ).fetchone()
        return bits.of(msgspec.json.decode(ids, type=list[int]), self._columns.size)

    def _without(self, text: str, name: str) -> int:
        """Articles that the sign of this name does not bind."""
        sign = text.casefold().replace("_", "-")
        if sign not in SIGNS:
            near = difflib.get_close_matches(sign[:40], SIGNS, n=2, cutoff=0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(SIGNS)}"
            self._notes.append(f"{name}: {shown(text)!r} is no sign; {hint}")
            return 0
        return self._columns.all & ~self._bound.articles(sign, self._columns)

    def _note_unknown(self, values: Values, text: str, name: str) -> None:
        """Nobody is called so: say who is called nearly so."""
        known = {fold(value): value for value in values.names}
        near = difflib.get_close_matches(fold(text)[:100], known, n=MOST_NAMED, cutoff=0.6)
        names = [known[x] for x in near]
        if names:
            hint = f"; did you mean {' or '.join(names)}?"
        elif 0 < len(values.names) <= MOST_NAMED:
            hint = f"; there are {', '.join(sorted(values.names))}"
        else:
            hint = ""
        self._notes.append(f"{name}: no article here has {shown(text)!r}{hint}")


def _is_unwanted(part: tuple[Term, ...]) -> bool:
    """True for words that no article is to have: the full-text index finds them all at once."""
    return len(part) == 1 and part[0].without and part[0].field in TEXTUAL
