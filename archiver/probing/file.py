"""A finding as a publication file: TOML, and at each line a comment on where it was found."""

import re
import textwrap
from collections.abc import Iterator
from datetime import datetime

import tomlkit
from tomlkit.items import Item, String, Table

from archiver.probing.pattern import Pattern
from archiver.probing.places import ROBOTS
from archiver.probing.values import Finding, SourceFound
from archiver.sources.discovery import ARTICLE_SITEMAPS
from archiver.urls import origin_of

MOST_NAME = 60  # characters of a channel's name
_LITERAL = re.compile(r"[^'\x00-\x08\x0a-\x1f\x7f]*")


def toml_of(finding: Finding, made: datetime) -> str:
    """The file of the publication that ``finding`` describes; ``made``: when, aware."""
    document = tomlkit.document()
    for text in _head(finding, made):
        for line in textwrap.wrap(text, 96, break_long_words=False):
            document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document.add("name", _commented(_text(finding.name), f"as {finding.name_by}"))
    domains = tomlkit.array()
    domains.extend(finding.domains)
    document.add("domains", domains)
    document.add("home", _text(finding.home))
    if finding.language:
        document.add("language", _commented(_text(finding.language), finding.language_by))
    if finding.timezone:
        document.add("timezone", _commented(_text(finding.timezone), finding.timezone_by))
    if finding.pattern:
        document.add(tomlkit.comment(_caught(finding.pattern)))
        document.add("articles", _text(finding.pattern.expression))
    else:
        document.add(tomlkit.comment(f"No expression parts articles from the rest: {_GENERIC}."))
    document.add(tomlkit.nl())
    _sources(document, finding)
    return _spaced(tomlkit.dumps(document))


_GENERIC = "what URLs of articles look like in general decides"


def _head(finding: Finding, made: datetime) -> Iterator[str]:
    yield f"Found out by asking {origin_of(finding.home)} on {made:%Y-%m-%d}; change what you like:"
    yield "it is not written again unless you ask for it (archiver add --force)."
    if finding.fields:
        number = next(iter(finding.fields.values())).articles
        told = ", ".join(f"{name} {field.found}" for name, field in finding.fields.items())
        yield f"Of {number} articles that were read these fields were found: {told}."
    if finding.robots.delay:
        yield f"robots.txt asks for {finding.robots.delay:g} seconds between two requests."
    yield from (f"The site says: {sign}." for sign in map(_flat, finding.optouts))


def _caught(pattern: Pattern) -> str:
    return (
        f"Catches {pattern.caught} of {pattern.articles} URLs that its sources call articles, "
        f"and {pattern.wrong} of {pattern.others} of its navigation."
    )


def _sources(document: tomlkit.TOMLDocument, finding: Finding) -> None:
    tables = tomlkit.aot()
    for source in finding.sources:
        if source.is_useful and source.kind != "channels":
            tables.append(_source(source, finding))
    if len(tables):
        document.add("sources", tables)


def _source(source: SourceFound, finding: Finding) -> Table:
    table = tomlkit.table()
    for line in textwrap.wrap(_seen(source), 96, break_long_words=False):
        table.add(tomlkit.comment(line))
    url = source.moved or source.url
    own = f"{origin_of(finding.home)}/"
    table.add(source.kind, _text(url.removeprefix(own[:-1]) if url.startswith(own) else url))
    if source.name and source.kind in ("channel", "feed"):
        table.add("name", _text(source.name[:MOST_NAME]))
    if source.kind == "sitemap" and source.children:
        table.add("keep", _text(ARTICLE_SITEMAPS))
    return table


def _seen(source: SourceFound) -> str:
    """Where it was found, and what was seen of it."""
    where = source.where if source.where == ROBOTS else source.where[:1].upper() + source.where[1:]
    if not source.read:
        return _flat(f"{where}; not read when it was found")
    parts = [f"{source.articles} articles among {source.urls} URLs"]
    if source.depth > 1:
        parts.append(f"an index of {source.children}, {source.depth} deep, of which some were read")
    if source.news:
        parts.append("with titles and dates")
    if source.newest:
        parts.append(f"the newest of {source.newest[:10]}")
    return _flat(f"{where}: {', '.join(parts)}")


def _text(text: str) -> String:
    """As a literal string where that can hold it: regular expressions keep their backslashes."""
    flat = _flat(text)
    if "\\" in flat and _LITERAL.fullmatch(flat):
        return tomlkit.string(flat, literal=True)
    return tomlkit.string(flat)


def _commented(item: String, comment: str | None) -> Item:
    return item.comment(_flat(comment)) if comment else item


def _flat(text: str) -> str:
    """On one line, without what a comment or a terminal cannot hold: a site chose it."""
    return " ".join("".join(x if x.isprintable() else " " for x in text).split())[:2000]


def _spaced(text: str) -> str:
    """An empty line before each table, none twice."""
    lines = re.sub(r"\n*\n\[\[", "\n\n[[", text)
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
