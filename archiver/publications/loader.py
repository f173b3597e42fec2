"""The known publications: those that come with the package, and a collection's own over them."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from archiver.errors import PublicationError, UnknownPublication
from archiver.publications.file import read_file
from archiver.publications.model import Publication
from archiver.urls import host_name, host_of

BUILT_IN = Path(__file__).parent


class Publications:
    """Publications by name and by host; iterates over them sorted by slug."""

    def __init__(self, found: Iterable[tuple[Publication, bytes]]) -> None:
        """``found``: each publication with the bytes of its file; a later one of the same slug
        takes the place of an earlier one, and comes first where two have the same domain."""
        by_slug = {publication.slug: (publication, source) for publication, source in found}
        self._by_slug = dict(sorted(by_slug.items()))
        self._by_domain: dict[str, Publication] = {}
        for publication, _ in by_slug.values():
            self._by_domain.update(dict.fromkeys(publication.domains, publication))

    def __iter__(self) -> Iterator[Publication]:
        return (publication for publication, _ in self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def named(self, name: str) -> Publication:
        """The publication of this slug, printed name or domain, in any case.

        Raises UnknownPublication, which suggests the nearest names.
        """
        folded = _folded(name)
        for publication in self:
            if folded in (_folded(publication.slug), _folded(publication.name)):
                return publication
        host = host_name(name)
        found = self._by_domain.get(host) or self._by_domain.get(host.removeprefix("www."))
        if found is None:
            raise UnknownPublication(name, [*self._by_slug, *self._by_domain])
        return found

    def for_url(self, url: str) -> Publication | None:
        """The publication whose domain the URL's host is or belongs to; the longest domain wins."""
        host = host_of(url)
        while host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None

    def source(self, slug: str) -> bytes:
        """The bytes of the file that describes ``slug``. Raises UnknownPublication."""
        if slug not in self._by_slug:
            raise UnknownPublication(slug, self._by_slug)
        return self._by_slug[slug][1]


def load(folder: Path | None = None) -> Publications:
    """The built-in publications and, over them, those of the ``*.toml`` files in ``folder``.

    A folder that does not exist has none. Raises PublicationError for a file that is wrong.
    """
    built_in = _built_in()
    own = _read_folder(folder) if folder else ()
    return Publications([*built_in, *own])


def described_in(folder: Path) -> tuple[str, ...]:
    """The slugs of the publications that the ``*.toml`` files in ``folder`` describe, sorted.

    Raises PublicationError for a file that is wrong.
    """
    return tuple(sorted(publication.slug for publication, _ in _read_folder(folder)))


@cache
def _built_in() -> tuple[tuple[Publication, bytes], ...]:
    return _read_folder(BUILT_IN)


def _read_folder(folder: Path) -> tuple[tuple[Publication, bytes], ...]:
    found: list[tuple[Publication, bytes]] = []
    file_of: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            source = path.read_bytes()
        except OSError as error:
            raise PublicationError(path.name, "", error.strerror or "cannot be read") from error
        for publication in read_file(source, path.name, hashlib.sha256(source).hexdigest()):
            other = file_of.setdefault(publication.slug, path.name)
            if other != path.name:
                reason = f"is also described in {other}; a name has one description in a folder"
                raise PublicationError(path.name, publication.slug, reason)
            found.append((publication, source))
    return tuple(found)


def _folded(name: str) -> str:
    """Case, spaces and punctuation do not tell names apart."""
    return "".join(character for character in name.casefold() if character.isalnum())
