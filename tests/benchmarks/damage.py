"""How much of random damage `verify` finds at each strength, and what `repair` saves.

    python -m tests.benchmarks.damage [--count 1000] [--seed 1] [--exchanges 8] [--json OUT]

A small collection is written, its WARC file also as .warc.zst and .warc, each with an index and a
catalogue of its own. Then one damage after the other is done to one of the three files: bits
flipped, the tail cut off, a range cut out or overwritten, a unit (gzip member, zstd frame,
uncompressed record) taken out, swapped with another, doubled. For each it is asked

file        does the file alone show it?
index       do index and catalogue show it? (Without the SHA-256 of the file that the catalogue
            has, too: that is the manifest's.)
manifest    does the manifest show it?
kept        is every record that the damage did not touch in the repaired copy, byte for byte?
sound       does the copy pass `verify`?

The seed says which pages there are and which damages are done.
"""

import argparse
import hashlib
import itertools
import json
import random
import sys
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archiver.collection import Context
from archiver.collection.crawling.frontier import Frontier
from archiver.collection.database import catalogue
from archiver.collection.folder import Folder
from archiver.collection.ingest import captures_in, ingest
from archiver.collection.preserving.verifying_file import check_file
from archiver.collection.record import READING_TYPE, READING_URL, encode
from tests.archiver.collection.test_session import article
from tests.warcs.recording import members, zstd
from tests.warcs.records import Form, units
from warcs import Exchange, Recorder
from warcs.files import sealed_file
from warcs.index import cdxj
from warcs.repairing import repair
from warcs.verifying import Findings, Scan, check_path

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOW = START + timedelta(hours=1)
SUFFIXES: dict[Form, str] = {"gzip": ".warc.gz", "zstd": ".warc.zst", "plain": ".warc"}
QUESTIONS = ("file", "index", "manifest", "kept", "sound")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A file before it is damaged."""

    form: Form
    folder: Folder  #: with index and catalogue of it
    name: str
    units: tuple[bytes, ...]
    records: tuple[bytes, ...]  #: what is in the units, without the line ends

    @property
    def content(self) -> bytes:
        """The file."""
        return b"".join(self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A file after it was damaged."""

    content: bytes
    untouched: frozenset[int]  #: numbers of the records that are still whole


def wholes(root: Path, seed: int, exchanges: int) -> list[Whole]:
    """The file in its three forms."""
    chance = random.Random(seed)
    clock = (START + timedelta(seconds=n) for n in itertools.count())
    recorder = Recorder(
        root,
        now=lambda: next(clock),
        new_id=lambda: f"urn:uuid:{uuid.UUID(int=chance.getrandbits(128), version=4)}",
    )
    for number in range(exchanges):
        _exchange(recorder, chance, number)
    sealed = recorder.seal()
    assert sealed is not None
    records = members((root / sealed.name).read_bytes())
    return [_whole(root, form, records) for form in SUFFIXES]


def _exchange(recorder: Recorder, chance: random.Random, number: int) -> None:
    """A page, in chunks or not, that shrinks or not; every second one with its reading."""
    body = chance.randbytes(chance.randrange(10, 4000)) + b"words, " * chance.randrange(900)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    if number % 3 == 0:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        head += b"Transfer-Encoding: chunked\r\n"
    url = f"https://paper.example/{number}"
    request = f"GET /{number} HTTP/1.1\r\nHost: paper.example\r\n\r\n".encode()
    started = START + timedelta(minutes=number)
    capture = recorder.record(
        Exchange(url=url, started=started, request=request, response=head + b"\r\n" + body)
    )
    if number % 2:
        context = Context(requested=url, publication="paper")
        reading = article(capture, f"Title {number}", "Words. " * number)
        recorder.add_metadata(
            READING_URL + url,
            encode(context, reading.to_json()),
            content_type=READING_TYPE,
            concerning=reading.capture,
        )


def _whole(root: Path, form: Form, records: list[bytes]) -> Whole:
    folder = Folder(root / form)
    folder.make()
    name = f"paper-20260301120000000-00000-abcd{SUFFIXES[form]}"
    path = folder.archive / name
    packed = tuple(units(records, form))
    path.write_bytes(b"".join(packed))
    with closing(catalogue.connect(folder.catalogue)) as db:
        assert ingest(db, path, Frontier(db)) == []
        cdxj.write_segment(folder.indexes, name, captures_in(db, name))
        catalogue.add_file(db, sealed_file(path))
    kept = tuple(record.removesuffix(b"\r\n\r\n") for record in records)
    return Whole(form=form, folder=folder, name=name, units=packed, records=kept)


Damage = Callable[[Whole, random.Random], Damaged]


def _bytes_changed(whole: Whole, start: int, end: int, new: bytes) -> Damaged:
    """The bytes from ``start`` to ``end`` replaced by ``new``."""
    content = whole.content
    untouched = set()
    place = 0
    for number, unit in enumerate(whole.units):
        behind = place + len(unit)
        # Of an uncompressed record the line ends may go: head and block are what counts.
        last = behind - (4 if whole.form == "plain" else 0)
        if last <= start or place >= end:
            untouched.add(number)
        place = behind
    return Damaged(content=content[:start] + new + content[end:], untouched=frozenset(untouched))


def flip(whole: Whole, chance: random.Random) -> Damaged:
    """One bit."""
    place = chance.randrange(len(whole.content))
    new = bytes([whole.content[place] ^ 1 << chance.randrange(8)])
    return _bytes_changed(whole, place, place + 1, new)


def cut(whole: Whole, chance: random.Random) -> Damaged:
    """The tail is gone."""
    return _bytes_changed(whole, chance.randrange(1, len(whole.content)), len(whole.content), b"")


def cut_out(whole: Whole, chance: random.Random) -> Damaged:
    """A range is gone."""
    start = chance.randrange(len(whole.content))
    return _bytes_changed(whole, start, start + chance.randrange(1, 3000), b"")


def overwrite(whole: Whole, chance: random.Random) -> Damaged:
    """A range is noise, or zeros."""
    start = chance.randrange(len(whole.content))
    end = min(len(whole.content), start + chance.randrange(1, 3000))
    noise = chance.randbytes(end - start) if chance.random() < 0.5 else bytes(end - start)
    damaged = _bytes_changed(whole, start, end, noise)
    return damaged if damaged.content != whole.content else overwrite(whole, chance)


def _rearranged(whole: Whole, order: list[int]) -> Damaged:
    content = b"".join(whole.units[number] for number in order)
    return Damaged(content=content, untouched=frozenset(order))


def remove(whole: Whole, chance: random.Random) -> Damaged:
    """A unit is gone, cleanly."""
    order = list(range(len(whole.units)))
    del order[chance.randrange(len(order))]
    return _rearranged(whole, order)


def swap(whole: Whole, chance: random.Random) -> Damaged:
    """Two units stand in each other's place."""
    order = list(range(len(whole.units)))
    one, other = chance.sample(order, 2)
    order[one], order[other] = order[other], order[one]
    return _rearranged(whole, order)


def double(whole: Whole, chance: random.Random) -> Damaged:
    """A unit is there twice."""
    order = list(range(len(whole.units)))
    order.insert(chance.randrange(len(order) + 1), chance.choice(order))
    return _rearranged(whole, order)


DAMAGES: dict[str, Damage] = {
    "bit flipped": flip,
    "tail cut off": cut,
    "range cut out": cut_out,
    "range overwritten": overwrite,
    "unit removed": remove,
    "units swapped": swap,
    "unit doubled": double,
}


def judge(whole: Whole, damaged: Damaged, folder: Path) -> dict[str, bool]:
    """The answers to QUESTIONS."""
    path = folder / whole.name
    path.write_bytes(damaged.content)
    found = check_file(path, folder=whole.folder, now=NOW, progress=None).checked.report
    kinds = {fault.kind for fault in found.faults if not fault.note}
    alone = not check_path(path, now=NOW).report.sound
    same = found.sha256 == hashlib.sha256(whole.content).hexdigest()
    done = repair(path, now=NOW)
    kept = set(_records(Path(done.out))) if done.out else set()
    return {
        "file": alone,
        "index": alone or bool(kinds & {"index", "catalogue"}),
        "manifest": not same,
        "kept": all(whole.records[number] in kept for number in damaged.untouched),
        "sound": done.sound or not done.out,
    }


def _records(path: Path) -> Iterator[bytes]:
    """Head and block of each record, found by nothing but the strict scan's places."""
    content = path.read_bytes()
    with path.open("rb") as stream:
        for seen in Scan(stream, Findings(path.name), latest=b"9"):
            unit = content[seen.offset : seen.offset + seen.length]
            yield _unpacked(unit, path.name)


def _unpacked(unit: bytes, name: str) -> bytes:
    if name.endswith(".gz"):
        return members(unit)[0].removesuffix(b"\r\n\r\n")
    if name.endswith(".zst"):
        return zstd.decompress(unit).removesuffix(b"\r\n\r\n")
    return unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One damage and what came of it."""

    number: int
    kind: str
    form: Form
    answers: dict[str, bool]
    seconds: float


def trials(root: Path, count: int, seed: int, exchanges: int) -> Iterator[Trial]:
    """Do ``count`` damages, kinds and forms in turn."""
    files = wholes(root, seed, exchanges)
    turns = itertools.cycle(itertools.product(DAMAGES.items(), files))
    for number, ((kind, damage), whole) in zip(range(count), turns, strict=False):
        chance = random.Random(seed * 1_000_003 + number)
        damaged = damage(whole, chance)
        with tempfile.TemporaryDirectory(dir=root) as folder:
            begun = time.perf_counter()
            answers = judge(whole, damaged, Path(folder))
            seconds = time.perf_counter() - begun
        yield Trial(number=number, kind=kind, form=whole.form, answers=answers, seconds=seconds)


def table(done: list[Trial]) -> str:
    """The shares, by kind of damage and form."""
    rows: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for trial in done:
        for key in ((trial.kind, trial.form), (trial.kind, "all"), ("all", "all")):
            rows[key]["trials"] += 1
            rows[key].update(name for name, yes in trial.answers.items() if yes)
    lines = [f"{'damage':18} {'form':6} {'n':>5}" + "".join(f"{name:>10}" for name in QUESTIONS)]
    for (kind, form), counted in sorted(rows.items(), key=lambda row: (row[0][1], row[0][0])):
        shares = "".join(f"{counted[name] / counted['trials']:10.1%}" for name in QUESTIONS)
        lines.append(f"{kind:18} {form:6} {counted['trials']:5}{shares}")
    slowest = max(trial.seconds for trial in done)
    return "\n".join([*lines, f"slowest: {slowest:.2f} s for checks and repair of one file"])


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--exchanges", type=int, default=8)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        done = list(trials(Path(root), options.count, options.seed, options.exchanges))
    print(table(done))
    for trial in done:
        if not trial.answers["sound"]:
            print(f"trial {trial.number}: {trial.kind} of {trial.form}: the copy is not sound")
    missed = [trial for trial in done if not (trial.answers["manifest"] and trial.answers["kept"])]
    for trial in missed:
        print(f"trial {trial.number}: {trial.kind} of {trial.form}: {trial.answers}")
    if options.json:
        rows = [{name: getattr(x, name) for name in Trial.__slots__} for x in done]
        options.json.write_text(json.dumps(rows, indent=1))
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
