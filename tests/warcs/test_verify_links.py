"""What records say of each other, within a file and between files."""

import io
from pathlib import Path

import pytest

from tests.warcs.records import DATE, NOW, PAGE, digest, file_of, identifier, record
from warcs.verifying import Fault, Findings, between, check_stream, verify_files

PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
PAYLOAD = digest(b"<h1>Hi</h1>")
ORIGINAL = record(1, WARC_Payload_Digest=PAYLOAD)


def revisit(number: int, **fields: str | None) -> bytes:
    said: dict[str, str | None] = {
        "WARC_Type": "revisit",
        "WARC_Profile": PROFILE,
        "WARC_Payload_Digest": PAYLOAD,
        "WARC_Refers_To": identifier(1),
        "WARC_Refers_To_Target_URI": "https://paper.example/1",
        "WARC_Refers_To_Date": DATE,
    }
    return record(number, PAGE[:45], **{**said, **fields})


def looked_at(*files: list[bytes]) -> tuple[list[Fault], list[Fault]]:
    """Faults within and between files called 0, 1, …; what is named and in none of them."""
    checked = [
        check_stream(io.BytesIO(file_of(records)), Findings(str(number)), now=NOW)
        for number, records in enumerate(files)
    ]
    faults, missing = between(file.links for file in checked)
    return [*(fault for file in checked for fault in file.report.faults), *faults], missing


def test_a_revisit_that_fits_its_original_is_sound() -> None:
    assert looked_at([ORIGINAL, revisit(2)]) == ([], [])
    assert looked_at([revisit(2)], [ORIGINAL]) == ([], [])


WRONG = {
    "another payload": ({"WARC_Payload_Digest": digest(b"x")}, "has another payload digest"),
    "another URL": ({"WARC_Refers_To_Target_URI": "https://paper.example/9"}, "TARGET-URI"),
    "another date": ({"WARC_Refers_To_Date": "2020-01-01T00:00:00Z"}, "DATE"),
}


@pytest.mark.parametrize(("fields", "text"), WRONG.values(), ids=WRONG)
def test_a_revisit_that_contradicts_its_original_is_a_fault(
    fields: dict[str, str | None], text: str
) -> None:
    (fault,), _ = looked_at([ORIGINAL, revisit(2, **fields)])

    assert (fault.kind, fault.note) == ("revisit", False)
    assert text in fault.text.upper() or text in fault.text


def test_a_revisit_of_another_payload_is_seen_across_files() -> None:
    (fault,), _ = looked_at([revisit(2, WARC_Payload_Digest=digest(b"x"))], [ORIGINAL])

    assert (fault.kind, fault.file) == ("revisit", "0")


def test_digests_of_different_algorithms_cannot_be_compared() -> None:
    other = revisit(2, WARC_Payload_Digest=digest(b"<h1>Hi</h1>", "sha1"))

    assert looked_at([ORIGINAL, other]) == ([], [])
    assert looked_at([other], [ORIGINAL]) == ([], [])


def test_a_revisit_of_a_revisit_is_noted() -> None:
    second = revisit(
        3, WARC_Refers_To=identifier(2), WARC_Refers_To_Target_URI="https://paper.example/2"
    )
    (note,), _ = looked_at([ORIGINAL, revisit(2), second])

    assert (note.kind, note.note) == ("revisit", True)


@pytest.mark.parametrize("field", ["WARC_Concurrent_To", "WARC_Refers_To", "WARC_Warcinfo_ID"])
def test_what_is_named_and_not_there_is_told(field: str) -> None:
    namer = record(2, PAGE, WARC_Type="metadata", **{field: identifier(77)})

    faults, (missing,) = looked_at([ORIGINAL, namer])

    assert faults == []
    assert (missing.kind, missing.offset) == ("link", len(file_of([ORIGINAL])))
    assert missing.text.startswith(f"{field.replace('_', '-')} names urn:uuid:")
    # A record that was copied keeps the id of its first file's warcinfo.
    assert missing.note is (field == "WARC_Warcinfo_ID")


def test_each_of_several_concurrent_records_is_looked_for() -> None:
    several = f"{identifier(1)}\r\nWARC-Concurrent-To: {identifier(88)}"

    _, (missing,) = looked_at([ORIGINAL, record(2, WARC_Concurrent_To=several)])

    assert "000000000088" in missing.text


@pytest.mark.parametrize("copy", [True, False], ids=["a copy", "another payload"])
def test_one_identifier_in_two_files_is_a_fault_unless_it_is_of_a_copy(copy: bool) -> None:
    other = ORIGINAL if copy else record(1, WARC_Payload_Digest=digest(b"x"))

    faults, _ = looked_at([record(5), ORIGINAL], [record(6), other])

    (fault,) = (one for one in faults if one.kind == "duplicate-id")
    assert (fault.kind, fault.file, fault.note) == ("duplicate-id", "1", copy)
    place = f"its record id is that of the record at {len(file_of([record(5)]))} of 0"
    assert fault.text == (f"{place}: a copy" if copy else place)


def test_a_bare_file_is_not_at_fault_for_what_lies_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "part.warc.gz"
    path.write_bytes(file_of([revisit(2)]))

    report = verify_files([path], now=NOW)

    assert report.sound
    assert report.told == ("1 references name records that are in none of these files",)
    assert [strength.name for strength in report.strengths] == ["file"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_files_are_checked_in_their_order(tmp_path: Path, jobs: int) -> None:
    paths = [tmp_path / f"{number}.warc.gz" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(file_of([record(number)]))
    paths.append(tmp_path / "none.warc.gz")
    counted: list[int] = []

    report = verify_files(paths, now=NOW, jobs=jobs, progress=counted.append)

    assert [file.name for file in report.files] == [path.name for path in paths]
    assert [fault.kind for fault in report.files[3].faults] == ["unreadable"]
    assert sum(counted) == sum(path.stat().st_size for path in paths[:3])
