"""Everything ``warcs`` raises on purpose.

WarcError
    WriteFailed     the disk is full or broken; what was written before is whole
    CorruptRecord   a record cannot be read: file, offset, reason
    Refused         what was asked for cannot or must not be done; the text says what to do
        CannotOpen    there is nothing to read, or no way to
        KeyUnusable   a key or certificate cannot be read, or is of another kind
        StampRefused  a time stamp is none, or not of what it should be
"""


class WarcError(Exception):
    """Catch this to catch all of ours."""


class WriteFailed(WarcError):
    """A record could not be written; the file was cut back to the last whole record."""


class CorruptRecord(WarcError):
    """A record cannot be read; the text gives file, offset and reason."""

    def __init__(self, file: str, offset: int, reason: str, *, lost: bool = True) -> None:
        super().__init__(f"{file}: offset {offset}: {reason}")
        self.file, self.offset, self.reason = file, offset, reason
        self.lost = lost  #: False: something is wrong with it, but it was read all the same


class Refused(WarcError):
    """What was asked for cannot or must not be done; the text is one line that says what to do."""


class CannotOpen(Refused):
    """What should be read cannot be opened; the text says why and, where it can, what to do."""


class KeyUnusable(Refused):
    """A key or certificate cannot be read, or is of another kind; the text says which."""


class StampRefused(Refused):
    """A time stamp is none, or not of what it should be; the text says why."""
