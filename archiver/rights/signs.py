"""The signs that a response and its page carry themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping

from archiver.article import Sign
from archiver.rights import tags, tdmrep, usage

PRODUCT = "news-archiver"
"""The product token (RFC 9309 §2.2.1) by which robots.txt, meta elements and X-Robots-Tag address
this crawler."""

#: Names of meta elements that hold rules for robots; those for others are kept as signs, too.
ROBOTS = ("robots", PRODUCT, "googlebot", "googlebot-news", "bingbot", "slurp")
RSL = "rsl"
RSL_TYPE = "application/rsl+xml"
MOST_SIGNS = 100  # of a page
LONGEST_LINKS = 8_000  # characters of the field Link that are read

_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]*))?)*)')
_PARAMETER = re.compile(r'([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s",;]*))')


def of_headers(headers: Mapping[str, str]) -> tuple[Sign, ...]:
    """What the fields of a response say; names in lower case, values as :func:`together` joins
    them."""
    purposes = usage.dictionary(headers.get("content-usage", ""))
    found = [
        *tdmrep.declared(
            headers.get("tdm-reservation", "").partition(",")[0],
            headers.get("tdm-policy"),
            "http:tdm-reservation",
        ),
        *tags.in_header(headers.get("x-robots-tag", "")),
        *usage.signs("content-usage", purposes, "http:content-usage"),
    ]
    for url, kind in _licences(headers.get("link", "")):
        name = RSL if kind == RSL_TYPE else "license"
        found.append(Sign(name=name, where="http:link", value=url))
    return tuple(found[:MOST_SIGNS])


def of_metadata(meta: Mapping[str, Iterable[str]]) -> tuple[Sign, ...]:
    """What the meta elements of a page say; contents by name, in lower case."""
    reserved = [x for x in meta.get("tdm-reservation", ()) if x.strip() in ("0", "1")]
    found = [
        *tdmrep.declared(
            next(iter(reserved), None),
            next(iter(meta.get("tdm-policy", ())), None),
            "meta:tdm-reservation",
        )
    ]
    for name in ROBOTS:
        for content in meta.get(name, ()):
            found.extend(tags.in_meta(name, content))
    return tuple(found[:MOST_SIGNS])


def together(fields: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Fields of a response by name in lower case; several of one name as one (RFC 9110 §5.3).

    Those of ``X-Robots-Tag`` stay a line each: a crawler's name at the beginning of one is not
    for the next.
    """
    found: dict[str, str] = {}
    for name, value in fields:
        key = name.lower()
        between = "\n" if key == "x-robots-tag" else ", "
        found[key] = f"{found[key]}{between}{value}" if key in found else value
    return found


def _licences(field: str) -> Iterator[tuple[str, str]]:
    """URL and media type of the links of relation ``license`` (RFC 8288, RFC 4946)."""
    for match in _LINK.finditer(field[:LONGEST_LINKS]):
        said = {
            name.lower(): quoted or plain for name, quoted, plain in _PARAMETER.findall(match[2])
        }
        if "license" in said.get("rel", "").lower().split():
            yield match[1].strip(), said.get("type", "").lower()
