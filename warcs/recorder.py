"""Recording exchanges into WARC files; docs/warcs.md tells which records are written, and why."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, cast

from warcs import captures, files, records
from warcs.captures import NewRecord
from warcs.credentials import carried
from warcs.digests import Algorithm, labelled
from warcs.errors import WriteFailed
from warcs.intake import Intake
from warcs.measure import measure
from warcs.packing import pack
from warcs.stored import Stored
from warcs.values import Capture, CaptureRef, Exchange, SealedFile
from warcs.writer import Writer

INFO_FIELDS = (
    "operator",
    "robots",
    "hostname",
    "ip",
    "http-header-user-agent",
    "http-header-from",
    "isPartOf",
    "description",
    "publisher",
    "rights",
)
"""What a caller may say in the warcinfo record: a list, so that no secret gets there unnoticed."""


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
    """

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str = "capture",
        info: Mapping[str, str] | None = None,
        algorithm: Algorithm = "sha256",
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = new_record_id,
    ) -> None:
        for field in info or {}:
            if field not in INFO_FIELDS:
                raise ValueError(f"no field {field!r} in warcinfo; use {', '.join(INFO_FIELDS)}")
        #: called once for each recorded exchange, after it was appended
        self.on_capture: Callable[[Capture], None] | None = None
        self._folder = folder
        self._prefix = files.checked_prefix(prefix)
        self._info = dict(info or {})
        self._algorithm: Algorithm = algorithm
        self._now = now
        self._new_id = new_id
        self._serial = 0
        self._name: str | None = None
        self._writer: Writer | None = None
        self._info_id = ""
        self._info_end = 0
        self._new_name = False  # the folder was not synced since the file was begun

    @property
    def name(self) -> str | None:
        """Final name of the file that is being written, None if none is open."""
        return self._name

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
            new = captures.of_exchange(exchange, self._new_id, self._algorithm)
        except OSError as error:  # a large response, whose file cannot be read
            raise self.spool_failed(error) from error
        ref, length = self._append(new)
        first = new[0]
        fields = dict(first.fields)
        capture = captures.capture(
            ref,
            type=cast(Literal["response", "request", "metadata"], first.type),
            url=first.url,
            length=length,
            http=first.http,
            truncated=exchange.truncated if first.http else None,
            failure=fields[records.FAILURE],
            payload_length=first.measured.payload_length if first.measured else 0,
            credentials=any(map(_is_secret, new)),
        )
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
        if self._writer is None:
            return
        self._writer.sync()
        if self._new_name:
            try:
                files.sync_folder(self._folder)
            except OSError as error:
                text = f"{self._folder}: cannot be synced ({error.strerror})"
                raise WriteFailed(text) from error
            self._new_name = False

    def seal(self) -> SealedFile | None:
        """Close the file and give it its final name; None if nothing was recorded.

        On WriteFailed the file keeps ``.open`` in its name, for :mod:`warcs.recovery`.
        """
        writer, name = self._writer, self._name
        if writer is None or name is None:
            return None
        path = self._folder / f"{name}{files.OPEN}"
        self._writer = self._name = None
        try:
            writer.sync()
        finally:
            writer.close()
        if writer.end == self._info_end:
            path.unlink()
            return None
        return files.seal(path)

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
        self._info_id = self._new_id()
        block = records.warc_fields(
            (
                ("software", _software()),
                ("format", "WARC File Format 1.1"),
                ("conformsTo", records.CONFORMS_TO),
                *self._info.items(),
            )
        )
        head = records.head(
            (
                ("WARC-Type", "warcinfo"),
                ("WARC-Record-ID", f"<{self._info_id}>"),
                ("WARC-Date", records.warc_date(moment)),
                ("WARC-Filename", name),
                ("WARC-Block-Digest", labelled(self._algorithm, (block,))),
                ("Content-Type", records.FIELDS_TYPE),
                ("Content-Length", str(len(block))),
            )
        )
        try:
            writer.append([(head, block)])
        except WriteFailed:
            raw.close()
            (self._folder / f"{name}{files.OPEN}").unlink(missing_ok=True)
            raise
        self._info_end = writer.end
        self._writer, self._name = writer, name
        self._serial += 1
        self._new_name = True


def _is_secret(record: NewRecord) -> bool:
    """True for a request that carries credentials."""
    return record.type == "request" and isinstance(record.block, bytes) and carried(record.block)


def _software() -> str:
    try:
        return f"news-archiver/{version('news-archiver')}"
    except PackageNotFoundError:  # run from a folder that was never installed
        return "news-archiver"
