"""What is done with the record as a whole: exports, bundles, backups, sign-off, and who reviews."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from mmel_desktop.core.progress import CancelToken, ProgressListener
from mmel_desktop.errors import MmelError
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.dialogs.backups_dialog import BackupsDialog
from mmel_desktop.ui.dialogs.export_dialog import ExportDialog
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.dialogs.reason_dialog import ReasonDialog
from mmel_desktop.ui.dialogs.reopen_dialog import ReopenDialog
from mmel_desktop.ui.dialogs.reviewer_dialog import ReviewerDialog
from mmel_desktop.ui.dialogs.sign_off_dialog import SignOffChoice, SignOffDialog
from mmel_desktop.ui.dialogs.verification_view import VerificationView
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.record_texts import record_text
from mmel_desktop.ui.translation import tr

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore

ACCEPTED = 1
"""What ``QDialog.exec`` answers when the main button was pressed."""


class RecordCommands(QObject):
    """Dialogs and background tasks around the open session's record.

    Args:
        window: the window whose commands these are.
        paths: asks for files.
        flush: commits what is still being typed.
    """

    def __init__(self, window: MainWindow, paths: PathChooser, flush: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session
        self._paths = paths
        self._flush = flush
        self._session.ask_reason = self._ask_reason

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Command name → what it does."""
        return {
            "file.export_data": self.export_data,
            "file.import_annotations": self.import_annotations,
            "file.bundle": self.save_bundle,
            "file.open_bundle": self.open_bundle,
            "file.backups": self.restore_backup,
            "review.reviewer": self.choose_reviewer,
            "review.sign_off": self.sign_off,
            "review.reopen": self.reopen,
        }

    # ------------------------------------------------------------------------------ exchange

    def export_data(self) -> None:
        """Choose a format and a place, then write in the background."""
        from mmel_desktop.workflow.export_session import EXPORT_FORMATS, export_session

        store = self._session.store
        if store is None or not self._session.work.may_write():
            return
        self._flush()
        dialog = ExportDialog(EXPORT_FORMATS, self._window)
        if dialog.exec() != ACCEPTED:
            return
        chosen = next(entry for entry in EXPORT_FORMATS if entry.code == dialog.code)
        suggestion = f"{store.path.stem} {chosen.code}{chosen.suffix}"
        path = self._paths.data_export(self._window, suggestion, chosen.suffix)
        if path is None:
            return

        def run(progress: ProgressListener, cancel: CancelToken) -> Any:
            return export_session(store, chosen.code, path, progress=progress, cancel=cancel)

        def tell(outcome: Any) -> None:
            self._session.recorded.emit()
            self._session.work.tell_doubts(outcome.record_check)
            text = tr("Data written: {name}").format(name=outcome.path.name)
            self._session.notice.emit(Notice(text, outcome.path))

        self._session.jobs.run_task(tr("Writing {name}").format(name=path.name), run, on_finished=tell)

    def import_annotations(self) -> None:
        """Read annotations from a file; one undo takes all of them back."""
        path = self._paths.annotations(self._window)
        store, image = self._session.store, self._window.parts.state.image
        if path is None or store is None:
            return
        self._flush()

        def run(_progress: ProgressListener, _cancel: CancelToken) -> Any:
            from mmel_desktop.workflow.import_annotations import import_annotations

            return import_annotations(store, path, image_id=image.image_id if image is not None else None)

        def take(outcome: Any) -> None:
            for error in outcome.refused[:3]:
                self._session.problem.emit(Problem.from_error(error, tr("importing annotations")))
            if store is self._session.store:
                self._window.parts.review.refresh_annotations(
                    {annotation.image_id for annotation in outcome.added}
                )
                self._session.recorded.emit()
            text = tr("%n annotation(s) imported", "", len(outcome.added))
            if outcome.already_there:
                text += " · " + tr("%n there already", "", len(outcome.already_there))
            if outcome.refused:
                text += " · " + tr("%n left out", "", len(outcome.refused))
            self._session.notice.emit(Notice(text))

        self._session.jobs.run_task(tr("Importing {name}").format(name=path.name), run, on_finished=take)

    def save_bundle(self) -> None:
        """Pack session, images and report into one file."""
        from mmel_desktop.workflow.session_bundle import BUNDLE_SUFFIX, make_bundle

        store = self._session.store
        if store is None or not self._session.work.may_write():
            return
        self._flush()
        path = self._paths.bundle_to_save(self._window, f"{store.path.stem}{BUNDLE_SUFFIX}", BUNDLE_SUFFIX)
        if path is None:
            return

        def run(progress: ProgressListener, cancel: CancelToken) -> Any:
            return make_bundle(store, path, progress=progress, cancel=cancel)

        def tell(outcome: Any) -> None:
            self._session.recorded.emit()
            self._session.work.tell_doubts(outcome.record_check)
            for error in outcome.missing[:3]:
                self._session.problem.emit(Problem.from_error(error, tr("packing the images")))
            text = tr("Bundle written: {name}").format(name=outcome.path.name)
            self._session.notice.emit(Notice(text, outcome.path))

        self._session.jobs.run_task(tr("Writing {name}").format(name=path.name), run, on_finished=tell)

    def open_bundle(self) -> None:
        """Ask which bundle, then unpack it."""
        from mmel_desktop.workflow.session_bundle import BUNDLE_SUFFIX

        path = self._paths.bundle_to_open(self._window, BUNDLE_SUFFIX)
        if path is not None:
            self.unpack(path)

    def unpack(self, path: Path) -> None:
        """Unpack a bundle into a new folder and open its session."""
        from mmel_desktop.workflow.open_bundle import open_bundle

        folder = self._paths.bundle_folder(self._window, path.stem)
        if folder is None:
            return

        def run(progress: ProgressListener, cancel: CancelToken) -> Any:
            return open_bundle(path, folder, actor=self._session.actor, progress=progress, cancel=cancel)

        def take(opened: Any) -> None:
            if not opened.verification.intact:
                VerificationView(opened.verification, self._window).show()
            if opened.upgrade_note:
                note = record_text(opened.upgrade_note)
                text = tr("{note}. The bundle itself was left unchanged.").format(note=note)
                self._session.notice.emit(Notice(text))
            self._session.open(opened.session_path)

        self._session.jobs.run_task(tr("Opening {name}").format(name=path.name), run, on_finished=take)

    # ------------------------------------------------------------------------------ backups

    def restore_backup(self) -> None:
        """Show the backups and go back to the chosen one."""
        from mmel_desktop.workflow.session_backups import list_session_backups, restore_session

        store = self._session.store
        if store is None:
            return
        self._flush()
        session_path = store.path
        try:
            backups = list_session_backups(session_path)
        except MmelError as error:
            self._session.problem.emit(Problem.from_error(error, tr("reading the backups")))
            return
        dialog = BackupsDialog(backups, self._window)
        backup = dialog.path if dialog.exec() == ACCEPTED else None
        if backup is None:
            return

        def restore() -> CaseStore:
            return restore_session(session_path, backup, actor=self._session.actor)

        self._session.open_with(tr("Restoring {name}").format(name=backup.name), restore)

    # ------------------------------------------------------------------------------ people and signatures

    def choose_reviewer(self) -> None:
        """Say who reviews from now on."""
        actor = self._session.actor
        dialog = ReviewerDialog(actor, self._window)
        if dialog.exec() != ACCEPTED:
            return
        self._flush()
        name, role = dialog.choice
        self._session.change_actor(replace(actor, full_name=name, role=role))

    def sign_off(self) -> None:
        """Show how far the review is, then sign."""
        from mmel_desktop.workflow.sign_off import sign_off_readiness
        from mmel_desktop.workflow.signing_key import KEY_SUFFIX, create_signing_key, signing_available

        store = self._session.store
        if store is None:
            return
        self._flush()
        kept_back = self._window.parts.review.withheld_images()
        try:
            readiness = sign_off_readiness(store, kept_back)
        except MmelError as error:
            self._session.problem.emit(Problem.from_error(error, tr("signing off")))
            return

        def create_key(path: Path, passphrase: str) -> str:
            return create_signing_key(path, passphrase).fingerprint

        dialog = SignOffDialog(
            readiness,
            self._session.actor,
            create_key=create_key if signing_available() else None,
            key_suffix=KEY_SUFFIX,
            parent=self._window,
            kept_back=len(kept_back),
        )
        if dialog.exec() == ACCEPTED:
            self._sign(store, dialog.choice)

    def _sign(self, store: CaseStore, choice: SignOffChoice) -> None:
        def run(_progress: ProgressListener, _cancel: CancelToken) -> Any:
            from mmel_desktop.workflow.sign_off import sign_off_session
            from mmel_desktop.workflow.signing_key import load_signing_key

            key = load_signing_key(choice.key_path, choice.passphrase) if choice.key_path else None
            return sign_off_session(store, choice.meaning, reason=choice.reason, key=key)

        def tell(signed: Any) -> None:
            self._session.refresh()
            text = tr("Signed off by {name}").format(name=signed.actor_name)
            if signed.signature is not None:
                text += " · " + tr("key {fingerprint}").format(fingerprint=signed.signature.fingerprint)
            self._session.notice.emit(Notice(text))

        self._session.jobs.run_task(tr("Signing off"), run, on_finished=tell)

    def _ask_reason(self) -> str | None:
        dialog = ReasonDialog(self._window)
        return dialog.reason if dialog.exec() == ACCEPTED else None

    @Slot()
    def reopen(self) -> None:
        """Ask why, then open the signed-off session for editing again."""
        dialog = ReopenDialog(self._window)
        if self._session.store is None or dialog.exec() != ACCEPTED:
            return
        from mmel_desktop.workflow.sign_off import reopen_session

        def run(store: CaseStore) -> bool:
            reopen_session(store, dialog.reason)
            return True

        if self._session.edit(tr("reopening the session"), run):
            # Takes the place of the message that it is signed off, which is no longer so.
            name = self._session.actor.full_name
            self._session.notice.emit(Notice(tr("Reopened for editing by {name}").format(name=name)))
