"""Where calibrations lie: those that ship with the program, and the user's own."""

from __future__ import annotations

import json
from pathlib import Path

from mmel_desktop.core.calibration import Calibration
from mmel_desktop.errors import BadInputError
from mmel_desktop.resource_files import resource_directory
from mmel_desktop.user_folders import user_data_folder


def calibration_library() -> Path:
    """The user's folder of calibrations, one file per model."""
    return user_data_folder() / "calibrations"


def bundled_calibrations() -> Path:
    """The folder of calibrations that ship with the program."""
    return resource_directory() / "calibrations"


def find_calibration(model_sha256: str, folders: tuple[Path, ...] | None = None) -> Calibration | None:
    """The calibration of a model: the user's own before the bundled one; None when there is none.

    Raises:
        BadInputError: its file is damaged or of another model, or its folder cannot be read.
    """
    for folder in folders if folders is not None else (calibration_library(), bundled_calibrations()):
        path = folder / f"{model_sha256}.json"
        try:
            there = path.is_file()
        except OSError as error:  # passing over it would explain with other weights than usual, unnoticed
            raise BadInputError(
                f"cannot read the calibration {path}",
                found=error.strerror or type(error).__name__,
                expected="a folder of calibrations that can be read, or none",
                action="check the path and its permissions",
            ) from error
        if there:
            return read_calibration(path, model_sha256)
    return None


def read_calibration(path: Path, model_sha256: str) -> Calibration:
    """Read one file.

    Raises:
        BadInputError: damaged, or of another model.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(
            f"cannot read the calibration {path}",
            found=f"{type(error).__name__}: {error}",
            expected="a calibration written by `mmel-desktop calibrate --save`",
            action="delete the file or calibrate again",
        ) from error
    calibration = Calibration.from_document(document)
    if calibration.model_sha256 != model_sha256:
        raise BadInputError(
            f"the calibration {path} is of another model",
            found=calibration.model_sha256,
            expected=model_sha256,
            action="delete the file or calibrate again",
        )
    return calibration


def write_calibration(calibration: Calibration, folder: Path | None = None) -> Path:
    """Write a calibration into a folder (the user's own when None), replacing the model's former one.

    Raises:
        BadInputError: the folder cannot be written.
    """
    folder = folder or calibration_library()
    path = folder / f"{calibration.model_sha256}.json"
    partial = path.with_suffix(".partial")
    text = json.dumps(calibration.as_document(), indent=2, ensure_ascii=False) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, "utf-8")
        partial.replace(path)
    except OSError as error:
        raise BadInputError(
            f"cannot keep the calibration in {str(folder)!r}",
            found=error.strerror or type(error).__name__,
            expected="a folder that can be written",
            action="check its permissions and free some space, then calibrate again",
        ) from error
    return path
