"""What is wanted of the captures that are read, and how a page is read."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import get_args

import msgspec

from archiver.article import Kind
from archiver.errors import LoadingError, PublicationError
from archiver.publications import load
from archiver.urls import host_name

HTML = ("text/html", "application/xhtml+xml")
KINDS: tuple[str, ...] = get_args(Kind)
ALL = "all"  #: of kinds, or media types
LONGEST = 1e9  #: seconds that a page can be given: what the system's timer takes
REGEX = "re:"  #: how the pattern of a URL begins that is a regular expression

MEDIA_TYPE = re.compile(r"[^\s/;,]+/[^\s/;,]+")
#: BCP 47, but for what no registry has: primary subtags of four letters and more, as "german".
TAG = re.compile(r"(?:[a-z]{2,3}|[ix])(?:-[a-z0-9]{1,8})*")

Patterns = str | re.Pattern[str] | Iterable[str | re.Pattern[str]]
Texts = str | Iterable[str]
Day = date | datetime | str


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Filters and bounds; a capture must pass all filters. Goes to JSON and back unchanged.

    :meth:`of` makes one of what people write, and checks it.
    """

    url: tuple[str, ...] = ()
    """Patterns of which the URL must fit one: the whole URL with ``*`` for any characters, or
    ``re:`` and a regular expression that is searched for in it. Empty: any URL."""
    domain: tuple[str, ...] = ()  #: the URL's host is one of these, or below one; empty: any
    since: datetime | None = None  #: captured then or later; aware, UTC
    until: datetime | None = None  #: captured before; aware, UTC
    status: tuple[int, ...] = (200,)  #: of the HTTP response; empty: any
    mime: tuple[str, ...] = HTML  #: media types, lower-case; empty: any
    language: tuple[str, ...] = ()  #: BCP 47; ``de`` is also de-AT. Empty: any, and none
    kinds: tuple[str, ...] = ("article",)  #: of pages that are given; empty: any
    duplicates: bool = True  #: False: of captures with one URL and one payload only the first
    timeout: float | None = 30.0  #: seconds that a page may take; None: as long as it takes
    publications: str | None = None
    """Folder of publication files that say how pages are read, over the built-in ones. None: those
    of the collection that a file belongs to, if it does."""

    @classmethod
    def of(
        cls,
        *,
        url: Patterns = (),
        domain: Texts = (),
        since: Day | None = None,
        until: Day | None = None,
        status: int | Iterable[int] | None = (200,),
        mime: Texts = HTML,
        language: Texts = (),
        kinds: Texts = ("article",),
        duplicates: bool = True,
        timeout: float | None = 30.0,
        publications: Path | str | None = None,
    ) -> "Options":
        """The options that these arguments of :func:`archiver.read` are.

        ``since`` and ``until`` are days (inclusive) or moments (``until`` exclusive), without a
        zone in UTC. ``status=None``, and ``all`` for media types and kinds, are any. Raises
        LoadingError, which names the argument.
        """
        return cls(
            url=tuple(_pattern(one) for one in _patterns(url)),
            domain=tuple(_domain(one) for one in _texts(domain)),
            since=None if since is None else _moment("since", since),
            until=None if until is None else _moment("until", until, after=True),
            status=_numbers(status),
            mime=_any(tuple(_media_type(one) for one in _texts(mime))),
            language=tuple(_tag(one) for one in _texts(language)),
            kinds=_kinds(_any(_texts(kinds))),
            duplicates=bool(duplicates),
            timeout=_seconds(timeout),
            publications=None if publications is None else _folder(Path(publications)),
        )

    def to_json(self) -> str:
        """One line of JSON, all fields."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Options":
        """What :meth:`to_json` wrote. Raises msgspec.ValidationError."""
        return msgspec.json.decode(text, type=cls)


def _texts(value: Texts) -> tuple[str, ...]:
    return tuple(one.strip() for one in ((value,) if isinstance(value, str) else value))


def _patterns(value: Patterns) -> Iterable[str | re.Pattern[str]]:
    return (value,) if isinstance(value, str | re.Pattern) else value


def _any(values: tuple[str, ...]) -> tuple[str, ...]:
    return () if ALL in values else values


def _pattern(value: str | re.Pattern[str]) -> str:
    text = f"{REGEX}{value.pattern}" if isinstance(value, re.Pattern) else value
    if isinstance(value, re.Pattern) and value.flags & re.IGNORECASE:
        text = f"{REGEX}(?i){value.pattern}"
    try:
        compiled(text)
    except re.error as error:
        raise LoadingError(f"url: {text!r} is no regular expression ({error})") from error
    return text


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of Options.url, to be searched for in URLs. Raises re.error."""
    if pattern.startswith(REGEX):
        return re.compile(pattern.removeprefix(REGEX))
    parts = map(re.escape, pattern.split("*"))
    return re.compile(rf"\A{'.*'.join(parts)}\Z", re.DOTALL)


def _domain(text: str) -> str:
    host = host_name(text.partition("://")[2].partition("/")[0] if "://" in text else text)
    if not host.strip(".") or "/" in host or "*" in host:
        raise LoadingError(f"domain: {text!r} is none; give a host name, as news.example")
    return host.strip(".")


def _media_type(text: str) -> str:
    if text != ALL and not MEDIA_TYPE.fullmatch(text):
        raise LoadingError(f"mime: {text!r} is no media type; give one like text/html, or all")
    return text.lower()


def _tag(text: str) -> str:
    tag = text.lower().replace("_", "-")
    if not TAG.fullmatch(tag):
        raise LoadingError(f"language: {text!r} is no language tag; give one like de or pt-BR")
    return tag


def _moment(name: str, value: Day, *, after: bool = False) -> datetime:
    if isinstance(value, str):
        value = _read(name, value)
    if not isinstance(value, datetime):
        value = datetime.combine(value + timedelta(days=1 if after else 0), time(), UTC)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _read(name: str, text: str) -> date | datetime:
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError as error:
        raise LoadingError(
            f"{name}: {text!r} is no date; give one as 2024-05-31 or 2024-05-31T12:00Z"
        ) from error


def _numbers(value: int | Iterable[int] | None) -> tuple[int, ...]:
    found = () if value is None else (value,) if isinstance(value, int) else tuple(value)
    for one in found:
        if not isinstance(one, int) or not 100 <= one <= 999:
            raise LoadingError(f"status: {one!r} is no status of HTTP; give numbers as 200")
    return found


def _kinds(values: Collection[str]) -> tuple[str, ...]:
    for one in values:
        if one not in KINDS:
            raise LoadingError(f"kinds: {one!r} is none; there are {', '.join(KINDS)}, and all")
    return tuple(values)


def _seconds(value: float | None) -> float | None:
    if value is not None and not 0 < value <= LONGEST:
        raise LoadingError(f"timeout: {value!r} is no time; give seconds, or None for no limit")
    return None if value is None else float(value)


def _folder(path: Path) -> str:
    """Of publication files, as any process finds it."""
    if not path.is_dir():
        raise LoadingError(f"publications: {path} is no folder")
    try:
        load(path)
    except PublicationError as error:
        raise LoadingError(f"publications: {error}") from error
    return str(path.absolute())
