"""What `archiver search` prints."""

from collections.abc import Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from archiver.collection import Count, Facets, Found, Hit
from archiver.show import as_json_text, bare, console

MOST_VALUES = 8  # of a facet, on a screen
MOST_WIDTH = 100  # characters of a line that is read, not scanned


def found(what: Found, *, as_json: bool) -> None:
    """A page of what was found; what was not understood goes to standard error."""
    if as_json:
        click.echo(as_json_text(what))
        return
    for note in what.notes:
        click.echo(bare(note), err=True)
    screen = console()
    screen.width = min(screen.width, MOST_WIDTH)
    for hit in what.hits:
        _hit(screen, hit)
    if what.facets and what.total:
        _facets(screen, what.facets)
    click.echo(_sentence(what))


def _hit(screen: Console, hit: Hit) -> None:
    facts = (hit.publication, hit.channel, ", ".join(hit.authors), _when(hit))
    _line(screen, f"[bold]{escape(hit.title or hit.url)}[/bold]", 0)
    _line(screen, escape(" · ".join(filter(None, facts))), 2)
    _line(screen, _marked(screen, hit), 2)
    click.echo(f"  {bare(hit.url)}\n")  # never folded: it is to be clicked on and copied


def _line(screen: Console, text: str, indent: int) -> None:
    """Folded to the width of a terminal; in a file one line."""
    text = " ".join(bare(text).split())
    if not text:
        return
    if screen.is_terminal:
        screen.print(Padding(text, (0, 0, 0, indent), expand=False))
    else:
        screen.print(f"{' ' * indent}{text}", soft_wrap=True)


def _when(hit: Hit) -> str | None:
    """As printed, to the minute."""
    if hit.published:
        return hit.published[:16].replace("T", " ")
    return hit.day and f"captured {hit.day}"


def _marked(screen: Console, hit: Hit) -> str:
    """The snippet: matches bold on a terminal, between brackets elsewhere."""
    if not screen.is_terminal:
        return escape(hit.plain)
    return "".join(
        f"[bold]{escape(part.text)}[/bold]" if part.is_match else escape(part.text)
        for part in hit.snippet
    )


def _facets(screen: Console, facets: Facets) -> None:
    rows: tuple[tuple[str, Sequence[Count]], ...] = (
        ("publications", facets.publication),
        ("channels", facets.channel),
        ("authors", facets.author),
        ("languages", facets.language),
        ("years", facets.year),
    )
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, counts in rows:
        if counts:
            told = bare(", ".join(f"{x.value} ({x.count:,})" for x in counts[:MOST_VALUES]))
            more = ", …" if len(counts) > MOST_VALUES else ""
            table.add_row(name, f"{escape(told)}{more}")
    screen.print(table)
    click.echo()


def _sentence(what: Found) -> str:
    if not what.total:
        return "nothing found"
    if not what.hits:
        pages = f"{what.pages:,} pages" if what.pages > 1 else "one page"
        return f"{what.total:,} found, on {pages}; there is no page {what.page:,}"
    first, last = what.offset + 1, what.offset + len(what.hits)
    if (first, last) == (1, what.total):
        return f"{what.total:,} found"
    more = f"; --page {what.page + 1} has the next" if last < what.total else ""
    shown = f"{first:,} to {last:,}" if last > first else f"{first:,}"
    return f"{shown} of {what.total:,} found{more}"
