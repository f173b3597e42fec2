"""What a repair saves, what it says of the rest, and that it leaves the file alone."""

from collections.abc import Sequence
from gzip import compress
from pathlib import Path

import pytest

from tests.warcs.recording import members, skippable, zstd
from tests.warcs.records import (
    CHUNKED,
    FORMS,
    NOW,
    PAGE,
    Form,
    digest,
    file_of,
    identifier,
    packed,
    record,
    units,
)
from warcs import Refused
from warcs.repairing import Repaired, repair
from warcs.repairing.output import SUFFIXES
from warcs.verifying import check_path

RECORDS = [record(number) for number in (1, 2, 3)]
LINES = b"\r\n\r\n"


def unpacked(path: Path) -> list[bytes]:
    """The records of a file, told apart without the code that wrote it."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        return members(content)
    if path.suffix == ".zst":
        content = zstd.decompress(content)
    first, *others = content.split(b"WARC/1.1\r\n")
    assert first == b""
    return [b"WARC/1.1\r\n" + one for one in others]


def repaired(
    tmp_path: Path, content: bytes, form: Form = "gzip", *, gzip: bool = False
) -> Repaired:
    path = tmp_path / f"x{SUFFIXES[form]}"
    path.write_bytes(content)

    done = repair(path, now=NOW, gzip=gzip)

    assert path.read_bytes() == content
    assert done.sound or not done.out
    return done


def kept(done: Repaired) -> list[bytes]:
    return unpacked(Path(done.out))


def damaged(unit: bytes, place: int) -> bytes:
    return unit[:place] + bytes([unit[place] ^ 0x55]) + unit[place + 1 :]


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_file_comes_out_as_it_was(tmp_path: Path, form: Form) -> None:
    content = file_of(RECORDS, form)

    done = repaired(tmp_path, content, form)

    assert Path(done.out).read_bytes() == content
    assert Path(done.out).name == f"x.repaired{SUFFIXES[form]}"
    assert (done.kept, done.lost, done.changed, done.faulty) == (3, (), (), ())


@pytest.mark.parametrize("form", FORMS)
def test_a_torn_tail_is_left_out_and_told(tmp_path: Path, form: Form) -> None:
    content = file_of(RECORDS, form)[:-60]

    done = repaired(tmp_path, content, form)

    assert kept(done) == RECORDS[:2]
    (loss,) = done.lost
    start = len(file_of(RECORDS[:2], form))
    assert (loss.offset, loss.offset + loss.length) == (start, len(content))
    if form != "zstd":  # a frame gives nothing until its block is whole
        assert loss.record_id == identifier(3).strip("<>")
        assert loss.url == "https://paper.example/3"


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_a_corrupt_unit_in_the_middle_costs_that_one_only(tmp_path: Path, form: Form) -> None:
    one, two, three = units(RECORDS, form)

    done = repaired(tmp_path, one + damaged(two, len(two) // 2) + three, form)

    assert kept(done) == [RECORDS[0], RECORDS[2]]
    assert [loss.offset for loss in done.lost] == [len(one)]


def test_a_wrong_checksum_is_overruled_by_the_record_s_own_digest(tmp_path: Path) -> None:
    one, two, three = units(RECORDS, "gzip")

    done = repaired(tmp_path, one + damaged(two, len(two) - 6) + three)

    assert kept(done) == RECORDS
    (change,) = done.changed
    assert (change.offset, change.what) == (
        len(one), "the checksum of its gzip member was wrong"
    )  # fmt: skip


def test_a_member_whose_head_is_broken_is_overruled_too(tmp_path: Path) -> None:
    one, two, three = units(RECORDS, "gzip")

    for content, expected in (
        (one + damaged(two, 1) + three, RECORDS),
        (damaged(one, 0) + two + three, RECORDS),
        (one + two[:-5] + three, RECORDS),
    ):
        done = repaired(tmp_path, content)

        assert kept(done) == expected
        assert len(done.changed) == 1
        Path(done.out).unlink()


LENGTHS = {
    "too small": "50",
    "too small, where the head of the answer ends": "40",
    "too small for the head": "3",
    "too large": "90",
    "beyond the file": "999999",
    "no number": "4x",
    "missing": None,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("length", LENGTHS.values(), ids=LENGTHS)
def test_a_wrong_length_is_put_right_where_the_digest_proves_it(
    tmp_path: Path, length: str | None, form: Form
) -> None:
    wrong = record(2, Content_Length=length)

    done = repaired(tmp_path, file_of([RECORDS[0], wrong, RECORDS[2]], form), form)

    found = kept(done)
    assert [found[0], found[2]] == [RECORDS[0], RECORDS[2]]
    assert found[1].endswith(LINES + PAGE + LINES)
    assert f"\r\nContent-Length: {len(PAGE)}\r\n".encode() in found[1]
    said = "was missing" if length is None else f"was '{length}'"
    assert [change.what for change in done.changed] == [
        f"Content-Length {said}, the block has {len(PAGE)} bytes"
    ]
    assert done.lost == ()


@pytest.mark.parametrize("form", FORMS)
def test_without_a_digest_the_next_record_proves_the_length(tmp_path: Path, form: Form) -> None:
    wrong = record(2, Content_Length="38", WARC_Block_Digest=None)

    done = repaired(tmp_path, file_of([RECORDS[0], wrong, RECORDS[2]], form), form)

    assert [change.record_id for change in done.changed] == [identifier(2).strip("<>")]
    assert kept(done)[1].endswith(LINES + PAGE + LINES)


def test_a_payload_digest_proves_a_length_too(tmp_path: Path) -> None:
    wrong = record(
        2, CHUNKED, Content_Length="9", WARC_Block_Digest=None, WARC_Payload_Digest=digest(b"hello")
    )

    done = repaired(tmp_path, file_of([wrong]))

    assert kept(done)[0].endswith(CHUNKED + LINES)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("tail", [b"", b"\r\n", b"\n\n"], ids=["none", "one", "bare"])
def test_missing_line_ends_are_put_there(tmp_path: Path, tail: bytes, form: Form) -> None:
    torn = RECORDS[2].removesuffix(LINES) + tail

    done = repaired(tmp_path, file_of([*RECORDS[:2], torn], form), form)

    assert kept(done) == RECORDS
    assert [change.offset for change in done.changed] == [len(file_of(RECORDS[:2], form))]


def test_a_head_of_bare_lines_is_put_right(tmp_path: Path) -> None:
    head, _, block = RECORDS[0].partition(LINES)
    bare = head.replace(b"\r\n", b"\n") + b"\n\n" + block

    assert kept(repaired(tmp_path, file_of([bare]))) == [RECORDS[0]]


@pytest.mark.parametrize("form", FORMS)
def test_records_that_contradict_themselves_are_put_aside(tmp_path: Path, form: Form) -> None:
    bad = record(2, WARC_Block_Digest=digest(b"other"))
    content = file_of([RECORDS[0], bad, RECORDS[2]], form)

    done = repaired(tmp_path, content, form)

    assert kept(done) == [RECORDS[0], RECORDS[2]]
    assert done.faulty_out is not None
    assert Path(done.faulty_out).name == f"x.repaired.faulty{SUFFIXES[form]}"
    assert unpacked(Path(done.faulty_out)) == [bad]
    assert [one.record_id for one in done.faulty] == [identifier(2).strip("<>")]


def test_records_that_contradict_themselves_are_kept_if_asked_for(tmp_path: Path) -> None:
    bad = record(2, WARC_Block_Digest=digest(b"other"))
    path = tmp_path / "x.warc.gz"
    path.write_bytes(file_of([RECORDS[0], bad]))

    done = repair(path, now=NOW, keep_faulty=True)

    assert kept(done) == [RECORDS[0], bad]
    assert (done.sound, done.faulty_out, len(done.faulty)) == (False, None, 1)


@pytest.mark.parametrize("form", FORMS)
def test_second_copies_are_left_out(tmp_path: Path, form: Form) -> None:
    other = record(1, b"x", Content_Type="text/plain")

    done = repaired(tmp_path, file_of([*RECORDS, RECORDS[0], other], form), form)

    assert kept(done) == RECORDS
    assert [one.what for one in done.doubled] == ["the same as the record at 0"]
    assert [one.what for one in done.faulty] == ["its record id is that of another record"]


def shared(records: Sequence[bytes]) -> bytes:
    return compress(b"".join(records), mtime=0)


def test_one_big_member_becomes_a_member_per_record(tmp_path: Path) -> None:
    done = repaired(tmp_path, shared(RECORDS))

    assert kept(done) == RECORDS
    assert (done.kept, done.rewrapped) == (0, 3)


def test_a_torn_big_member_gives_the_records_that_it_can(tmp_path: Path) -> None:
    many = [record(number, b"%d" % number * 300, Content_Type="text/plain") for number in range(50)]
    content = shared(many)

    done = repaired(tmp_path, content[: len(content) * 2 // 3])

    found = kept(done)
    assert found == many[: len(found)]
    assert 20 < len(found) < 50


def test_what_is_not_compressed_is_compressed_if_asked_for(tmp_path: Path) -> None:
    done = repaired(tmp_path, file_of(RECORDS, "plain"), "plain", gzip=True)

    assert Path(done.out).name == "x.repaired.warc.gz"
    assert kept(done) == RECORDS
    assert done.rewrapped == 3


def test_a_zstd_file_keeps_its_dictionary(tmp_path: Path) -> None:
    samples = [record(number, b"the same text again, " * 20) for number in range(200)]
    dictionary = zstd.train_dict(samples, 2048)
    options: dict[int, int] = {zstd.CompressionParameter.checksum_flag: 1}
    frames = [zstd.compress(x, options=options, zstd_dict=dictionary) for x in samples[:3]]
    content = skippable(dictionary.dict_content) + frames[0] + frames[1][:-20] + frames[2]

    done = repaired(tmp_path, content, "zstd")

    expected = skippable(dictionary.dict_content) + frames[0] + frames[2]
    assert Path(done.out).read_bytes() == expected


def test_a_file_left_open_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "y.warc.gz.open"
    path.write_bytes(file_of(RECORDS)[:-9])

    done = repair(path, now=NOW)

    assert Path(done.out) == tmp_path / "y.repaired.warc.gz"
    assert check_path(Path(done.out), now=NOW).report.records == {"response": 3 - len(done.lost)}


def test_large_records_are_kept_without_holding_them(tmp_path: Path) -> None:
    body = bytes(range(256)) * 40_000
    large = record(2, body, Content_Type="application/octet-stream")
    done = repaired(tmp_path, file_of([RECORDS[0], large, RECORDS[2]], "plain"), "plain", gzip=True)

    assert kept(done) == [RECORDS[0], large, RECORDS[2]]


REFUSED = {
    "a package": (b"PK\x03\x04" + b"\0" * 40, "is a package; only WARC and ARC files"),
    "no WARC": (b"<html>" * 100, "no WARC record was found"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_warc_file_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(content)

    with pytest.raises(Refused, match=reason):
        repair(path, now=NOW)


def test_nothing_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(packed(RECORDS[0], "plain"))
    (tmp_path / "x.repaired.warc").write_bytes(b"mine")

    with pytest.raises(Refused, match="is there already"):
        repair(path, now=NOW)
    assert (tmp_path / "x.repaired.warc").read_bytes() == b"mine"
