"""A package's index against the records of its WARCs, and its list of pages."""

import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from warcs.records import target_uri
from warcs.verifying.report import Findings

#: file -> offset -> WARC-Type, length, URL
Places = dict[str, dict[int, tuple[str, int, str]]]
LONGEST_LINE = 1 << 20

_INDEXES = (".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")


def check_index(package: zipfile.ZipFile, places: Places, findings: Findings) -> None:
    """Each line of the index must lead to a record, and each response must have a line."""
    names = [
        name
        for name in package.namelist()
        if name.startswith("indexes/") and name.endswith(_INDEXES)
    ]
    if not names:
        findings.fault("index", None, "there is no index in indexes/")
        return
    left = {
        (file, offset)
        for file, records in places.items()
        for offset, (kind, length, _) in records.items()
        if kind in ("response", "revisit") and length
    }
    for name in names:
        if name.endswith(".gz") and name.removesuffix(".gz").rpartition(".")[0] + ".idx" not in (
            package.namelist()
        ):
            findings.fault("index", None, f"{name} has no .idx beside it: replay cannot use it")
        try:
            for number, fields in _lines(package, name):
                _check_line(f"{name}: line {number}", fields, places, left, findings)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            findings.fault("index", None, f"{name}: cannot be read ({error})")
    for file, offset in sorted(left):
        kind, _, url = places[file][offset]
        findings.fault("index", None, f"{file}: offset {offset}: {kind} of {url} is in no index")


def _lines(package: zipfile.ZipFile, name: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    with package.open(name) as raw:
        stream = gzip.open(raw) if name.endswith(".gz") else raw  # noqa: SIM115 - raw is closed
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE), b""), 1):
            if line.strip() and not line.startswith(b"!"):
                yield number, _fields(line)


def _fields(line: bytes) -> dict[str, Any] | None:
    try:
        fields = json.loads(line[line.index(b"{") :])
        fields["offset"], fields["length"] = int(fields["offset"]), int(fields.get("length", 0))
        fields["filename"] = str(fields["filename"]).rpartition("/")[2]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _check_line(
    place: str,
    fields: dict[str, Any] | None,
    places: Places,
    left: set[tuple[str, int]],
    findings: Findings,
) -> None:
    if fields is None:
        findings.fault("index", None, f"{place}: cannot be read")
        return
    file, offset = fields["filename"], fields["offset"]
    record = places.get(file, {}).get(offset)
    if record is None:
        findings.fault("index", None, f"{place}: no record at offset {offset} of {file}")
        return
    left.discard((file, offset))
    _, length, url = record
    if fields["length"] and length and abs(fields["length"] - length) > 4:
        # Tools differ in whether the line ends behind an uncompressed record are its own.
        findings.fault("index", None, f"{place}: the record has {length} bytes, not as it says")
    if target_uri(fields.get("url", url)) != url and "__wb_method" not in str(fields.get("url")):
        findings.fault("index", None, f"{place}: the record is of {url}, not {fields['url']}")


def check_pages(package: zipfile.ZipFile, findings: Findings) -> None:
    """Each line of the page lists must be JSON; pages have a URL and a time (WACZ §5.2)."""
    names = [name for name in package.namelist() if name.startswith("pages/")]
    if "pages/pages.jsonl" not in names:
        findings.fault("package", None, "pages/pages.jsonl is missing")
    for name in names:
        try:
            with package.open(name) as stream:
                lines = iter(lambda: stream.readline(LONGEST_LINE * 16), b"")
                for number, line in enumerate(lines, 1):
                    if line.strip() and not _page(line, first=number == 1):
                        text = f"{name}: line {number}: is no page with url and ts"
                        findings.fault("package", None, text)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            findings.fault("package", None, f"{name}: cannot be read ({error})")


def _page(line: bytes, *, first: bool) -> bool:
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(page, dict):
        return False
    return (first and "format" in page) or ("url" in page and "ts" in page)
