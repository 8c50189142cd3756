"""Take a model folder into the user's own model library, after it proved to be one that can be explained."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.identity import ModelIdentity
from mmel_desktop.core.progress import ProgressListener, ignore_progress
from mmel_desktop.errors import ModelError
from mmel_desktop.user_folders import user_data_folder
from mmel_desktop.workflow.explain_image import load_explainer


@dataclass(frozen=True)
class ImportedModel:
    """A model of the library.

    Attributes:
        spec: how to ask for it from now on.
        folder: where it lies.
        identity: what the record will say about it.
    """

    spec: str
    folder: Path
    identity: ModelIdentity


def model_library() -> Path:
    """The user's folder of imported models."""
    return user_data_folder() / "models"


def import_model(
    folder: Path, *, library: Path | None = None, progress: ProgressListener = ignore_progress
) -> ImportedModel:
    """Check a folder in open_clip's layout and copy what is needed of it.

    Args:
        folder: holds ``open_clip_config.json`` and the weights.
        library: where to copy to; the user's library when None.
        progress: told what is being done.

    Raises:
        ModelError: not a model folder, damaged, not supported, or the name is taken by another model.
    """
    library = library or model_library()
    identity = load_explainer(f"local-dir:{folder}", "cpu", progress).identity
    # Only what the identity names is copied: a folder may hold anything else beside the model.
    names = [name for name, _ in identity.files]
    target = library / (re.sub(r"[^\w.-]+", "-", folder.resolve().name).strip(".-") or "model")
    if target.exists():
        present = load_explainer(f"local-dir:{target}", "cpu").identity
        if present.sha256 != identity.sha256:
            raise ModelError(
                f"the library already holds another model named {target.name!r}",
                found=f"sha256 {present.sha256[:16]}…",
                expected=f"sha256 {identity.sha256[:16]}…",
                action="rename the folder and import it again",
            )
    else:
        _copy(folder, names, target)
    copied = load_explainer(f"local-dir:{target}", "cpu").identity
    assert copied.sha256 == identity.sha256, "a copied model differs from its source"
    return ImportedModel(f"local-dir:{target}", target, copied)


def _copy(folder: Path, names: list[str], target: Path) -> None:
    """Copy into a temporary folder and rename, so that the library never holds half a model."""
    partial: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=target.parent, prefix=".import-"))
        for name in names:
            shutil.copyfile(folder / name, partial / name)
        partial.rename(target)
    except OSError as error:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)
        raise ModelError(
            f"cannot copy the model into {str(target.parent)!r}",
            found=error.strerror or type(error).__name__,
            expected="a folder that can be written, with room for the weights",
            action="free some space and import again",
        ) from error
