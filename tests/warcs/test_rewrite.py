"""Writing a file anew with some of its records changed."""

from pathlib import Path

import pytest

from tests.warcs.recording import members
from tests.warcs.redacting import Made, read, record, write
from warcs import CorruptRecord, WriteFailed
from warcs.redacting import rewrite
from warcs.redacting.rewrite import Edit


def made() -> list[Made]:
    return [record(n, "resource", f"http://a.example/{n}", b"%d " % n * 100) for n in range(5)]


@pytest.mark.parametrize("plain", [False, True], ids=["gzip", "uncompressed"])
def test_other_records_keep_their_bytes_and_are_found_where_moves_says(
    tmp_path: Path, plain: bool
) -> None:
    source = write(tmp_path / "a.warc.gz", made(), plain=plain)
    old = read(source)
    content = source.read_bytes()
    longer = record(9, "resource", "http://b.example/", b"other" * 1000)

    moves = rewrite.rewrite(
        source,
        tmp_path / "b.warc.gz",
        [rewrite.edit(old[3], longer), rewrite.edit(old[1])],
    )

    new = read(tmp_path / "b.warc.gz")
    written = (tmp_path / "b.warc.gz").read_bytes()
    assert [x.url[-2:] for x in new] == ["/0", "/2", "e/", "/4"]
    assert [moves.new(x.offset) for x in (old[0], old[2], old[3], old[4])] == [
        x.offset for x in new
    ]
    for was, now in ((old[0], new[0]), (old[2], new[1]), (old[4], new[3])):
        assert (
            written[now.offset : now.offset + now.length]
            == content[was.offset : was.offset + was.length]
        )
    assert source.read_bytes() == content
    if plain:  # and nothing is left of what went
        parts = [made()[0], made()[2], longer, made()[4]]
        assert written == b"".join(head + block + b"\r\n\r\n" for head, block in parts)


def test_what_cannot_be_read_between_records_is_kept(tmp_path: Path) -> None:
    source = write(tmp_path / "a.warc.gz", made())
    content = source.read_bytes()
    first = read(source)[0]
    damaged = content[: first.length] + b"\x1f\x8bdamage" + content[first.length :]
    source.write_bytes(damaged)

    rewrite.rewrite(source, tmp_path / "b", [Edit(offset=0, length=first.length)])

    assert (tmp_path / "b").read_bytes() == damaged[first.length :]


def test_no_edit_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write(tmp_path / "a.warc.gz", made())

    moves = rewrite.rewrite(source, tmp_path / "b", [])

    assert (tmp_path / "b").read_bytes() == source.read_bytes()
    assert moves.new(12) == 12


def test_record_without_a_place_of_its_own_is_refused_with_what_to_do(tmp_path: Path) -> None:
    source = write(tmp_path / "a.warc.gz", [])
    import gzip

    source.write_bytes(gzip.compress(b"".join(h + b + b"\r\n\r\n" for h, b in made())))
    with source.open("rb") as stream:
        from warcs.reader import read_records

        first = next(read_records(stream, source.name))

    with pytest.raises(CorruptRecord, match="`archiver repair` writes a file with one member"):
        rewrite.edit(first)


def test_zstd_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.warc.zst"
    source.write_bytes(b"\x28\xb5\x2f\xfd" + b"x" * 20)

    with pytest.raises(WriteFailed, match="cannot be taken out of a zstd file"):
        rewrite.rewrite(source, tmp_path / "b", [])

    assert not (tmp_path / "b").exists()


def test_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    source = write(tmp_path / "a.warc.gz", made())
    (tmp_path / "b").write_bytes(b"kept")

    with pytest.raises(WriteFailed, match="b: cannot be written"):
        rewrite.rewrite(source, tmp_path / "b", [])

    assert (tmp_path / "b").read_bytes() == b"kept"


def test_a_new_record_is_one_member(tmp_path: Path) -> None:
    source = write(tmp_path / "a.warc.gz", made())
    first = read(source)[0]
    head, block = record(9, "resource", "http://b.example/", b"new")

    rewrite.rewrite(source, tmp_path / "b", [rewrite.edit(first, (head, block))])

    assert members((tmp_path / "b").read_bytes())[0] == head + block + b"\r\n\r\n"
