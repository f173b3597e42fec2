"""Whatever a file holds: no exception, no end without a word, and every whole record is found."""

import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warcs.recording import Pipe, frame, skippable
from tests.warcs.test_reader_codings import PACKED, RECORDS
from warcs import reader

STARTS = [
    b"", b"WARC/1.1\r\n", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18",
    RECORDS[0][:60], gzip.compress(RECORDS[0])[:60], frame(RECORDS[0])[:60],
    b"filedesc://x.arc 0.0.0.0 20140216050221 text/plain 76\n",
]  # fmt: skip


@settings(deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_raise(content: bytes, pipe: bool) -> None:
    for start in STARTS:
        for packed in (
            start + content,
            gzip.compress(start + content),
            frame(start + content),
            skippable(content) + frame(start),
        ):
            stream = Pipe(packed) if pipe else io.BytesIO(packed)
            with reader.read_records(stream, "x") as records:
                for record in records:
                    assert (record.type, record.id, record.url, record.fields) is not None
                    assert record.http is None or record.http.body(1000) is not None


Change = tuple[str, float, float, bytes]
CHANGES = st.tuples(
    st.sampled_from(("overwrite", "cut out", "insert", "double")),
    st.floats(0, 1),
    st.floats(0, 0.2),
    st.binary(min_size=1, max_size=40),
)


def changed(content: bytes, change: Change) -> tuple[bytes, int, int]:
    """``content`` with a change, and where in it that begins and ends."""
    kind, where, extent, junk = change
    begin = int(where * (len(content) - 1))
    end = min(begin + 1 + int(extent * len(content)), len(content))
    if kind == "overwrite":
        end = min(begin + len(junk), len(content))
        return content[:begin] + junk[: end - begin] + content[end:], begin, end
    if kind == "insert":
        return content[:begin] + junk + content[begin:], begin, begin
    if kind == "double":
        return content[:end] + content[begin:], end, end
    return content[:begin] + content[end:], begin, end


@settings(deadline=None, max_examples=150)
@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED)
@given(change=CHANGES, pipe=st.booleans())
def test_records_outside_a_damage_are_found(
    packed: list[bytes], change: Change, pipe: bool
) -> None:
    content, begin, end = changed(b"".join(packed), change)
    whole = []
    offset = 0
    for number, unit in enumerate(packed):
        # A record in a file with a dictionary needs it; and a plain one its end.
        touched = offset - 2 < end and begin < offset + len(unit)
        lost = begin < len(packed[0]) and packed[0][:4] == b"\x5d\x2a\x4d\x18"
        if not touched and not lost:
            whole.append(str(number))
        offset += len(unit)

    records = reader.read_records(Pipe(content, 4096) if pipe else io.BytesIO(content), "x")
    found = [record for record in records if not record.cut]

    good = [x.id[-1:] for x in found if x.block == x.id[-1:].encode() * 300]
    assert [number for number in whole if number not in good] == []
    assert len(good) >= 5 or records.problems or content[begin:end].isspace() or not whole[4:]
