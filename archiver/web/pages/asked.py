"""What the query of an address says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from starlette.requests import Request

T = TypeVar("T")

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def number(request: Request, name: str, otherwise: int | None = None) -> int | None:
    """A whole number of at most nine digits; ``otherwise`` where it is none."""
    told = request.query_params.get(name, "")
    return int(told) if re.fullmatch(r"[0-9]{1,9}", told) else otherwise


def page(request: Request, name: str = "page") -> int:
    """The number of a page, from 1."""
    return max(1, number(request, name) or 1)


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """A part of a list: the page that is asked for, or the last one where there is none such."""

    items: Sequence[T]
    page: int  #: from 1
    pages: int
    total: int


def part(request: Request, items: Sequence[T], per_page: int, name: str = "page") -> Paged[T]:
    """The page of a list that the address asks for by ``name``."""
    pages = max(1, -(-len(items) // per_page))
    found = min(page(request, name), pages)
    shown = items[(found - 1) * per_page : found * per_page]
    return Paged(shown, found, pages, len(items))


def text(request: Request, name: str) -> str | None:
    """A text without spaces around it; None for an empty one."""
    return request.query_params.get(name, "").strip() or None


def day(request: Request, name: str) -> str | None:
    """A day in ISO 8601; None for anything else."""
    told = request.query_params.get(name, "")
    return told if DAY.fullmatch(told) else None
