"""What the types of a publication file cannot say: selectors, expressions, zones, domains."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archiver.publications.model import Layout, Publication, Source
from archiver.urls import host_name, split, within
from warcs.redacting.credentials import without_userinfo

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_IPV6 = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*")

Fault = tuple[str, str]  # key, reason


def check(publication: Publication) -> Iterator[Fault]:
    """Key and reason of each fault, in the order of the keys; none if all is well."""
    yield from _about(publication)
    for number, source in enumerate(publication.sources):
        for key, reason in _source(publication, source):
            yield f"sources[{number}].{key}", reason
    if publication.articles is not None:
        yield from _expression("articles", publication.articles)
    yield from _layouts(publication.layouts)
    if publication.visits and (fault := publication.visits.fault()):
        yield "visits.after", fault
    if publication.delay is not None and publication.delay > timedelta(days=1):
        yield "delay", f"{publication.delay} is longer than a day"
    listing = publication.listing
    yield from _selectors("listing", ("item", "link", "title", "published", "next"), listing)
    yield from _selector_list("listing.drop", listing.drop)


SECRET = "holds a user name or password, which would be kept in the archive; leave it out"


def _about(publication: Publication) -> Iterator[Fault]:
    if not publication.name.strip():
        yield "name", "is empty"
    yield from _domains(publication.domains)
    home = split(publication.home)
    if without_userinfo(publication.home) != publication.home:
        yield "home", SECRET
    elif home is None:
        yield "home", f"{publication.home!r} is no absolute http or https URL"
    elif not within(home.hostname or "", publication.domains):
        yield "home", f"{publication.home} is on none of the publication's domains"
    language = publication.language
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield "language", f"{language!r} is no language tag (BCP 47); write one like en or pt-BR"
    if publication.timezone is not None:
        yield from _timezone(publication.timezone)


def _domains(domains: tuple[str, ...]) -> Iterator[Fault]:
    if not domains:
        yield "domains", "is empty; give at least one, like paper.example"
    for number, domain in enumerate(domains):
        if domain != host_name(domain) or not (
            _DOMAIN.fullmatch(domain) or _IPV6.fullmatch(domain)
        ):
            reason = f"{domain!r} is no domain; write one like paper.example{_meant(domain)}"
            yield f"domains[{number}]", reason


def _meant(domain: str) -> str:
    """A hint for the usual mistakes: a URL, upper case, a path, a port."""
    try:
        host = urlsplit(domain if "//" in domain else f"//{domain}").hostname or ""
    except ValueError:
        return ""
    host = host_name(host).removeprefix("*.").removeprefix(".")
    return f" (did you mean {host}?)" if _DOMAIN.fullmatch(host) else ""


def _timezone(name: str) -> Iterator[Fault]:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # not found; not a name; a folder of zones
        yield "timezone", f"{name!r} is no time zone (IANA); write one like America/New_York"


def _source(publication: Publication, source: Source) -> Iterator[Fault]:
    kind = next(x for x in ("feed", "sitemap", "channels", "channel") if getattr(source, x))
    if without_userinfo(publication.source_url(source)) != publication.source_url(source):
        yield kind, SECRET
    elif split(publication.source_url(source)) is None:
        yield kind, f"{source.url!r} is no http or https URL"
    uses = {
        "heading": ("channels",),
        "name": ("channel", "feed"),
        "keep": ("sitemap", "channels"),
    }
    for key, kinds in uses.items():
        value = getattr(source, key)
        if value is not None and kind not in kinds:
            yield key, f"has no meaning beside {kind}; it belongs to {' or '.join(kinds)}"
    if source.keep is not None:
        yield from _expression("keep", source.keep)


def _layouts(layouts: tuple[Layout, ...]) -> Iterator[Fault]:
    unmarked = set()
    for number, layout in enumerate(layouts):
        key = f"layouts[{number}]"
        if layout.marker is None:
            if layout.since in unmarked:
                yield key, "begins on the same day as another; give one of them a marker"
            unmarked.add(layout.since)
        fields = tuple(x for x in Layout.__struct_fields__ if x not in ("since", "drop", "related"))
        yield from _selectors(key, fields, layout)
        yield from _selector_list(f"{key}.drop", layout.drop)
        yield from _selectors(f"{key}.related", ("related", "author", "section"), layout.related)


def _selectors(prefix: str, names: tuple[str, ...], value: object) -> Iterator[Fault]:
    for name in names:
        css = getattr(value, name)
        if css is not None:
            yield from _selector(f"{prefix}.{name}", css)


def _selector_list(key: str, values: tuple[str, ...]) -> Iterator[Fault]:
    for number, css in enumerate(values):
        yield from _selector(f"{key}[{number}]", css)


def _selector(key: str, css: str) -> Iterator[Fault]:
    problem = _css_problem(css)
    if problem:
        yield key, f"{css!r} is no CSS selector: {problem}"


@lru_cache(maxsize=1024)
def _css_problem(css: str) -> str | None:
    from cssselect import SelectorError
    from parsel.csstranslator import HTMLTranslator  # with all of parsel, which few commands need

    try:
        HTMLTranslator().css_to_xpath(css)
    except (SelectorError, ValueError) as error:
        return " ".join(str(error).split())
    return None


def _expression(key: str, pattern: str) -> Iterator[Fault]:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        yield key, f"{pattern!r} is no regular expression: {error}"
