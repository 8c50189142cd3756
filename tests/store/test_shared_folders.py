"""Places where a session is at risk are told from this machine's own disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from mmel_desktop.store.shared_folders import folder_risk

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/evidence\\040store rw,relatime shared:5 - nfs4 server:/export rw,vers=4.2
31 22 0:41 / /mnt/usb rw - vfat /dev/sdb1 rw
32 30 8:1 / /mnt/evidence\\040store/local rw - ext4 /dev/sdc1 rw
33 22 0:50 / /home/ann/remote rw - fuse.sshfs ann@host: rw
"""


@pytest.fixture(autouse=True)
def mount_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux machine with network drives."""
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("mmel_desktop.store.shared_folders._MOUNT_TABLE", table)


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/mnt/evidence store/case.mmel", "nfs4"),
        ("/mnt/evidence store/2026/crossing/case.mmel", "nfs4"),
        ("/home/ann/remote/case.mmel", "fuse.sshfs"),
    ],
)
def test_network_drives_are_named(path: str, system: str) -> None:
    """By the file system of the nearest mount."""
    assert f"on a network drive ({system})" in folder_risk(Path(path))


@pytest.mark.parametrize(
    "path",
    [
        "/home/ann/case.mmel",
        "/mnt/usb/case.mmel",
        "/mnt/evidence store/local/case.mmel",
        "/mnt/evidence stores/case.mmel",
        "/home/ann/boxes/case.mmel",
        "/home/ann/dropboxes/case.mmel",
    ],
)
def test_local_disks_are_not(path: str) -> None:
    """Also below a network drive, or with a similar name."""
    assert folder_risk(Path(path)) == ""


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/ann/Dropbox/cases/case.mmel", "Dropbox"),
        ("/home/ann/OneDrive - Rail Company/case.mmel", "OneDrive"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/case.mmel", "iCloud Drive"),
        ("/home/ann/Nextcloud/case.mmel", "Nextcloud"),
    ],
)
def test_synchronised_folders_are_named(path: str, program: str) -> None:
    """By the names the programs give them."""
    assert f"in a folder that {program} synchronises" in folder_risk(Path(path))


def test_a_folder_that_a_program_has_marked_is_named(tmp_path: Path) -> None:
    """Whatever it is called."""
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in folder_risk(tmp_path / "cases" / "case.mmel")


def test_what_cannot_be_found_out_is_no_warning(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No mount table, no word."""
    monkeypatch.setattr("mmel_desktop.store.shared_folders._MOUNT_TABLE", tmp_path / "no")
    assert folder_risk(Path("/mnt/evidence store/case.mmel")) == ""
