"""Signatures of packages in the anonymous form of wacz-auth 0.1.0, with the operator's own key.

The form that ArchiveWeb.page writes and ReplayWeb.page verifies: ECDSA on the curve P-384 with
SHA-256 over the text of the hash; the signature is r and s side by side, as WebCrypto has it.
"""

import base64
import binascii
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

_SIZE = 48  # bytes of a number of P-384
_METHOD = ec.ECDSA(hashes.SHA256())


class BadKey(ValueError):
    """A key that cannot sign packages; the message says what it is, or what is wrong."""


def make_key(path: Path) -> None:
    """Write a fresh private key in PEM, for its owner's eyes alone; never over an existing one."""
    key = ec.generate_private_key(ec.SECP384R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(pem)


def load_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """Read a private key in PEM. Raises ``BadKey``."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm, OSError) as error:
        raise BadKey(f"{path} holds no private key that can be read: {error}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP384R1):
        raise BadKey(f"{path} is no key on the curve P-384, which wacz-auth's readers expect")
    return key


def public_key_of(key: ec.EllipticCurvePrivateKey) -> str:
    """Give the public key as packages print it: base64 of its SPKI."""
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(spki).decode()


def sign(hash_text: str, key: ec.EllipticCurvePrivateKey, created: datetime, software: str) -> dict[str, str]:
    """Give the ``signedData`` of a hash, ``sha256:...``."""
    r, s = utils.decode_dss_signature(key.sign(hash_text.encode(), _METHOD))
    return {
        "hash": hash_text,
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "software": software,
        "signature": base64.b64encode(r.to_bytes(_SIZE, "big") + s.to_bytes(_SIZE, "big")).decode(),
        "publicKey": public_key_of(key),
    }


def is_signed(hash_text: str, signature: str, public_key: str) -> bool:
    """Tell whether a signature of a hash was made with the key's private half.

    Raises:
        BadKey: for a key or signature that is none, or of another kind.
    """
    try:
        key = serialization.load_der_public_key(base64.b64decode(public_key, validate=True))
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadKey(f"the key or the signature cannot be read: {error}") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or len(raw) % 2:
        raise BadKey("the signature is not of ECDSA as WebCrypto writes it")
    half = len(raw) // 2
    r, s = (int.from_bytes(raw[at : at + half], "big") for at in (0, half))
    try:
        key.verify(utils.encode_dss_signature(r, s), hash_text.encode(), _METHOD)
    except InvalidSignature:
        return False
    return True


def is_signed_by_certificate(hash_text: str, signature: str, certificates: str) -> bool:
    """Tell whether a signature of a hash, in DER, was made with the key of the first certificate of a chain.

    This is the other form of wacz-auth, by the owner of a domain. Whether the certificate
    is to be trusted is not asked: that needs the roots of the day of the signature.

    Raises:
        BadKey: for a certificate or signature that is none, or of another kind.
    """
    try:
        key = x509.load_pem_x509_certificate(certificates.encode()).public_key()
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(f"the certificate or the signature cannot be read: {error}") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise BadKey("the key of the certificate is not of ECDSA")
    try:
        key.verify(raw, hash_text.encode(), _METHOD)
    except InvalidSignature:
        return False
    return True
