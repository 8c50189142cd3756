"""Who acted, and on what exactly: identities that go into the record."""

from __future__ import annotations

import getpass
import socket
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Actor:
    """The person (or program) an edit is attributed to.

    Attributes:
        actor_id: short stable id, e.g. the operating-system account.
        full_name: name as it should stand in a report.
        role: "analyst", "second reviewer", ...; free text.
        os_account: account the process ran under.
        host: machine name.
        authenticated: False while the name is only declared, which is all a desktop program can know by
            itself.
    """

    actor_id: str
    full_name: str
    role: str
    os_account: str
    host: str
    authenticated: bool = False

    @classmethod
    def from_environment(cls, full_name: str = "", role: str = "analyst") -> Actor:
        """The account this process runs under, with an optional declared name."""
        try:
            account = getpass.getuser()
        except (KeyError, OSError):
            account = "unknown"
        return cls(account, full_name or account, role, account, socket.gethostname())


@dataclass(frozen=True)
class ImageIdentity:
    """An image as the record names it.

    Attributes:
        name: file name as the user knows it.
        file_sha256: hash of the file's bytes.
        rgb_sha256: hash of the decoded, oriented RGB array (see
            :func:`mmel_desktop.core.canonical.array_sha256`).
        width_px, height_px: size after orientation.
    """

    name: str
    file_sha256: str
    rgb_sha256: str
    width_px: int
    height_px: int


@dataclass(frozen=True)
class ModelIdentity:
    """A model as the record names it.

    Attributes:
        spec: what the user asked for, e.g. ``demo`` or ``ViT-B-16/openai``.
        architecture: what was built, in one line.
        source: where the weights came from (folder, hub id, ``random``).
        sha256: one hash over ``files``.
        files: (name, sha256) of every weight, configuration and tokenizer file.
        parameters: number of scalars in the model.
        random_weights: True for ``random:`` models, which are refused for reviews.
    """

    spec: str
    architecture: str
    source: str
    sha256: str
    files: tuple[tuple[str, str], ...] = ()
    parameters: int = 0
    random_weights: bool = False


def utc_now() -> str:
    """Current time as ISO 8601 UTC with microseconds, e.g. ``2026-01-31T12:00:00.000000Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local_utc_offset_minutes() -> int:
    """Minutes to add to UTC to get this machine's local time now."""
    offset = datetime.now(UTC).astimezone().utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)
