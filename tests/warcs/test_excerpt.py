"""Chosen records are copied with what belongs to them, byte for byte."""

import gzip
from pathlib import Path

import pytest

from tests.warcs.warc_bytes import REQUEST, record
from warcs import Refused
from warcs.packaging import excerpt
from warcs.reader import open_records

URL = "http://a.example/"
FIELDS = "application/warc-fields"
GET = b"GET / HTTP/1.1\r\n\r\n"
INFO = record("warcinfo", "", b"a: b\r\n", content_type=FIELDS, name="info")
OTHER_INFO = record("warcinfo", "", b"c: d\r\n", content_type=FIELDS, name="other-info")


def response(name: str, **fields: str) -> bytes:
    return record("response", URL, name=name, WARC_Warcinfo_ID="<urn:uuid:info>", **fields)


def request(name: str, **fields: str) -> bytes:
    return record("request", URL, GET, content_type=REQUEST, name=name, **fields)


def about(name: str, of: str, kind: str = "metadata") -> bytes:
    return record(kind, "urn:x:y", b"{}", content_type="text/json", name=name,
                  WARC_Refers_To=f"<urn:uuid:{of}>")  # fmt: skip


def copied(folder: Path, content: bytes, *chosen: str, name: str = "in.warc") -> list[str]:
    """The ids of the records that are copied, in their order."""
    (folder / name).write_bytes(content)
    out = folder / "out"
    out.mkdir()
    ids = {f"urn:uuid:{one}" for one in chosen}
    paths = excerpt.copy([folder / name], ids, out)
    found = []
    for path in paths:
        with open_records(path) as records:
            found += [one.id.removeprefix("urn:uuid:") for one in records]
        assert records.problems == []
        copies = path.read_bytes()
        raw = gzip.decompress(copies) if path.suffix == ".gz" else copies
        whole = gzip.decompress(content) if path.suffix == ".gz" else content
        assert all(part in whole for part in raw.split(b"\r\n\r\n"))
    return found


CASES = {
    "its request names it": (
        [INFO, response("a"), request("b", WARC_Concurrent_To="<urn:uuid:a>"), response("c")],
        ["info", "a", "b"],
    ),
    "it names its request, which comes first": (
        [request("b"), response("a", WARC_Concurrent_To="<urn:uuid:b>"), request("c")],
        ["b", "a"],
    ),
    "what is said of it": (
        [response("a"), about("m", "a"), about("n", "c"), about("t", "a", "conversion")],
        ["a", "m", "t"],
    ),
    "not what refers to its payload": ([response("a"), about("r", "a", "revisit")], ["a"]),
    "the warcinfo that it names": ([OTHER_INFO, INFO, response("a")], ["info", "a"]),
    "nothing else": ([INFO, response("c"), request("d")], []),
}  # fmt: skip


@pytest.mark.parametrize("form", ["plain", "gzip"])
@pytest.mark.parametrize(("records", "expected"), CASES.values(), ids=CASES)
def test_what_belongs_to_a_capture_is_copied_with_it(
    records: list[bytes], expected: list[str], form: str, tmp_path: Path
) -> None:
    content = b"".join(map(gzip.compress, records)) if form == "gzip" else b"".join(records)
    name = "in.warc.gz" if form == "gzip" else "in.warc"

    assert copied(tmp_path, content, "a", name=name) == expected


def test_files_are_begun_when_one_is_full_or_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "1.warc").write_bytes(response("a") + response("b"))
    (tmp_path / "2.warc.gz").write_bytes(gzip.compress(response("c")))
    (tmp_path / "out").mkdir()
    taken: list[str] = []

    paths = excerpt.copy(
        [tmp_path / "1.warc", tmp_path / "2.warc.gz"],
        {"urn:uuid:a", "urn:uuid:b", "urn:uuid:c", "urn:uuid:nowhere"},
        tmp_path / "out",
        taken.append,
        largest=10,
    )

    assert [path.name for path in paths] == [
        "data-00000.warc",
        "data-00001.warc",
        "data-00002.warc.gz",
    ]
    assert [path.read_bytes() for path in paths] == [
        response("a"), response("b"), (tmp_path / "2.warc.gz").read_bytes(),
    ]  # fmt: skip
    assert taken == ["urn:uuid:a", "urn:uuid:b", "urn:uuid:c"]


def test_records_that_share_a_member_are_refused(tmp_path: Path) -> None:
    content = gzip.compress(response("a") + response("b"))

    with pytest.raises(
        Refused, match=r"offset 0: shares its gzip member with others; `archiver re"
    ):
        copied(tmp_path, content, "a", name="in.warc.gz")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    arc = b"filedesc://x.arc 0.0.0.0 20260302123015 text/plain 0\n\n"

    with pytest.raises(Refused, match="records are taken out of WARC files only"):
        copied(tmp_path, arc, "a", name="in.arc")
