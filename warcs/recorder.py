"""Recording exchanges into WARC files; docs/warcs.md tells which records are written, and why."""

import os
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import FileIO
from pathlib import Path
from typing import cast

from warcs import files, records
from warcs.capturing.intake import Intake
from warcs.digests import Algorithm, labelled
from warcs.errors import CorruptRecord, WriteFailed
from warcs.packaging.stored import Stored
from warcs.reader import record_at
from warcs.record import UNKNOWN_DATE
from warcs.recording import captures, warcinfo
from warcs.recording.captures import NewRecord
from warcs.recording.deduplication import Originals
from warcs.recording.measure import measure
from warcs.recording.packing import pack
from warcs.recording.writer import Writer
from warcs.redacting.credentials import carried
from warcs.values import Capture, CaptureRef, CaptureType, Exchange, SealedFile

MAX_SIZE = 1_000_000_000  # bytes: a file that has as many is sealed, and the next one begun
MAX_AGE = timedelta(hours=24)  # from its beginning; the same


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def new_record_id() -> str:
    """A random ``urn:uuid:…``."""
    return f"urn:uuid:{uuid.uuid4()}"


class Recorder:
    """Appends exchanges to a WARC file in ``folder``, which is begun with the first of them.

    The file is called ``NAME.warc.gz.open`` until :meth:`seal` gives it its name; the next record
    then begins another. ``info`` goes into the warcinfo record; ValueError for a field that is not
    in INFO_FIELDS, or a ``prefix`` that no file name can have. ``now`` gives aware times,
    ``new_id`` a new URI each time. For one thread.

    Every method that writes raises WriteFailed when the disk is full or broken. The file then
    holds nothing of the exchange, what came before is whole, and recording may be tried again.

    ``originals`` knows which payloads are in the archive already: those are not written again, but
    referred to by a revisit record. Without it only a 304 can become one.
    """

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str = "capture",
        info: Mapping[str, str] | None = None,
        algorithm: Algorithm = "sha256",
        originals: Originals | None = None,
        max_size: int = MAX_SIZE,
        max_age: timedelta = MAX_AGE,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = new_record_id,
    ) -> None:
        #: called once for each recorded exchange, after it was appended
        self.on_capture: Callable[[Capture], None] | None = None
        self._folder = folder
        self._prefix = files.checked_prefix(prefix)
        self._info = warcinfo.checked(info or {})
        self._algorithm: Algorithm = algorithm
        self._max_size = max_size
        self._max_age = max_age
        self._originals = originals
        self.revisits = 0  #: how many of the exchanges recorded became revisits
        self.saved = 0  #: bytes of payloads that were not written again
        self._now = now
        self._new_id = new_id
        self._serial = 0
        self._name: str | None = None
        self._last_name: str | None = None  # of the file that was let go of
        self._writer: Writer | None = None
        self._begun = UNKNOWN_DATE  # when the file was
        self._info_id = ""
        self._info_end = 0
        self._resumed: bytes | None = None  # warcinfo of a file that was gone on in, to be compared
        self._synced_name: str | None = None  # of the file for whose name the folder was synced

    @property
    def name(self) -> str | None:
        """Final name of the file that is being written, None if none is open."""
        return self._name

    @property
    def last_name(self) -> str | None:
        """Final name of the file that was written to last, be it sealed by now; None if none was.

        One that was gone on in and not written to counts while it is open.
        """
        return self._name or self._last_name

    @property
    def end(self) -> int:
        """Where the last whole record of the open file ends, in bytes; 0 if none is open."""
        return self._writer.end if self._writer else 0

    @property
    def due(self) -> bool:
        """True if the open file is large or old enough to be sealed."""
        if self._writer is None:
            return False
        large = 0 < self._max_size <= self._writer.end
        return large or (bool(self._max_age) and self._now() - self._begun >= self._max_age)

    def describe(self, **info: str) -> None:
        """Add to what the warcinfo record says, before anything is recorded. Raises ValueError."""
        self._info |= warcinfo.checked(info)

    def resume(self, name: str) -> None:
        """Go on in ``NAME.open``, which another recorder left.

        It must have been cut to whole records (:func:`warcs.recording.recovery.tidy`), and no file
        be open. If its warcinfo says anything else than ours would, ours is written into it, for
        the records that follow (WARC 1.1 §6.2). Raises WriteFailed; CorruptRecord if the file does
        not begin with a warcinfo record.
        """
        path = self._folder / f"{name}{files.OPEN}"
        first = record_at(path, 0)
        if first.type != "warcinfo":
            raise CorruptRecord(name, 0, "is no warcinfo record")
        try:
            raw = FileIO(path, "r+")
            end = raw.seek(0, os.SEEK_END)
        except OSError as error:
            raise WriteFailed(f"{path}: cannot be opened ({error.strerror})") from error
        self._writer, self._name = Writer(raw, name, end), name
        self._info_id, self._info_end, self._begun = first.id, first.length, first.date
        self._resumed = first.block
        self._synced_name = None  # a crash may have come before the folder was synced

    def leave(self) -> None:
        """Sync the open file and let go of it, for another recorder to resume.

        One without any record but its warcinfo is removed. Raises WriteFailed.
        """
        self.sync()
        self._let_go()

    def new_intake(self) -> Intake:
        """What takes in a response while it comes; a large one on the disk of the files."""
        return Intake(self._folder, self._algorithm)

    def prepare(self, exchange: Exchange) -> Exchange:
        """What of recording a large response takes long; may be done in any thread.

        Recording what is returned is quick: its digests are known and it is compressed. A small
        response is returned as it is. Raises WriteFailed; nothing was written then.
        """
        response = exchange.response
        if not isinstance(response, Stored):
            return exchange
        try:
            measured = exchange.measured or measure(response, self._algorithm)
            return replace(exchange, response=pack(response, self._folder), measured=measured)
        except OSError as error:
            raise self.spool_failed(error) from error

    def spool_failed(self, error: OSError) -> WriteFailed:
        """What is to be raised where a large response could not be kept on its way."""
        text = f"{self._folder}: a large response cannot be kept ({error.strerror or error})"
        return WriteFailed(text)

    def record(self, exchange: Exchange) -> Capture:
        """Append an exchange: response and request, or request and reason, or the reason alone."""
        try:
            new = captures.of_exchange(exchange, self._new_id, self._algorithm, self._originals)
        except OSError as error:  # a large response, whose file cannot be read
            raise self.spool_failed(error) from error
        ref, length = self._append(new)
        first = new[0]
        fields = dict(first.fields)
        capture = captures.capture(
            ref,
            type=cast(CaptureType, first.type),
            url=first.url,
            length=length,
            http=first.http,
            truncated=exchange.truncated if first.http else None,
            failure=fields[records.FAILURE],
            payload_length=first.measured.payload_length if first.measured else 0,
            credentials=any(map(_is_secret, new)),
            refers_to=fields.get("WARC-Refers-To"),
        )
        if capture.type == "revisit":
            self.revisits += 1
            self.saved += first.left_out
        if self.on_capture:
            self.on_capture(capture)
        return capture

    def add_metadata(
        self,
        url: str,
        content: bytes,
        *,
        content_type: str,
        concerning: CaptureRef | None = None,
    ) -> CaptureRef:
        """Append a metadata record, and say which capture it concerns.

        pywb and cdxj-indexer index metadata records (but ``application/warc-fields``), so one
        under a page's own URL can be replayed in its place: put ``urn:…:`` before it.
        """
        refers_to = f"<{concerning.record_id}>" if concerning else None
        return self._add("metadata", url, content, content_type, ("WARC-Refers-To", refers_to))

    def add_resource(self, url: str, content: bytes, *, content_type: str) -> CaptureRef:
        """Append a resource record: content that has a URL and came by no HTTP exchange."""
        return self._add("resource", url, content, content_type)

    def sync(self) -> None:
        """Make durable all that was recorded: the file, and its name in the folder."""
        self.syncing()()

    def syncing(self) -> Callable[[], None]:
        """What :meth:`sync` has to do by now, for any thread. Recording may go on meanwhile, but
        the file may not be let go of."""
        writer, name = self._writer, self._name
        if writer is None:
            return _nothing
        writer.mend()

        def sync() -> None:
            writer.sync_as_it_is()
            if name != self._synced_name:
                self._sync_folder()
                self._synced_name = name

        return sync

    def _sync_folder(self) -> None:
        try:
            files.sync_folder(self._folder)
        except OSError as error:
            raise WriteFailed(f"{self._folder}: cannot be synced ({error.strerror})") from error

    def seal(self) -> SealedFile | None:
        """Close the file and give it its final name; None if nothing was recorded.

        On WriteFailed the file keeps ``.open`` in its name, for :mod:`warcs.recording.recovery`.
        """
        path = self._let_go()
        return files.seal(path) if path else None

    def finish(self) -> Path | None:
        """As :meth:`seal`, but the file is not read for its digest, which takes seconds for a large
        one; returns where it is."""
        path = self._let_go()
        return files.finish(path) if path else None

    def let_go(self) -> Path | None:
        """As :meth:`finish`, for a file to which nothing was recorded since it was synced; it keeps
        the name that it has, and is returned. Nothing is waited for."""
        return self._let_go(synced=True)

    def _let_go(self, *, synced: bool = False) -> Path | None:
        """Close the open file; its path, None if there is none that holds anything."""
        writer, name = self._writer, self._name
        if writer is None or name is None:
            return None
        path = self._folder / f"{name}{files.OPEN}"
        self._writer = self._name = self._resumed = None
        try:
            if not synced:
                writer.sync()
        finally:
            writer.close()
        if writer.end == self._info_end:
            path.unlink()
            return None
        self._last_name = name
        return path

    def _add(
        self,
        type: str,
        url: str,
        content: bytes,
        content_type: str,
        *fields: tuple[str, str | None],
    ) -> CaptureRef:
        record = NewRecord(
            type=type,
            id=self._new_id(),
            date=self._now(),
            url=records.target(url),
            content_type=records.one_line(content_type),
            block=content,
            digest=labelled(self._algorithm, (content,)),
            fields=fields,
        )
        return self._append([record])[0]

    def _append(self, new: Sequence[NewRecord]) -> tuple[CaptureRef, int]:
        """Write records; returns where the first of them is, and its length."""
        if self._writer is None:
            self._begin()
        if self._resumed is not None:
            self._describe_anew(self._resumed)
        writer, name = cast(Writer, self._writer), cast(str, self._name)
        parts = [(record.head(self._info_id, self._algorithm), record.block) for record in new]
        offset, length = writer.append(parts)[0]
        first = new[0]
        ref = CaptureRef(
            record_id=first.id,
            date=first.date.astimezone(UTC),
            digest=first.digest,
            file=name,
            offset=offset,
        )
        return ref, length

    def _begin(self) -> None:
        """Begin a file with its warcinfo record (WARC 1.1 §6.2)."""
        moment = self._now()
        raw, name = files.begin(self._folder, self._prefix, self._serial, moment, self._new_id)
        writer = Writer(raw, name)
        self._info_id, self._begun = self._new_id(), moment
        try:
            writer.append([self._info_record(name, moment)])
        except WriteFailed:
            raw.close()
            (self._folder / f"{name}{files.OPEN}").unlink(missing_ok=True)
            raise
        self._info_end = writer.end
        self._writer, self._name = writer, name
        self._serial += 1

    def _info_record(self, name: str, moment: datetime) -> tuple[bytes, bytes]:
        return warcinfo.record(
            self._info, id=self._info_id, date=moment, file=name, algorithm=self._algorithm
        )

    def _describe_anew(self, before: bytes) -> None:
        """Say what the records that follow were made with, where it is not what was said before."""
        if warcinfo.block(self._info) != before:
            old, self._info_id = self._info_id, self._new_id()
            try:
                cast(Writer, self._writer).append(
                    [self._info_record(cast(str, self._name), self._now())]
                )
            except WriteFailed:
                self._info_id = old
                raise
        self._resumed = None


def _nothing() -> None:
    """There is no file."""


def _is_secret(record: NewRecord) -> bool:
    """True for a request that carries credentials."""
    return record.type == "request" and isinstance(record.block, bytes) and carried(record.block)
