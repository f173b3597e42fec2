"""Packages of the demo, held to Webrecorder's validator and replayed by pywb.

wacz has an environment of its own: `make wacz`; so has pywb: `make pywb`.
"""

import gzip
import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest

from archiver import sample
from tests.conformance.programs import Demo, archiver, wayback
from warcs.reader import Record

CHANNEL = "Security"
PACKAGES = {
    "whole": (),
    "in blocks, with text": ("--index", "zipnum", "--text"),
    "a channel": ("--channel", CHANNEL),
}


@pytest.mark.parametrize("options", PACKAGES.values(), ids=PACKAGES)
def test_wacz_validates_it(
    options: tuple[str, ...], wacz_tools: Path, demo: Demo, tmp_path: Path
) -> None:
    archiver("package", "-c", demo.folder, "-o", tmp_path / "x.wacz", *options)

    done = subprocess.run(
        [wacz_tools / "wacz", "validate", "-f", tmp_path / "x.wacz"],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().endswith("Validation succeeded, the passed WACZ is valid")


def test_cdxj_indexer_gives_a_package_of_a_channel_the_same_index(
    wacz_tools: Path, demo: Demo, tmp_path: Path
) -> None:
    archiver("package", "-c", demo.folder, "-o", tmp_path / "x.wacz", "--channel", CHANNEL)
    archiver("unpack", tmp_path / "x.wacz", "-c", tmp_path / "again")
    (warc,) = (tmp_path / "again" / "archive").iterdir()
    (ours,) = (tmp_path / "again" / "indexes").iterdir()

    done = subprocess.run(
        [wacz_tools / "cdxj-indexer", "--sort", warc],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip

    # It indexes readings and publication files too, which answer no request; a missing media type
    # it leaves out, which is "unk" in pywb's lines and ours.
    theirs = [line for line in done.stdout.splitlines() if not line.startswith("urn:")]
    assert [parsed(line) for line in ours.read_text().splitlines()] == [
        (key, date, {"mime": "unk", **told}) for key, date, told in map(parsed, theirs)
    ]


def parsed(line: str) -> tuple[str, str, dict[str, str]]:
    key, date, told = line.split(" ", 2)
    return key, date, json.loads(told)


@pytest.fixture(scope="module")
def replay(pywb: Path, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """pywb serves what it made of a package of one channel."""
    root = tmp_path_factory.mktemp("pywb")
    archiver("package", "-c", demo.folder, "-o", root / "channel.wacz", "--channel", CHANNEL)
    for arguments in (["init", "demo"], ["add", "demo", "channel.wacz", "--unpack-wacz"]):
        subprocess.run(
            [pywb / "wb-manager", *arguments], cwd=root, capture_output=True, timeout=60, check=True
        )
    with wayback(pywb, root) as place:
        yield f"{place}/demo"


def test_pywb_replays_a_channel_with_what_it_needs_and_nothing_else(
    replay: str, records: list[Record]
) -> None:
    expected = sample.expected()
    replayed = 0
    for record in records:
        if record.type != "response" or record.url not in expected or record.http is None:
            continue
        place = f"{replay}/{record.date:%Y%m%d%H%M%S}id_/{record.url}"
        if expected[record.url].channel == CHANNEL:
            assert body(place) == record.http.body(1 << 20)
            replayed += 1
        else:
            with pytest.raises(HTTPError, match="404"):
                body(place)
    assert replayed == 9


def body(place: str) -> bytes:
    with urllib.request.urlopen(place) as answer:
        content: bytes = answer.read()
        return gzip.decompress(content) if answer.headers["Content-Encoding"] == "gzip" else content
