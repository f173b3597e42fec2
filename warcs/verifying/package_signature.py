"""The signature of a package (WACZ Signing and Verification 0.1.0)."""

import base64
import binascii
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key


def check(signed: Any, digest: str) -> tuple[str | None, str]:  # noqa: ANN401 - whatever it holds
    """What is wrong with ``signedData``, and what is to be said of it where nothing is.

    ``digest`` is the hash that stands beside it. Whether a domain's certificate was to be trusted
    is not judged: its chain and its time stamp are left to the tools that trust somebody.
    """
    if not isinstance(signed, dict) or signed.get("hash") != digest:
        return "the signature is not for this package", ""
    try:
        key, who = _key(signed)
        signature = base64.b64decode(str(signed["signature"]), validate=True)
        key.verify(_der(signature, key), digest.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return "the signature does not hold", ""
    except (KeyError, ValueError, TypeError, binascii.Error, UnsupportedAlgorithm) as error:
        return f"the signature cannot be read ({error})", ""
    return None, f"signed by {who}; whether that is to be trusted is not known here"


def _key(signed: dict[str, Any]) -> tuple[ec.EllipticCurvePublicKey, str]:
    if "domainCert" in signed:
        certificate = x509.load_pem_x509_certificate(str(signed["domainCert"]).encode())
        key: object = certificate.public_key()
        who = f"the certificate of {signed.get('domain')}"
    else:
        text = str(signed["publicKey"])
        key, who = load_der_public_key(base64.b64decode(text)), f"the key …{text[-24:]}"
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("its key is no ECDSA key")
    return key, who


def _der(signature: bytes, key: ec.EllipticCurvePublicKey) -> bytes:
    """Browsers sign with the two numbers side by side, servers with a DER sequence of them."""
    size = (key.curve.key_size + 7) // 8
    if len(signature) != 2 * size:
        return signature
    numbers = (signature[:size], signature[size:])
    return encode_dss_signature(*(int.from_bytes(number, "big") for number in numbers))
