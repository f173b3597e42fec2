import pytest

from warcs.digests import labelled, verify

HELLO = {
    "base32": "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
    "base32 in lower case": "sha1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n",
    "hexadecimal": "sha1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
    "hexadecimal in upper case": "SHA-1:AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D",
    "base64": "sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=",
    "no label": "VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
    "MD5": "md5:5d41402abc4b2a76b9719d911017c592",
    "SHA-256": "sha-256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "SHA-256 in base32": "sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====",
    "without padding": "sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA",
}


def test_digest_is_labelled_base32_over_all_parts() -> None:
    assert labelled("sha256", (b"he", memoryview(b"llo"))) == HELLO["SHA-256 in base32"]
    assert labelled("sha1", (b"hello",)) == HELLO["base32"]


@pytest.mark.parametrize("label", HELLO.values(), ids=HELLO)
def test_digests_of_every_spelling_hold(label: str) -> None:
    assert verify(label, (b"hel", b"lo")) is True
    assert verify(label, (b"hallo",)) is False


def test_unknown_algorithm_cannot_be_checked() -> None:
    assert verify("crc32:3610a686", (b"hello",)) is None
