"""Crawls in processes of their own, and what they leave behind."""

import json
import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from archiver.report import Report
from spiders.settings import DOWNLOADER_MIDDLEWARES
from tests.spiders import nursery
from warcs import reader
from warcs.recording.recovery import DAMAGED

ROOT = Path(__file__).parents[2]
MOST = 180  # seconds; a crawl here takes one to twelve, on a busy machine a few times that
WHEN_IT_STARTS = {"PYTHONIOENCODING"}  # what Python reads only then
CLI = "from archiver.cli import main; main()"
API = """
import json, resource, sys
from pathlib import Path
from archiver.crawl import crawl
from archiver.errors import ArchiverError
targets, folder, arguments, settings = json.loads(sys.argv[1])
try:
    outcome = crawl(targets, Path(folder), settings=settings, **arguments)
except ArchiverError as error:
    sys.exit(f"Error: {error}")
# Linux counts the parent's memory before exec into ru_maxrss, and pytest's may be large.
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peaks = [x.split()[1] for x in lines if x.startswith("VmHWM:")]
memory = int(peaks[0]) if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"report": json.loads(outcome.report.to_json()), "memory": memory}))
"""

# A crawl of a server in the test itself: nobody to be polite to.
PACE: dict[str, object] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "PROGRESS": "none",
    "LOG_LEVEL": "ERROR",
    "CONTACT": "tests@hostile.example",
    "REQUISITES": "none",
    "HOST_FILES": [],  # tests of what is asked for count requests; those of the wishes set it
}

# With the setting TIMEOUTS: seconds for requests whose URL ends so. All others have their time: a
# machine with much else to do is slow as well, and is not to be taken for the site.
WITH_TIMEOUTS: dict[str, int | None] = {
    **DOWNLOADER_MIDDLEWARES,
    "tests.spiders.project_middlewares.Timeouts": 300,
}


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A process that has ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What a person sees, standard error last."""
        return [*self.out.splitlines(), *self.err.splitlines()]

    @property
    def report(self) -> Report:
        """Of a crawl with ``--json``."""
        return Report.from_json(self.out)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the frontier."""

    state: str
    reason: str | None
    tries: int


def environment(**more: str) -> dict[str, str]:
    """No proxies, no settings of whoever runs the tests; warnings of ours are errors."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith(("ARCHIVER_", "SCRAPY_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def run(
    *words: str | Path,
    cwd: Path = ROOT,
    before: str = "",
    environ: Mapping[str, str] = MappingProxyType({}),
) -> Ended:
    """Run a program to its end; ``before`` is shell that runs in its process first, and ``environ``
    is added to the environment."""
    line = list(map(str, words))
    if line[:2] == [sys.executable, "-c"] and not before and not WHEN_IT_STARTS & {*environ}:
        born = nursery.start(line[2], line[3:], environment(**environ), cwd)
        code, out, err = born.ended(MOST)
        return Ended(code=code, out=out, err=err)
    if before:
        # Where it says how large files may be, compiled modules would be cut short.
        environ = {"PYTHONDONTWRITEBYTECODE": "1", **environ}
        line = ["sh", "-c", f'{before}; exec "$@"', "sh", *line]
    done = subprocess.run(
        line,
        cwd=cwd,
        env=environment(**environ),
        capture_output=True,
        text=True,
        timeout=MOST,
        check=False,
    )
    return Ended(code=done.returncode, out=done.stdout, err=done.stderr)


def cli() -> list[str]:
    """The command line, without its words."""
    return [sys.executable, "-c", CLI]


def archiver(*words: str | Path) -> Ended:
    """Run the command line."""
    return run(*cli(), *words)


def call(
    folder: Path,
    targets: Sequence[str],
    address: str,
    settings: Mapping[str, object] | None = None,
    **arguments: object,
) -> list[str]:
    """The command that crawls through Python's API, every host being the server at ``address``."""
    of_test: Mapping[str, object] = {":80": address, ":443": address}
    both = {**PACE, "CONNECT_TO": of_test, **(settings or {})}
    text = json.dumps([list(targets), str(folder), arguments, both])
    return [sys.executable, "-c", API, text]


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """A crawl that has ended, and its collection."""

    folder: Path
    ended: Ended

    @property
    def report(self) -> Report:
        """What the crawl said of itself."""
        return Report.from_json(json.dumps(json.loads(self.ended.out)["report"]))

    @property
    def memory(self) -> int:
        """The most that it took, in bytes."""
        return int(json.loads(self.ended.out)["memory"]) * 1024


def crawl(
    folder: Path,
    targets: Sequence[str],
    address: str,
    settings: Mapping[str, object] | None = None,
    *,
    before: str = "",
    environ: Mapping[str, str] = MappingProxyType({}),
    **arguments: object,
) -> Crawl:
    """Crawl ``targets`` to the end; ``environ`` is added to the environment."""
    line = call(folder, targets, address, settings, **arguments)
    return Crawl(folder=folder, ended=run(*line, before=before, environ=environ))


def publish(folder: Path, slug: str, sources: Sequence[str], **more: str) -> None:
    """Put a publication file into the collection ``folder``; ``sources`` are lines of TOML."""
    host = f"{slug}.example"
    keys = {
        "name": slug.title(),
        "home": f"http://{host}/",
        "articles": "/story/",
        **more,
    }
    lines = [f"{key} = {value!r}" for key, value in keys.items()]
    lines += [f'domains = ["{host}"]', *(f"[[sources]]\n{source}" for source in sources)]
    path = folder / "publications" / f"{slug}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")


def frontier(folder: Path) -> dict[str, Row]:
    """The rows of the frontier by path and query of their URL."""
    rows = query(folder, "SELECT url, state, reason, tries FROM frontier")
    return {
        "/" + url.split("/", 3)[3]: Row(state=state, reason=reason, tries=tries)
        for url, state, reason, tries in rows
    }


def query(folder: Path, statement: str) -> list[Any]:
    """Ask the catalogue, by nothing but SQLite."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as db:
        return db.execute(statement).fetchall()


def warc_files(folder: Path) -> list[Path]:
    """All files of the archive, open ones too."""
    return sorted((folder / "archive").iterdir())


def records(folder: Path, *, aside: bool = False) -> list[reader.Record]:
    """All records of the archive; each must be whole, and no file may be left open.

    ``aside``: there may be files that were set aside, and of these not one record may be whole.
    """
    found: list[reader.Record] = []
    for path in warc_files(folder):
        if aside and path.name.endswith(DAMAGED):
            with path.open("rb") as stream:
                assert list(reader.read_records(stream, path.name)) == []
            continue
        assert path.name.endswith(".warc.gz"), path.name
        whole_members(path)
        with path.open("rb") as stream:
            read = reader.read_records(stream, path.name)
            found += read
            assert read.problems == []
    return found


def responses(folder: Path) -> list[str]:
    """Path and query of the URL of each response, or of the revisit in its place."""
    kept = ("response", "revisit")
    return ["/" + r.url.split("/", 3)[3] for r in records(folder) if r.type in kept]


def whole_members(path: Path) -> int:
    """How many gzip members a file has; each must be whole. By nothing but zlib."""
    content, count = path.read_bytes(), 0
    while content:
        inflater = zlib.decompressobj(wbits=31)
        inflater.decompress(content)
        assert inflater.eof, f"{path.name}: member {count} is cut"
        content, count = inflater.unused_data, count + 1
    return count
