"""The life of a collection, watched: made, crawled, left open, killed, taken up."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.power_loss.trace import OPTIONS, Operation, operations
from tests.spiders.crawling import MOST, PACE, environment, publish
from tests.spiders.hostile_server import Answer, Exchange, feed, ok, redirect, serving, site

SLUG = "lamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Somebody else makes a file, durably; or writes behind one, and does not sync it."""

    path: str
    content: bytes | None  #: None: a folder
    synced: bool = True


Event = Operation | Put


@dataclass(kw_only=True)
class Scenario:
    """Runs steps on the collection in ``work``, and gathers what they did to its files."""

    work: Path
    pages: int  #: articles of one crawl
    events: list[Event] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  #: the last event of each step

    @property
    def collection(self) -> Path:
        """The collection's folder."""
        return self.work / "c"

    def play(self) -> None:
        """All steps."""
        self.step("make", "make")
        before = set(self.collection.rglob("*"))
        publish(self.collection, SLUG, ['feed = "/feed.xml"'])
        for path in set(self.collection.rglob("*")) - before:
            self.events.append(Put(path=str(path), content=path.read_bytes()))
        self.crawl("by hand", 0)
        # These two commit nothing of what they record, so that the next one finds what nobody
        # synced: the name of a file, and what is in it.
        self.step("died", "die", count=3)
        self.crawl("taken up", 1, WARC_KEEP_OPEN=True)
        self.crawl("killed", 2, WARC_KEEP_OPEN=True, kill=True, COMMIT_INTERVAL=600)
        (left,) = (self.collection / "archive").glob("*.open")
        torn = b"\x1f\x8b\x08\x00 torn"
        with left.open("ab") as stream:
            stream.write(torn)
        self.events.append(Put(path=str(left), content=torn))
        self.crawl("sealed", 3)
        self.step("abandoned", "abandon", count=3)
        self.step("after that", "make")
        self.step("captures alone", "record", folder=str(self.work / "alone"), count=2)

    def play_upgrade(self, archive: Path) -> None:
        """A collection of an older version (a packed one) is opened, written to, made anew."""
        with tarfile.open(archive) as packed:
            packed.extractall(self.work, filter="data")
        (self.work / "collection").rename(self.collection)
        for path in (self.collection, *sorted(self.collection.rglob("*"))):
            content = None if path.is_dir() else path.read_bytes()
            self.events.append(Put(path=str(path), content=content))
        # What a killed program of that version leaves; its name is on the disk.
        self.events.append(Put(path=f"{self.collection}/catalogue.sqlite-wal", content=b""))
        self.ends.append(len(self.events) - 1)
        self.copy("a")
        self.step("upgraded", "make")
        self.step("died", "die", count=3, commit=True)
        self.copy("b")
        self.step("made anew", "rebuild")
        self.step("after that", "make")
        self.copy("c")
        self.step("taken in", "make")
        self.copy("d")
        self.step("made anew with it", "rebuild")

    def copy(self, name: str) -> None:
        """Somebody puts a WARC file into the archive, and syncs nothing."""
        self.step(f"captures {name}", "record", folder=str(self.work / "alone"), count=1)
        (path,) = (self.work / "alone").iterdir()
        to = self.collection / "archive" / f"copied-{name}.warc.gz"
        path.rename(to)
        shutil.rmtree(self.work / "alone")
        # What was seen of its making is left out: to the disk it is a new file.
        self.events = self.events[: self.ends[-2] + 1]
        self.ends.pop()
        self.events.append(Put(path=str(to), content=to.read_bytes(), synced=False))

    def step(self, name: str, step: str, **arguments: object) -> None:
        """Run one process to its end."""
        running = self._start(step, arguments)
        out, err = running.communicate(timeout=MOST)
        if running.returncode != 0:
            raise RuntimeError(f"{name}: {out}\n{err}")
        self._take_in()

    def crawl(self, name: str, number: int, *, kill: bool = False, **settings: object) -> None:
        """Crawl ``pages`` new articles; or be killed when half of them came."""
        gate = threading.Event()
        served = site(_answers(number, self.pages, gate if kill else None))
        with serving(served) as address:
            every = {
                **PACE,
                "CONNECT_TO": {":80": address},
                "COMMIT_INTERVAL": 0.02,
                "WARC_MAX_SIZE": 12_000,
                "REQUISITES": "page",
                **settings,
            }
            if not kill:
                self.step(name, "crawl", targets=[SLUG], settings=every)
                return
            running = self._start("crawl", {"targets": [SLUG], "settings": every})
            if not gate.wait(MOST):
                raise RuntimeError(f"{name}: never came to the page at which it is killed")
            _kill_child(running.pid)
            running.wait(MOST)
            running.communicate()
            self._take_in()

    def _start(self, step: str, arguments: Mapping[str, object]) -> "subprocess.Popen[str]":
        text = json.dumps({"folder": str(self.collection), **arguments})
        module = "tests.benchmarks.power_loss.child"
        return subprocess.Popen(
            [_strace(), *OPTIONS, "-o", self._trace, sys.executable, "-m", module, step, text],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def _trace(self) -> Path:
        return self.work.with_name(f"{self.work.name}.trace")

    def _take_in(self) -> None:
        first = max((x.file for x in self.events if isinstance(x, Operation)), default=0)
        with self._trace.open() as trace:
            self.events += operations(trace, str(self.work), first)
        self._trace.unlink()
        self.ends.append(len(self.events) - 1)


def _kill_child(strace: int) -> None:
    children = Path(f"/proc/{strace}/task/{strace}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)


def _strace() -> str:
    found = shutil.which("strace")
    if found is None:
        raise FileNotFoundError("strace is missing: apt-get install strace")
    return found


def _answers(number: int, pages: int, gate: threading.Event | None) -> dict[str, Answer]:
    """Articles with a picture and a style sheet each, a redirect, and one that is gone."""
    paths = [f"/story/{number}-{n}" for n in range(pages)]
    dated = [(path, f"{28 - n % 28:02} Jan 2026 10:00:00 +0000") for n, path in enumerate(paths)]
    answers: dict[str, Answer] = {
        path: _page(f"The story of {path}", number, n) for n, path in enumerate(paths)
    }
    answers["/feed.xml"] = feed(
        [*dated, (f"/story/moved-{number}", ""), (f"/story/gone-{number}", "")]
    )
    answers[f"/story/moved-{number}"] = redirect(paths[0])
    answers["/paper.css"] = ok("body { background: url(quay.png) }", "text/css", b'ETag: "1"')
    for n in range(3):
        answers[f"/{number}-{n}.png"] = ok(
            b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2, "image/png"
        )
    if gate is not None:
        answers[paths[pages // 2]] = _gate(gate)
    return answers


def _gate(gate: threading.Event) -> Callable[[Exchange], Iterator[bytes]]:
    def answer(exchange: Exchange) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
        gate.set()
        for _ in itertools.repeat(None, MOST):  # until it is killed
            yield b" "
            threading.Event().wait(1)

    return answer


def _page(title: str, number: int, n: int) -> bytes:
    text = f"The lamps of {title} along the harbour were lit an hour late on Tuesday. " * 6
    return ok(
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<link rel="stylesheet" href="/paper.css"><meta property="og:type" content="article">'
        f"</head><body><article><h1>{title}</h1><p>By Ada Writer</p><p>{text}</p>"
        f'<img src="/{number}-{n % 3}.png"><p>{text}</p></article></body></html>',
        "text/html; charset=utf-8",
        b'ETag: "%d-%d"' % (number, n),
    )
