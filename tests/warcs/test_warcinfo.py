"""What a file says of its making, and that no secret gets there."""

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.warcs.recording import URL, numbers, page, pinned, sealed, sealed_bytes
from warcs import CorruptRecord, Recorder
from warcs.reader import read_records
from warcs.recording import recovery, warcinfo

SECRET = "hunter2"
START = datetime(2026, 3, 1, tzinfo=UTC)


def infos(path: Path) -> list[dict[str, str]]:
    """The fields of each warcinfo record of a file."""
    with path.open("rb") as stream:
        blocks = [r.block for r in read_records(stream, path.name) if r.type == "warcinfo"]
    return [dict(line.split(": ", 1) for line in b.decode().splitlines()) for b in blocks]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"https://me:{SECRET}@paper.example/contact", "https://paper.example/contact"),
        (
            f"bot (+https://{SECRET}@paper.example/; x@y.example)",
            "bot (+https://paper.example/; x@y.example)",
        ),
        ("me@paper.example", "me@paper.example"),
    ],
    ids=["an address with a password", "in the middle", "mail"],
)
def test_passwords_are_taken_out_of_addresses(tmp_path: Path, value: str, expected: str) -> None:
    recorder = Recorder(tmp_path, info={"operator": value})
    recorder.describe(description=value)
    recorder.record(page())

    [info] = infos(tmp_path / sealed(recorder).name)
    assert (info["operator"], info["description"]) == (expected, expected)


def test_fields_that_are_not_known_are_refused_later_too(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no field 'password' in warcinfo"):
        pinned(tmp_path).describe(password=SECRET)


def test_only_numbers_and_truth_values_of_the_named_settings_are_told() -> None:
    settings: dict[str, Any] = {
        "DOWNLOAD_DELAY": 1.5,
        "CONCURRENT_REQUESTS": "32",  # as -s gives it
        "COOKIES_ENABLED": False,
        "ROBOTSTXT_OBEY": "True",
        "RETRY_TIMES": SECRET,
        "DOWNLOAD_TIMEOUT": {"password": SECRET},
        "REDIRECT_MAX_TIMES": None,
        "S3_SECRET_KEY": 1234,
        "HTTPPROXY_AUTH": SECRET,
    }

    assert warcinfo.settings_line(settings.get) == (
        "CONCURRENT_REQUESTS=32; COOKIES_ENABLED=False; DOWNLOAD_DELAY=1.5; ROBOTSTXT_OBEY=True"
    )


def test_file_is_due_when_it_is_large_or_old(tmp_path: Path) -> None:
    moment = START
    large = Recorder(tmp_path / "large", max_size=1500, max_age=timedelta(0), new_id=numbers())
    old = Recorder(tmp_path / "old", max_size=0, max_age=timedelta(hours=2), now=lambda: moment)
    dues = [(large.due, old.due)]
    for recorder in (large, old):
        recorder.add_resource(URL, b"x", content_type="text/plain")
    dues.append((large.due, old.due))
    moment += timedelta(hours=2)
    large.add_resource(URL, Random(1).randbytes(1000), content_type="text/plain")
    dues.append((large.due, old.due))
    for recorder in (large, old):
        recorder.seal()

    assert dues == [(False, False), (False, False), (True, True)]
    assert (large.due, old.due) == (False, False)


def test_nothing_is_due_without_limits(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, max_size=0, max_age=timedelta(0))
    recorder.record(page())

    assert not recorder.due
    recorder.seal()


def test_recorder_goes_on_in_a_file_that_another_left(tmp_path: Path) -> None:
    first = pinned(tmp_path)
    one = first.record(page())
    name = first.name
    assert name
    first.leave()
    assert recovery.tidy(tmp_path / f"{name}.open")
    second = Recorder(tmp_path, now=lambda: START, new_id=numbers())
    second.resume(name)
    two = second.record(page(url="https://harbourpost.example/other"))

    assert (one.ref.file, two.ref.file) == (name, name)
    assert two.ref.offset > one.ref.offset
    assert sealed(second).name == name
    path = tmp_path / name
    assert len(infos(path)) == 1
    with path.open("rb") as stream:
        found = list(read_records(stream, name))
    assert found[3].capture == two
    assert found[3].field("WARC-Warcinfo-ID") == f"<{found[0].id}>"


def test_file_that_was_gone_on_in_and_got_nothing_stays(tmp_path: Path) -> None:
    first = pinned(tmp_path)
    first.record(page())
    name = first.name
    assert name
    first.leave()
    content = (tmp_path / f"{name}.open").read_bytes()
    second = Recorder(tmp_path, info={"operator": "somebody else"})
    second.resume(name)
    second.leave()

    assert (tmp_path / f"{name}.open").read_bytes() == content


def test_file_without_warcinfo_is_not_gone_on_in(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    recorder.record(page())
    content = sealed_bytes(recorder, tmp_path)
    (tmp_path / "other.warc.gz.open").write_bytes(
        gzip.compress(content[content.index(b"WARC/1.1", 9) :])
    )

    with pytest.raises(CorruptRecord, match="is no warcinfo record"):
        recorder.resume("other.warc.gz")


def test_what_is_known_to_be_whole_is_not_read_when_a_file_is_put_in_order(tmp_path: Path) -> None:
    recorder = pinned(tmp_path)
    recorder.record(page())
    known = recorder.end
    recorder.record(page())
    whole = recorder.end
    recorder.leave()
    [path] = tmp_path.iterdir()
    content = bytearray(path.read_bytes())
    content[200] ^= 255  # damaged, and not looked at
    path.write_bytes(bytes(content) + b"\x1f\x8b\x08 torn")

    assert recovery.tidy(path, known)
    assert path.stat().st_size == whole
