"""What a repair did: values that can be printed, or written as JSON."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A record that was kept, but not as it lay in the file."""

    offset: int  #: in the file that was repaired
    record_id: str
    what: str  #: one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Bytes of the file that hold no record which could be kept."""

    offset: int
    length: int  #: bytes
    reason: str
    record_id: str | None = None  #: of the record whose head could still be read there
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What became of one file."""

    name: str
    out: str  #: path of the sound copy; empty where nothing could be kept
    kept: int  #: records that are byte for byte as they were, their envelope included
    rewrapped: int  #: records with the same head and block in a new envelope
    changed: tuple[Change, ...]  #: records whose head, or line ends, had to be put right
    faulty: tuple[Change, ...]  #: records that contradict themselves
    faulty_out: str | None  #: path of the file they were put into; None where they were kept
    doubled: tuple[Change, ...]  #: second copies of a record, left out
    lost: tuple[Loss, ...]
    sound: bool  #: the copy passes `archiver verify`
    unsound: tuple[str, ...] = ()  #: why not, a line each

    @property
    def records(self) -> int:
        """How many records the copy holds."""
        kept_faulty = len(self.faulty) if self.faulty_out is None else 0
        return self.kept + self.rewrapped + len(self.changed) + kept_faulty
