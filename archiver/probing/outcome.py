"""What came of adding a site, or of looking at a publication again."""

import msgspec

from archiver.probing.changes import Change
from archiver.probing.values import Finding


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the table at the end. Either ``failure`` or ``finding`` is told."""

    target: str  #: what was asked for
    slug: str | None = None
    file: str | None = None  #: that was written
    toml: str | None = None  #: its content
    failure: str | None = None  #: one line: why nothing came of it, and what to do
    finding: Finding | None = None
    changes: tuple[Change, ...] = ()  #: of a check
    first: bool = False  #: of a check: there was no earlier finding to compare with

    @property
    def needs_attention(self) -> bool:
        """True if a person should look."""
        return self.failure is not None or any(change.attention for change in self.changes)
