"""The anonymous signature of a WACZ (WACZ Signing and Verification 0.1.0, "Anonymous Signature").

Whoever knows the public key can tell that its owner signed. It proves no name and no time.
"""

from base64 import b64encode
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from warcs.errors import Refused
from warcs.packaging.wacz import Signer, timestamp


def signer(path: Path, software: str) -> Signer:
    """Signs with the private key in a PEM file: ECDSA on P-384, which ReplayWeb.page checks.

    Raises Refused for a file that holds no such key, or one that a password protects.
    """
    key = _key(path)
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    size = (key.curve.key_size + 7) // 8
    name, _, version = software.partition("/")

    def sign(digest: str, moment: datetime) -> dict[str, Any]:
        r, s = decode_dss_signature(key.sign(digest.encode(), ec.ECDSA(hashes.SHA256())))
        signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")  # IEEE P1363, as browsers do
        return {
            "hash": digest,
            "created": timestamp(moment),
            "software": name,
            "version": version or "0",
            "signature": b64encode(signature).decode(),
            "publicKey": b64encode(public).decode(),
        }

    return sign


def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    make = f"make one: openssl ecparam -name secp384r1 -genkey -noout -out {path.name}"
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except FileNotFoundError as error:
        raise Refused(f"{path}: no such key; {make}") from error
    except TypeError as error:
        raise Refused(
            f"{path}: the key is protected by a password; give one that is not"
        ) from error
    except ValueError as error:
        raise Refused(f"{path}: holds no private key in PEM; {make}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP384R1):
        raise Refused(f"{path}: the key is not of the curve P-384; {make}")
    return key
