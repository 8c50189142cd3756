"""Does the digital signature of a sign-off fit? Needs the extra ``signing``; without it, says so."""

from __future__ import annotations

from mmel_desktop.core.case import Finding
from mmel_desktop.core.sign_off import SignOff

ALGORITHM = "Ed25519"
NOT_CHECKED = "signed, but it cannot be checked without the package 'cryptography': pip install cryptography"


def check_signature(sign_off: SignOff, session_id: str) -> tuple[str, Finding | None]:
    """Hold a signature against what it was made over.

    Args:
        sign_off: one that carries a signature.
        session_id: the session it stands in.

    Returns:
        The outcome in words for the facts, and a finding when it does not fit or could not be checked.
    """
    signature = sign_off.signature
    assert signature is not None, "only asked about sign-offs with a signature"
    where = f"sign-off, audit trail entry {sign_off.sequence}"
    if signature.algorithm != ALGORITHM:
        text = f"signed with {signature.algorithm!r}, which this version cannot check"
        return text, Finding("note", where, text)
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return NOT_CHECKED, Finding("note", where, NOT_CHECKED)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key_hex))
        key.verify(bytes.fromhex(signature.signature_hex), sign_off.signed_bytes(session_id))
    except (InvalidSignature, ValueError):
        text = f"its digital signature does not fit: what was signed with key {signature.fingerprint} differs"
        return "signature does NOT fit", Finding("broken", where, text)
    return f"signature of key {signature.fingerprint} fits", None
