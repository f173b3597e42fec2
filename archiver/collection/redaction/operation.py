"""Taking URLs out of a collection, so that a kill at any moment leaves the old state or the new.

First all WARC files that change are written anew beside the old ones; then the journal says so, and
from there on :func:`finish` only goes forward: files, manifest, catalogue and everything made from
it, the erasing of what was there, the log.
"""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from archiver.collection.crawling import barred
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder, Lock
from archiver.collection.preserving.rebuild import Manner, remake
from archiver.collection.redaction import journal as journals
from archiver.collection.redaction import reports
from archiver.collection.redaction.journal import Journal, Rewritten
from archiver.collection.redaction.order import (
    Order,
    Step,
    Surroundings,
    nothing,
    notice_of,
    redactor_of,
)
from archiver.collection.redaction.patterns import Patterns
from archiver.collection.redaction.plan import Plan
from archiver.collection.redaction.planning import plan_of
from archiver.collection.redaction.whole_stories import with_later_pages
from archiver.errors import CollectionError
from archiver.urls import normalise, split
from warcs import Recorder, SealedFile, files
from warcs.proving import manifest
from warcs.recording import recovery
from warcs.records import FIELDS_TYPE
from warcs.redacting import tombstones
from warcs.redacting.redaction import Redactor, changed


def plan(root: Path, order: Order, progress: Callable[[str], None] = nothing) -> Plan:
    """What :func:`redact` would do; nothing is changed. Raises CollectionError."""
    folder = Folder(root)
    folder.require()
    order = with_later_pages(folder, order)
    found = plan_of(
        folder,
        Patterns(order.wanted),
        Patterns(order.also),
        forget_url=order.forget_url,
        progress=progress,
    )
    _refuse_nothing(root, order, found)
    return found


def redact(root: Path, order: Order, around: Surroundings) -> tuple[Plan, Journal]:
    """Take down what ``order`` names; returns what was done.

    Raises CollectionError if the collection is in use, incomplete, or holds nothing of the kind;
    CorruptRecord or WriteFailed where a file cannot be written anew: all is as it was then.
    """
    folder = Folder(root)
    folder.require(whole=False)
    lock = Lock(folder)
    try:
        finish(folder, around.step)
        _prepare_folder(folder)
        order = with_later_pages(folder, order)
        found = plan(root, order, around.progress)
        work = _Work(folder, found, order, around)
        journal = work.prepare()
        finish(folder, around.step, around.progress)
        return found, journal
    finally:
        lock.release()


def _refuse_nothing(root: Path, order: Order, found: Plan) -> None:
    """Raises CollectionError for an order that means nothing here, and bars nothing."""
    exact = Patterns(order.wanted).exact
    known = set(map(normalise, found.urls))
    strange = next((x for x in exact if split(x) is None and normalise(x) not in known), None)
    if strange is not None:
        raise CollectionError(
            f"{strange}: nothing here has this address, and it is no web address; give one like "
            "https://paper.example/story, or a pattern with *"
        )
    if not found.urls and not exact:
        raise CollectionError(f"{root}: nothing here fits {', '.join(order.wanted)}")


def _prepare_folder(folder: Folder) -> None:
    """Seal what a crash left; the catalogue in one file, and knowing no file that is not there."""
    for path in sorted(folder.archive.glob(f"*{files.OPEN}")):
        recovery.seal_leftover(path)
    if not folder.catalogue.is_file():
        return
    with closing(catalogue.connect(folder.catalogue)) as db:
        known = [name for (name,) in db.execute("SELECT name FROM files ORDER BY name")]
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    missing = [name for name in known if not (folder.archive / name).is_file()]
    if missing:
        raise CollectionError(
            f"{folder.archive}: {missing[0]} is missing (of {len(missing)} files), and what the "
            "catalogue knows of it would be lost; put it back, or accept the loss: "
            f"archiver rebuild -c {folder.root}"
        )


def _moment(folder: Folder, now: datetime) -> datetime:
    if not folder.catalogue.is_file():
        return now
    with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
        return barred.moment_after(db, now)


BARS = "redaction"  # how the names of files begin that hold nothing but notices


class _Work:
    """From a plan to a journal that says ``committed``."""

    def __init__(self, folder: Folder, plan: Plan, order: Order, around: Surroundings) -> None:
        self._folder = folder
        self._plan = plan
        self._order = order
        self._around = around
        self._id = around.new_id()
        self._notice = notice_of(self._id, plan, order, _moment(folder, around.now()))

    def prepare(self) -> Journal:
        """Write every file anew beside the old one, then commit to it."""
        folder = self._folder
        self._around.step("journal")
        journals.write(folder, Journal(phase="preparing", redaction=self._id))
        try:
            redactor = redactor_of(folder.archive, self._plan, self._notice, self._around.new_id)
            written = tuple(self._write(redactor, name) for name in changed(redactor))
            self._around.step("bars")
            self._bar()
            journal = self._journal(written)
        except BaseException:
            _roll_back(folder)
            raise
        self._around.step("commit")
        journals.write(folder, journal)
        return journal

    def _write(self, redactor: Redactor, name: str) -> Rewritten:
        self._around.step(f"write {name}")
        self._around.progress(f"writing {name}")
        path = self._folder.archive / name
        target = path.with_name(name + journals.NEW)
        target.unlink(missing_ok=True)
        self._plan.move(name, redactor.write(name, target))
        new = files.sealed_file(target)
        return Rewritten(
            name=name, old=files.sealed_file(path).sha256, new=new.sha256, size=new.size
        )

    def _bar(self) -> None:
        """A notice for each URL that is meant and of which nothing was captured."""
        captured = {barred.digest_of(x.url) for x in self._plan.removal.gone.values() if x.wanted}
        named = {*self._plan.known, *Patterns(self._order.wanted).exact}
        urls = sorted(url for url in named if barred.digest_of(url) not in captured)
        if not urls:
            return
        recorder = Recorder(
            self._folder.archive,
            prefix=BARS,
            now=self._around.now,
            new_id=self._around.new_id,
        )
        for url in urls:
            recorder.add_metadata(
                tombstones.notice_target(self._notice, url),
                tombstones.notice_block(self._notice, url, barred=True),
                content_type=FIELDS_TYPE,
            )
        recorder.seal()

    def _journal(self, written: tuple[Rewritten, ...]) -> Journal:
        plan, forget = self._plan, self._order.forget_url
        urls = {*plan.urls, *Patterns(self._order.wanted).exact}
        aliases = set[str]().union(*plan.aliases.values())
        digests = sorted({barred.digest_of(url) for url in urls | aliases})
        log = {
            "redaction": self._id,
            "date": catalogue.iso(self._notice.moment),
            "reason": self._notice.reason,
            **({"url_digests": digests} if forget else {"urls": sorted(urls)}),
            "captures": len(plan.captures),
            "records": len(plan.removal.gone),
            "promoted": [one.revisit.id for one in plan.consequences.promoted],
            "renewed": len(plan.consequences.renewed),
            "unresolved": [one.id for one, _ in plan.consequences.unresolved],
            "copies_left": len(plan.quoting),
            "files": [{"name": x.name, "old": x.old, "new": x.new} for x in written],
            "packages": plan.packages,
        }
        return Journal(
            phase="committed",
            redaction=self._id,
            files=written,
            barred=tuple(digests),
            cleared=tuple(sorted(map(barred.digest_of, plan.cleared))),
            forget=forget,
            hidden=tuple(sorted(plan.hidden)),
            log=log,
        )


def finish(
    folder: Folder, step: Step = nothing, progress: Callable[[str], None] = nothing
) -> Journal | None:
    """Take up a redaction that was broken off: to its end, or back. For whoever holds the lock.

    Returns its journal if it was brought to its end. Raises CollectionError, WriteFailed.
    """
    journal = journals.read(folder)
    if journal is None:
        return None
    if journal.phase == "preparing":
        _roll_back(folder)
        return None
    for file in journal.files:
        step(f"swap {file.name}")
        _swap(folder, file)
    step("manifest")
    for file in journal.files:
        _renew_manifest(folder, file, journal.redaction)
    step("catalogue")
    remake(folder, progress, _manner(journal))
    step("leftovers")
    _erase_leftovers(folder)
    step("log")
    _log(folder, journal)
    step("end")
    folder.journal.unlink()
    files.sync_folder(folder.root)
    return journal


def _roll_back(folder: Folder) -> None:
    for path in folder.archive.glob(f"*{journals.NEW}"):
        journals.erase(path)  # a promoted payload is in it
    known = manifest.names(folder.manifest)
    for path in folder.archive.glob(f"{BARS}-*.warc.gz*"):
        if path.name.removesuffix(files.OPEN) not in known:
            journals.erase(path)  # bars of this redaction: nothing was taken down
    folder.journal.unlink(missing_ok=True)
    files.sync_folder(folder.root)


def _swap(folder: Folder, file: Rewritten) -> None:
    path = folder.archive / file.name
    new = path.with_name(file.name + journals.NEW)
    if new.exists() and files.sealed_file(new).sha256 != file.new:
        raise CollectionError(f"{new}: was changed since it was written; restore {folder.root}")
    journals.swap(new, path)


def _renew_manifest(folder: Folder, file: Rewritten, redaction: str) -> None:
    sealed = SealedFile(name=file.name, size=file.size, sha256=file.new)
    if file.name in manifest.names(folder.manifest):
        manifest.replace(folder.manifest, sealed, replaces=file.old, redaction=redaction)
    else:  # sealed by this very redaction: it never had another line
        manifest.append(folder.manifest, sealed)


def _manner(journal: Journal) -> Manner:
    """How the catalogue is made anew: without what the old one's state tables say of the URLs."""
    meant, cleared = frozenset(journal.barred), frozenset(journal.cleared)

    def row(table: str, found: sqlite3.Row) -> tuple[object, ...] | None:
        values = dict(found)
        if table == "runs" and values["report"]:
            values["report"] = reports.without(values["report"], journal.hidden)
        if table == "alarms":
            values["alarm"] = reports.without_urls(values["alarm"], journal.hidden, meant)
            values["subject"] = json.loads(values["alarm"])["subject"]
        if table == "frontier" and not _frontier(values, journal.forget, meant, cleared):
            return None
        if table in OF_URLS and not _of_url(values, values[OF_URLS[table]], meant):
            return None
        return tuple(values.values())

    return Manner(row=row, replace=journals.swap, remove=journals.erase, keep_old=False)


def _frontier(
    values: dict[str, Any], forget: bool, meant: frozenset[str], cleared: frozenset[str]
) -> bool:
    """True if a row of the frontier is kept; what sources said of the URL may be forgotten."""
    digest = barred.digest_of(values["url"])
    if digest in meant and forget:
        return False
    if digest in meant:
        values.update(state="redacted", reason=None, entries="[]", due=None)
    elif digest in cleared:
        values["entries"] = "[]"
    return True


#: State tables whose rows are of a URL, and its column.
OF_URLS = {
    "requisite_frontier": "url",
    "validators": "url",
    "sources": "url",
    "gaps": "url",
    "lastmods": "source",
}


def _of_url(values: dict[str, Any], url: str, meant: frozenset[str]) -> bool:
    """True if a row is kept; of what pages ask for, the page that asks may be forgotten in it."""
    if barred.digest_of(url) in meant:
        return False
    if "named_by" not in values or barred.digest_of(values["named_by"]) not in meant:
        return True
    values["named_by"] = ""
    return values["state"] not in ("pending", "in flight")


def _erase_leftovers(folder: Folder) -> None:
    """Whatever else may hold the text: older catalogues, and what a kill left half done, of a
    rebuild or an import among it."""
    leftovers = [
        *(path for path in folder.root.glob("*/*.new") if path.parent != folder.archive),
        *(path for path in folder.incoming.rglob("*") if path.is_file()),
        *folder.root.glob(f"{folder.catalogue.name}.*"),
        *folder.root.rglob(f"*{journals.OLD}"),
        *folder.archive.glob(f"*{journals.NEW}"),
    ]
    for path in leftovers:
        journals.erase(path)
    folder.clear()


def _log(folder: Folder, journal: Journal) -> None:
    path = journals.log_of(folder)
    line = json.dumps(journal.log, ensure_ascii=False).encode() + b"\n"
    with path.open("a+b") as stream:
        stream.seek(0)
        whole, _, torn = stream.read().rpartition(b"\n")
        if torn:
            stream.truncate(len(whole) + 1 if whole else 0)
        if line not in (whole + b"\n").splitlines(keepends=True):
            stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())
