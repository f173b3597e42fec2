"""Reads one publication file: one publication, or a group that shares a description.

The file is TOML 1.0. What is wrong in it is told in one line: file, key, reason.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from archiver.errors import PublicationError
from archiver.publications.checks import check
from archiver.publications.model import Layout, Listing, Publication, Related, Source

GROUP = "publications"  # the key under which a group file has its publications
_OURS = ("slug", "digest")  # said by the file's name and bytes, not in it
_STRUCTS = (
    (re.compile(r"sources\[\d+\]"), Source),
    (re.compile(r"layouts\[\d+\]\.related"), Related),
    (re.compile(r"layouts\[\d+\]"), Layout),
    (re.compile(r"listing"), Listing),
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`")
_AT = re.compile(r"^(.*) - at `\$\.?([^`]*)`$")


def read_file(source: bytes, file: str, digest: str) -> tuple[Publication, ...]:
    """The publications that ``source`` describes.

    ``file`` is the file's name: its stem is the slug of a file that describes one publication.
    Raises PublicationError.
    """
    tables = _tables(source, file)
    if GROUP not in tables:
        return (_publication(file.removesuffix(".toml"), tables, file, "", digest),)
    members = tables.pop(GROUP)
    if not isinstance(members, dict) or not members:
        raise PublicationError(file, GROUP, "expected a table [publications.NAME] for each")
    return tuple(
        _publication(slug, _merged(tables, slug, member, file), file, f"{GROUP}.{slug}.", digest)
        for slug, member in members.items()
    )


def _tables(source: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise PublicationError(file, "", f"not UTF-8 (line {line})") from error
    except tomllib.TOMLDecodeError as error:
        raise PublicationError(file, "", f"not TOML: {error}") from error
    except RecursionError as error:
        raise PublicationError(file, "", "not TOML: nested too deeply") from error


def _merged(shared: dict[str, Any], slug: str, member: object, file: str) -> dict[str, Any]:
    """The publication's own keys over the shared ones, in which ``{name}`` and the like are
    filled in."""
    if not isinstance(member, dict):
        raise PublicationError(file, f"{GROUP}.{slug}", "expected a table")
    domains = member.get("domains")
    domain = domains[0] if isinstance(domains, list) and domains else ""
    words = {"{slug}": slug, "{name}": str(member.get("name", "")), "{domain}": str(domain)}
    return {key: _filled(value, words) for key, value in shared.items()} | member


def _filled(value: object, words: Mapping[str, str]) -> object:
    # Not str.format: regular expressions are full of braces.
    if isinstance(value, str):
        for word, meaning in words.items():
            value = value.replace(word, meaning)
        return value
    if isinstance(value, list):
        return [_filled(item, words) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, words) for key, item in value.items()}
    return value


def _publication(
    slug: str, tables: dict[str, Any], file: str, prefix: str, digest: str
) -> Publication:
    if not _SLUG.fullmatch(slug):
        reason = f"{slug!r} is no name: lower-case letters, digits and single hyphens"
        raise PublicationError(file, prefix.rstrip("."), reason)
    for key in _OURS:
        if key in tables:
            raise PublicationError(file, prefix + key, "is not written in the file")
    domains = tables.get("domains")
    home = f"https://{domains[0]}/" if isinstance(domains, list) and domains else ""
    whole = {"home": home} | tables | {"slug": slug, "digest": digest}
    try:
        publication = msgspec.convert(whole, Publication)
    except msgspec.ValidationError as error:
        key, reason = _explained(str(error))
        raise PublicationError(file, prefix + key if key else prefix.rstrip("."), reason) from error
    for key, reason in check(publication):
        raise PublicationError(file, prefix + key, reason)
    return publication


def _explained(text: str) -> tuple[str, str]:
    """Key and reason, from what msgspec says."""
    located = _AT.match(text)
    reason, path = (located[1], located[2]) if located else (text, "")
    unknown = _UNKNOWN.match(reason)
    if not unknown:
        return path, reason[:1].lower() + reason[1:]
    key = unknown[1]
    near = difflib.get_close_matches(key, list(_keys(path)), n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(_keys(path))}"
    return f"{path}.{key}" if path else key, f"unknown key; {hint}"


def _keys(path: str) -> Iterator[str]:
    struct = next((x for pattern, x in _STRUCTS if pattern.fullmatch(path)), Publication)
    return (key for key in struct.__struct_fields__ if key not in _OURS)
