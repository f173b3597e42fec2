"""The values: an alarm, and what it shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

Kind = Literal[
    "certificate", "unreachable", "moved", "robots", "refused", "wall", "field", "source", "yield"
]
"""The nearer to a cause, the earlier: an alarm explains those of later kinds of its publication.

``certificate``: it failed, or ends soon. ``unreachable``: its hosts are down: nothing answers, or
with errors of the server only. ``moved``: its sources lead to another domain, or name articles of
one only. ``robots``: the rules of robots.txt for us changed. ``refused``: articles cannot be
fetched: they are answered with 403, 429 or the like, or fail otherwise though their host is up.
``wall``: pages ask for money, a login or consent in the place of the article. ``field``: what
articles had is gone, as after a redesign. ``source``: a feed, sitemap or channel failed, or names
nothing new any more. ``yield``: fewer articles than there should be.
"""

KINDS: tuple[Kind, ...] = (
    "certificate", "unreachable", "moved", "robots", "refused", "wall", "field", "source", "yield",
)  # fmt: skip

State = Literal["open", "recovered", "acknowledged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page to look at: a capture."""

    url: str
    date: str  #: of the capture; ISO 8601, UTC
    record_id: str  #: of the capture
    status: int | None = None  #: of HTTP
    failure: str | None = None  #: why there is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What is wrong with a publication, since when, and why, as far as can be told."""

    publication: str  #: slug
    kind: Kind
    subject: str = ""  #: URL of the source, host; empty: the publication
    began: datetime  #: of the first run that showed it
    what: str  #: one line: what is seen
    cause: str  #: one line: what it is likely to come from
    evidence: tuple[str, ...] = ()  #: a line each: what speaks for the cause
    fields: tuple[str, ...] = ()  #: of ``field``: which
    expected: float | None = None  #: articles, or articles with the field, since it began
    observed: float | None = None
    last_good: Shown | None = None
    first_bad: Shown | None = None
    diff: tuple[str, ...] = ()  #: of ``robots``: lines of a unified diff

    def to_json(self) -> str:
        """One line of JSON."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Alarm":
        """What :meth:`to_json` wrote. Raises msgspec.ValidationError."""
        return msgspec.json.decode(text, type=cls)

    @property
    def key(self) -> tuple[str, Kind, str]:
        """Two alarms of one key are not open at a time."""
        return self.publication, self.kind, self.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An alarm as the catalogue has it."""

    id: int
    state: State
    opened: datetime  #: when it was told
    closed: datetime | None
    alarm: Alarm
