"""Labelled digests, as WARC 1.1 §5.8 and §5.9 write them: ``sha256:`` and base32.

We write SHA-256 (SHA-1 on request) in base32, as the field does; digests that others wrote are
compared whatever their label's case and their encoding (base32, hexadecimal, base64).
"""

import hashlib
from base64 import b32encode, b64encode
from collections.abc import Iterable
from typing import Literal

Algorithm = Literal["sha256", "sha1"]

#: of algorithms, as labels have them, and as :mod:`hashlib` does
NAMES = {
    "md5": "md5",
    "sha1": "sha1",
    "sha-1": "sha1",
    "sha256": "sha256",
    "sha-256": "sha256",
    "sha384": "sha384",
    "sha-384": "sha384",
    "sha512": "sha512",
    "sha-512": "sha512",
    "blake2b": "blake2b",
    "blake2s": "blake2s",
}


def labelled(algorithm: Algorithm, parts: Iterable[bytes | memoryview]) -> str:
    """Digest of ``parts``, one after the other: ``sha256:`` and base32 in upper case.

    The padding of base32 (``=``) is kept, as RFC 4648 has it and warcio writes it.
    """
    state = hashlib.new(algorithm, usedforsecurity=False)
    for part in parts:
        state.update(part)
    return finished(algorithm, state)


def finished(algorithm: Algorithm, state: "hashlib._Hash") -> str:
    """The digest of what was fed to ``state``, a hash of that algorithm; as :func:`labelled`."""
    return f"{algorithm}:{b32encode(state.digest()).decode()}"


def verify(label: str, parts: Iterable[bytes | memoryview]) -> bool | None:
    """True if ``label`` is the digest of ``parts``, None if its algorithm is not known.

    A value without a label is SHA-1 if it is as long as one, as old index lines have it.
    """
    algorithm, colon, value = label.strip().partition(":")
    if not colon:
        algorithm, value = "sha1", algorithm
    name = NAMES.get(algorithm.strip().lower())
    if name is None:
        return None
    state = hashlib.new(name, usedforsecurity=False)
    for part in parts:
        state.update(part)
    return spelled(value.strip().rstrip("="), state.digest())


def spelled(value: str, digest: bytes) -> bool:
    """True if ``value`` is ``digest`` in one of the ways that tools write it, without padding."""
    return value in _spellings(digest)


def _spellings(digest: bytes) -> set[str]:
    base32 = b32encode(digest).decode().rstrip("=")
    base64 = b64encode(digest).decode().rstrip("=")
    hexadecimal = digest.hex()
    return {
        base32,
        base32.lower(),
        hexadecimal,
        hexadecimal.upper(),
        base64,
        base64.replace("+", "-").replace("/", "_"),
    }
