"""Ed25519 signatures of a manifest's head (RFC 8032).

What is signed is text, so that any tool can check it: three lines, each with its line feed,
``manifest-head-signature v1``, ``head: `` and the head, ``signed: `` and the time (as WARC-Date).
"""

import base64
import binascii
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from warcs.errors import KeyUnusable
from warcs.records import warc_date

_Wrong = (ValueError, TypeError, UnsupportedAlgorithm)


def new_key(path: Path) -> Path:
    """Write a new key pair: the private key to ``path`` (PEM, for its owner only), the public one
    beside it, with ``.pub``, whose path is returned. Raises KeyUnusable; replaces nothing.
    """
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = path.with_name(f"{path.name}.pub")
    try:
        if public.exists():
            raise FileExistsError(None, "is there already", str(public))
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(private)
        public.write_bytes(
            key.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )
    except OSError as error:
        raise KeyUnusable(f"{error.filename}: cannot be written ({error.strerror})") from error
    return public


def private_key(path: Path, password: bytes | None = None) -> Ed25519PrivateKey:
    """The Ed25519 key in a PEM or OpenSSH file. Raises KeyUnusable."""
    content = _read(path)
    try:
        if b"OPENSSH PRIVATE KEY" in content:
            key: Any = serialization.load_ssh_private_key(content, password)
        else:
            key = serialization.load_pem_private_key(content, password)
    except _Wrong as error:
        raise KeyUnusable(f"{path}: is no private key that can be read ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(f"{path}: is no Ed25519 key; `archiver sign --new-key FILE` makes one")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """The Ed25519 public key in a PEM or OpenSSH file. Raises KeyUnusable."""
    content = _read(path)
    try:
        if content.startswith(b"ssh-"):
            key: Any = serialization.load_ssh_public_key(content)
        else:
            key = serialization.load_pem_public_key(content)
    except _Wrong as error:
        raise KeyUnusable(f"{path}: is no public key that can be read ({error})") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusable(f"{path}: is no Ed25519 public key")
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeyUnusable(f"{path}: cannot be read ({error.strerror})") from error


def sign(head: str, key: Ed25519PrivateKey, now: datetime) -> dict[str, str]:
    """The signature of a head, as a line of ``signatures.jsonl`` holds it; ``now`` is aware."""
    signed = warc_date(now)
    return {
        "head": head,
        "signed": signed,
        "public_key": raw(key.public_key()),
        "signature": base64.b64encode(key.sign(_message(head, signed))).decode(),
    }


def holds(line: dict[str, Any], key: Ed25519PublicKey) -> bool:
    """True if the line is a signature by that key of the head that it names."""
    try:
        signature = base64.b64decode(str(line["signature"]), validate=True)
        key.verify(signature, _message(str(line["head"]), str(line["signed"])))
    except (InvalidSignature, KeyError, binascii.Error):
        return False
    return True


def raw(key: Ed25519PublicKey) -> str:
    """The key's 32 bytes in base64."""
    encoding, form = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return base64.b64encode(key.public_bytes(encoding, form)).decode()


def _message(head: str, signed: str) -> bytes:
    return f"manifest-head-signature v1\nhead: {head}\nsigned: {signed}\n".encode()
