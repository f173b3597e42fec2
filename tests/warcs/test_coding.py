import gzip
import zlib
from collections.abc import Callable
from random import Random

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from warcs.http.coding import content_decode

TEXT = b"".join(b"%d sheep, " % n for n in range(20_000))
LIMIT = 10_000_000


def bare_deflate(content: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-15)
    return deflater.compress(content) + deflater.flush()


CODINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstd.compress),
}
each_coding = pytest.mark.parametrize(("name", "encode"), CODINGS.values(), ids=CODINGS)


@each_coding
def test_coding_is_undone(name: str, encode: Callable[[bytes], bytes]) -> None:
    decoded = content_decode(encode(TEXT), (name,), LIMIT)

    assert decoded.content == TEXT
    assert (decoded.cut, decoded.problem) == (False, None)


@each_coding
def test_bomb_stops_at_the_limit(name: str, encode: Callable[[bytes], bytes]) -> None:
    decoded = content_decode(encode(bytes(50_000_000)), (name,), 1000)

    assert decoded.content == bytes(1000)
    assert decoded.cut


@each_coding
def test_limit_that_is_just_reached_cuts_nothing(
    name: str, encode: Callable[[bytes], bytes]
) -> None:
    decoded = content_decode(encode(TEXT), (name,), len(TEXT))

    assert (decoded.content, decoded.cut, decoded.problem) == (TEXT, False, None)


@each_coding
def test_cut_stream_gives_what_there_is(name: str, encode: Callable[[bytes], bytes]) -> None:
    noise = Random(1).randbytes(300_000)

    decoded = content_decode(encode(noise)[:200_000], (name,), LIMIT)

    assert noise.startswith(decoded.content)
    assert len(decoded.content) > 60_000
    assert decoded.problem == "broken: ends before its end"


def test_broken_checksum_loses_nothing() -> None:
    coded = bytearray(gzip.compress(TEXT))
    coded[-6] ^= 255

    decoded = content_decode(bytes(coded), ("gzip",), LIMIT)

    assert decoded.content == TEXT
    assert decoded.problem is not None
    assert "checksum" in decoded.problem


def test_flipped_byte_keeps_what_came_before() -> None:
    noise = Random(1).randbytes(300_000)
    coded = bytearray(zlib.compress(noise + TEXT))
    coded[310_000] ^= 255

    decoded = content_decode(bytes(coded), ("deflate",), LIMIT)

    assert decoded.content.startswith(noise)
    assert decoded.problem is not None


@each_coding
def test_body_that_is_not_coded_is_given_as_it_is(
    name: str, encode: Callable[[bytes], bytes]
) -> None:
    decoded = content_decode(b"\xff<html>plain</html>", (name,), LIMIT)

    assert decoded.content == b"\xff<html>plain</html>"
    assert decoded.problem is not None
    assert decoded.problem.endswith("left as it is")


def test_codings_are_undone_from_the_last() -> None:
    coded = brotli.compress(gzip.compress(TEXT))

    assert content_decode(coded, ("gzip", "identity", "br"), LIMIT).content == TEXT


def test_bomb_in_a_bomb_is_bounded() -> None:
    coded = gzip.compress(gzip.compress(bytes(50_000_000)))

    assert content_decode(coded, ("gzip", "gzip"), 1000).content == bytes(1000)


def test_unknown_coding_is_left_and_told() -> None:
    decoded = content_decode(gzip.compress(b"x"), ("gzip", "exotic"), LIMIT)

    assert decoded.content == gzip.compress(b"x")
    assert decoded.problem == "unknown coding 'exotic', left as it is"


def test_gzip_members_are_joined_and_junk_behind_them_ignored() -> None:
    coded = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0junk"

    assert content_decode(coded, ("gzip",), LIMIT).content == b"one two"


def test_no_coding_is_bounded_too() -> None:
    decoded = content_decode(b"hello", (), 3)

    assert (decoded.content, decoded.cut) == (b"hel", True)


def test_empty_body_needs_no_decoder() -> None:
    decoded = content_decode(b"", ("gzip",), LIMIT)

    assert (decoded.content, decoded.problem) == (b"", None)


@given(st.binary(max_size=200), st.sampled_from(("gzip", "deflate", "br", "zstd")))
def test_any_bytes_are_decoded(content: bytes, name: str) -> None:
    for start in (b"", b"\x1f\x8b\x08\x00", gzip.compress(b"x"), zstd.compress(b"x")):
        assert len(content_decode(start + content, (name,), 1000).content) <= 1000
