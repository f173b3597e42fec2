import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warcs.index import indexing, surt, zipnum
from warcs.index.lookup import Index, Match, parse

URLS = [
    "http://a.example/", "http://a.example/x", "http://a.example/x?b=1", "http://a.example/xy",
    "http://a.example:8080/", "http://b.a.example/", "http://aa.example/", "http://z.example/",
]  # fmt: skip
DAYS = ("20260301000000", "20260302000000", "20260305120000")


def line(url: str, day: str) -> bytes:
    return f'{surt.key(url)} {day} {{"url": "{url}", "status": "200", "offset": "7"}}\n'.encode()


LINES = sorted(line(url, day) for url in URLS for day in DAYS)


@pytest.fixture(params=["file", "ZipNum", "folder"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "file":
        indexing.merge_into(LINES, tmp_path / "index.cdxj")
        return tmp_path / "index.cdxj"
    if request.param == "ZipNum":
        indexing.merge_into(LINES, tmp_path / "index.cdx.gz")
        return tmp_path / "index.cdx.gz"
    indexing.merge_into(LINES[::2], tmp_path / "one.cdxj")
    indexing.merge_into(LINES[1::2], tmp_path / "two.cdx.gz")
    return tmp_path


FOUND: dict[Match, list[str]] = {
    "exact": [URLS[1]],
    "prefix": [URLS[1], URLS[2], URLS[3]],
    "host": [URLS[0], URLS[4], URLS[1], URLS[2], URLS[3]],
    "domain": [URLS[0], URLS[4], URLS[5], URLS[1], URLS[2], URLS[3]],
}


@pytest.mark.parametrize("match", FOUND)
def test_captures_are_found(index: Path, match: Match) -> None:
    with Index(index) as opened:
        found = list(opened.find("https://www.a.example/x/", match))

    assert {entry.url for entry in found} == set(FOUND[match])
    assert len(found) == 3 * len(FOUND[match])


def test_captures_come_in_the_order_of_time(index: Path) -> None:
    with Index(index) as opened:
        found = [entry.date.day for entry in opened.find(URLS[3])]

    assert found == [1, 2, 5]


@pytest.mark.parametrize(("day", "nearest"), [(1, 1), (3, 2), (4, 5), (30, 5)])
def test_the_nearest_is_found(index: Path, day: int, nearest: int) -> None:
    with Index(index) as opened:
        found = opened.nearest(URLS[0], datetime(2026, 3, day, tzinfo=UTC))

    assert found is not None
    assert found.date.day == nearest


def test_what_is_not_there_is_not_found(index: Path) -> None:
    with Index(index) as opened:
        assert list(opened.find("http://nowhere.example/")) == []
        assert opened.nearest("http://nowhere.example/", datetime(2026, 3, 1, tzinfo=UTC)) is None


def test_a_line_is_found_across_the_blocks_of_a_large_index(tmp_path: Path) -> None:
    lines = sorted(line(f"http://a.example/{number}", DAYS[0]) for number in range(5000))
    indexing.merge_into(lines, tmp_path / "index.cdx.gz")

    with Index(tmp_path / "index.idx") as opened:
        found = [
            next(opened.find(f"http://a.example/{number}")).url for number in range(0, 5000, 7)
        ]
        everything = list(opened.find("http://a.example/", "host"))

    assert found == [f"http://a.example/{number}" for number in range(0, 5000, 7)]
    assert [entry.line.encode() + b"\n" for entry in everything] == lines


def test_pywbs_own_idx_is_read(tmp_path: Path) -> None:
    data, idx = io.BytesIO(), io.BytesIO()
    zipnum.write(LINES, data, idx, "x.cdx.gz")
    (tmp_path / "x.cdx.gz").write_bytes(data.getvalue())
    key = LINES[0].partition(b" {")[0].decode()
    (tmp_path / "x.idx").write_text(f"{key}\tx.cdx.gz\t0\t{len(data.getvalue())}\t1\n")

    with Index(tmp_path) as opened:
        assert len(list(opened.find(URLS[0]))) == 3


def test_blocks_say_where_they_are() -> None:
    data, idx = io.BytesIO(), io.BytesIO()

    count = zipnum.write(LINES, data, idx, "index.cdx.gz")

    meta, first = idx.getvalue().decode().splitlines()
    told = json.loads(first.split(" ", 2)[2])
    assert count == 24
    assert meta == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}'
    assert first.startswith("example,a)/ 20260301000000 {")
    assert (told["offset"], told["length"]) == (0, len(data.getvalue()))
    assert zipnum.inflate(data.getvalue()) == b"".join(LINES)


@pytest.mark.parametrize(
    "text",
    ["", "x", "!meta 0 {}", "a b c", "a)/ 20269901000000 {}", "a)/ 20260101000000 {",
     "a)/ 20260101000000 []", " {}"],
)  # fmt: skip
def test_a_line_of_another_form_is_none(text: str) -> None:
    assert parse(text) is None


def test_numbers_may_be_numbers() -> None:
    entry = parse(
        'a)/ 20260101000000 {"url": "http://a/", "status": 404, "length": -1, "offset": 5}'
    )

    assert entry is not None
    assert (entry.status, entry.length, entry.offset, entry.mime) == (404, None, 5, None)


def test_an_empty_index_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.cdxj").touch()

    with Index(tmp_path) as opened:
        assert list(opened.find("http://a.example/")) == []
