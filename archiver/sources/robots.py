"""robots.txt by RFC 9309: what it says, and what to do when it cannot be had.

Bytes in, verdicts out; who fetches is elsewhere. ``Crawl-delay`` and ``Sitemap`` are no part of
the RFC (§2.2.4, other records); they are read, and never change how the rules are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar
from urllib.parse import urlsplit

from archiver.urls import origin_of

__all__ = ["Access", "Robots", "Verdict", "access_for", "origin_of"]

MOST_BYTES = 500 * 1024  #: what is read of a robots.txt; §2.5 asks for at least this much
MOST_REDIRECTS = 5  #: §2.3.1.2
MOST_AGE = 24 * 3600.0  #: seconds for which an answer may be kept, §2.4

_Item = TypeVar("_Item")
_BOM = b"\xef\xbb\xbf"
_LINES = re.compile(rb"\r\n|\r|\n")
_AGENT = ("user-agent", "useragent", "user agent")
_ALLOW = ("allow",)
_DISALLOW = ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")
_DELAY = ("crawl-delay", "crawldelay")
_SITEMAP = ("sitemap", "site-map")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NOT_ASCII = re.compile(rb"[^!-~]")
_ENCODED = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a URL may be fetched, and which rule says so."""

    allowed: bool
    rule: str | None = None  #: as ``Disallow: /private/``; None: no rule matched
    line: int | None = None  #: of the rule, counted from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An allow or disallow line."""

    allow: bool
    text: str  #: the path as written
    line: int
    pattern: bytes  #: comparable, see :func:`_comparable`

    @property
    def verdict(self) -> Verdict:
        """What it says where it is the most specific."""
        word = "Allow" if self.allow else "Disallow"
        return Verdict(allowed=self.allow, rule=f"{word}: {self.text}", line=self.line)


@dataclass(frozen=True, slots=True)
class _Group:
    """All that holds for one product token, of each of its groups (§2.2.1).

    The inner lists are shared by the tokens of a group, so that many tokens with many rules cost
    no more than their lines.
    """

    rules: list[list[Rule]] = field(default_factory=list)
    delays: list[list[float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt that was read."""

    _groups: dict[str, _Group] = field(default_factory=dict)  # by product token, lower-case
    sitemaps: tuple[str, ...] = ()  #: as written, each once

    @classmethod
    def parse(cls, body: bytes) -> "Robots":
        """Reads any bytes; lines that are no records are passed over (§2.2).

        Of more than ``MOST_BYTES`` the whole lines among the first are read.
        """
        groups: dict[str, _Group] = {}
        sitemaps: dict[str, None] = {}
        rules: list[Rule] = []
        delays: list[float] = []
        ruled = delayed = False  # since the last user-agent line
        for number, key, value in _records(body):
            if key in _AGENT:
                # Only a rule ends the run of user-agent lines; but what is no record to the RFC
                # is better read as its author meant it: a delay is for the agents above it.
                rules = [] if ruled else rules
                delays = [] if ruled or delayed else delays
                ruled = delayed = False
                group = groups.setdefault(_token(_text(value)), _Group())
                _share(group.rules, rules)
                _share(group.delays, delays)
            elif key in _ALLOW or key in _DISALLOW:
                ruled = True
                rules.extend(_rules(key in _ALLOW, value, number))
            elif key in _DELAY:
                delayed = True
                delays.extend(_seconds(value))
            elif key in _SITEMAP and value:
                sitemaps[_text(value)] = None
        return cls(groups, tuple(sitemaps))

    def check(self, url: str, agent: str) -> Verdict:
        """May ``agent`` fetch ``url``?

        ``agent`` is the crawler's product token, or a User-Agent that begins with it. Only path
        and query of ``url`` matter. The most specific (longest) rule wins, Allow where two are
        equally long; robots.txt itself is always allowed (§2.2.2).
        """
        path = _path(url)
        if path == b"/robots.txt":
            return Verdict(allowed=True)
        best: Rule | None = None
        for rule in chain.from_iterable(self._group(agent).rules):
            if best and (len(rule.pattern), rule.allow) <= (len(best.pattern), best.allow):
                continue
            if _matches(rule.pattern, path):
                best = rule
        return best.verdict if best else Verdict(allowed=True)

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds between two requests that the file asks of ``agent``; the longest if several."""
        return max(chain.from_iterable(self._group(agent).delays), default=None)

    def _group(self, agent: str) -> _Group:
        token = _token(agent)
        return self._groups.get(token) or self._groups.get("*") or _Group()


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the outcome of fetching robots.txt means for its scheme, host and port."""

    robots: Robots | None = None  #: None: there is none (all is allowed), or it is unreachable
    unreachable: str | None = None  #: why it could not be had: nothing may be fetched for now

    def check(self, url: str, agent: str) -> Verdict:
        """May ``agent`` fetch ``url``? See :meth:`Robots.check`."""
        if self.unreachable is not None:
            return Verdict(allowed=False)
        return self.robots.check(url, agent) if self.robots else Verdict(allowed=True)


def access_for(status: int | None, body: bytes, problem: str | None = None) -> Access:
    """What the answer to a request for robots.txt means (RFC 9309 §2.3.1).

    ``status`` is the HTTP status after at most five redirects, None where no answer came
    (``problem`` says why). 2xx: the rules of ``body`` hold. 3xx, that is more redirects than five
    or one to nowhere, and 4xx: "unavailable", all is allowed. Anything else: "unreachable",
    nothing is allowed until it is tried again.
    """
    if status is None:
        return Access(unreachable=problem or "no answer")
    if 200 <= status < 300:
        return Access(robots=Robots.parse(body))
    if 300 <= status < 500:
        return Access()
    return Access(unreachable=problem or f"HTTP status {status}")


def _share(lists: list[list[_Item]], shared: list[_Item]) -> None:
    if not lists or lists[-1] is not shared:
        lists.append(shared)


def _records(body: bytes) -> Iterator[tuple[int, str, bytes]]:
    """Line number, key in lower case, value: of each line that is a record."""
    lines = _LINES.split(body[: MOST_BYTES + 1].removeprefix(_BOM))
    if len(body) > MOST_BYTES:
        lines.pop()  # half a rule is another rule
    for number, line in enumerate(lines, 1):
        key, colon, value = line.partition(b"#")[0].partition(b":")
        if colon:
            yield number, key.strip().lower().decode("latin-1"), value.strip()


def _rules(allow: bool, value: bytes, line: int) -> tuple[Rule, ...]:
    """One rule; none for an empty path, which matches nothing."""
    if not value:
        return ()
    return (Rule(allow=allow, text=_text(value), line=line, pattern=_comparable(value)),)


def _seconds(value: bytes) -> Iterator[float]:
    try:
        seconds = float(value)
    except ValueError:
        return
    if 0 <= seconds < float("inf"):
        yield seconds


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _token(agent: str) -> str:
    """The product token that ``agent`` begins with, lower-case: of ``ExampleBot/1.0 (…)``,
    ``examplebot`` (§2.2.1)."""
    return re.split(r"[/\s;,(]", agent.strip(), maxsplit=1)[0].lower()


def _path(url: str) -> bytes:
    """Path and query of ``url``, comparable; what has a meaning in patterns is encoded."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return b"/"
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    octets = path.encode("utf-8", "surrogatepass")
    return _comparable(octets.replace(b"*", b"%2A").replace(b"$", b"%24"))


def _comparable(octets: bytes) -> bytes:
    """One spelling for all that §2.2.2 calls equal.

    Octets outside of visible US-ASCII are percent-encoded, encoded unreserved characters are
    decoded. Where the RFC's table encodes ``:`` and ``/`` in a query, both spellings become the
    decoded one, which is the same comparison.
    """
    octets = _NOT_ASCII.sub(lambda match: b"%%%02X" % match[0][0], octets)
    octets = _ENCODED.sub(_decoded, octets)
    path, mark, query = octets.partition(b"?")
    return path + mark + query.replace(b"%2F", b"/")


def _decoded(match: re.Match[bytes]) -> bytes:
    octet = int(match[1], 16)
    if octet in _UNRESERVED or octet == ord(":"):
        return bytes((octet,))
    return match[0].upper()


def _matches(pattern: bytes, path: bytes) -> bool:
    """``*`` is any run of octets, ``$`` at the end is the end, else a prefix matches (§2.2.3).

    Each piece is sought at its leftmost place, so the work is bounded by the path's length.
    """
    to_end = pattern.endswith(b"$")
    first, *rest = (pattern[:-1] if to_end else pattern).split(b"*")
    if not path.startswith(first):
        return False
    position = len(first)
    if not rest:
        return not to_end or position == len(path)
    last = rest.pop()
    for piece in rest:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if to_end:
        return len(path) - len(last) >= position and path.endswith(last)
    return path.find(last, position) >= 0
