"""What `archiver search` prints."""

from collections.abc import Sequence

import click
from rich.markup import escape
from rich.padding import Padding

from archiver.collection import Count, Facets, Found, Hit
from archiver.show import as_json_text, console

MOST_VALUES = 8  # of a facet, on a screen
MOST_WIDTH = 100  # characters of a line that is read, not scanned


def found(what: Found, *, as_json: bool) -> None:
    """A page of what was found; what was not understood goes to standard error."""
    if as_json:
        click.echo(as_json_text(what))
        return
    for note in what.notes:
        click.echo(note, err=True)
    for hit in what.hits:
        _hit(hit)
    if what.facets:
        _facets(what.facets)
    click.echo(_sentence(what))


def _hit(hit: Hit) -> None:
    screen = console()
    width = min(screen.width, MOST_WIDTH)
    facts = (hit.publication, hit.channel, ", ".join(hit.authors), hit.published or hit.day)
    screen.print(f"[bold]{escape(hit.title or hit.url)}[/bold]", width=width)
    for text in (escape(" · ".join(filter(None, facts))), _marked(hit)):
        if text:
            screen.print(Padding(text, (0, 0, 0, 2)), width=width)
    click.echo(f"  {hit.url}\n")  # never folded: it is to be clicked on and copied


def _marked(hit: Hit) -> str:
    """The snippet: matches bold on a terminal, between brackets elsewhere."""
    if not console().is_terminal:
        return escape(hit.plain)
    return "".join(
        f"[bold]{escape(part.text)}[/bold]" if part.is_match else escape(part.text)
        for part in hit.snippet
    )


def _facets(facets: Facets) -> None:
    rows: tuple[tuple[str, Sequence[Count]], ...] = (
        ("publications", facets.publication),
        ("channels", facets.channel),
        ("authors", facets.author),
        ("languages", facets.language),
        ("years", facets.year),
    )
    for name, counts in rows:
        if counts:
            told = ", ".join(f"{x.value} ({x.count:,})" for x in counts[:MOST_VALUES])
            more = ", …" if len(counts) > MOST_VALUES else ""
            console().print(Padding(f"{name:13}{escape(told)}{more}", (0, 0, 0, 0)))
    click.echo()


def _sentence(what: Found) -> str:
    if not what.total:
        return "nothing found"
    if not what.hits:
        return f"{what.total:,} found, on {what.pages:,} pages of {what.limit}"
    first, last = what.offset + 1, what.offset + len(what.hits)
    if (first, last) == (1, what.total):
        return f"{what.total:,} found"
    more = f"; --page {what.page + 1} has the next" if last < what.total else ""
    return f"{first:,} to {last:,} of {what.total:,} found{more}"
