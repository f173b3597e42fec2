"""RFC 3161 time stamps of a manifest's head.

What is stamped is the head as text, 64 hexadecimal digits without line end, under SHA-512. Requests
(.tsq) and replies (.tsr) are files: the authority is asked by whoever likes, with whatever tool.
Needs rfc3161-client (the ``timestamps`` extra).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from cryptography import x509

from warcs.errors import KeyUnusable, StampRefused

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a reply says; only :func:`check` proves it."""

    moment: datetime  #: aware, UTC
    authority: str | None  #: its name, where it gives one


def request(head: str) -> bytes:
    """A time-stamp request for ``head`` (DER), which asks for the authority's certificate too."""
    client = _client()
    builder = client.TimestampRequestBuilder().data(head.encode("ascii"))
    return bytes(builder.hash_algorithm(client.HashAlgorithm.SHA512).build().as_bytes())


def read(reply: bytes, head: str) -> Stamp:
    """What a reply (DER) says. Raises StampRefused if it is no stamp of ``head``."""
    answer = _decoded(reply)
    info = answer.tst_info
    if bytes(info.message_imprint.message) not in _imprints(head):
        raise StampRefused("the reply stamps something else than this manifest's head")
    return Stamp(moment=info.gen_time, authority=_name(info.name))


def check(reply: bytes, head: str, trusted: list[x509.Certificate]) -> Stamp:
    """What a reply says, proven by certificates that are trusted. Raises StampRefused.

    ``trusted`` are the authority's root and, where the reply has them not, those between. They
    must have been valid at the time of the stamp, not today.
    """
    client = _client()
    stamp = read(reply, head)
    answer = _decoded(reply)
    verifier = client.VerifierBuilder(roots=list(trusted)).build()
    try:
        verifier.verify_message(answer, head.encode("ascii"))
    except (client.VerificationError, ValueError) as error:
        raise StampRefused(f"the time stamp does not hold: {error}") from error
    return stamp


def certificates(path: Path) -> list[x509.Certificate]:
    """The certificates in a PEM file. Raises KeyUnusable."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        raise KeyUnusable(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise KeyUnusable(f"{path}: holds no PEM certificates ({error})") from error


def _decoded(reply: bytes) -> "TimeStampResponse":
    client = _client()
    try:
        answer: TimeStampResponse = client.decode_timestamp_response(reply)
        status = client.PKIStatus(answer.status)
        if status not in (client.PKIStatus.GRANTED, client.PKIStatus.GRANTED_WITH_MODS):
            raise StampRefused(f"the authority refused: {status.name.lower().replace('_', ' ')}")
        _ = answer.tst_info
    except ValueError as error:
        raise StampRefused(f"the reply is no time stamp ({error})") from error
    return answer


def _imprints(head: str) -> tuple[bytes, ...]:
    message = head.encode("ascii")
    return tuple(hashlib.new(name, message).digest() for name in ("sha256", "sha384", "sha512"))


def _name(name: object) -> str | None:
    return name.value.rfc4514_string() if isinstance(name, x509.DirectoryName) else None


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError as error:
        raise StampRefused(
            "time stamps need rfc3161-client: pip install 'news-archiver[timestamps]'"
        ) from error
    return rfc3161_client
