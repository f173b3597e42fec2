"""A redacted file is sound: what its tombstones stand for is known to be gone."""

from datetime import UTC, datetime
from pathlib import Path

from tests.warcs.redacting import NOT_MODIFIED, capture, record, record_id, revisit
from tests.warcs.test_removal import BODY, COPY, GONE, OTHER, redacted
from warcs.verifying import Fault, verify_files

NOW = datetime(2027, 1, 1, tzinfo=UTC)


def faults(folder: Path) -> list[Fault]:
    report = verify_files(sorted(folder.glob("*.warc.gz")), now=NOW)
    return [*report.faults, *(fault for file in report.files for fault in file.faults)]


def test_tombstones_promoted_and_renewed_records_are_sound(tmp_path: Path) -> None:
    redacted(
        tmp_path,
        [*capture(1, GONE, BODY), revisit(3, COPY, 1, GONE, BODY)],
        [
            revisit(4, OTHER, 1, GONE, BODY),
            record(5, "metadata", "urn:x:reading", b"text", refers_to=f"<{record_id(1)}>"),
        ],
    )

    assert [x for x in faults(tmp_path) if x.kind in ("link", "revisit", "duplicate-id")] == []


def test_a_revisit_that_could_not_have_the_payload_is_told_and_no_fault(tmp_path: Path) -> None:
    not_modified = revisit(3, COPY, 1, GONE, BODY, profile=NOT_MODIFIED)
    redacted(tmp_path, [*capture(1, GONE, BODY), not_modified])

    told = [x for x in faults(tmp_path) if x.kind in ("link", "revisit")]

    assert all(x.note for x in told)
    assert "a redaction took out what it revisits; its tombstone is at 0" in [x.text for x in told]
