"""What there is, without a question: publications with their channels, authors, days."""

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from archiver.collection.finding import Held
from archiver.collection.finding.browsing import initial_of
from archiver.web import charts
from archiver.web.links import Links
from archiver.web.pages import asked
from archiver.web.room import Room
from archiver.web.shelves import Shelf

PUBLICATIONS = 40  # on a page
PER_PAGE = 200  # authors
MOST_AUTHORS = 1_000_000  # that are listed at all
SHADES = 4  # of days in a calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A day of a calendar."""

    day: date
    count: int
    shade: int  #: 0 for none, up to SHADES


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month by weeks, from Monday; None is a day of another month."""

    first: date
    weeks: tuple[tuple[Square | None, ...], ...]
    count: int


def publications(room: Room, shelf: Shelf, request: Request) -> Response:
    """Each with its channels, and when its articles came."""
    with shelf.opened() as collection:
        browse = collection.browse

        def count() -> list[tuple[Held, tuple[Held, ...], charts.Chart | None]]:
            return [
                (
                    each,
                    browse.channels(each.name, missing=True),
                    charts.over_time(browse.days(publication=each.name)),
                )
                for each in browse.publications(missing=True)
            ]

        found = shelf.counted("publications and channels", count)
    return room.page(
        "publications.html",
        shelf,
        shown=asked.part(request, found, PUBLICATIONS),
        address=lambda number: Links(shelf).to("publications", page=number if number > 1 else None),
    )


def authors(room: Room, shelf: Shelf, request: Request) -> Response:
    """By name, or those first who wrote most."""
    begin, most = asked.text(request, "begin"), request.query_params.get("sort") == "articles"
    with shelf.opened() as collection:
        browse = collection.browse
        everyone = shelf.counted("authors", lambda: browse.authors(limit=MOST_AUTHORS).authors)
    letters = sorted({initial_of(each.name) for each in everyone})
    chosen = [x for x in everyone if begin is None or initial_of(x.name) == begin]
    if most:
        chosen = sorted(chosen, key=lambda x: -x.articles)
    links = Links(shelf)
    sort = "articles" if most else None
    return room.page(
        "authors.html",
        shelf,
        shown=asked.part(request, chosen, PER_PAGE),
        letters=letters,
        begin=begin,
        sort=sort,
        address=lambda number: links.to(
            "authors", begin=begin, sort=sort, page=number if number > 1 else None
        ),
    )


def days(room: Room, shelf: Shelf, request: Request) -> Response:
    """A year's calendar: how many articles are of each day."""
    with shelf.opened() as collection:
        days = shelf.counted("days", collection.browse.days)
    counts = {date.fromisoformat(each.value): each.count for each in days}
    years = sorted({day.year for day in counts})
    wanted = asked.number(request, "year", years[-1] if years else None)
    shown = wanted if wanted in years else (years[-1] if years else None)
    in_years = Counter[int]()
    for day, count in counts.items():
        in_years[day.year] += count
    return room.page(
        "days.html",
        shelf,
        year=shown,
        years=[(year, in_years[year]) for year in reversed(years)],
        months=calendar(shown, counts) if shown is not None else [],
    )


def calendar(year: int, counts: dict[date, int]) -> list[Month]:
    """The months of a year; shades go by the day with the most articles."""
    most = max((count for day, count in counts.items() if day.year == year), default=0)
    return [_month(year, month, counts, most) for month in range(1, 13)]


def _month(year: int, month: int, counts: dict[date, int], most: int) -> Month:
    weeks = tuple(
        tuple(_square(date(year, month, day), counts, most) if day else None for day in week)
        for week in Calendar().monthdayscalendar(year, month)
    )
    total = sum(square.count for week in weeks for square in week if square)
    return Month(first=date(year, month, 1), weeks=weeks, count=total)


def _square(day: date, counts: dict[date, int], most: int) -> Square:
    count = counts.get(day, 0)
    shade = -(-count * SHADES // max(most, SHADES)) if count else 0
    return Square(day=day, count=count, shade=shade)
