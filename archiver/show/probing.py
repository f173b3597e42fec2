"""What `archiver add` and `archiver check` print."""

import shlex
from collections.abc import Sequence
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from archiver.probing.outcome import Outcome
from archiver.probing.values import FieldFound, Finding, SourceFound
from archiver.show import as_json_text, columns
from archiver.urls import origin_of

MOST_CHANNELS = 12  # lines of channels that are printed; all are in the file


def added(found: Sequence[Outcome], folder: Path, *, as_json: bool, dry_run: bool) -> None:
    """What was found, a site at a time; a table at the end where there are several."""
    if as_json:
        click.echo(as_json_text(found))
        return
    for outcome in found:
        if outcome.finding is not None:
            _finding(outcome.finding)
            if dry_run:
                click.echo(outcome.toml)
            else:
                click.echo(f"Written to {outcome.file}; look through it, then:")
                click.echo(f"  archiver crawl {outcome.slug} -c {shlex.quote(str(folder))}\n")
    _failures(found)
    if len(found) > 1:
        _table(found)
    if dry_run:
        click.echo("nothing was written", err=True)


def checked(found: Sequence[Outcome], *, as_json: bool) -> None:
    """What changed, a publication at a time."""
    if as_json:
        click.echo(as_json_text(found))
        return
    for outcome in found:
        if outcome.finding is None:
            continue
        click.secho(outcome.slug, bold=True)
        for change in outcome.changes:
            click.echo(f"  {'!' if change.attention else ' '} {change.text}")
        if not outcome.changes:
            click.echo("    as the file says" if outcome.first else "    nothing changed")
        if outcome.first:
            click.echo("    looked at for the first time; the next check compares with this one")
        click.echo(f"    {_fields(outcome.finding)}")
    _failures(found)


def _failures(found: Sequence[Outcome]) -> None:
    for outcome in found:
        if outcome.failure is not None:
            click.echo(f"Error: {outcome.failure}", err=True)


def _finding(found: Finding) -> None:
    click.secho(f"{found.name}  {found.home}", bold=True)
    click.echo(f"language   {_told(found.language, found.language_by)}")
    click.echo(f"time zone  {_told(found.timezone, found.timezone_by)}")
    click.echo(f"robots.txt {_robots(found)}")
    for sign in found.optouts:
        click.echo(f"opt-out    {sign}")
    if found.pattern:
        pattern = found.pattern
        click.echo(
            f"articles   {pattern.expression}\n           catches {pattern.caught} of "
            f"{pattern.articles} articles, {pattern.wrong} of {pattern.others} other pages"
        )
    else:
        click.echo("articles   no expression parts them from other pages; their look decides")
    if found.soft404:
        click.echo("missing    pages that do not exist are answered with status 200")
    _sources(found)
    _completeness(found)


def _told(value: str | None, by: str | None) -> str:
    return f"{value} ({by})" if value else "unknown"


def _robots(found: Finding) -> str:
    robots = found.robots
    if not robots.exists:
        return "there is none"
    parts = [f"{robots.sitemaps} sitemaps"]
    if robots.delay:
        parts.append(f"{robots.delay:g} s between requests")
    if robots.disallowed:
        parts.append(f"{robots.disallowed} of {found.requests} URLs disallowed")
    return ", ".join(parts)


def _sources(found: Finding) -> None:
    table = Table(box=None, pad_edge=False, title_justify="left")
    for name in ("source", "", "where"):
        table.add_column(name, overflow="fold")
    for name in ("URLs", "articles", "newest", "depth"):
        table.add_column(name, justify="right")
    channels = 0
    for source in found.sources:
        channels += source.kind == "channel"
        if source.kind != "channel" or channels <= MOST_CHANNELS:
            table.add_row(*map(escape, _row(source, found)))
    columns(table)
    if channels > MOST_CHANNELS:
        click.echo(f"and {channels - MOST_CHANNELS} more channels")


def _row(source: SourceFound, found: Finding) -> list[str]:
    url = source.url.removeprefix(origin_of(found.home)) or source.url
    name = f"{source.kind} {source.name}" if source.name else source.kind
    if not source.read:
        return [name, url, f"{source.where}; not read", "", "", "", ""]
    where = f"{source.where}; {source.problem}" if source.problem else source.where
    return [
        name, url, where, str(source.urls), str(source.articles), (source.newest or "")[:10],
        str(source.depth or ""),
    ]  # fmt: skip


def _completeness(found: Finding) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("field")
    table.add_column("found", justify="right")
    table.add_column("read from", overflow="fold")
    for name, field in found.fields.items():
        table.add_row(name, f"{field.found}/{field.articles}", escape(_evidence(field)))
    columns(table)


def _evidence(field: FieldFound) -> str:
    return ", ".join(f"{count} x {where}" for where, count in field.evidence.items())


def _fields(found: Finding) -> str:
    return ", ".join(f"{name} {x.found}/{x.articles}" for name, x in found.fields.items())


def _table(found: Sequence[Outcome]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("publication", "site", "result"):
        table.add_column(name, overflow="fold")
    for name in ("sources", "articles read"):
        table.add_column(name, justify="right")
    for outcome in found:
        finding = outcome.finding
        if finding is None:
            # Of a line that is no address target and failure are the same.
            reason = (outcome.failure or "").removeprefix(outcome.target)
            told = f"not added: {reason.removeprefix(': ')}" if reason else "not added"
            table.add_row("-", escape(outcome.target), escape(told))
            continue
        useful = sum(source.is_useful for source in finding.sources)
        read = next((x.articles for x in finding.fields.values()), 0)
        table.add_row(outcome.slug, escape(finding.home), "added", str(useful), str(read))
    columns(table)
    click.echo(f"{sum(x.finding is not None for x in found)} of {len(found)} added")
