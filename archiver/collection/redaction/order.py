"""What is to be taken down, and what it takes to write a file without it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archiver.collection.crawling import barred
from archiver.collection.redaction import reports
from archiver.collection.redaction.patterns import Patterns
from archiver.collection.redaction.plan import Plan
from archiver.collection.redaction.search import Search
from archiver.errors import CollectionError
from warcs.files import OPEN
from warcs.records import one_line
from warcs.redacting import tombstones
from warcs.redacting.redaction import Redactor, record_in
from warcs.redacting.tombstones import Gone, Notice

Step = Callable[[str], None]


def nothing(text: str) -> None:
    """A step or a line of progress that nobody waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be taken down, and how."""

    wanted: Sequence[str]  #: URLs, and patterns with ``*``
    reason: str
    also: Sequence[str] = ()  #: URLs and patterns of copies that go too
    forget_url: bool = False  #: leave no URL in tombstones, catalogue and log


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Clock and identifiers, and who wants to hear how it goes on."""

    now: Callable[[], datetime]
    new_id: Callable[[], str]
    progress: Callable[[str], None] = field(default=nothing)
    step: Step = field(default=nothing)  #: called with the name of each step before it is taken


def notice_of(redaction: str, plan: Plan, order: Order, moment: datetime) -> Notice:
    """What the tombstones say. Raises CollectionError for an order without a reason."""
    reason = one_line(order.reason)
    if not reason:
        raise CollectionError("a redaction needs a reason: --reason TEXT")

    def aliases(gone: Gone) -> tuple[str, ...]:
        return tuple(sorted(plan.aliases.get(gone.url, ()))) if gone.wanted else ()

    return Notice(
        redaction=redaction,
        moment=moment,
        reason=reason,
        forget_url=order.forget_url,
        digest_of=barred.digest_of,
        barred=_is_wanted,
        aliases=aliases,
    )


def _is_wanted(gone: Gone) -> bool:
    return gone.wanted


def redactor_of(folder: Path, plan: Plan, notice: Notice, new_id: Callable[[], str]) -> Redactor:
    """What writes the files in ``folder`` without what goes."""
    replaced = {}
    for place, text in plan.reports.items():
        found = record_in(folder, place)
        block = reports.without(text, plan.hidden).encode()
        replaced[place] = tombstones.with_block(found, block, notice.redaction)
    return Redactor(
        folder=folder,
        removal=plan.removal,
        consequences=plan.consequences,
        notice=notice,
        new_id=new_id,
        replaced=replaced,
    )


def plan_file(source: Path, order: Order, progress: Callable[[str], None] = nothing) -> Plan:
    """What :func:`redact_file` would do. Raises OSError."""
    wanted, also = Patterns(order.wanted), Patterns(order.also)
    search = Search([source], wanted, also, forget_url=order.forget_url, progress=progress)
    plan = search.run()
    if not plan.removal.gone:
        raise CollectionError(f"{source}: nothing here fits {', '.join(order.wanted)}")
    return plan


def redact_file(source: Path, target: Path, order: Order, around: Surroundings) -> Plan:
    """Write a WARC file that belongs to no collection without what ``order`` names.

    ``source`` stays as it is. Raises CollectionError, CorruptRecord, WriteFailed, OSError.
    """
    if source.name.endswith(OPEN):
        raise CollectionError(f"{source}: is still open; `archiver repair` writes a sound copy")
    plan = plan_file(source, order, around.progress)
    notice = notice_of(around.new_id(), plan, order, around.now())
    redactor = redactor_of(source.parent, plan, notice, around.new_id)
    plan.move(source.name, redactor.write(source.name, target))
    return plan
