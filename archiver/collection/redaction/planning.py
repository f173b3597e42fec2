"""What a redaction of a collection would do: beside the archive, what catalogue and folder tell."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from archiver.collection import ingest
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.packing import packages
from archiver.collection.redaction import reports
from archiver.collection.redaction.patterns import Patterns
from archiver.collection.redaction.plan import CATALOGUE, Copy, Plan, Progress
from archiver.collection.redaction.search import Search
from archiver.urls import normalise
from warcs.files import OPEN
from warcs.index.indexing import SUFFIXES
from warcs.redacting.removal import Removal


def plan_of(
    folder: Folder,
    wanted: Patterns,
    also: Patterns,
    *,
    forget_url: bool = False,
    progress: Progress = lambda line: None,
) -> Plan:
    """What a redaction of a collection would do. Raises CollectionError if the catalogue cannot be
    read."""
    search = Search(
        warc_files(folder.archive), wanted, also, forget_url=forget_url, progress=progress
    )
    plan = search.run()
    if folder.catalogue.is_file():
        with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
            _look_in_catalogue(db, search, wanted, also)
    plan.packages = _packages(folder)
    plan.problems += [f"{name}: was not searched" for name in _others(folder.root)]
    return plan


def _look_in_catalogue(
    db: sqlite3.Connection, search: Search, wanted: Patterns, also: Patterns
) -> None:
    plan = search.plan
    aliases = set(map(normalise, set[str]().union(*plan.aliases.values())))
    for row in db.execute("SELECT url, entries FROM frontier ORDER BY rowid"):
        if wanted.fit(row["url"]):
            plan.known.add(row["url"])
        elif row["url"] not in aliases:
            _look_in_row(plan, row["url"], row["entries"], also)
    plan.requisites = _only_needed(db, plan.removal)
    for row in db.execute("SELECT report FROM runs WHERE report IS NOT NULL"):
        plan.hidden |= reports.quoting(row["report"], search.is_hidden)
    for row in db.execute("SELECT alarm FROM alarms"):
        plan.hidden |= reports.quoting(row["alarm"], search.is_hidden)


def _look_in_row(plan: Plan, url: str, entries: str, also: Patterns) -> None:
    trace = plan.traces.in_text(entries)
    if trace.quotes and also.fit(url):
        plan.cleared.add(url)
    elif trace.quotes:
        plan.rows.append(Copy(file=CATALOGUE, offset=None, url=url, type="frontier", trace=trace))


def _others(root: Path) -> Iterator[str]:
    """Files of which nobody knows what they hold."""
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        if path.is_file() and not _is_known(inner):
            yield str(inner)


def _only_needed(db: sqlite3.Connection, removal: Removal) -> list[str]:
    """What was captured because only captures that go ask for it."""
    going = {one.id for one in removal.gone.values()}
    rows = db.execute(
        "SELECT DISTINCT addresses.url, asking.record_id FROM addresses"
        " JOIN requisites ON address = addresses.id JOIN captures AS asking"
        " ON asking.id = requisites.capture WHERE EXISTS"
        " (SELECT 1 FROM captures WHERE captures.url = addresses.url)"
    )
    asked: dict[str, set[str]] = {}
    for row in rows:
        asked.setdefault(row["url"], set()).add(row["record_id"])
    urls = [url for url, ids in asked.items() if ids <= going]
    return sorted(url for url in urls if not removal.wanted(url))


def _is_known(inner: Path) -> bool:
    if inner.parts[0] == "archive":
        return inner.name.removesuffix(OPEN).endswith(SUFFIXES)
    if inner.parts[0] in ("indexes", "pages", "publications"):
        return True
    return inner.name.startswith((CATALOGUE, "manifest.", "packages.", "redaction", ".lock"))


def warc_files(archive: Path) -> list[Path]:
    """Sealed files and open ones."""
    return sorted([*ingest.warc_files(archive), *archive.glob(f"*{OPEN}")])


def _packages(folder: Folder) -> list[str]:
    return [f"{one['path']} {one.get('date', '')}".rstrip() for one in packages.made_of(folder)]
