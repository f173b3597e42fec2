"""The value that the extraction of requisites gives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from archiver.urls import absolute

Kind = Literal["style", "image", "icon", "font"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requisite:
    """Something that a page or style sheet asks a browser to load."""

    url: str  #: absolute, without fragment, escaped as it is requested
    kind: Kind


def requisite(base: str, link: str, kind: Kind) -> Requisite | None:
    """What ``link`` in the document at ``base`` asks for; None where nothing is to be fetched.

    That is: ``data:`` and the like, a mere fragment (``url(#gradient)``), a template that a script
    would fill in (``{width}``), a broken URL.
    """
    trimmed = link.strip()
    if not trimmed or trimmed.startswith(("#", "data:", "javascript:")) or "{" in trimmed:
        return None
    url = absolute(base, trimmed)
    if url is None:
        return None
    from w3lib.url import safe_url_string  # with urllib's and email's parts, for who asks pages

    try:
        return Requisite(url=safe_url_string(url), kind=kind)
    except ValueError:  # brackets that hold no address, once it is escaped
        return None


def distinct(found: Iterable[Requisite | None]) -> Iterator[Requisite]:
    """Each URL once, as what it was asked for first."""
    seen: set[str] = set()
    for one in found:
        if one is not None and one.url not in seen:
            seen.add(one.url)
            yield one
