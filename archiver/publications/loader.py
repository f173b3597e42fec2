"""The known publications: those that come with the package, and a collection's own over them."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archiver.errors import PublicationError, UnknownPublication
from archiver.publications.file import read_file, slugs_in
from archiver.publications.model import Publication
from archiver.urls import host_name, host_of

BUILT_IN = Path(__file__).parent


Found = tuple[Publication, bytes]  # with the bytes of its file


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What cannot be read in a folder: the publications that it was to describe are left out."""

    error: PublicationError
    slugs: tuple[str, ...]  #: of these, as far as that can be told

    def __str__(self) -> str:
        return f"left out: {self.error}"


class Publications:
    """Publications by name and by host; iterates over them sorted by slug."""

    def __init__(
        self, found: Iterable[Found], own: Collection[str] = (), broken: Sequence[Broken] = ()
    ) -> None:
        """``found``: each publication with the bytes of its file; a later one of the same slug
        takes the place of an earlier one, and comes first where two have the same domain."""
        by_slug = {publication.slug: (publication, source) for publication, source in found}
        self._by_slug = dict(sorted(by_slug.items()))
        self._by_domain: dict[str, Publication] = {}
        for publication, _ in by_slug.values():
            self._by_domain.update(dict.fromkeys(publication.domains, publication))
        self.own = frozenset(own)  #: slugs of those that the folder describes
        self.broken = tuple(broken)  #: what of the folder is left out

    def __iter__(self) -> Iterator[Publication]:
        return (publication for publication, _ in self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def named(self, name: str, where: str = "") -> Publication:
        """The publication of this slug, printed name or domain, in any case.

        ``where`` the name stands (a file and key) is told with the error. Raises
        UnknownPublication, which suggests the nearest names; PublicationError where it may be one
        of those that are left out.
        """
        folded = _folded(name)
        for publication in self:
            if folded in (_folded(publication.slug), _folded(publication.name)):
                return publication
        host = host_name(name)
        found = self._by_domain.get(host) or self._by_domain.get(host.removeprefix("www."))
        if found is None:
            for broken in sorted(self.broken, key=lambda x: folded not in map(_folded, x.slugs)):
                raise broken.error
            raise UnknownPublication(name, [*self._by_slug, *self._by_domain], where)
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

    def whole(self) -> "Publications":
        """These, if nothing is left out of them. Raises PublicationError otherwise."""
        for broken in self.broken:
            raise broken.error
        return self


def load(folder: Path | None = None) -> Publications:
    """The built-in publications and, over them, those of the ``*.toml`` files in ``folder``.

    A folder that does not exist has none. Raises PublicationError for a file that is wrong.
    """
    return load_sound(folder).whole() if folder else _of_the_package()


def load_sound(folder: Path) -> Publications:
    """The same, where a file that is wrong costs what it was to describe, and nothing else.

    What is left out is in ``broken``; a built-in publication is too, if the file was to take its
    place.
    """
    own, broken = _read_folder(folder)
    left_out = {slug for each in broken for slug in each.slugs}
    built_in = [found for found in _built_in() if found[0].slug not in left_out]
    return Publications([*built_in, *own], [found[0].slug for found in own], broken)


@cache  # asked for with each page that is parsed
def _of_the_package() -> Publications:
    return Publications(_built_in())


@cache
def _built_in() -> tuple[Found, ...]:
    found, broken = _read_folder(BUILT_IN)
    for one in broken:
        raise one.error
    return tuple(found)


def _read_folder(folder: Path) -> tuple[list[Found], list[Broken]]:
    """What its files describe, and what is wrong: a file, or a slug that two files have."""
    found: list[Found] = []
    broken: list[Broken] = []
    file_of: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        source = b""
        try:
            source = path.read_bytes()
            described = read_file(source, path.name, hashlib.sha256(source).hexdigest())
        except OSError as error:
            why = PublicationError(path.name, "", error.strerror or "cannot be read")
            broken.append(Broken(error=why, slugs=(path.stem,)))
            continue
        except PublicationError as error:
            broken.append(Broken(error=error, slugs=slugs_in(source, path.name)))
            continue
        for publication in described:
            slug = publication.slug
            other = file_of.setdefault(slug, path.name)
            if other != path.name:
                reason = f"is also described in {other}; a name has one description in a folder"
                why = PublicationError(path.name, slug, reason)
                broken.append(Broken(error=why, slugs=(slug,)))
            found.append((publication, source))
    left_out = {slug for each in broken for slug in each.slugs}
    return [each for each in found if each[0].slug not in left_out], broken


def _folded(name: str) -> str:
    """Case, spaces and punctuation do not tell names apart."""
    return "".join(character for character in name.casefold() if character.isalnum())
