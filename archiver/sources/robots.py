"""robots.txt by RFC 9309: what it says, and what to do when it cannot be had.

Bytes in, verdicts out; who fetches is elsewhere. ``Crawl-delay``, ``Sitemap``, ``License`` and
what content may be used for (``Content-Signal``, ``Content-Usage``) are no part of the RFC (§2.2.4,
other records); they are read, and never change how the rules are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from archiver.rights.usage import dictionary
from archiver.url_patterns import comparable, matches, path_of
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
_LICENSE = ("license",)
_PREFERENCES = ("content-signal", "content-usage")


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
    pattern: bytes  #: comparable, see :func:`archiver.url_patterns.comparable`

    @property
    def verdict(self) -> Verdict:
        """What it says where it is the most specific."""
        word = "Allow" if self.allow else "Disallow"
        return Verdict(allowed=self.allow, rule=f"{word}: {self.text}", line=self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A line that says what content may be used for: ``Content-Signal`` (contentsignals.org) or
    ``Content-Usage`` (draft-ietf-aipref-attach, § "Content-Usage Rule")."""

    kind: str  #: ``content-signal`` or ``content-usage``
    said: tuple[tuple[str, str], ...]  #: as ``(("train-ai", "n"),)``: purposes, lower-case
    line: int
    pattern: bytes = b""  #: comparable; empty: for all paths


@dataclass(frozen=True, slots=True)
class _Group:
    """All that holds for one product token, of each of its groups (§2.2.1).

    The inner lists are shared by the tokens of a group, so that many tokens with many rules cost
    no more than their lines.
    """

    rules: list[list[Rule]] = field(default_factory=list)
    delays: list[list[float]] = field(default_factory=list)
    preferences: list[list[Preference]] = field(default_factory=list)

    def share(self, run: "_Run") -> None:
        """Take part in a run of user-agent lines."""
        _share(self.rules, run.rules)
        _share(self.delays, run.delays)
        _share(self.preferences, run.preferences)


class _Run:
    """What follows user-agent lines that stand in a row."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.delays: list[float] = []
        self.preferences: list[Preference] = []
        self.ruled = self.told = False  # since the last user-agent line

    def next(self) -> "_Run":
        """The run that a further user-agent line belongs to: the same, until anything was said.

        Only a rule ends the run of user-agent lines; but what is no record to the RFC is better
        read as its author meant it: a delay is for the agents above it.
        """
        run = _Run()
        if not self.ruled:
            run.rules = self.rules
        if not (self.ruled or self.told):
            run.delays, run.preferences = self.delays, self.preferences
        return run

    def add(self, number: int, key: str, value: bytes) -> None:
        """A line that is for the agents above it."""
        if key in _ALLOW or key in _DISALLOW:
            self.ruled = True
            self.rules.extend(_rules(key in _ALLOW, value, number))
        elif key in _DELAY:
            self.told = True
            self.delays.extend(_seconds(value))
        elif key in _PREFERENCES:
            self.told = True
            self.preferences.extend(_preferences(key, value, number))


@dataclass(frozen=True, slots=True)
class Robots:
    """A robots.txt that was read."""

    _groups: dict[str, _Group] = field(default_factory=dict)  # by product token, lower-case
    sitemaps: tuple[str, ...] = ()  #: as written, each once
    licenses: tuple[str, ...] = ()  #: ``License`` lines (RSL 1.0): as written, each once

    @classmethod
    def parse(cls, body: bytes) -> "Robots":
        """Reads any bytes; lines that are no records are passed over (§2.2).

        Of more than ``MOST_BYTES`` the whole lines among the first are read.
        """
        groups: dict[str, _Group] = {}
        named: dict[str, dict[str, None]] = {key: {} for key in (*_SITEMAP, *_LICENSE)}
        run = _Run()
        for number, key, value in _records(body):
            if key in _AGENT:
                run = run.next()
                groups.setdefault(_token(_text(value)), _Group()).share(run)
            elif key in named and value:
                named[key][_text(value)] = None
            else:
                run.add(number, key, value)
        sitemaps = dict.fromkeys(chain.from_iterable(named[key] for key in _SITEMAP))
        return cls(groups, tuple(sitemaps), tuple(named[_LICENSE[0]]))

    def check(self, url: str, agent: str) -> Verdict:
        """May ``agent`` fetch ``url``?

        ``agent`` is the crawler's product token, or a User-Agent that begins with it. Only path
        and query of ``url`` matter. The most specific (longest) rule wins, Allow where two are
        equally long; robots.txt itself is always allowed (§2.2.2).
        """
        path = path_of(url)
        if path == b"/robots.txt":
            return Verdict(allowed=True)
        best: Rule | None = None
        for rule in chain.from_iterable(self._group(agent).rules):
            if best and (len(rule.pattern), rule.allow) <= (len(best.pattern), best.allow):
                continue
            if matches(rule.pattern, path):
                best = rule
        return best.verdict if best else Verdict(allowed=True)

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds between two requests that the file asks of ``agent``; the longest if several."""
        return max(chain.from_iterable(self._group(agent).delays), default=None)

    def preferences(self, url: str, agent: str) -> tuple[Preference, ...]:
        """What ``agent`` is told that the content of ``url`` may be used for.

        Of each kind the rules with the longest path that fits; several if they are equally long,
        which then hold beside each other (draft-ietf-aipref-attach).
        """
        path = path_of(url)
        found = list(chain.from_iterable(self._group(agent).preferences))
        fits = [one for one in found if matches(one.pattern, path)]
        longest = {one.kind: 0 for one in fits}
        for one in fits:
            longest[one.kind] = max(longest[one.kind], len(one.pattern))
        return tuple(one for one in fits if len(one.pattern) == longest[one.kind])

    def names(self, agent: str) -> bool:
        """True if a group is for ``agent`` by its name."""
        return _token(agent) in self._groups

    def rules_for(self, agent: str) -> tuple[str, ...]:
        """The lines that hold for ``agent``, as written, in their order."""
        rules = chain.from_iterable(self._group(agent).rules)
        return tuple(rule.verdict.rule or "" for rule in rules)

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
    return (Rule(allow=allow, text=_text(value), line=line, pattern=comparable(value)),)


def _preferences(key: str, value: bytes, line: int) -> tuple[Preference, ...]:
    """One preference: a path, if the value begins with one, and ``purpose=answer, …``."""
    path = b""
    if value.startswith(b"/"):
        path, _, value = value.replace(b"\t", b" ").partition(b" ")
    said = tuple(dictionary(_text(value)))
    if not said:
        return ()
    return (Preference(kind=key, said=said, line=line, pattern=comparable(path)),)


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
