"""Publications that have moved to another domain, as their sources say: told at once, for nothing
is fetched of them until somebody says that the domain is theirs."""

from collections.abc import Iterator, Sequence

from archiver.alarms.model import Alarm, Kept
from archiver.publications import Publication
from archiver.publications.moving import todo
from archiver.report import Report
from archiver.yields import WHOLE


def has_moved(publication: Publication, report: Report) -> Iterator[Alarm]:
    """The alarm, if a run found that a publication has moved."""
    slug = publication.slug
    host = report.moved.get(slug)
    if not host:
        return
    rows = [x for x in report.yields if x.publication == slug and x.source != WHOLE and x.problem]
    yield Alarm(
        publication=slug,
        kind="moved",
        subject=host,
        began=report.started,
        what=f"the publication has moved to {host}",
        cause="its sources lead there, and URLs of other domains are not fetched: "
        f"{todo(slug, host)} (archiver check {slug})",
        evidence=tuple(f"{row.source}: {row.problem}" for row in rows),
    )


def is_back(kept: Sequence[Kept], slug: str, report: Report) -> tuple[int, ...]:
    """Ids of open alarms of a publication that is where its file says, or has moved elsewhere."""
    return tuple(
        each.id
        for each in kept
        if each.state == "open" and each.alarm.kind == "moved"
        if report.moved.get(slug, each.alarm.subject) != each.alarm.subject
    )
