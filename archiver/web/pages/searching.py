"""Articles found: a page of them, and the same as a feed, a table, and lines of JSON.

All of what is asked for stands in the address, so that it can be kept and passed on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from archiver.collection import Collection
from archiver.collection.finding import Filters, Found, Sort
from archiver.report import STORIES
from archiver.web.links import Links
from archiver.web.pages import asked
from archiver.web.room import Room
from archiver.web.shelves import Shelf

PER_PAGE = 20
Facet = Literal["publication", "channel", "author", "language"]
FACETS: Mapping[Facet, str] = {
    "publication": "Publication",
    "channel": "Channel",
    "author": "Author",
    "language": "Language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for, as the address has it."""

    q: str = ""
    publication: str | None = None
    channel: str | None = None
    author: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    sort: Sort = "rank"
    page: int = 1

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for beside the words: name -> value."""
        names = ("publication", "channel", "author", "language", "since", "until")
        return {name: value for name in names if (value := getattr(self, name))}

    @property
    def filters(self) -> Filters:
        """The same, for a search."""
        return Filters(**self.chosen, kinds=STORIES)

    @property
    def query(self) -> dict[str, str | int]:
        """As parameters of an address; what is as it is without is left out."""
        found: dict[str, str | int] = {"q": self.q} if self.q else {}
        found |= self.chosen
        if self.sort != "rank":
            found["sort"] = self.sort
        if self.page > 1:
            found["page"] = self.page
        return found

    @property
    def title(self) -> str:
        """In words."""
        told = [f"“{self.q}”"] if self.q else []
        told += [f"{name}: {value}" for name, value in self.chosen.items()]
        return ", ".join(told) or "All articles"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of the same search, a little otherwise."""

    links: Links
    asked: Asked

    def page(self, number: int) -> str:
        """Another page."""
        return self._to("search", replace(self.asked, page=number))

    def sorted(self, sort: Sort) -> str:
        """In another order, from the beginning."""
        return self._to("search", replace(self.asked, sort=sort, page=1))

    def narrowed(self, **values: str | None) -> str:
        """With another value of a facet, or without one (None), from the beginning."""
        return self._to("search", replace(self.asked, page=1, **values))  # type: ignore[arg-type]

    def as_file(self, ending: str) -> str:
        """Everything that was found, as a file."""
        return self._to(f"search.{ending}", replace(self.asked, page=1))

    def _to(self, page: str, asked: Asked) -> str:
        return self.links.to(page, **asked.query)


def asked_for(request: Request) -> Asked:
    """What the address asks for."""
    return Asked(
        q=request.query_params.get("q", "").strip(),
        publication=asked.text(request, "publication"),
        channel=asked.text(request, "channel"),
        author=asked.text(request, "author"),
        language=asked.text(request, "language"),
        since=asked.text(request, "since"),
        until=asked.text(request, "until"),
        sort="date" if request.query_params.get("sort") == "date" else "rank",
        page=asked.page(request),
    )


def found(
    collection: Collection, wanted: Asked, *, page: int, limit: int, facets: bool = False
) -> Found:
    """A page of what the address asks for."""
    return collection.search(
        wanted.q,
        sort=wanted.sort,
        page=page,
        limit=limit,
        publication=wanted.publication,
        channel=wanted.channel,
        author=wanted.author,
        language=wanted.language,
        since=wanted.since,
        until=wanted.until,
        kinds=STORIES,
        facets=facets,
    )


def search(room: Room, shelf: Shelf, request: Request) -> Response:
    """A page of what was found, and by what it can be narrowed."""
    wanted = asked_for(request)
    with shelf.opened() as collection:
        result = found(
            collection,
            wanted,
            page=wanted.page,
            limit=PER_PAGE,
            facets=True,
        )
    return room.page(
        "search.html",
        shelf,
        query=wanted.q,
        wanted=wanted,
        found=result,
        facets=FACETS,
        addresses=Addresses(Links(shelf), wanted),
    )
