"""What the command line prints: plain words, tables on a terminal, one line a fact in a log."""

import json
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from archiver.collection.folder import Folder
from archiver.hazards.advice import explained
from archiver.report import FIELDS, Report, Requisites, Tally
from archiver.urls import origin_of

if TYPE_CHECKING:  # what is shown; some of it imports Scrapy, and all that a collection can do
    from archiver.article import Article, Block, Rights
    from archiver.collection import Candidate, Status
    from archiver.collection.collection import ChannelStatus
    from archiver.collection.preserving.rebuild import Rebuilt
    from archiver.crawl import Outcome
    from archiver.publications import Publications
    from warcs import SealedFile

LOG_WIDTH = 160  # characters
FOLDED = 12  # characters that a name in a table has at least
#: Control characters of C0 and C1 (ECMA-48), but for tab and line feed.
_CONTROL = dict.fromkeys({*range(32), *range(127, 160)} - {9, 10})
MOST_PROBLEMS = 10  # lines of problems that are printed; all are in the report


def console(width: int | None = None) -> Console:
    """Standard output: as wide as the terminal, or wide enough for a log."""
    terminal = sys.stdout is not None and sys.stdout.isatty()  # None: it was closed
    return Console(highlight=False, width=width or (None if terminal else LOG_WIDTH))


def columns(table: Table, width: int | None = None) -> None:
    """A table; where the terminal is so narrow that words would be broken, a paragraph a row.

    Names in the first column may be folded.
    """
    screen = console(width)
    options = screen.options.update(max_width=LOG_WIDTH)
    needed = screen.measure(table, options=options).minimum
    cells = list(table.columns[0].cells)
    name = max((screen.measure(x, options=options).minimum for x in cells), default=0)
    if needed - max(name - FOLDED, 0) <= screen.width:
        screen.print(table)
        return
    if table.title:
        screen.print(f"[bold]{table.title}[/bold]")
    names = [str(column.header) for column in table.columns]
    for first, *rest in zip(*(column.cells for column in table.columns), strict=True):
        screen.print(f"[bold]{first}[/bold]")
        told = (
            f"{name} {cell}".strip() for name, cell in zip(names[1:], rest, strict=True) if cell
        )
        screen.print(Padding(", ".join(told), (0, 0, 0, 2)))


def bare(text: str) -> str:
    """``text`` without what would steer a terminal: what sites write may be meant to."""
    return text.translate(_CONTROL)


def line(text: str) -> None:
    """A plain line."""
    click.echo(text)


def outcome(found: "Outcome", folder: Path) -> None:
    """The summary of a crawl, or the list of a dry run."""
    if found.would_fetch is not None:
        _would_fetch(found.would_fetch)
        _what_failed(found.report, err=True)
        return
    report = found.report
    _tallies("Articles per channel, and how many of them have each field", report.channels)
    _tallies("Articles per source, and how many of them have each field", report.sources)
    click.echo(_sentence(report))
    for change in report.wishes:
        click.echo(f"  changed: {change}")
    for what, counts in (
        ("were not kept", report.skipped_captures),
        ("were kept without their text", report.skipped_texts),
    ):
        for sign, count in _most_first(counts):
            click.echo(f"  {count} pages {what}: {sign} (the collection's policy)")
    if (needed := _requisites(report.requisites)) is not None:
        click.echo(needed)
    _what_failed(report)
    if report.warc:
        click.echo(f"WARC       {Folder(folder).warc(report.warc)}")
    click.echo(f"Catalogue  {folder / 'catalogue.sqlite'}")
    if report.outcome != "finished":
        click.echo(f"The crawl did not finish: {report.outcome}. Run it again to go on.", err=True)


def _what_failed(report: Report, *, err: bool = False) -> None:
    for counts in (report.failures, report.traps, report.walls):
        for text in explained(counts):
            click.echo(f"  {text}", err=err)
    for problem in report.problems[:MOST_PROBLEMS]:
        click.echo(f"  problem: {problem}", err=err)
    more = len(report.problems) + report.problems_left_out - MOST_PROBLEMS
    if more > 0:
        click.echo(f"  and {more} more; see `archiver status`", err=err)


def _sentence(report: Report) -> str:
    counts = [*sorted(report.kinds.items()), ("later page", report.later_pages)]
    kinds = ", ".join(f"{count} {kind}" for kind, count in counts if count)
    seconds = (report.ended - report.started).total_seconds() if report.ended else 0
    redacted = f", {report.redacted} redacted" if report.redacted else ""
    return (
        f"{report.found} article URLs found, {report.known} of them known before, "
        f"{report.fetched} fetched{f' ({kinds})' if kinds else ''}, {report.failed} failed"
        f" ({report.disallowed} disallowed by robots.txt){redacted}, {report.left} left; "
        f"{report.requests} requests{_revisits(report)}, {size(report.received)}, {seconds:.0f} s"
    )


def _would_fetch(candidates: "Sequence[Candidate]") -> None:
    """A line each: URL, and what is known of it."""
    for candidate in candidates:
        entry = candidate.entries[0] if candidate.entries else None
        told = [entry.published or entry.modified or "", entry.title or ""] if entry else []
        click.echo("\t".join([candidate.url, *told]))
    click.echo(f"{len(candidates)} would be fetched; nothing was written", err=True)


def _revisits(report: Report) -> str:
    """How much of what was asked for is in the archive already; nothing where nothing is."""
    return f" ({report.revisits} of them brought nothing new)" if report.revisits else ""


def _requisites(found: Requisites) -> str | None:
    """One line; None where nothing was asked for."""
    if not (found.fetched or found.known or found.failed or found.left or found.left_out):
        return None
    reasons = ", ".join(f"{count} x {reason}" for reason, count in _most_first(found.failures))
    return (
        f"Pictures, styles and fonts of pages: {found.fetched} fetched, {size(found.received)}, "
        f"{found.known} known before, {found.failed} failed{f' ({reasons})' if reasons else ''}, "
        f"{found.left_out} over the bounds, {found.left} left"
    )


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _tallies(title: str, tallies: dict[str, Tally]) -> None:
    if not tallies:
        return
    tallies, origin = _without_origin(tallies)
    title = f"{title}, at {origin}" if origin else title
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("", overflow="fold")
    for name in ("articles", "new", *FIELDS):
        table.add_column(name, justify="right")
    for name, tally in sorted(tallies.items()):
        shares = [f"{tally.share(field):.0%}" for field in FIELDS]
        table.add_row(escape(name), str(tally.articles), str(tally.new), *shares)
    columns(table)
    click.echo()


def _without_origin(tallies: dict[str, Tally]) -> tuple[dict[str, Tally], str | None]:
    """URLs of one host as their paths, and the host; anything else as it is."""
    origins = {origin_of(name) for name in tallies if "://" in name}
    if len(origins) != 1 or not all("://" in name for name in tallies):
        return tallies, None
    (origin,) = origins
    return {name.removeprefix(origin): tally for name, tally in tallies.items()}, origin


def next_commands(folder: Path) -> None:
    """What to try after the demo."""
    program, where = _program(), shlex.quote(str(folder))
    click.echo("\nTry next:")
    for command in (
        f"status -c {where}",
        f"search outage -c {where}",
        f"search '\"supply chain\"' -c {where} --json",
        "publications",
        f"demo {where}        # again: no article is fetched twice",
    ):
        click.echo(f"  {program} {command}")


def _program() -> str:
    """What to type for this program: its path, where the shell would not find it by name."""
    called = Path(sys.argv[0])
    found = shutil.which("archiver")
    if called.name != "archiver" or (found and Path(found).resolve() == called.resolve()):
        return "archiver"
    return shlex.quote(str(called))


def article(found: "Article") -> None:
    """An article for a person: its fields with their evidence, then the text."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in _facts(found):
        evidence = escape(bare(_evidence(found, name)))
        table.add_row(name, escape(bare(value)), f"[dim]{evidence}[/dim]")
    console().print(table)
    for block in found.body:
        click.echo(bare(f"\n{_marked(block)}{block.text}"))
    if found.related:
        click.echo("\nRelated")
    for link in found.related:
        click.echo(bare(f"  {link.kind:8} {link.text}  {link.url}"))


def _evidence(found: "Article", name: str) -> str:
    return found.evidence.get(name, "") if name != "rights" else ""  # each line has its own


def _facts(found: "Article") -> list[tuple[str, str]]:
    facts: list[tuple[str, object]] = [
        ("kind", found.kind),
        ("title", found.title),
        ("subtitle", found.subtitle),
        ("byline", found.byline),
        ("authors", ", ".join(author.name for author in found.authors)),
        ("published", found.published and found.published.isoformat()),
        ("modified", found.modified and found.modified.isoformat()),
        ("publication", found.publication),
        ("channel", found.channel),
        ("language", found.language),
        ("url", found.url),
        ("canonical_url", found.canonical_url),
        ("topics", ", ".join(found.topics)),
        ("images", len(found.images) or None),
        ("paywalled", found.paywalled),
        ("rights", "\n".join(_rights(found.rights))),
    ]
    return [(name, str(value)) for name, value in facts if value not in (None, "")]


def _rights(found: "Rights") -> Iterator[str]:
    """A line for each thing that was said of the use of the page, with where it stands."""
    if found.skipped:
        yield f"the text was left out: {found.skipped.rule} ({found.skipped.where})"
    if found.notice:
        yield found.notice
    for sign in found.signs:
        value = f"={sign.value}" if sign.value else ""
        to = f" to {sign.to}" if sign.to else ""
        yield f"{sign.name}{value}{to} ({sign.where})"


def _marked(block: "Block") -> str:
    heading = "#" * (block.level or 2) + " " if block.kind == "heading" else ""
    if block.number is not None:
        return f"{heading}{block.number}. "
    return heading or {"list item": "- ", "quote": "> "}.get(block.kind, "")


def status(found: "Status", folder: Path, *, as_json: bool) -> None:
    """What a collection holds."""
    if as_json:
        click.echo(as_json_text(found))
        return
    if found.channels:
        _channels(found.channels)
    else:
        where = shlex.quote(str(folder))
        click.echo(
            f"No articles yet: `archiver add URL -c {where}` describes a site, and"
            f" `archiver crawl NAME -c {where}` fetches what it has"
        )
    files = "file" if found.files == 1 else "files"
    click.echo(
        f"\n{folder}: {found.articles} articles in {found.versions} versions, "
        f"{found.captures} captures, {found.files} sealed WARC {files}, {size(found.bytes)}"
    )
    if found.frontier:
        states = ", ".join(f"{count} {state}" for state, count in sorted(found.frontier.items()))
        click.echo(f"Frontier: {states}")
    if found.last_run:
        click.echo(
            f"Last run {found.last_run.started:%Y-%m-%d %H:%M} UTC: {found.last_run.outcome}"
        )
        click.echo(_sentence(found.last_run))


def _channels(rows: "Sequence[ChannelStatus]") -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("publication", "channel"):
        table.add_column(name, overflow="fold")
    for name in ("articles", "from", "to"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(
            escape(row.publication or "?"),
            escape(bare(row.channel or "(no channel)")),
            str(row.articles),
            row.first,
            row.last,
        )
    columns(table)


def rebuilt(found: "Rebuilt", folder: Path) -> None:
    """What a rebuild found."""
    for problem in found.problems:
        click.echo(f"problem: {problem}", err=True)
    click.echo(
        f"{folder / 'catalogue.sqlite'}: {found.articles} articles, {found.readings} readings, "
        f"{found.captures} captures from {found.files} WARC files"
    )


def publications(known: "Publications", *, as_json: bool) -> None:
    """Name, printed name and home of each."""
    if as_json:
        click.echo(as_json_text(list(known)))
        return
    width = max((len(publication.slug) for publication in known), default=0)
    for publication in known:
        click.echo(f"{publication.slug:{width}}  {publication.name}  {publication.home}")


def sealed(found: "Sequence[SealedFile]", folder: Path) -> None:
    """What `archiver seal` sealed."""
    for file in found:
        line(f"{file.name}: sealed, {size(file.size)}, SHA-256 {file.sha256}")
    if not found:
        line(f"Nothing is open in {folder}.")


def size(count: int) -> str:
    """Bytes in decimal units."""
    amount = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def as_json_text(value: object) -> str:
    """One line of JSON."""
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
