"""The open session: opening and closing it, its prompts and model, and every edit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from mmel_desktop.core.case import (
    DisplaySettings,
    EditOutcome,
    SessionInfo,
)
from mmel_desktop.core.explanation import ExplanationRequest
from mmel_desktop.core.identity import Actor
from mmel_desktop.core.known_terms import DEFAULT_TAXONOMY
from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.background_jobs import SHUTDOWN_TIMEOUT_MS, BackgroundJobs
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.case_index import CaseIndex
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.session_reading import (
    OpenedSession,
    StoreOpener,
    existing_session,
    new_session,
    read_demo_session,
    read_session,
)
from mmel_desktop.ui.session_work import SessionWork
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

_log = logging.getLogger(__name__)


class SessionController(QObject):
    """Owns the open :class:`CaseStore`. Every method is called from the main thread.

    What takes time and concerns the session as a whole is started through ``work``.

    Attributes:
        opened: a session was opened; its ``SessionInfo``.
        closed: no session is open any more.
        changed: name, prompts, model or sign-off of the open session changed; its ``SessionInfo``.
        recorded: something was written to the record: undo texts and the audit trail may have changed.
        appended: the audit trail grew by something that cannot be undone, e.g. a run; undo texts stay.
        stepped: an undo or redo was made; its ``EditOutcome``.
        imported: images came in; a tuple of ``ImageRecord``, and whether the first one shall be shown.
        problem: something went wrong; a ``Problem``.
        notice: something was done that leaves a file or is worth saying; a ``Notice``.
        verified: a verification ended; its ``VerificationResult``.
        checked: the open session's record was looked at, unasked; its ``RecordCheck``.
        taxonomy_changed: the session's failure terms are others now; a ``Taxonomy``.
        ask_reason: asks why a judgement is changed that stands elsewhere already; None: not to change it.

    Args:
        jobs: runs what takes time.
        actor: who the edits are attributed to.
        parent: Qt owner.
    """

    opened = Signal(object)
    closed = Signal()
    changed = Signal(object)
    recorded = Signal()
    appended = Signal()
    stepped = Signal(object)
    imported = Signal(tuple, bool)
    problem = Signal(object)
    notice = Signal(object)
    verified = Signal(object)
    checked = Signal(object)
    taxonomy_changed = Signal(object)

    def __init__(self, jobs: BackgroundJobs, actor: Actor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.actor = actor
        self.index = CaseIndex(self)
        self.store: CaseStore | None = None
        self.info: SessionInfo | None = None
        self.ask_reason: Callable[[], str | None] = lambda: ""
        self.reports_written = 0
        self.work = SessionWork(self)
        self._retiring: CaseStore | None = None
        self._after_retirement: Callable[[], None] | None = None
        jobs.job_changed.connect(self._close_retiring_store)

    # ------------------------------------------------------------------------------ opening and closing

    @property
    def writable(self) -> bool:
        """True while a session is open that may be edited."""
        return self.info is not None and not self.info.read_only

    def open(self, path: Path) -> None:
        """Open a session file; ``opened`` or ``problem`` follows."""
        self.open_with(tr("Opening {name}").format(name=path.name), existing_session(path, self.actor))

    def create(self, path: Path, *, name: str = "", purpose: str = "", prompts: Sequence[str] = ()) -> None:
        """Make a new session file and open it; ``opened`` or ``problem`` follows."""
        spec = self.info.model_spec if self.info is not None else "demo"
        made = new_session(path, self.actor, name=name, purpose=purpose, prompts=prompts, model_spec=spec)
        self.open_with(tr("Creating {name}").format(name=path.name), made)

    def open_demo(self) -> None:
        """Open the demo session, made anew with the bundled samples when it is not there."""
        self._open(tr("Opening the demo session"), lambda: read_demo_session(self.actor))

    def open_with(self, title: str, open_store: StoreOpener) -> None:
        """Open a session in a pool thread and show it; the one open before is closed first."""
        self._open(title, lambda: read_session(open_store()))

    def _open(self, title: str, read: Callable[[], OpenedSession]) -> None:
        def run(_progress: ProgressListener, _cancel: CancelToken) -> OpenedSession:
            return read()

        self.close(then=lambda: self._run_opening(title, run))

    def _run_opening(self, title: str, run: Callable[[ProgressListener, CancelToken], OpenedSession]) -> None:
        self.jobs.run_task(title, run, on_finished=self._adopt)

    def _adopt(self, opened: OpenedSession) -> None:
        if self.store is not None:  # two were asked for at once; the later one stays
            self.close()
        self.store, self.info = opened.store, opened.info
        self.reports_written = 0
        self.taxonomy_changed.emit(opened.taxonomy)
        self.index.fill(opened.images, opened.runs, opened.reviews, opened.annotations, opened.opinions)
        self.opened.emit(opened.info)
        self.recorded.emit()
        if opened.remark:
            self.notice.emit(Notice(opened.remark))
        self._check_record(opened.store)

    def _check_record(self, store: CaseStore) -> None:
        """Look in the background whether what was opened is what was recorded."""

        def run(_progress: ProgressListener, cancel: CancelToken) -> RecordCheck:
            from mmel_desktop.workflow.open_session import check_opened

            return check_opened(store, cancel)

        def tell(check: RecordCheck) -> None:
            if store is self.store:
                self.checked.emit(check)

        self.jobs.run_task(tr("Checking the record"), run, on_finished=tell)

    def close(self, then: Callable[[], None] | None = None) -> None:
        """Close the session; jobs on it are stopped first, without holding up the window.

        Args:
            then: called once the file is let go of.
        """
        if self.store is not None:
            self.jobs.cancel_all()
            self._retiring, self.store, self.info = self.store, None, None
            self.index.fill((), {}, {}, ())
            self.taxonomy_changed.emit(DEFAULT_TAXONOMY)
            self.closed.emit()
        self._after_retirement = then
        self._close_retiring_store()

    @Slot()
    def _close_retiring_store(self, _view: object = None) -> None:
        if self.jobs.busy and self._retiring is not None:
            return  # asked again when a job ends
        store, self._retiring = self._retiring, None
        if store is not None:
            self._close_store(store)
        then, self._after_retirement = self._after_retirement, None
        if then is not None:
            then()

    def _close_store(self, store: CaseStore) -> None:
        try:
            store.close()
        except (MmelError, OSError) as error:
            _log.exception("closing the session")
            self.problem.emit(Problem.from_error(error, tr("closing {name}").format(name=store.path.name)))

    def shut_down(self, timeout_ms: int = SHUTDOWN_TIMEOUT_MS) -> bool:
        """Stop all work within a bounded time and close the session; True when every thread ended."""
        stopped = self.jobs.shut_down(timeout_ms)
        for store in (self._retiring, self.store):
            if store is not None:
                self._close_store(store)
        self._retiring = self.store = self.info = None
        return stopped

    # ------------------------------------------------------------------------------ edits of the session

    def request(self, generation: int = 0) -> ExplanationRequest | None:
        """What is asked of each image now; None without a session or without prompts."""
        if self.info is None or not self.info.prompts:
            return None
        return ExplanationRequest(self.info.prompts, self.info.method, self.info.view, generation=generation)

    def set_prompts(self, prompts: Sequence[str]) -> None:
        """Replace the prompts; blank ones and repetitions are left out."""
        kept = tuple(dict.fromkeys(text for prompt in prompts if (text := " ".join(prompt.split()))))
        if self.info is not None and kept != self.info.prompts:
            self.edit(tr("changing the prompts"), lambda store: store.set_prompts(kept))

    def set_model(self, spec: str, method: str, view: str) -> None:
        """Change how images are explained from now on."""
        self.edit(tr("changing the model"), lambda store: store.set_model(spec, method, view))

    def rename(self, name: str, purpose: str) -> None:
        """Change the session's name and purpose."""
        self.edit(tr("renaming the session"), lambda store: store.rename(name, purpose))

    def keep_display(self, display: DisplaySettings) -> None:
        """Keep how the case is shown."""
        if self.store is not None:
            self.store.set_display(display)

    def undo(self) -> None:
        """Take back the last edit."""
        self._step(tr("undoing"), lambda store: store.undo())

    def redo(self) -> None:
        """Make the last undone edit again."""
        self._step(tr("redoing"), lambda store: store.redo())

    def _step(self, doing: str, step: Callable[[CaseStore], EditOutcome]) -> None:
        outcome = self.edit(doing, step)
        if outcome is not None:
            self.stepped.emit(outcome)

    def edit(self, doing: str, change: Callable[[CaseStore], Any]) -> Any:
        """Make one edit; it is committed when this returns.

        Args:
            doing: for the message if it is refused, e.g. ``renaming the session``.
            change: gets the store.

        Returns:
            What ``change`` returned; None without a session or when the edit was refused (``problem`` tells).
        """
        if self.store is None:
            return None
        try:
            result = change(self.store)
        except MmelError as error:
            self.problem.emit(Problem.from_error(error, doing))
            return None
        self._refresh_info()
        self.recorded.emit()
        return result

    def reason_for(self, entity: str, entity_id: str) -> str | None:
        """Why a judgement is changed: "" where nobody needs to know, None when it shall not be changed."""
        if self.store is None or not self.writable:
            return ""
        try:
            asks = self.store.stands_elsewhere(entity, entity_id)
        except MmelError:  # the edit meets the same, and says so
            return ""
        return self.ask_reason() if asks else ""

    def change_actor(self, actor: Actor) -> None:
        """Attribute everything from now on to somebody else; the open session is opened anew."""
        if actor == self.actor:
            return
        self.actor = actor
        if self.store is not None:
            self.open(self.store.path)

    def refresh(self) -> None:
        """Something was written outside :meth:`edit`, by a background task: tell everybody."""
        if self.store is not None:
            self._refresh_info()
            self.recorded.emit()

    def _refresh_info(self) -> None:
        assert self.store is not None
        info = self.store.session()
        if info != self.info:
            self.info = info
            self.changed.emit(info)
