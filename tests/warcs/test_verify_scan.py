"""What the strict scan finds in a file, and that it finds it."""

import gzip
import hashlib
import io
from base64 import b64encode
from itertools import accumulate
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warcs.recording import frame, skippable, zstd
from tests.warcs.records import (
    CHUNKED,
    DATE,
    FORMS,
    PAGE,
    Form,
    checked,
    digest,
    file_of,
    identifier,
    kinds,
    notes,
    record,
    units,
)
from warcs.reader import read_records
from warcs.verifying import Findings, Scan
from warcs.verifying.scan import MOST_HELD

RECORDS = [record(number) for number in (1, 2, 3)]


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_file_has_no_faults(form: Form) -> None:
    found = checked(file_of(RECORDS, form))

    assert found.faults == ()
    assert (found.form, found.records, found.coverage.block) == (form, {"response": 3}, 3)
    assert found.sha256 == hashlib.sha256(file_of(RECORDS, form)).hexdigest()


@pytest.mark.parametrize("form", FORMS)
def test_no_cut_goes_unseen_but_one_between_two_records(form: Form) -> None:
    content = file_of(RECORDS, form)
    between = [0, *accumulate(map(len, units(RECORDS, form)))]

    unseen = [end for end in range(1, len(content) + 1) if not kinds(content[:end])]

    assert unseen == between[1:]


@pytest.mark.parametrize("form", ["gzip", "zstd"])
def test_no_flipped_bit_goes_unseen_that_changes_what_is_in_the_file(form: Form) -> None:
    content = file_of(RECORDS[:2], form)
    inflate = gzip.decompress if form == "gzip" else zstd.decompress

    unseen = []
    for place in range(len(content)):
        damaged = bytearray(content)
        damaged[place] ^= 0x10
        if not kinds(bytes(damaged)):
            unseen.append(inflate(bytes(damaged)))

    # Time, operating system and the like in a member's header, and a few bits that fill up.
    assert set(unseen) == {b"".join(RECORDS[:2])}
    assert len(unseen) < 20


@pytest.mark.parametrize("form", FORMS)
def test_no_flipped_bit_in_a_block_goes_unseen(form: Form) -> None:
    content = RECORDS[0]
    block = content.index(PAGE)
    for place in range(block, block + len(PAGE)):
        damaged = bytearray(content)
        damaged[place] ^= 1

        assert "block-digest" in kinds(file_of([bytes(damaged), *RECORDS[1:]], form))


LINES = b"\r\n\r\n"
DEFECTS = {
    "length too small": (record(2, Content_Length=str(len(PAGE) - 3)), ["length"]),
    "length too large": (record(2, Content_Length=str(len(PAGE) + 30)), ["length"]),
    "length as if the line ends were the block's": (
        record(2, Content_Length=str(len(PAGE) + 3)),
        ["block-digest", "ending"],
    ),
    "length no number": (record(2, Content_Length="12x"), ["length"]),
    "length negative": (record(2, Content_Length="-1"), ["length"]),
    "no length": (record(2, Content_Length=None), ["length"]),
    "no line ends": (record(2).removesuffix(LINES), ["ending"]),
    "one line end": (record(2).removesuffix(b"\r\n"), ["ending"]),
    "bare line ends": (record(2).removesuffix(LINES) + b"\n\n", ["ending"]),
    "head of bare lines": (
        record(2).partition(LINES)[0].replace(b"\r\n", b"\n") + b"\n\n" + PAGE + LINES,
        ["head"],
    ),
    "stray line": (record(2).replace(b"\r\nWARC-Date", b"\r\nnonsense\r\nWARC-Date"), ["head"]),
    "no identifier": (record(2, WARC_Record_ID=None), ["missing-field"]),
    "no date": (record(2, WARC_Date=None), ["missing-field"]),
    "no type": (record(2, WARC_Type=None), ["missing-field"]),
    "no target": (record(2, WARC_Target_URI=None), ["missing-field"]),
    "revisit without profile": (record(2, WARC_Type="revisit"), ["missing-field"]),
    "date of prose": (record(2, WARC_Date="yesterday"), ["date"]),
    "day that is none": (record(2, WARC_Date="2026-02-30T00:00:00Z"), ["date"]),
    "date in the future": (record(2, WARC_Date="2026-03-03T12:30:16Z"), ["date"]),
    "no version": (b"X" + record(2)[1:], ["record"]),
    "version of the future": (record(2).replace(b"WARC/1.1", b"WARC/7.0"), ["head"]),
    "block digest": (record(2, WARC_Block_Digest=digest(b"other")), ["block-digest"]),
    "payload digest": (record(2, WARC_Payload_Digest=digest(b"other")), ["payload-digest"]),
    "identifier again": (record(1), ["duplicate-id"]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("defect", "expected"), DEFECTS.values(), ids=DEFECTS)
def test_a_defect_is_told_and_the_other_records_are_read(
    defect: bytes, expected: list[str], form: Form
) -> None:
    content = file_of([RECORDS[0], defect, RECORDS[2]], form)

    assert kinds(content) == expected
    read = list(Scan(io.BytesIO(content), Findings("x"), latest=b"2027-01-01T00:00:00Z"))
    assert {read[0].id, read[-1].id} == {identifier(n).strip("<>").encode() for n in (1, 3)}


HARMLESS = {
    "date of a year": (record(1, WARC_Date="2016"), []),
    "date with nanoseconds": (record(1, WARC_Date="2016-01-02T03:04:05.123456789Z"), []),
    "date within a day": (record(1, WARC_Date="2026-03-03T12:30:15Z"), []),
    "names in any case": (record(1).replace(b"WARC-Date", b"warc-DATE"), []),
    "a folded field": (record(1, X_Note="one\r\n two"), []),
    "no space behind colons": (record(1, b"x").replace(b": ", b":"), []),
    "type of another standard": (record(1, WARC_Type="screenshot"), ["field"]),
    "warcinfo with a target": (
        record(1, b"software: x\r\n", WARC_Type="warcinfo", Content_Type="application/warc-fields"),
        ["field"],
    ),
    "a field twice": (record(1, X_Note=f"x\r\nWARC-Date: {DATE}"), ["field"]),
    "an empty line more": (record(1) + b"\r\n", ["blank"]),
    "before the standard": (record(1).replace(b"WARC/1.1", b"WARC/0.18"), ["version"]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("content", "expected"), HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_a_note_at_most(
    content: bytes, expected: list[str], form: Form
) -> None:
    whole = file_of([content, record(2)], form)

    assert (kinds(whole), notes(whole)) == ([], expected)


def spelled(content: bytes, algorithm: str, form: str) -> str:
    state = hashlib.new(algorithm, content)
    ways = {
        "base32": digest(content, algorithm).partition(":")[2],
        "base32 without padding": digest(content, algorithm).partition(":")[2].rstrip("="),
        "base32 in lower case": digest(content, algorithm).partition(":")[2].lower(),
        "hexadecimal": state.hexdigest(),
        "hexadecimal in upper case": state.hexdigest().upper(),
        "base64": b64encode(state.digest()).decode(),
        "base64 for URLs": b64encode(state.digest(), b"-_").decode(),
    }
    return ways[form]


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha384", "sha512", "blake2b"])
@pytest.mark.parametrize(
    "form",
    ["base32", "base32 without padding", "base32 in lower case", "hexadecimal",
     "hexadecimal in upper case", "base64", "base64 for URLs"],
)  # fmt: skip
def test_digests_are_read_in_any_spelling(algorithm: str, form: str) -> None:
    right, wrong = (f"{algorithm}:{spelled(x, algorithm, form)}" for x in (PAGE, b"other"))

    assert kinds(file_of([record(1, WARC_Block_Digest=right)])) == []
    assert kinds(file_of([record(1, WARC_Block_Digest=wrong)])) == ["block-digest"]


def test_digests_are_counted_for_what_they_are_worth() -> None:
    plain = digest(CHUNKED[CHUNKED.index(b"\r\n\r\n") + 4 :])
    found = checked(
        file_of(
            [
                record(1, WARC_Block_Digest="crc99:ABC"),
                record(2, WARC_Block_Digest=None),
                record(3, CHUNKED, WARC_Payload_Digest=digest(b"hello")),
                record(4, CHUNKED, WARC_Payload_Digest=plain),
                record(5, WARC_Truncated="length", WARC_Payload_Digest=digest(b"all of it")),
                record(6, WARC_Block_Digest=digest(PAGE, "sha1").partition(":")[2]),
            ]
        )
    )

    assert found.faults == ()
    coverage = found.coverage
    assert (coverage.block, coverage.payload, coverage.chunked) == (4, 2, 1)
    assert (coverage.unknown, coverage.uncovered, coverage.unchecked) == (1, 1, 1)


def chunks(body: bytes, size: int) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("chunked", [False, True], ids=["identity", "chunked"])
def test_large_blocks_are_checked_as_small_ones_are(form: Form, chunked: bool) -> None:
    body = bytes(range(256)) * ((MOST_HELD + (1 << 20)) // 256)
    head = b"HTTP/1.1 200 OK\r\n%b\r\n" % (b"Transfer-Encoding: chunked\r\n" if chunked else b"")
    block = head + (chunks(body, 300_001) if chunked else body)
    good = record(1, block, WARC_Payload_Digest=digest(body))
    other = record(2, block, WARC_Payload_Digest=digest(block[len(head) :]))
    bad = record(3, block, WARC_Payload_Digest=digest(b"x"), WARC_Block_Digest=digest(b"x"))

    found = checked(file_of([good, other, bad], form))

    assert [fault.kind for fault in found.faults] == ["block-digest", "payload-digest"]
    assert (found.coverage.payload, found.coverage.chunked) == (3, int(chunked))


def test_what_stands_between_gzip_members_is_seen() -> None:
    one, two = units(RECORDS[:2], "gzip")

    assert kinds(one + b"\0" * 512 + two) == ["surplus"]
    assert kinds(one + two + b"\0") == ["surplus"]
    assert notes(one + gzip.compress(b"") + two) == ["empty-unit"]


def test_records_in_one_member_are_read_and_told_once() -> None:
    content = gzip.compress(b"".join(RECORDS))

    assert (kinds(content), notes(content)) == ([], ["shared"])
    assert checked(content).records == {"response": 3}


def test_a_wrong_checksum_costs_one_record_whatever_that_holds() -> None:
    inner = gzip.compress(record(7), mtime=0)
    damaged = bytearray(gzip.compress(record(1, inner), 0, mtime=0))
    damaged[-8] ^= 1
    content = bytes(damaged) + units(RECORDS, "gzip")[1]

    found = checked(content)

    assert [fault.kind for fault in found.faults] == ["member"]
    assert found.records == {"response": 1}


def test_zstd_files_may_have_a_dictionary_and_records_of_several_frames() -> None:
    samples = [record(number, b"the same text again, " * 20) for number in range(200)]
    dictionary = zstd.train_dict(samples, 2048)
    cut = samples[0][:300], samples[0][300:]
    frames = [frame(part, dictionary) for part in (*cut, *samples[1:3])]

    for content in (dictionary.dict_content, zstd.compress(dictionary.dict_content)):
        found = checked(skippable(content) + b"".join(frames))

        assert (found.faults, found.records) == ((), {"response": 3})


def test_zstd_frames_without_checksum_are_noted() -> None:
    content = b"".join(zstd.compress(one) for one in RECORDS)

    assert (kinds(content), notes(content)) == ([], ["no-checksum"])


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"<html>\n" * 999], ids=["empty", "short", "html"]
)
def test_what_is_no_warc_is_a_fault(content: bytes) -> None:
    assert kinds(content) == ["record" if content else "empty"]


@given(st.binary(max_size=400), st.sampled_from(FORMS))
def test_no_bytes_make_it_fail(noise: bytes, form: Form) -> None:
    content = file_of([RECORDS[0]], form)

    for damaged in (noise, content + noise, noise + content, content[:50] + noise + content[60:]):
        checked(damaged)


def test_faults_beyond_a_bound_are_counted_only() -> None:
    content = file_of([record(n, WARC_Block_Digest=digest(b"x")) for n in range(1200)])

    found = checked(content)

    assert (len(found.faults), found.left_out, found.sound) == (1000, 200, False)


def test_behind_damage_frames_of_large_blocks_are_found() -> None:
    chance = Random(1)
    bodies = [b" ".join(b"%d" % chance.randrange(99999) for _ in range(6000)) for _ in range(4)]
    many = [record(n, body, Content_Type="text/plain") for n, body in enumerate(bodies)]
    first, *others = units(many, "zstd")
    assert all(len(one) > 4096 for one in others)  # their first blocks give nothing before
    content = first[:3000] + bytes(9) + first[3009:] + b"".join(others)

    assert checked(content).records == {"response": 3}
    assert len(list(read_records(io.BytesIO(content), "x.warc.zst"))) == 3


def test_bombs_of_empty_lines_and_of_lengths_are_passed_over() -> None:
    lines = gzip.compress(RECORDS[0] + b"\r\n" * 5_000_000)
    assert (kinds(lines), notes(lines)) == ([], ["blank"])

    claims = [record(n, Content_Length=str(10**12)) for n in range(3000)]
    found = checked(b"".join(claims) + bytes(3_000_000))
    assert (len(found.faults), found.left_out, found.records) == (1000, 2000, {})
