"""Folders that are not only this machine's: network drives and those a cloud program synchronises.

SQLite relies on locks and flushes that network file systems often only pretend to have
(https://sqlite.org/howtocorrupt.html#_filesystems_with_broken_or_missing_lock_implementations), and a
synchronising program may copy or replace a file in the middle of an edit.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_MOUNT_TABLE = Path("/proc/self/mountinfo")
_NETWORK_FILE_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "9p", "afs", "ceph"),
        *("glusterfs", "lustre", "beegfs", "gpfs", "ncpfs", "vboxsf", "vmhgfs", "prl_fs", "fuse.vmhgfs-fuse"),
        *("fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse"),
    }
)
_CLOUD_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
}
_CLOUD_MARKS = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
_DRIVE_REMOTE = 4  # GetDriveTypeW


def folder_risk(path: Path) -> str:
    """Why the place of a session is risky, as one sentence; empty when it is this machine's own disk.

    What cannot be found out counts as no risk: the warning is a help, not a promise.
    """
    folder = path.absolute().parent
    if cloud := _cloud_program(folder):
        return (
            f"The session lies in a folder that {cloud} synchronises: it may be copied or replaced in the "
            "middle of an edit. Keep sessions on a local disk and copy bundles or backups to the cloud."
        )
    if system := _network_file_system(folder):
        return (
            f"The session lies on a network drive ({system}): locks and flushes may not hold there, and an "
            "edit could be lost. Keep sessions on a local disk and copy bundles or backups to the network."
        )
    return ""


def _cloud_program(folder: Path) -> str:
    for place in (folder, *folder.parents):
        name = place.name.casefold()
        for known, program in _CLOUD_FOLDERS.items():
            if name == known or name.startswith((f"{known} ", f"{known}-")):
                return program
        for mark, program in _CLOUD_MARKS.items():
            try:
                if (place / mark).exists():
                    return program
            except OSError:
                continue
    return ""


def _network_file_system(folder: Path) -> str:
    if sys.platform == "win32":
        return _remote_windows_drive(folder)
    best, system = Path(), ""
    resolved = folder.resolve()
    for place, kind in _mounts():
        if resolved.is_relative_to(place) and len(place.parts) >= len(best.parts):
            best, system = place, kind
    return system if system in _NETWORK_FILE_SYSTEMS else ""


def _mounts() -> Iterator[tuple[Path, str]]:
    """Mount point and file system of everything mounted, in the order of mounting."""
    if sys.platform == "darwin":
        try:
            listing = subprocess.run(
                ["/sbin/mount"], stdout=subprocess.PIPE, text=True, timeout=2, check=False, errors="replace"
            ).stdout
        except (OSError, subprocess.SubprocessError):
            return
        for place, kind in re.findall(r"^.+? on (.+) \((\w+)[,)]", listing, flags=re.MULTILINE):
            yield Path(place), kind
        return
    try:
        lines = _MOUNT_TABLE.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        before, _, after = line.partition(" - ")  # see proc(5)
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) > 4 and kinds:
            place = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4])
            yield Path(place), kinds[0]


def _remote_windows_drive(folder: Path) -> str:
    drive = folder.resolve().drive
    if drive.startswith("\\\\"):
        return "network share"
    import ctypes

    windll = getattr(ctypes, "windll", None)
    if windll is not None and windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE:
        return "network drive"
    return ""
