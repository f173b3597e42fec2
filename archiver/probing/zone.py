"""The time zone of a site, where what it says leaves no doubt.

An offset is no zone: +01:00 is a dozen of them, and Lagos knows no summer time. So a zone is told
only by the site itself (WordPress names it under /wp-json/), or by a country that has one zone and
offsets on the pages that are all that zone's at their moments. Else there is none: a zone is never
invented.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from lxml.etree import _Element as Element

from archiver.article import Article
from archiver.sources.links import base_of
from archiver.urls import absolute, host_of
from archiver.zones import country_of_domain, zones_of

LEAST_DATES = 3  # that agree
WORDPRESS = "https://api.w.org/"  #: the relation by which WordPress links to its API


class _Api(msgspec.Struct):
    """What ``/wp-json/`` says, as far as it matters here."""

    timezone_string: str = ""


def api_of(root: Element, url: str, headers: Mapping[str, str]) -> str | None:
    """The URL of the WordPress API that the page links to, in its head or its Link header."""
    for element in root.iter("link"):
        if WORDPRESS in (element.get("rel") or "").split() and element.get("href"):
            return absolute(base_of(root, url), element.get("href") or "")
    told = next((value for name, value in headers.items() if name.lower() == "link"), "")
    for link in told.split(","):
        target, _, parameters = link.partition(";")
        if WORDPRESS in parameters:
            return absolute(url, target.strip(" <>"))
    return None


def told_by_api(body: bytes) -> str | None:
    """The IANA name that WordPress gives; None where its operator chose a bare offset."""
    try:
        name = msgspec.json.decode(body, type=_Api).timezone_string
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return name if "/" in name and _is_zone(name) else None


def told_by_country(home: str, articles: Sequence[Article]) -> tuple[str, str] | None:
    """Zone and reason, where the host's country has one zone and the pages' offsets are its own.

    At least LEAST_DATES moments with an offset that the page gave are asked for, and none that
    differs; UTC throughout says how a system writes dates, not where it stands.
    """
    top = host_of(home).rpartition(".")[2]
    zones = zones_of(country_of_domain(top))
    moments = [x.published for x in articles if x.published and x.published.zone == "page"]
    instants = [moment.instant for moment in moments if moment.instant]
    if len(zones) != 1 or len(instants) < LEAST_DATES:
        return None
    zone = ZoneInfo(zones[0])
    if any(x.utcoffset() != x.astimezone(zone).utcoffset() for x in instants):
        return None
    if all(_is_utc(x) for x in instants) and not all(_is_utc(x.astimezone(zone)) for x in instants):
        return None
    return zones[0], f"the only zone of .{top}; {len(instants)} dates of articles have its offset"


def _is_utc(moment: datetime) -> bool:
    offset = moment.utcoffset()
    return offset is not None and not offset


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True
