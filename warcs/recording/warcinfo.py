"""The warcinfo record: who made the file, with what, and how (WARC 1.1 §6.2).

What goes into it is chosen by name, and the values of settings by their type, so that no secret
gets there unnoticed.
"""

import platform
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from warcs import records
from warcs.digests import Algorithm, labelled
from warcs.redacting.credentials import without_userinfo

INFO_FIELDS = (
    "operator",
    "robots",
    "hostname",
    "ip",
    "http-header-user-agent",
    "http-header-from",
    "isPartOf",
    "description",
    "publisher",
    "rights",
    "policy",
    "override",
    "settings",
)
"""What a caller may say in the warcinfo record: a list, so that no secret gets there unnoticed."""

SETTINGS = (
    "AUTOTHROTTLE_ENABLED",
    "AUTOTHROTTLE_MAX_DELAY",
    "AUTOTHROTTLE_START_DELAY",
    "AUTOTHROTTLE_TARGET_CONCURRENCY",
    "CONCURRENT_REQUESTS",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "COOKIES_ENABLED",
    "DEPTH_LIMIT",
    "DOWNLOAD_DELAY",
    "DOWNLOAD_FAIL_ON_DATALOSS",
    "DOWNLOAD_MAXSIZE",
    "DOWNLOAD_TIMEOUT",
    "DOWNLOAD_VERIFY_CERTIFICATES",
    "RANDOMIZE_DOWNLOAD_DELAY",
    "REDIRECT_ENABLED",
    "REDIRECT_MAX_TIMES",
    "RETRY_ENABLED",
    "RETRY_TIMES",
    "ROBOTSTXT_OBEY",
    "WARC_CAPTURE_LIMIT",
    "WARC_MAX_AGE",
    "WARC_MAX_SIZE",
    "WARC_READ_LIMIT",
)
"""The settings of Scrapy and of the add-on that the field ``settings`` may tell."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


def checked(info: Mapping[str, str]) -> dict[str, str]:
    """``info``, without user names and passwords in its URLs.

    Raises ValueError for a field that is not in INFO_FIELDS.
    """
    for field in info:
        if field not in INFO_FIELDS:
            raise ValueError(f"no field {field!r} in warcinfo; use {', '.join(INFO_FIELDS)}")
    return {field: clean(value) for field, value in info.items()}


def clean(text: str) -> str:
    """``text`` without user names and passwords in the URLs that it holds."""
    return _URL.sub(lambda found: without_userinfo(found[0]), text)


def settings_line(get: Callable[[str], Any], names: Iterable[str] = SETTINGS) -> str:
    """The field ``settings``: ``NAME=value`` of each that is set, divided by ``; ``.

    ``get`` gives the value of a name, None if it is not set. Only numbers and truth values are
    told: no password is one of those, whatever somebody wrote into a setting.
    """
    told = ((name, _plain(get(name))) for name in sorted(names))
    return "; ".join(f"{name}={value}" for name, value in told if value is not None)


def _plain(value: object) -> str | None:
    if isinstance(value, str):  # from the command line: a number all the same, or nothing
        try:
            value = float(value)
        except ValueError:
            return value if value in ("True", "False") else None
    if isinstance(value, bool):
        return str(value)
    return f"{value:.15g}" if isinstance(value, int | float) else None


def block(info: Mapping[str, str]) -> bytes:
    """The block: what is the same in all our files, then ``info``."""
    return records.warc_fields(
        (
            ("software", _software()),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", records.CONFORMS_TO),
            *info.items(),
        )
    )


def record(
    info: Mapping[str, str], *, id: str, date: datetime, file: str, algorithm: Algorithm
) -> tuple[bytes, bytes]:
    """Head and block of the record, in the file of that (final) name."""
    content = block(info)
    head = records.head(
        (
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", f"<{id}>"),
            ("WARC-Date", records.warc_date(date)),
            ("WARC-Filename", file),
            ("WARC-Block-Digest", labelled(algorithm, (content,))),
            ("Content-Type", records.FIELDS_TYPE),
            ("Content-Length", str(len(content))),
        )
    )
    return head, content


def _software() -> str:
    """Product tokens as in a User-Agent: ours, and those whose work the bytes went through."""
    parts = [("news-archiver", "news-archiver"), ("Scrapy", "scrapy"), ("Twisted", "twisted")]
    return " ".join((*(_product(*part) for part in parts), f"Python/{platform.python_version()}"))


def _product(name: str, distribution: str) -> str:
    try:
        return f"{name}/{version(distribution)}"
    except PackageNotFoundError:  # run from a folder that was never installed
        return name
