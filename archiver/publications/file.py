"""Reads one publication file: one publication, or a group that shares a description.

The file is TOML 1.0. What is wrong in it is told in one line: file, key, reason.
"""

import re
from collections.abc import Mapping
from typing import Any

from archiver import tables as toml
from archiver.errors import PublicationError
from archiver.publications.checks import check
from archiver.publications.model import Publication

GROUP = "publications"  # the key under which a group file has its publications
_OURS = ("slug", "digest")  # said by the file's name and bytes, not in it
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_file(source: bytes, file: str, digest: str) -> tuple[Publication, ...]:
    """The publications that ``source`` describes.

    ``file`` is the file's name: its stem is the slug of a file that describes one publication.
    Raises PublicationError.
    """
    try:
        tables = toml.loads(source)
    except toml.TableError as error:
        raise PublicationError(file, error.key, error.reason) from error
    if GROUP not in tables:
        return (_publication(file.removesuffix(".toml"), tables, file, "", digest),)
    members = tables.pop(GROUP)
    if not isinstance(members, dict) or not members:
        raise PublicationError(file, GROUP, "expected a table [publications.NAME] for each")
    return tuple(
        _publication(slug, _merged(tables, slug, member, file), file, f"{GROUP}.{slug}.", digest)
        for slug, member in members.items()
    )


def slugs_in(source: bytes, file: str) -> tuple[str, ...]:
    """The slugs that a file which :func:`read_file` refuses was to describe, as far as that can be
    told: those of its group, else the file's own."""
    try:
        members = toml.loads(source).get(GROUP)
    except toml.TableError:
        members = None
    return (
        tuple(members) if isinstance(members, dict) and members else (file.removesuffix(".toml"),)
    )


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
        publication = toml.convert(whole, Publication, hidden=_OURS)
    except toml.TableError as error:
        key = prefix + error.key if error.key else prefix.rstrip(".")
        raise PublicationError(file, key, error.reason) from error
    for key, reason in check(publication):
        raise PublicationError(file, prefix + key, reason)
    return publication
