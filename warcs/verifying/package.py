"""Checking a package (WACZ 1.1.1): its list of files, its index and pages, and the WARCs in it."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from warcs.records import target_uri
from warcs.verifying import package_signature
from warcs.verifying.check import Checked, check_stream, coverage_of, no_links
from warcs.verifying.jobs import Progress
from warcs.verifying.links import FileLinks, between
from warcs.verifying.package_index import Places, check_index, check_pages
from warcs.verifying.report import FileReport, Findings
from warcs.verifying.window import Window

LIST = "datapackage.json"
DIGEST = "datapackage-digest.json"
MOST_JSON = 64 << 20  # bytes of a JSON file that are read
PIECE = 1 << 20

_Broken = (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error, NotImplementedError)


def check_package(path: Path, *, now: datetime, progress: Progress | None = None) -> Checked:
    """Check the package at ``path``. Never raises for what it holds; ``now`` is aware."""
    check = _Package(path, now)
    try:
        with path.open("rb") as raw, zipfile.ZipFile(raw) as package:
            check.run(package, raw)
    except _Broken as error:
        check.findings.fault("package", None, f"cannot be read as a package ({error})")
    if progress is not None:
        progress(path.stat().st_size)
    return check.checked()


class _Package:
    """A package while it is checked."""

    def __init__(self, path: Path, now: datetime) -> None:
        self.findings = Findings(path.name)
        self._path = path
        self._now = now
        self._types: Counter[str] = Counter()
        self._links: list[FileLinks] = []
        self._places: Places = {}
        self._digests: dict[str, tuple[int, str]] = {}

    def run(self, package: zipfile.ZipFile, raw: BinaryIO) -> None:
        """All of it."""
        infos = {info.filename: info for info in package.infolist() if not info.is_dir()}
        for name, info in infos.items():
            try:
                self._member(package, raw, info)
            except _Broken as error:
                self.findings.fault("package", None, f"{name}: cannot be read ({error})")
        if len(infos) < sum(not info.is_dir() for info in package.infolist()):
            self.findings.fault("package", None, "a file is there twice under one name")
        self._check_list(package)
        faults, missing = between(self._links) if self._links else ([], [])
        for fault in faults:
            self.findings.fault(fault.kind, None, str(fault))
        for fault in missing:
            self.findings.note(fault.kind, None, str(fault))
        check_index(package, self._places, self.findings)
        check_pages(package, self.findings)

    def _member(self, package: zipfile.ZipFile, raw: BinaryIO, info: zipfile.ZipInfo) -> None:
        warc = info.filename.startswith("archive/")
        if warc and info.compress_type != zipfile.ZIP_STORED:
            text = f"{info.filename}: compressed in the package: replay cannot read its records"
            self.findings.note("package", None, text)
        with _opened(package, raw, info) as stream:
            if warc:
                self._warc(info.filename, stream)
                return
            digest, size = hashlib.sha256(), 0
            while piece := stream.read(PIECE):
                digest.update(piece)
                size += len(piece)
        self._digests[info.filename] = (size, digest.hexdigest())

    def _warc(self, name: str, stream: BinaryIO) -> None:
        inner = Findings(name)
        places: dict[int, tuple[str, int, str]] = {}
        checked = check_stream(
            stream,
            inner,
            now=self._now,
            whole=True,
            visit=lambda seen: places.setdefault(
                seen.offset,
                (seen.kind.decode("ascii", "replace"), seen.length,
                 target_uri(seen.text("WARC-Target-URI"))),
            ) and None,
        )  # fmt: skip
        report = checked.report
        self._places[name.removeprefix("archive/")] = places
        self._digests[name] = (report.size, report.sha256 or "")
        self._types.update(report.records)
        self._links.append(checked.links)
        self.findings.counts.update(inner.counts)
        self.findings.left_out += report.left_out
        for fault in report.faults:
            self.findings.faults.append(replace(fault, file=f"{self._path.name}: {name}"))

    def _check_list(self, package: zipfile.ZipFile) -> None:
        listed = _json(package, LIST)
        if not isinstance(listed, dict) or not isinstance(listed.get("resources"), list):
            self.findings.fault("package", None, f"{LIST} is missing, or lists no resources")
            return
        left = self._digests.keys() - {LIST, DIGEST}
        for resource in listed["resources"]:
            if isinstance(resource, dict) and isinstance(resource.get("path"), str):
                left.discard(resource["path"])
                self._check_resource(resource)
            else:
                self.findings.fault("package", None, f"{LIST} lists something that has no path")
        for name in sorted(left):
            self.findings.fault("package", None, f"{name} is not in {LIST}")
        if not any(name.startswith("archive/") for name in self._digests):
            self.findings.fault("package", None, "there is no WARC file in archive/")
        self._check_digest(package)

    def _check_resource(self, resource: dict[str, Any]) -> None:
        name = resource["path"]
        found = self._digests.get(name)
        if found is None:
            self.findings.fault("package", None, f"{name} is missing")
            return
        # Older packages have them in "stats", and the algorithm beside.
        said = {
            **(resource["stats"] if isinstance(resource.get("stats"), dict) else {}),
            **resource,
        }
        digest = str(said.get("hash", "")).rpartition(":")[2].lower()
        algorithm = str(said.get("hash", "")).rpartition(":")[0] or said.get("hashing", "sha256")
        if said.get("bytes", found[0]) != found[0]:
            text = f"{name} has {found[0]} bytes, not {said['bytes']}"
            self.findings.fault("package", None, text)
        elif algorithm != "sha256" or not digest:
            self.findings.note("package", None, f"{name} has no SHA-256 in {LIST}")
        elif digest != found[1]:
            self.findings.fault("package", None, f"{name} was changed (its SHA-256 is another)")

    def _check_digest(self, package: zipfile.ZipFile) -> None:
        if DIGEST not in self._digests:
            self.findings.note("package", None, f"{DIGEST} is missing: {LIST} is not proven")
            return
        said = _json(package, DIGEST)
        digest = str(said.get("hash", "")) if isinstance(said, dict) else ""
        if digest.removeprefix("sha256:").lower() != self._digests.get(LIST, (0, ""))[1]:
            self.findings.fault("package", None, f"{LIST} is not what {DIGEST} says")
        if isinstance(said, dict) and said.get("signedData") is not None:
            wrong, told = package_signature.check(said["signedData"], digest)
            if wrong:
                self.findings.fault("signature", None, wrong)
            else:
                self.findings.note("signature", None, told)

    def checked(self) -> Checked:
        """What was found."""
        with self._path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
        report = FileReport(
            name=self._path.name,
            size=size,
            sha256=sha256,
            form="wacz",
            records=dict(sorted(self._types.items())),
            coverage=coverage_of(self.findings.counts),
            faults=tuple(self.findings.faults),
            left_out=self.findings.left_out,
        )
        # Packages may share records: what they hold is no matter between them.
        return Checked(report=report, links=no_links(self._path.name))


def _opened(package: zipfile.ZipFile, raw: BinaryIO, info: zipfile.ZipInfo) -> BinaryIO:
    """The member as a stream; a stored one without zipfile's way of hiding its damaged end."""
    if info.compress_type != zipfile.ZIP_STORED:
        return cast(BinaryIO, package.open(info))
    raw.seek(info.header_offset)
    head = raw.read(30)  # the local header (APPNOTE 4.3.7)
    if head[:4] != b"PK\x03\x04" or len(head) < 30:
        raise zipfile.BadZipFile("its local header is broken")
    name, extra = struct.unpack("<HH", head[26:30])
    return cast(BinaryIO, Window(raw, info.header_offset + 30 + name + extra, info.file_size))


def _json(package: zipfile.ZipFile, name: str) -> Any:  # noqa: ANN401 - whatever it holds
    try:
        with package.open(name) as stream:
            return json.loads(stream.read(MOST_JSON))
    except (KeyError, RecursionError, *_Broken):
        return None
