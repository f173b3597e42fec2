"""pywb indexes and replays a demo collection. It has an environment of its own: `make pywb`."""

import gzip
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.programs import Demo, wayback
from warcs.reader import Record

Line = tuple[str, str, dict[str, str]]
ANSWERS = ("response", "revisit")


def parsed(text: str) -> list[Line]:
    lines = (line.split(" ", 2) for line in text.splitlines())
    found = [(key, date, json.loads(rest)) for key, date, rest in lines]
    return sorted(found, key=lambda line: (line[0], line[1], int(line[2]["offset"])))


@pytest.fixture(scope="session")
def theirs(pywb: Path, demo: Demo) -> list[Line]:
    """pywb's index of the demo's WARC file."""
    indexer = [str(pywb / "cdx-indexer"), "--cdxj", "--sort", str(demo.warc)]
    done = subprocess.run(indexer, capture_output=True, text=True, check=True, timeout=60)
    return parsed(done.stdout)


def test_our_index_equals_pywbs_for_every_response_and_revisit(
    theirs: list[Line], demo: Demo, records: list[Record]
) -> None:
    (segment,) = (demo.folder / "indexes").iterdir()
    answers = {str(record.offset) for record in records if record.type in ANSWERS}

    assert parsed(segment.read_text()) == [x for x in theirs if x[2]["offset"] in answers]


def test_pywb_indexes_nothing_else_under_the_url_of_a_page(
    theirs: list[Line], records: list[Record]
) -> None:
    # Readings, reports and publication files: they answer no request, our index leaves them out.
    kinds = {str(record.offset): record.type for record in records}
    others = [line for _, _, line in theirs if kinds[line["offset"]] not in ANSWERS]

    assert {kinds[line["offset"]] for line in others} == {"metadata", "resource"}
    assert [line["url"] for line in others if not line["url"].startswith("urn:")] == []


@pytest.fixture(scope="module")
def replay(pywb: Path, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where pywb serves the demo collection."""
    root = tmp_path_factory.mktemp("pywb")
    (root / "collections").mkdir()
    (root / "collections" / "demo").symlink_to(demo.folder)
    with wayback(pywb, root) as place:
        yield f"{place}/demo"


def page(records: list[Record], *, chunked: bool, coded: bool) -> Record:
    """A story that was sent in this way."""
    return next(
        record
        for record in records
        if record.http is not None
        and record.http.status == 200
        and "/story/" in record.url
        and ("chunked" in record.http.head.tokens("transfer-encoding")) == chunked
        and ("gzip" in record.http.head.tokens("content-encoding")) == coded
    )


@pytest.mark.parametrize(
    ("chunked", "coded"),
    [(False, True), (True, False), (False, False), (True, True)],
    ids=["gzip", "chunked", "plain", "gzip and chunked"],
)
def test_pywb_replays_the_bytes_of_the_page(
    chunked: bool, coded: bool, replay: str, records: list[Record]
) -> None:
    record = page(records, chunked=chunked, coded=coded)
    assert record.http is not None

    with urllib.request.urlopen(f"{replay}/{record.date:%Y%m%d%H%M%S}id_/{record.url}") as answer:
        body = answer.read()
        status, coding = answer.status, answer.headers["Content-Encoding"]

    assert status == 200
    assert (gzip.decompress(body) if coding == "gzip" else body) == record.http.body(1 << 20)
