"""Lists that never end: calendars, parameters without number, paths that go round.

A trap names new URLs for ever, and each looks like any other. What gives it away is told by the URL
(a path that goes round, a day in the far future, one page under ever new parameters) or by what
came of it: when nearly all of many pages of one form are no articles, the rest is left. Sitemaps
are believed: somebody's programme wrote down what there is, and half a million real articles are
no trap; what they name is bounded by the protocol, and weighed by what came of it like the rest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl

from archiver.article import Entry
from archiver.urls import split, words

MOST_SEGMENTS = 20  # of a path
MOST_ROUNDS = 3  # times that a segment with letters stands in a path
MOST_VARIANTS = 20  # of the parameters of one page
MOST_AHEAD = 2  # years, from which on a date in a URL is a calendar's
LEAST_TRIED = 50  # pages of a form, before what came of them counts
BARREN = 0.95  # share of these that are no articles, from which on the rest is left
MOST_FORMS = 10_000  # forms of one publication that are counted; a site can make any number

DEEP, CALENDAR, PARAMETERS = "trap: a path that goes round", "trap: a calendar", "trap: parameters"
MANY, NOTHING = "trap: too many URLs of one form", "trap: a form that brings no articles"

_SESSION = words(
    "sid sessid sessionid session phpsessid jsessionid aspsessionid cfid cftoken s token"
)
_DATE = re.compile(r"/((?:1|2)\d{3})[/-](0?[1-9]|1[0-2])(?=[/-]|$)")
_IN_QUERY = re.compile(
    r"(?:^|&)(?:year|jahr|annee|ano|anno|y)=((?:1|2)\d{3})(?:&|$)", re.IGNORECASE
)
_DAY_IN_QUERY = re.compile(r"=((?:1|2)\d{3})-(?:0[1-9]|1[0-2])")
_EARLIEST = 1600  # the first newspapers; a calendar goes back for ever as well


@dataclass(slots=True)
class _Form:
    """The URLs of one publication that differ in words and numbers only."""

    named: int = 0  # new ones that lists have named in this run
    tried: int = 0
    barren: int = 0


@dataclass(slots=True)
class _Seen:
    """What is known of a publication in this run."""

    variants: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, _Form] = field(default_factory=dict)


class Traps:
    """What lists have named in this run, and what came of it, by publication."""

    def __init__(self, today: date, most_of_form: int) -> None:
        """``most_of_form``: new URLs of one form that lists may name in a run."""
        self._today = today
        self._most = most_of_form
        self._seen: defaultdict[str, _Seen] = defaultdict(_Seen)

    def refuse(self, publication: str, entry: Entry, *, new: bool) -> str | None:
        """Why what a list or feed names is not wanted; None if it is. ``new``: it has no row."""
        if entry.kind == "sitemap":  # names what there is, and has an end
            return None
        parts = split(entry.url)
        if parts is None:
            return None
        seen = self._seen[publication]
        if _goes_round(parts.path):
            return DEEP
        if _is_calendar(parts.path, parts.query, self._today):
            return CALENDAR
        if parts.query and _varies(seen, f"{parts.netloc}{parts.path}", parts.query):
            return PARAMETERS
        if new and entry.kind != "feed":
            one = self._form(seen, entry.url)
            if one.named >= self._most:
                return MANY
            one.named += 1
        return None

    def came(self, publication: str, url: str, *, article: bool) -> None:
        """A page of a form came, and was an article or none."""
        one = self._form(self._seen[publication], url)
        one.tried += 1
        one.barren += not article

    def is_barren(self, publication: str, url: str, entries: Iterable[Entry]) -> bool:
        """True if hardly any of many pages of this form were articles, and only lists name it.

        A feed or a sitemap with its title vouches for it.
        """
        one = self._seen[publication].forms.get(form(url))
        if one is None or one.tried < LEAST_TRIED or one.barren < BARREN * one.tried:
            return False
        return not any(x.kind == "feed" or (x.kind == "sitemap" and x.title) for x in entries)

    def _form(self, seen: _Seen, url: str) -> _Form:
        name = form(url)
        if name not in seen.forms and len(seen.forms) >= MOST_FORMS:
            name = ""  # those behind the bound are counted together
        return seen.forms.setdefault(name, _Form())


def form(url: str) -> str:
    """The form of a URL: its host, and what kind of thing each segment and parameter is."""
    parts = split(url)
    if parts is None:
        return ""
    segments = [_kind(x) for x in parts.path.split("/")[: MOST_SEGMENTS + 1]]
    names = sorted({name for name, _ in parse_qsl(parts.query[:2000])})[:MOST_SEGMENTS]
    return f"{parts.netloc.lower()}{'/'.join(segments)}?{'&'.join(names)}"


def _kind(segment: str) -> str:
    if segment.isdigit():
        return "9"
    name, dot, extension = segment.rpartition(".")
    name = name if dot and len(extension) <= 5 else segment
    end = f".{extension}" if dot and name != segment else ""
    if name.count("-") + name.count("_") >= 2 or (len(name) > 24):
        return f"w{end}"
    return f"x{end}" if any(map(str.isdigit, name)) else segment.lower()


def _goes_round(path: str) -> bool:
    segments = [x for x in path.split("/") if x]
    if len(segments) > MOST_SEGMENTS:
        return True
    counts = Counter(x for x in segments if not x.isdigit())
    return max(counts.values(), default=0) >= MOST_ROUNDS


def _is_calendar(path: str, query: str, today: date) -> bool:
    found = [*_DATE.findall(f"{path}")]
    years = [int(year) for year, _ in found]
    years += map(int, (*_IN_QUERY.findall(query[:500]), *_DAY_IN_QUERY.findall(query[:500])))
    return any(year >= today.year + MOST_AHEAD or year < _EARLIEST for year in years)


def _varies(seen: _Seen, page: str, query: str) -> bool:
    """True if one page has been named with too many different parameters.

    A number may be the article's own (``?id=4711``): it says which page it is.
    """
    told = parse_qsl(query[:2000], keep_blank_values=True)
    own = [x for x in told if x[1].isdigit() and x[0].lower() not in _SESSION]
    rest = [x for x in told if x not in own]
    if not rest:
        return False
    variants = (
        seen.variants[f"{page}?{sorted(own)[:1]}"] if len(seen.variants) < MOST_FORMS else set()
    )
    if len(variants) <= MOST_VARIANTS:
        variants.add(hash(query))
    return len(variants) > MOST_VARIANTS
