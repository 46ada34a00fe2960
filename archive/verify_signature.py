"""The digest file of a package: that it fits the manifest, and who signed it."""

import hashlib
import json
import re
from collections.abc import Iterator

from archive.problem import Note, Problem
from archive.signing import BadKey, is_signed, is_signed_by_certificate

MANIFEST = "datapackage.json"
DIGEST = "datapackage-digest.json"
# What stands beside a signature and is not covered by it.
_TOLD = {
    "created": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)"),
    "software": re.compile(r".*\S.*"),
}


def verify_digest(manifest: bytes, digest: bytes, package: str) -> Iterator[Problem | Note]:
    """Check the hash of the manifest, and the signature of that hash if there is one; all of it offline."""
    try:
        told = json.loads(digest)
        printed, signed = told.get("hash"), told.get("signedData")
    except (ValueError, AttributeError):
        yield Problem("package.digest", "it is no JSON object", DIGEST)
        return
    found = "sha256:" + hashlib.sha256(manifest).hexdigest()
    if told.get("path") != MANIFEST or printed != found:
        message = f"{MANIFEST} has {found}, signed or noted is {printed} of {told.get('path')}"
        yield Problem("package.digest", message, DIGEST)
    if signed is None:
        yield Note(f"{package}: not signed")
        return
    if not isinstance(signed, dict):
        yield Problem("package.signature", "signedData is no JSON object", DIGEST)
    elif signed.get("hash") != found:
        message = f"the signature is of another manifest: {signed.get('hash')}"
        yield Problem("package.signature", message, DIGEST)
    else:
        yield from _verify_signature(signed, package)


def _verify_signature(signed: dict[str, object], package: str) -> Iterator[Problem | Note]:
    signature, key = str(signed.get("signature")), signed.get("publicKey")
    try:
        if key:
            well, who = is_signed(str(signed["hash"]), signature, str(key)), f"the holder of the key {key}"
        else:
            certificate = str(signed.get("domainCert"))
            well = is_signed_by_certificate(str(signed["hash"]), signature, certificate)
            who = f"the holder of a certificate for {signed.get('domain')}, whose trust was not checked"
    except BadKey as error:
        yield Problem("package.signature", str(error), DIGEST)
        return
    for name, form in _TOLD.items():
        if not form.fullmatch(str(signed.get(name))):
            yield Problem("package.signature", f"{name} is {signed.get(name)!r}", DIGEST)
    if not well:
        yield Problem("package.signature", "the signature was not made with the key that is named", DIGEST)
    yield Note(f"{package}: {'signed by' if well else 'not signed by'} {who}, {signed.get('created')}")
