"""What `versions` and `reread` print."""

import json
from collections.abc import Iterator

import click
import msgspec

from archiver.collection.versioning.history import History, Version
from archiver.differences import Difference, FieldChange, Piece
from archiver.show import bare

COLOURS = {"removed": "red", "added": "green"}
SIGNS = {"removed": "- ", "added": "+ ", "same": "  "}
CONTEXT = 1  # sentences that are shown beside what changed


def history(found: History, *, as_json: bool) -> None:
    """The versions of an article."""
    if as_json:
        click.echo(json.dumps(document(found), ensure_ascii=False))
        return
    click.secho(bare(found.versions[-1].article.title or found.url), bold=True)
    click.echo(bare(found.url))
    for alias in found.aliases:
        click.echo(bare(f"  also {alias}"))
    for version in found.versions:
        click.echo(_line(version))
    for number, page in enumerate(found.pages[1:], 2):
        click.echo(bare(f"  page {number}  {page.url}"))
    if found.gone:
        click.echo(f"Gone at the site since {found.gone:%Y-%m-%d %H:%M} UTC; its captures stay.")


def document(found: History) -> dict[str, object]:
    """What ``versions --json`` prints."""
    return {
        "url": found.url,
        "aliases": found.aliases,
        "gone": found.gone and found.gone.isoformat(),
        "versions": [
            {
                "number": version.number,
                "first": version.first.isoformat(),
                "last": version.last.isoformat(),
                "captures": version.captures,
                "changes": version.changes,
                "title": version.article.title,
                "capture": msgspec.to_builtins(version.article.capture),
            }
            for version in found.versions
        ],
        "pages": [
            {
                "url": page.url,
                "title": page.title,
                "text": page.text,
                "capture": msgspec.to_builtins(page.capture),
            }
            for page in found.pages
        ],
    }


def _line(version: Version) -> str:
    first, last = (f"{moment:%Y-%m-%d %H:%M}" for moment in (version.first, version.last))
    span = f"{first} UTC" if version.captures == 1 else f"{first} to {last} UTC"
    times = "1 capture" if version.captures == 1 else f"{version.captures} captures"
    changed = ""
    if version.number > 1:
        changed = f"  {', '.join(version.changes) or 'read by another reader than the one before'}"
    return f"{version.number:>3}  {span:39}  {times:>12}{changed}"


def difference(old: Version, new: Version, *, as_json: bool) -> None:
    """What the newer of two versions says otherwise."""
    found = new.since(old)
    if as_json:
        told = {"old": old.number, "new": new.number, **msgspec.to_builtins(found)}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.secho(f"- version {old.number}, first captured {old.first:%Y-%m-%d %H:%M} UTC", bold=True)
    click.secho(f"+ version {new.number}, first captured {new.first:%Y-%m-%d %H:%M} UTC", bold=True)
    for text, colour in lines(found):
        click.secho(bare(text), fg=colour)
    if found.is_nothing:
        click.echo("Nothing is different, as both are read now.")


def lines(found: Difference) -> Iterator[tuple[str, str | None]]:
    """A difference as lines, and the colour of each."""
    for change in found.fields:
        yield from _field(change)
    if found.added or found.removed:
        yield "", None
    yield from _body(found.body)


def _field(change: FieldChange) -> Iterator[tuple[str, str | None]]:
    for operation, value in (("removed", change.before), ("added", change.after)):
        for line in (value or "").splitlines():
            yield f"{SIGNS[operation]}{change.name}: {line}", COLOURS[operation]


def _body(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, str | None]]:
    """The sentences that changed, with those beside them; the rest is left out."""
    changed = [number for number, piece in enumerate(pieces) if piece.operation != "same"]
    shown = {near for number in changed for near in range(number - CONTEXT, number + CONTEXT + 1)}
    last = -1
    for number, piece in enumerate(pieces):
        if number not in shown:
            continue
        if number > last + 1:
            yield "  …", None
        last = number
        yield f"{SIGNS[piece.operation]}{piece.text}", COLOURS.get(piece.operation)
    if pieces and shown and last < len(pieces) - 1:
        yield "  …", None
