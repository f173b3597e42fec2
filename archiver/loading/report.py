"""What came of reading captures: each response in one class, with examples of what failed."""

import re
from collections.abc import Iterator

import msgspec

from archiver.loading.options import KINDS

#: Classes beside the kinds of pages. A class may have a detail, behind a colon and a space.
FILTERED = "filtered"  #: and which filter: url, domain, date, language
STATUS = "status"  #: not wanted; and the status, or ``none``
NOT_HTML = "not HTML"  #: not of a wanted media type; and the media type, or ``undeclared``
EMPTY = "empty body"
DUPLICATE = "duplicate"
UNRESOLVED = "revisit without its original"
UNJOINED = "segment without its first"  #: a continuation; the response is in none of the files
CORRUPT = "corrupt"  #: a place in a file where no whole record could be read
TOO_LONG = "too long"  #: the page took more than the timeout
CRASHED = "crashed"  #: the process that read it died
FAILED = "failed"  #: a mistake of the reader, or a content-coding that cannot be undone

BY_INDEX = "files read by their index"  # a note

TOLD = (UNRESOLVED, UNJOINED, CORRUPT, TOO_LONG, CRASHED, FAILED)  #: classes that have examples
MOST_EXAMPLES = 10  # of a class
MOST_DETAILS = 100  # of a class; the others are counted together
LONGEST_REASON = 300  # characters
OTHERS = "others"

_DETAIL = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+/-]{0,99}", re.ASCII)


class Example(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A response that could not be read, and where it is."""

    file: str  #: as the input is called: path or URL, and the member of a package
    offset: int | None = None  #: bytes, of the record in the WARC file
    url: str | None = None
    reason: str | None = None  #: one line


class LoadReport(msgspec.Struct, kw_only=True):
    """Counts of what was read; every response record is in exactly one class.

    Responses are the records of type response, revisit, resource and conversion, continuations
    whose first segment is in none of the files, and the places that are corrupt. Reports can be
    added, and go to JSON and back.
    """

    files: int = 0  #: WARC files that were begun
    bytes_read: int = 0  #: of these, as far as they were read
    records: int = 0  #: whole ones of any type
    responses: int = 0  #: the sum of all classes
    given: int = 0  #: articles that were handed out
    classes: dict[str, int] = {}
    """``article``, ``listing``, … (the kinds of pages, handed out or not), ``status: 404``,
    ``not HTML: image/png``, ``filtered: domain``, ``empty body``, ``duplicate``, …: see the
    constants of this module."""
    notes: dict[str, int] = {}
    """Beside the classes: ``revisit resolved``, ``truncated``, ``segments joined``, ``segments
    missing``, ``broken coding``, ``larger than is read`` of responses; ``unfinished end of an open
    file`` and ``files read by their index`` of files."""
    bad_files: int = 0  #: that could not be opened, or hold no captures
    examples: dict[str, tuple[Example, ...]] = {}  #: class, or ``bad file`` -> some of them

    def count(self, name: str) -> int:
        """How many responses are in a class, whatever its detail."""
        beginning = f"{name}: "
        return sum(n for key, n in self.classes.items() if key == name or key.startswith(beginning))

    @property
    def pages(self) -> int:
        """Responses that were read as pages, of any kind."""
        return sum(self.classes.get(kind, 0) for kind in KINDS)

    @property
    def failures(self) -> int:
        """Responses in the classes that have examples."""
        return sum(map(self.count, TOLD))

    def put(
        self, name: str, detail: str | None = None, example: Example | None = None, number: int = 1
    ) -> str:
        """One response, or ``number``, of class ``name``; returns the class with its detail, which
        is ``others`` if it is no plain word."""
        if detail is not None:
            name = self._detailed(name, detail)
        self.responses += number
        self.classes[name] = self.classes.get(name, 0) + number
        if example is not None:
            self.tell(name.partition(": ")[0], example)
        return name

    def tell(self, name: str, example: Example) -> None:
        """Keep an example, if there are not enough."""
        known = self.examples.get(name, ())
        if len(known) < MOST_EXAMPLES:
            self.examples[name] = (*known, example)

    def note(self, name: str, number: int = 1) -> None:
        """Count something beside the classes."""
        self.notes[name] = self.notes.get(name, 0) + number

    def bad_file(self, file: str, reason: str) -> None:
        """A file that could not be read at all."""
        self.bad_files += 1
        said = reason.removeprefix(f"{file}: ")  # messages of mistakes begin with the file's name
        self.tell("bad file", Example(file=file, reason=one_line(said)))

    def taken(self) -> "LoadReport":
        """What is in it, which is no longer in it then."""
        values = {name: getattr(self, name) for name in self.__struct_fields__}
        for name, value in values.items():
            setattr(self, name, type(value)())
        return LoadReport(**values)

    def moved(self, name: str, to: str) -> None:
        """One response is of another class than it was put in."""
        self.classes[name] -= 1
        if not self.classes[name]:
            del self.classes[name]
        self.classes[to] = self.classes.get(to, 0) + 1

    def _detailed(self, name: str, detail: str) -> str:
        whole = f"{name}: {detail}"
        if whole in self.classes:
            return whole
        beginning = f"{name}: "
        known = sum(key.startswith(beginning) for key in self.classes)
        return whole if known < MOST_DETAILS and _DETAIL.fullmatch(detail) else f"{name}: {OTHERS}"

    def __iadd__(self, other: "LoadReport") -> "LoadReport":
        for name in ("files", "bytes_read", "records", "responses", "given", "bad_files"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for key, number in other.classes.items():
            name, colon, detail = key.partition(": ")
            key = self._detailed(name, detail) if colon else key
            self.classes[key] = self.classes.get(key, 0) + number
        for key, number in other.notes.items():
            self.note(key, number)
        for key, examples in other.examples.items():
            for example in examples:
                self.tell(key, example)
        return self

    def __add__(self, other: "LoadReport") -> "LoadReport":
        total = LoadReport()
        total += self
        total += other
        return total

    def to_json(self) -> str:
        """One line of JSON."""
        return msgspec.json.encode(self).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "LoadReport":
        """What :meth:`to_json` wrote. Raises msgspec.ValidationError."""
        return msgspec.json.decode(text, type=cls)

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def one_line(text: str) -> str:
    """``text`` on one line that is not long."""
    return " ".join(text.split())[:LONGEST_REASON]


def _lines(report: LoadReport) -> Iterator[str]:
    files = f"{report.files:,} file{'' if report.files == 1 else 's'}"
    # An index has no more than captures: how many records there are is not known then.
    records = "" if BY_INDEX in report.notes else f", {report.records:,} records"
    yield (
        f"{files}, {report.bytes_read / 1e6:,.1f} MB{records}:"
        f" {report.responses:,} responses, {report.given:,} given"
    )
    for name, number in sorted(report.classes.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>12,}  {name}"
    for name, number in sorted(report.notes.items()):
        yield f"{number:>12,}  ({name})"
    if report.bad_files:
        yield f"{report.bad_files:>12,}  bad files"
    for name, examples in sorted(report.examples.items()):
        for example in examples[:3]:
            yield f"  {name}: {_place(example)}"


def _place(example: Example) -> str:
    offset = "" if example.offset is None else f" at {example.offset}"
    url = f" {example.url}" if example.url else ""
    return f"{example.file}{offset}{url}" + (f": {example.reason}" if example.reason else "")
