"""A finding becomes a publication's file in a collection; what is there already is left alone."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from archiver.errors import ArchiverError
from archiver.probing.file import toml_of
from archiver.probing.naming import slug_of
from archiver.probing.outcome import Outcome
from archiver.probing.values import Finding, Unfit
from archiver.publications import Publications
from archiver.publications.file import read_file
from archiver.sources import discovery
from warcs.files import sync_folder


def refuse_known(url: str, known: Publications, folder: Path) -> None:
    """Raises Unfit if a publication of this host is known: its file may be somebody's work."""
    publication = known.for_url(url)
    if publication is None:
        return
    own = folder / f"{publication.slug}.toml"
    where = str(own) if own.exists() else "comes with archiver"
    raise Unfit(
        f"{url}: is known as {publication.slug} ({where}); `archiver check {publication.slug}` "
        "looks at it again, --force writes a new file"
    )


def slug_for(home: str, known: Publications, has_rows: Callable[[str], bool]) -> str:
    """The slug of a site: the one that it has, if it is known or was crawled without a file; else
    a new one."""
    publication = known.for_url(home)
    if publication is not None:
        return publication.slug
    crawled = discovery.publication_for(home).slug
    if crawled not in known and has_rows(crawled):
        return crawled
    return slug_of(home, [x.slug for x in known])


def written(
    target: str, finding: Finding, slug: str, folder: Path, now: datetime, *, force: bool
) -> Outcome:
    """Write ``folder/SLUG.toml``. Raises ArchiverError if there is one and not ``force``."""
    text = toml_of(finding, now)
    path = folder / f"{slug}.toml"
    content = text.encode()
    read_file(content, path.name, "")  # what we write is what we read, or nobody gets it
    if path.exists() and not force:
        raise ArchiverError(f"{path}: is there already; --force writes it anew")
    folder.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(path)
    sync_folder(folder)
    return Outcome(target=target, slug=slug, file=str(path), toml=text, finding=finding)
