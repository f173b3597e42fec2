"""ARC files made WARC files: the same blocks, under heads that say what their lines said."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.warcs.records import NOW
from warcs import Record, read_records
from warcs.digests import labelled
from warcs.repairing import Repaired, repair, repair_files
from warcs.verifying import check_path

PAGE = (
    b"HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nX-Latin: caf\xe9\r\nno colon\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
)
DNS = b"20150302123015\na.example. 300 IN A 192.0.2.7\n"
ABOUT = b"1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n\n"


def line(url: str, block: bytes, date: str = "20150302123015", kind: str = "text/html") -> bytes:
    return f"{url} 192.0.2.7 {date} {kind} {len(block)}\n".encode() + block + b"\n"


RECORDS = (
    b"filedesc://x.arc 0.0.0.0 20150302000000 text/plain %d\n%b\n" % (len(ABOUT), ABOUT),
    line("http://a.example/story", PAGE),
    line("dns:a.example", DNS, kind="text/dns"),
    line("http://a.example/gone", b"HTTP/1.0 404 Not Found\r\n\r\n", kind="no-type"),
)


def written(path: Path, *records: bytes) -> Path:
    units = map(gzip.compress, records) if path.suffix == ".gz" else records
    path.write_bytes(b"".join(units))
    return path


def made(path: Path, **more: bool) -> Repaired:
    before = path.read_bytes()
    done = repair(path, now=NOW, **more)  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert done.sound
    return done


def records_of(path: Path | str) -> list[Record]:
    with Path(path).open("rb") as stream:
        return list(read_records(stream, Path(path).name))


@pytest.mark.parametrize("name", ["x.arc", "x.arc.gz"])
def test_blocks_stay_byte_for_byte(tmp_path: Path, name: str) -> None:
    done = made(written(tmp_path / name, *RECORDS))

    assert Path(done.out).name == name.replace(".arc", ".repaired.warc")
    assert (done.kept, done.rewrapped, done.changed, done.lost) == (0, 5, (), ())
    _, about, page, dns, gone = records_of(done.out)
    assert about.block == RECORDS[0].rstrip(b"\n") + b"\n\n"
    assert (page.block, dns.block) == (PAGE, DNS)
    assert gone.block == b"HTTP/1.0 404 Not Found\r\n\r\n"


def test_a_head_says_what_the_line_said(tmp_path: Path) -> None:
    source = written(tmp_path / "x.arc.gz", *RECORDS)
    info, about, page, dns, gone = records_of(made(source).out)

    assert b"description: made of the ARC file x.arc.gz\r\n" in info.block
    assert (about.type, about.url) == ("metadata", "filedesc://x.arc")
    assert (page.type, page.url, page.content_type, page.date, page.field("WARC-IP-Address")) == (
        "response", "http://a.example/story", "application/http;msgtype=response",
        datetime(2015, 3, 2, 12, 30, 15, tzinfo=UTC), "192.0.2.7",
    )  # fmt: skip
    assert (dns.type, dns.url, dns.content_type) == ("resource", "dns:a.example", "text/dns")
    assert page.field("WARC-Payload-Digest") == labelled("sha256", (b"hello",))
    assert page.field("WARC-Warcinfo-ID") == f"<{info.id}>"
    assert [about.id, page.id, dns.id, gone.id] == [one.id for one in records_of(source)]


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    one = written(tmp_path / "x.arc.gz", *RECORDS)
    first = Path(made(one).out).rename(tmp_path / "first").read_bytes()

    assert Path(made(one).out).read_bytes() == first


@pytest.mark.parametrize("name", ["x.arc", "x.arc.gz"])
def test_it_is_compressed_if_that_is_asked_for(tmp_path: Path, name: str) -> None:
    done = made(written(tmp_path / name, *RECORDS), gzip=True)

    assert (Path(done.out).name, done.lost) == ("x.repaired.warc.gz", ())
    assert [record.block for record in records_of(done.out)[1:3]] == [
        RECORDS[0].rstrip(b"\n") + b"\n\n", PAGE
    ]  # fmt: skip
    assert all(record.length for record in records_of(done.out))


def test_what_is_damaged_is_told(tmp_path: Path) -> None:
    torn = written(tmp_path / "x.arc.gz", *RECORDS)
    torn.write_bytes(torn.read_bytes()[:-9])

    done = made(torn)

    assert [loss.reason for loss in done.lost] == ["the file ends within a gzip member"]
    assert len(records_of(done.out)) == 4


def test_a_large_block_is_not_held(tmp_path: Path) -> None:
    large = b"HTTP/1.1 200 OK\r\n\r\n" + b"0123456789" * 900_000
    done = made(written(tmp_path / "x.arc.gz", RECORDS[0], line("http://a.example/l", large)))

    record = records_of(done.out)[-1]
    assert (record.size, record.field("WARC-Payload-Digest")) == (len(large), None)
    assert record.field("WARC-Block-Digest") == labelled("sha256", (large,))


def test_those_of_a_folder_get_the_names_of_warc_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written(tmp_path / "in" / "x.arc.gz", *RECORDS)
    written(tmp_path / "in" / "y.arc", *RECORDS)

    done = repair_files(tmp_path / "in", tmp_path / "out", now=NOW)

    assert done.refused == ()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["x.warc.gz", "y.warc"]
    assert check_path(tmp_path / "out" / "y.warc", now=NOW).report.sound


def test_those_that_are_compressed_are_called_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written(tmp_path / "in" / "y.arc", *RECORDS)
    source = Path(made(written(tmp_path / "z.arc", *RECORDS)).out)
    source.rename(tmp_path / "in" / "z.warc")

    repair_files(tmp_path / "in", tmp_path / "out", now=NOW, gzip=True)

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["y.warc.gz", "z.warc.gz"]
