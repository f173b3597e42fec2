"""What `archiver redact` prints: what goes, what stays, and where the text is quoted."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from archiver.collection.redaction import Copy, Plan
from archiver.collection.redaction.journal import Journal

MOST = 20  # lines of one kind; --json has all


def as_json(plan: Plan, journal: Journal | None) -> str:
    """Everything, as one JSON object; ``redaction`` is null in a dry run."""
    gone = plan.removal.gone.values()
    return json.dumps(
        {
            "redaction": journal and journal.log,
            "urls": plan.urls,
            "records": [
                {"file": x.place[0], "offset": x.place[1], "type": x.type, "id": x.id, "url": x.url}
                for x in sorted(gone, key=lambda one: one.place)
            ],
            "promoted": [
                {"file": x.revisit.place[0], "id": x.revisit.id, "url": x.revisit.url}
                for x in plan.consequences.promoted
            ],
            "renewed": [list(place) for place in plan.consequences.renewed],
            "unresolved": [
                {"file": x.place[0], "id": x.id, "url": x.url, "reason": why}
                for x, why in plan.consequences.unresolved
            ],
            "copies": [_copy(x) for x in plan.quoting],
            "sharing": [_copy(x) for x in plan.sharing],
            "reports": len(plan.reports),
            "hints": sorted(plan.hints - set(plan.urls)),
            "requisites": plan.requisites,
            "packages": plan.packages,
            "problems": plan.problems,
        },
        ensure_ascii=False,
    )


def _copy(copy: Copy) -> dict[str, Any]:
    return {
        "file": copy.file,
        "offset": copy.offset,
        "url": copy.url,
        "type": copy.type,
        "sentences": copy.trace.sentences,
        "letters": copy.trace.letters,
        "shared_bytes": copy.trace.shared,
        "same_payload": copy.same_payload,
    }


def plan(found: Plan, folder: Path, *, dry_run: bool) -> None:
    """For a person."""
    kinds = Counter(one.type for one in found.removal.gone.values())
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "no records"
    verb = "would be taken out" if dry_run else "taken out"
    files = len({file for file, _ in found.removal.gone})
    click.echo(f"{verb}: {told}, of {len(found.urls)} URLs, in {files} WARC files of {folder}")
    _lines("", [f"  {url}" for url in found.urls])
    _consequences(found, dry_run=dry_run)
    _copies(found)
    _lines(
        "The address led to these, or they are its later pages; name them too if they are meant:",
        sorted(found.hints),
    )
    _lines("Pictures and styles that only these pages ask for, which stay:", found.requisites)
    _lines("Packages made earlier, which are not changed:", found.packages)
    _lines("Not looked into:", found.problems)
    if dry_run:
        click.echo("Nothing was changed.")


def _consequences(found: Plan, *, dry_run: bool) -> None:
    promoted, unresolved = found.consequences.promoted, found.consequences.unresolved
    verb = "would get" if dry_run else "got"
    lines = [f"  {one.revisit.url}" for one in promoted]
    _lines(f"Revisits of other URLs that {verb} the payload:", lines)
    lines = [f"  {one.url}: {why}" for one, why in unresolved]
    _lines("Revisits that cannot be resolved any more:", lines)


def _copies(found: Plan) -> None:
    lines = []
    for copy in found.quoting:
        place = copy.file if copy.offset is None else f"{copy.file} at {copy.offset}"
        much = "the same payload" if copy.same_payload else _much(copy)
        lines.append(f"  {copy.url} ({copy.type}): {much}; {place}")
    count = found.traces.count
    title = f"Quoted by records of other URLs (of {count} sentences), which stay; --also URL:"
    _lines(title, lines)
    if found.sharing:
        most = max(copy.trace.shared for copy in found.sharing)
        click.echo(
            f"{len(found.sharing)} records share menus, footers and the like with the pages, "
            f"{most} bytes at most, but no text; --json lists them"
        )


def _much(copy: Copy) -> str:
    count = copy.trace.sentences
    if not count:
        return f"{copy.trace.letters} letters of sentences"
    return "1 sentence" if count == 1 else f"{count} sentences"


def _lines(title: str, lines: list[str]) -> None:
    if lines and title:
        click.echo(title)
    for text in lines[:MOST]:
        click.echo(text if text.startswith(" ") else f"  {text}")
    if len(lines) > MOST:
        click.echo(f"  and {len(lines) - MOST} more; --json lists all")
