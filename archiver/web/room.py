"""What all pages share: the collections, the templates, and how an answer is made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from archiver.web import links, moments, policy, scripts
from archiver.web.links import Links
from archiver.web.replaying import Replays
from archiver.web.shelves import Shelf

View = Callable[["Room", Shelf, Request], Response]

UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB")


class NotThere(Exception):
    """There is no such page; the text says what is not there."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """The reading room: what it shows, and with what."""

    shelves: Mapping[str, Shelf]
    replays: Replays
    templates: Environment = field(default_factory=lambda: _templates())

    def page(
        self, template: str, shelf: Shelf | None = None, *, status: int = 200, **values: object
    ) -> Response:
        """A page of the room. In the address of none is anything secret."""
        told = {
            "room": self,
            "shelf": shelf,
            "links": Links(shelf) if shelf else None,
            "section": template.partition(".")[0],
            "query": "",
            **values,
        }
        html = self.templates.get_template(template).render(told)
        return HTMLResponse(html, status, {"Content-Security-Policy": policy.PAGE})

    def close(self) -> None:
        """Let go of everything."""
        self.replays.close()
        for shelf in self.shelves.values():
            shelf.close()


def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("archiver.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters |= {
        "captured": moments.captured,
        "day": moments.of_day,
        "moment": moments.told,
        "number": number,
        "site": links.site,
        "size": size,
        "when": moments.of_iso,
        "query": lambda asked: urlencode(asked, doseq=True),
    }
    found.globals |= {"direction": scripts.direction, "lang": scripts.told, "counted": counted}
    return found


def number(value: float) -> str:
    """``12,345``: with a comma between thousands."""
    return f"{value:,.0f}"


def counted(value: int, one: str, many: str | None = None) -> str:
    """``1 article``, ``12,345 articles``."""
    return f"{value:,} {one if value == 1 else many or one + 's'}"


def size(value: float) -> str:
    """``1.4 MB``; a kilobyte is 1,000 bytes."""
    for unit in UNITS[:-1]:
        if value < 1000:
            return (
                f"{value:.0f} {unit}" if unit == "bytes" or value >= 100 else f"{value:.1f} {unit}"
            )
        value /= 1000
    return f"{value:,.1f} {UNITS[-1]}"
