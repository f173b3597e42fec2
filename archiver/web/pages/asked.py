"""What the query of an address says."""

import re

from starlette.requests import Request

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def number(request: Request, name: str, otherwise: int | None = None) -> int | None:
    """A whole number of at most nine digits; ``otherwise`` where it is none."""
    told = request.query_params.get(name, "")
    return int(told) if re.fullmatch(r"[0-9]{1,9}", told) else otherwise


def page(request: Request) -> int:
    """The number of a page, from 1."""
    return max(1, number(request, "page") or 1)


def text(request: Request, name: str) -> str | None:
    """A text without spaces around it; None for an empty one."""
    return request.query_params.get(name, "").strip() or None


def day(request: Request, name: str) -> str | None:
    """A day in ISO 8601; None for anything else."""
    told = request.query_params.get(name, "")
    return told if DAY.fullmatch(told) else None
