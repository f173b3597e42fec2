"""What checking finds: values that can be printed, or written as JSON."""

from collections import Counter
from dataclasses import dataclass

from warcs.verifying.strengths import Strength

MOST_FAULTS = 1000  # of a file that are kept one by one; the others are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is wrong, or worth knowing."""

    kind: str  #: one of KINDS in :mod:`warcs.verifying`
    file: str
    offset: int | None  #: in bytes, of the unit or record; None for the file as a whole
    text: str  #: one line
    note: bool = False  #: no fault: a deviation from the standard by which nothing is lost

    def __str__(self) -> str:
        place = self.file if self.offset is None else f"{self.file}: offset {self.offset}"
        return f"{place}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many records a digest speaks for."""

    block: int = 0  #: block digests that were checked
    payload: int = 0  #: payload digests that were checked
    chunked: int = 0  #: of those: digests of the body with its transfer-coding still on
    uncovered: int = 0  #: records that have no digest at all
    unknown: int = 0  #: digests of an algorithm that is not known here
    unchecked: int = 0  #: payload digests that cannot be checked from the record alone


class Findings:
    """Faults and counts of one file, gathered while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.left_out = 0  #: faults beyond MOST_FAULTS
        self.counts: Counter[str] = Counter()

    def fault(self, kind: str, offset: int | None, text: str) -> None:
        """Something is wrong."""
        self._add(Fault(kind=kind, file=self.file, offset=offset, text=text))

    def note(self, kind: str, offset: int | None, text: str) -> None:
        """Something deviates from the standard; nothing is lost by it."""
        self._add(Fault(kind=kind, file=self.file, offset=offset, text=text, note=True))

    def note_once(self, kind: str, offset: int | None, text: str) -> None:
        """The same, told for its first place only, and counted."""
        self.counts[f"note: {text}"] += 1
        if self.counts[f"note: {text}"] == 1:
            self.note(kind, offset, text)

    def _add(self, fault: Fault) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        else:
            self.left_out += not fault.note


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What was found in one file."""

    name: str
    size: int  #: bytes, as it lies on the disk
    sha256: str | None  #: hexadecimal, of the file; None where it was not asked for
    form: str  #: ``gzip``, ``zstd``, ``plain``, ``arc``, ``wacz`` or ``unknown``
    records: dict[str, int]  #: by WARC-Type
    coverage: Coverage
    faults: tuple[Fault, ...]
    left_out: int = 0  #: further faults that are only counted

    @property
    def sound(self) -> bool:
        """True if nothing is wrong."""
        return not self.left_out and all(fault.note for fault in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found in all that was looked at, at which strength."""

    files: tuple[FileReport, ...]
    faults: tuple[Fault, ...] = ()  #: of what is more than one file: links, manifest, catalogue
    strengths: tuple[Strength, ...] = ()
    told: tuple[str, ...] = ()  #: what else must be said, a line each

    @property
    def sound(self) -> bool:
        """True if nothing is wrong."""
        return all(file.sound for file in self.files) and all(fault.note for fault in self.faults)
