"""Make a session, or open one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mmel_desktop.core.identity import Actor
from mmel_desktop.core.progress import CancelToken
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.store.record_check import check_record
from mmel_desktop.store.shared_folders import folder_risk
from mmel_desktop.workflow.checked_export import without_folders


def create_session(
    path: str | Path,
    *,
    actor: Actor,
    name: str = "",
    purpose: str = "",
    model_spec: str = "demo",
    prompts: Sequence[str] = (),
    method: str = "mmel",
    view: str = "model",
) -> CaseStore:
    """Make a new session file and open it for writing.

    Raises:
        SessionError: a file of that name exists, or it cannot be made there.
    """
    return CaseStore.create(
        path,
        actor=actor,
        name=name,
        purpose=purpose,
        model_spec=model_spec,
        prompts=prompts,
        method=method,
        view=view,
    )


def open_session(
    path: str | Path, *, actor: Actor, read_only: bool = False, upgrade: bool = True
) -> CaseStore:
    """Open a session file, for writing if possible; ``session().read_only_reason`` says why it was not.

    A session of an older form is upgraded where it is written (``session().upgrade_note``) and left as it is
    where it is not (``session().form_note``). With ``upgrade=False`` it is opened for reading only.

    Raises:
        SessionError: no such file, not a session, or damaged.
    """
    return CaseStore.open(path, actor=actor, read_only=read_only, upgrade=upgrade)


def session_place_warning(path: str | Path) -> str:
    """One sentence if a session lies, or would, on a network drive or in a synced folder; else empty."""
    return folder_risk(Path(path))


def check_opened(store: CaseStore, cancel: CancelToken | None = None) -> RecordCheck:
    """What is quickly seen of whether a session that was just opened is the one that was recorded.

    The hash chain from its first entry, the safeguards of the file, and what is known outside it. What the
    entries say, images, models and maps are for a verification.

    Raises:
        SessionError: the file cannot be read.
        OperationCancelled: ``cancel`` was set.
    """
    return without_folders(check_record(store.path, cancel, with_tables=False))
