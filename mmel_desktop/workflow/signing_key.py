"""The user's own key for signing sessions off: made, kept and opened on this machine only.

Needs the extra ``signing``. The file holds an Ed25519 private key (RFC 8032) as PKCS #8, encrypted with the
user's passphrase. The program keeps neither the passphrase nor a copy of the key. Whose key it is, nobody but
its owner can say: pass the fingerprint on by another way.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mmel_desktop.core.sign_off import key_fingerprint
from mmel_desktop.core.source_image import printable_name
from mmel_desktop.errors import BadInputError

if TYPE_CHECKING:  # an optional dependency
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_SUFFIX = ".mmelkey"
MINIMUM_PASSPHRASE_CHARACTERS = 8
_MOST_BYTES = 64 * 1024


class SigningKey:
    """An opened private key.

    Attributes:
        algorithm: ``Ed25519``.
    """

    algorithm = "Ed25519"

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public_key_hex(self) -> str:
        """The raw public key, 64 hex digits."""
        return self._key.public_key().public_bytes_raw().hex()

    @property
    def fingerprint(self) -> str:
        """Short name of the key; others compare it with what verification shows."""
        return key_fingerprint(self.public_key_hex)

    def sign(self, data: bytes) -> bytes:
        """The raw signature of some bytes (64 bytes)."""
        return self._key.sign(data)


def signing_available() -> bool:
    """Whether the extra ``signing`` is installed."""
    return importlib.util.find_spec("cryptography") is not None


def create_signing_key(path: str | Path, passphrase: str) -> SigningKey:
    """Make a new key and write it to a file that only this account may read.

    Raises:
        BadInputError: the passphrase is too short, there is a file of that name, it cannot be written, or the
            extra is not installed.
    """
    path = Path(path).absolute()
    _require_extra()
    if len(passphrase) < MINIMUM_PASSPHRASE_CHARACTERS:
        raise BadInputError(
            "the passphrase is too short",
            found=f"{len(passphrase)} characters",
            expected=f"{MINIMUM_PASSPHRASE_CHARACTERS} or more",
            action="choose a longer one; it cannot be recovered when it is lost",
        )
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    data = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except FileExistsError as error:
        raise BadInputError(
            f"cannot make key {printable_name(str(path))!r}",
            found="a file of that name",
            action="choose another name: a lost key makes its signatures impossible to repeat",
        ) from error
    except OSError as error:
        raise _cannot_use(path, error.strerror or type(error).__name__) from error
    return SigningKey(key)


def load_signing_key(path: str | Path, passphrase: str) -> SigningKey:
    """Open a key file.

    Raises:
        BadInputError: it cannot be read, is no Ed25519 key, or the passphrase is wrong, or the extra is not
            installed.
    """
    path = Path(path).absolute()
    _require_extra()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _cannot_use(path, "a file too large for a key")
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
    except OSError as error:
        raise _cannot_use(path, error.strerror or type(error).__name__) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        # The library does not tell a wrong passphrase from a damaged file.
        raise _cannot_use(path, "a wrong passphrase or a damaged file") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _cannot_use(path, "a key of another kind")
    return SigningKey(key)


def _require_extra() -> None:
    if not signing_available():
        raise BadInputError(
            "digital signatures need the package 'cryptography'",
            action="install it (pip install cryptography), or sign off without a key",
        )


def _cannot_use(path: Path, found: str) -> BadInputError:
    return BadInputError(
        f"cannot use key {printable_name(str(path))!r}",
        found=found,
        expected=f"an Ed25519 key file made here ({KEY_SUFFIX}) and its passphrase",
        action="choose another file or try the passphrase again",
    )
