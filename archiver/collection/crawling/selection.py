"""Which articles a run is for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from archiver.article import Entry
from archiver.collection.crawling.found import Candidate, date_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a run asks for; by default everything."""

    since: date | None = None  #: not what a source dates before this day, UTC
    channel: str | None = None  #: only this channel, by its printed name, in any case

    @property
    def is_everything(self) -> bool:
        """True if nothing is left out."""
        return self.since is None and self.channel is None

    def wants(self, entry: Entry) -> bool:
        """True if what a source says of an article does not keep it out."""
        return self._in_channel(entry) and not self._is_before(entry)

    def wants_candidate(self, candidate: Candidate) -> bool:
        """True if one of its sources puts it into the channel, and none dates it before."""
        entries = candidate.entries
        return (self.channel is None or any(map(self._in_channel, entries))) and not any(
            map(self._is_before, entries)
        )

    def is_over(self, until: float) -> bool:
        """True if nothing is wanted that is dated before ``until`` (seconds since 1970)."""
        if self.since is None:
            return False
        return until <= datetime.combine(self.since, time(), UTC).timestamp()

    def _in_channel(self, entry: Entry) -> bool:
        if self.channel is None:
            return True
        return (entry.channel or "").casefold() == self.channel.casefold()

    def _is_before(self, entry: Entry) -> bool:
        moment = date_of(entry)
        if self.since is None or moment is None:
            return False
        return datetime.fromtimestamp(moment, UTC).date() < self.since
