"""From what a user names to the publications that are crawled."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from archiver.errors import ArchiverError
from archiver.publications import Publication, Publications
from archiver.sources import discovery
from warcs.redacting.credentials import without_userinfo


def resolve(targets: Iterable[str], known: Publications) -> dict[str, Publication]:
    """Slug -> publication of each target: a name, or the URL of any site.

    Raises UnknownPublication for a name that nobody has, PublicationError for what a file that is
    wrong may describe, ArchiverError for a URL that is none.
    """
    found = [_one(target, known) for target in targets]
    return {publication.slug: publication for publication in found}


def _one(target: str, known: Publications) -> Publication:
    if "://" not in target:
        return known.named(target)
    if not _is_web_address(target):
        raise ArchiverError(f"{target}: not a web address; give one like https://paper.example/")
    if without_userinfo(target) != target:
        raise ArchiverError(
            f"{without_userinfo(target)}: was given with a user name or password, which would be "
            "kept in the archive; give it without"
        )
    publication = known.for_url(target)
    if publication is None:
        known.whole()  # else nobody can say that no file describes it
        publication = discovery.publication_for(target)
    return publication


def _is_web_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:  # brackets that hold no IPv6 address
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
