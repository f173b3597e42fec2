"""Importing: files go into the archive as they are, then their pages are read.

First every file is copied (or linked) beside the archive, looked at, noted in the journal, given
its place and catalogued, one after the other; then the pages of all are read, as a crawl would have
read them, and their readings written into WARC files of our own. A kill at any moment leaves whole
files: what was taken in and not read is read by the next import, crawl, `seal` or `reread`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from archiver import publications
from archiver.collection import options
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.importing import incoming, journal
from archiver.collection.importing.incoming import Incoming
from archiver.collection.importing.journal import Begun
from archiver.collection.importing.page_reading import PageReader
from archiver.collection.importing.report import MOST_PROBLEMS, ImportedFile, ImportReport
from archiver.collection.ingest import Later
from archiver.collection.record import IMPORT_PREFIX, IMPORT_TYPE, IMPORT_URL
from archiver.collection.session import Session, utc_now
from archiver.publications import Publications
from archiver.rights import Policy
from warcs import Refused
from warcs.files import make_folder, sync_folder
from warcs.proving import manifest

Progress = Callable[[str, int, int], None]
"""What is being done (taking in, reading), how much of it was done, and how much there is."""


def nothing(what: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def import_files(
    root: Path,
    paths: Sequence[Path],
    *,
    link: bool = False,
    progress: Progress = nothing,
    now: Callable[[], datetime] = utc_now,
) -> ImportReport:
    """Import WARC files, packages (WACZ), and what of both lies in folders, into a collection.

    ``root`` is made a collection if it is none. With ``link`` a file is linked instead of copied.
    A file that cannot be imported is refused in the report, and the others go on. Raises
    CollectionError for a path that is not there, and a folder that cannot be used or is in use;
    PublicationError, OptionsError; warcs.WriteFailed and OSError where the disk is full.
    """
    files = incoming.found_in(paths)
    folder = Folder(root)
    folder.make()
    report = ImportReport()
    with _session(root, now) as session:
        reading = _Reading(session, progress)
        report.resumed += reading.left()
        taking = _Taking(session, link=link)
        for number, path in enumerate(files):
            progress("taking in", number, len(files))
            report.files += taking.take_in(path)
        progress("taking in", len(files), len(files))
        report.problems += taking.end()
        reading.read([one for one in report.files if one.outcome == "imported"], report.late)
    return report


def go_on(session: Session, progress: Progress = nothing) -> list[ImportedFile]:
    """Read what an import took in and did not live to read; for whoever opened the collection.

    Raises as :func:`import_files`.
    """
    return _Reading(session, progress).left()


@contextmanager
def _session(root: Path, now: Callable[[], datetime]) -> Iterator[Session]:
    session = Session(root, prefix=IMPORT_PREFIX.rstrip("-"), now=now)
    try:
        yield session
    except BaseException:
        session.abandon()
        raise
    session.close()


class _Taking:
    """Files put into the archive and catalogued."""

    def __init__(self, session: Session, *, link: bool) -> None:
        self._session = session
        self._link = link
        self._later: list[Later] = []  # readings of captures that are in none of the files so far
        self._digests = manifest.digests(session.folder.manifest)

    def take_in(self, path: Path) -> list[ImportedFile]:
        """Take in the files that ``path`` is or holds; what became of each."""
        done: list[ImportedFile] = []
        try:
            with incoming.of(path, link=self._link) as found:
                for one in found:
                    done.append(self._one(one))
        except Refused as error:
            text = str(error).removeprefix(f"{path}: ")
            done.append(ImportedFile(source=str(path), outcome="refused", problems=[text]))
        return done

    def end(self) -> list[str]:
        """All files are in; what is still missing, a line."""
        count = len(self._later)
        if not count:
            return []
        self._session.take_in_later(self._later)
        return [
            f"{count} readings are of captures that are not here; import the files that hold them, "
            f"then `archiver rebuild -c {self._session.folder.root}`"
        ]

    def _one(self, one: Incoming) -> ImportedFile:
        session, folder = self._session, self._session.folder
        with incoming.place_for(folder) as path:
            try:
                one.bring(path)
                sha256, size = incoming.sha256_of(path), path.stat().st_size
                known = self._digests.get(sha256)
                if known is not None:
                    return _known(one, known, sha256, size, folder)
                captures = incoming.look(path, one.source, session.frontier.is_barred)
                name = incoming.name_for(one, path, sha256, folder)
            except Refused as error:
                text = str(error).removeprefix(f"{one.source}: ")
                return ImportedFile(source=one.source, outcome="refused", problems=[text])
            session.seal()  # the readings so far stand in the archive before what comes now
            journal.add(folder, Begun(name=name, source=one.source, sha256=sha256, size=size))
            make_folder(folder.archive)
            path.rename(folder.archive / name)
            sync_folder(folder.archive)
        problems = session.take_in(folder.archive / name, self._later)
        self._digests[sha256] = name
        found = ImportedFile(
            source=one.source, outcome="imported", name=name, sha256=sha256, size=size,
            problems=problems[:MOST_PROBLEMS], captures=_captures_in(folder, name),
        )  # fmt: skip
        found.copies = captures - found.captures
        return found


def _known(one: Incoming, name: str, sha256: str, size: int, folder: Folder) -> ImportedFile:
    """A file that the collection has, or had before something was taken out of it."""
    newest = manifest.read(folder.manifest).newest.get(name, {})
    changed = [] if newest.get("sha256") == sha256 else [f"{name} was changed since it came here"]
    return ImportedFile(
        source=one.source, outcome="already here", name=name, sha256=sha256, size=size,
        problems=changed,
    )  # fmt: skip


def _captures_in(folder: Folder, name: str) -> int:
    """How many captures the catalogue has of a file."""
    with closing(catalogue.connect(folder.catalogue, readonly=True)) as db:
        (count,) = db.execute("SELECT count(*) FROM captures WHERE file = ?", (name,)).fetchone()
    return int(count)


class _Reading:
    """Reading the pages of what was taken in."""

    def __init__(self, session: Session, progress: Progress) -> None:
        self._session = session
        self._progress = progress

    def left(self) -> list[ImportedFile]:
        """Read what an earlier import left; what became of it."""
        folder = self._session.folder
        begun = [one for one in journal.read(folder) if (folder.archive / one.name).is_file()]
        found = [
            ImportedFile(
                source=one.source, outcome="imported", name=one.name, sha256=one.sha256,
                size=one.size, captures=_captures_in(folder, one.name),
            )
            for one in begun
        ]  # fmt: skip
        self.read(found, {})
        return found

    def read(self, files: list[ImportedFile], late: dict[str, int]) -> None:
        """Read the pages of files, and note in the archive what became of them; ``late`` learns
        what became of revisits that waited for them."""
        session = self._session
        if files:
            session.commit()
            known, policy = _known_here(session.folder)
            with closing(catalogue.connect(session.folder.catalogue, readonly=True)) as db:
                pages = PageReader(session, db, known, policy)
                self._read(files, pages)
                pages.run_late([file.name or "" for file in files], late)
        if journal.path_of(session.folder).exists():
            session.commit()
            journal.end(session.folder)

    def _read(self, files: list[ImportedFile], pages: PageReader) -> None:
        total = sum(pages.captures(file.name or "") for file in files)
        done = 0

        def progress() -> None:
            nonlocal done
            done += 1
            self._progress("reading", done, total)

        for file in files:
            pages.run(file.name or "", file.pages, progress)
            self._session.recorder.add_metadata(
                IMPORT_URL + (file.name or ""),
                msgspec.json.encode({"schema": 1, **msgspec.to_builtins(_told(file))}),
                content_type=IMPORT_TYPE,
            )


def _told(file: ImportedFile) -> dict[str, object]:
    """What the archive is told of an import: not where on the disk the file lay."""
    said = msgspec.to_builtins(file)
    *_, source = file.source.rpartition("/")
    return {**said, "source": source}


def _known_here(folder: Folder) -> tuple[Publications, Policy]:
    known = publications.load_sound(folder.publications)
    return known, options.load(folder.root).policy
