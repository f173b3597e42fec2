"""A transfer-coding undone piece by piece gives what undoing it at once gives."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcs.http.coding import transfer_decode
from warcs.http.transfer import TransferDecoder

TOKENS = [
    *(b"5\r\nhello\r\n", b"5;a=b\nhello\n", b"0\r\n\r\n", b"A", b"\r\n", b"\n", b"\r", b";"),
    *(b"zz", b"3\r\nabc", b"4\r\n", b" 2 \r\nxy\r\n", b"00000001\r\n.\r\n", b"f" * 17 + b"\r\n"),
    *(b"1;" + b"x" * 16_400 + b"\r\n", b"3e8\r\n" + b"y" * 1000 + b"\r\n"),
]


def piecewise(pieces: Sequence[bytes], codings: Sequence[str]) -> bytes:
    decoder = TransferDecoder(codings)
    found = [bytes(content) for piece in pieces for content in decoder.feed(piece)]
    return b"".join((*found, *map(bytes, decoder.end())))


def cut_up(content: bytes, places: Sequence[int]) -> list[bytes]:
    ends = sorted({place % (len(content) + 1) for place in places})
    return [content[a:b] for a, b in zip([0, *ends], [*ends, len(content)], strict=True)]


@given(
    st.lists(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=6))).map(b"".join),
    st.lists(st.integers(0, 40_000), max_size=20),
    st.sampled_from(
        [
            ("chunked",),
            ("chunked", "chunked"),
            ("identity", "chunked"),
            ("br", "chunked"),
            ("chunked", "br"),
            ("identity",),
            (),
        ]
    ),
)
def test_pieces_give_what_the_whole_gives(
    body: bytes, places: list[int], codings: tuple[str, ...]
) -> None:
    assert piecewise(cut_up(body, places), codings) == bytes(transfer_decode(body, 0, codings))


SHORT = [token for token in TOKENS if len(token) < 100]


@given(st.lists(st.sampled_from(SHORT)).map(b"".join))
def test_single_bytes_give_what_the_whole_gives(body: bytes) -> None:
    pieces = [body[place : place + 1] for place in range(len(body))]

    assert piecewise(pieces, ("chunked",)) == bytes(transfer_decode(body, 0, ("chunked",)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"5\r\nhello\r\n5\r\nworld\r\n0\r\nX-Trailer: 1\r\n\r\n", b"helloworld"),
        (b"5\r\nhel", b"hel"),
        (b"5\r\nhello\r\nno size\r\nrest", b"hello"),
        (b"<html>not chunked at all</html>", b"<html>not chunked at all</html>"),
        (b"0\r\n\r\n", b""),
        (b"", b""),
    ],
    ids=["whole", "cut in a chunk", "broken behind a chunk", "not chunked", "empty", "nothing"],
)
def test_chunks(body: bytes, expected: bytes) -> None:
    assert piecewise([body], ("chunked",)) == expected
    assert piecewise([body[:4], body[4:]], ("chunked",)) == expected


def test_content_comes_out_before_the_chunk_is_over() -> None:
    decoder = TransferDecoder(("chunked",))

    assert b"".join(decoder.feed(b"7fffffff\r\n" + b"x" * 50_000)) == b"x" * 50_000


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate"])
def test_compressing_codings_are_refused(coding: str) -> None:
    with pytest.raises(ValueError, match="cannot be undone piece by piece"):
        TransferDecoder((coding, "chunked"))
