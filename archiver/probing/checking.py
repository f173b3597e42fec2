"""A publication looked at again: its finding beside that of the last time."""

import msgspec

from archiver.probing.changes import changes
from archiver.probing.outcome import Outcome
from archiver.probing.values import Finding
from archiver.publications import Publication


def compared(publication: Publication, now: Finding, before: str | None) -> Outcome:
    """What changed since the finding ``before`` (JSON), or against the file alone."""
    earlier = finding_of(before)
    return Outcome(
        target=publication.slug,
        slug=publication.slug,
        finding=now,
        changes=changes(now, publication, earlier),
        first=earlier is None,
    )


def finding_of(text: str | None) -> Finding | None:
    """A finding that was kept; None for one that an older or newer archiver wrote otherwise."""
    try:
        return msgspec.json.decode(text, type=Finding) if text else None
    except msgspec.DecodeError:
        return None


def kept(finding: Finding) -> str:
    """The finding as it is kept: JSON, without the pages, of which one may be taken down some
    day."""
    return msgspec.json.encode(msgspec.structs.replace(finding, pages=())).decode()
