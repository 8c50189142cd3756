"""What the File menu does: sessions are made, opened and closed, files come in and reports go out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from mmel_desktop.core.case import SessionInfo, VerificationResult
from mmel_desktop.core.source_image import IMAGE_SUFFIXES
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.dialogs.verification_view import VerificationView
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.moved_images import MovedImages
from mmel_desktop.ui.program_places import BUNDLE_SUFFIX, REPORT_SUFFIX, SESSION_SUFFIX, fresh_session_path
from mmel_desktop.ui.recent_sessions import RecentSessions
from mmel_desktop.ui.record_texts import record_text

if TYPE_CHECKING:
    from mmel_desktop.store.case_store import CaseStore


class FileCommands(QObject):
    """Asks for files and hands them to the session.

    Args:
        window: the window whose commands these are.
        paths: asks for files.
        recent: which sessions were open lately.
        unpack_bundle: opens a bundle that was dropped or chosen.
    """

    def __init__(
        self,
        window: MainWindow,
        paths: PathChooser,
        recent: RecentSessions,
        unpack_bundle: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.parts.session
        self._paths = paths
        self._recent = recent
        self._unpack_bundle = unpack_bundle
        self._waiting: tuple[Path, tuple[Path, ...]] | None = None
        self._session.opened.connect(self._take_opened)
        self._session.verified.connect(self._show_verification)
        window.paths_dropped.connect(lambda names: self.take_paths([Path(name) for name in names]))
        window.welcome.session_chosen.connect(self._session.open)
        window.jobs_bar.open_requested.connect(self.open_path)
        window.recent_menu.aboutToShow.connect(self._fill_recent)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Command name → what it does."""
        return {
            "file.new": self.new_session,
            "file.open": self.choose_session,
            "file.demo": self._session.open_demo,
            "file.add_images": self.choose_images,
            "file.add_folder": self.choose_folder,
            "file.find_images": MovedImages(self._window, self._paths).find,
            "file.export": self.export_report,
            "file.backup": self._session.work.back_up,
            "file.close": self.close_session,
            "file.quit": self._window.close,
            "tools.verify": self.verify_session,
            "tools.verify_file": self.verify_file,
        }

    def new_session(self) -> None:
        """Ask where, then start a session there."""
        path = self._paths.session_to_create(self._window)
        if path is not None:
            self._session.create(path, prompts=self._session.info.prompts if self._session.info else ())

    def choose_session(self) -> None:
        """Ask which session, then open it."""
        path = self._paths.session_to_open(self._window)
        if path is not None:
            self._session.open(path)

    def choose_images(self) -> None:
        """Ask for images, then import them."""
        self.take_paths(self._paths.images(self._window))

    def choose_folder(self) -> None:
        """Ask for a folder, then import its images."""
        folder = self._paths.image_folder(self._window)
        if folder is not None:
            self.take_paths([folder])

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Open what was dropped or chosen: a session or bundle opens, everything else is imported.

        Without an open session one is started in the user's documents: nothing has to be decided first.
        """
        sessions = [path for path in paths if path.suffix.lower() == SESSION_SUFFIX]
        bundles = [path for path in paths if path.suffix.lower() == BUNDLE_SUFFIX]
        images = tuple(path for path in paths if path.suffix.lower() not in (SESSION_SUFFIX, BUNDLE_SUFFIX))
        if sessions:
            self._session.open(sessions[0])
        elif bundles:
            self._unpack_bundle(bundles[0])
        elif images and self._session.store is not None:
            self._session.work.import_images(images)
        elif images:
            fresh = fresh_session_path()
            self._waiting = fresh, images
            self._session.create(fresh)

    def open_given(self, path: Path) -> None:
        """Open what the program was started with: a session, a bundle, an image or a folder of images.

        Anything else is tried as a session: whatever it is, it is named and left alone.
        """
        known = (SESSION_SUFFIX, BUNDLE_SUFFIX, *IMAGE_SUFFIXES)
        if path.is_dir() or path.suffix.lower() in known:
            self.take_paths([path])
        else:
            self._session.open(path)

    def close_session(self) -> None:
        """Close the session; the next start shows the empty state."""
        self._window.commit_pending()
        self._recent.closed()
        self._session.close()

    def open_last(self) -> None:
        """Reopen the session of the last sitting, if there is one."""
        last = self._recent.last
        if last is not None:
            self._session.open(last)

    def export_report(self) -> None:
        """Ask where, then write the report."""
        if self._session.store is None or not self._session.work.may_write():
            return
        self._window.commit_pending()
        path = self._paths.report(self._window, self._session.store.path.with_suffix(REPORT_SUFFIX).name)
        if path is not None:
            self._session.work.export_report(path)

    def verify_session(self) -> None:
        """Check the open session."""
        if self._session.store is not None:
            self._session.work.verify(self._session.store.path)

    def verify_file(self) -> None:
        """Ask for a file, then check it."""
        path = self._paths.record(self._window)
        if path is not None:
            self._session.work.verify(path)

    @Slot(object)
    def open_path(self, path: Path) -> None:
        """Open a file or folder with the desktop's program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    @Slot(object)
    def _take_opened(self, _info: SessionInfo) -> None:
        store, waiting = self._session.store, self._waiting
        assert store is not None
        self._recent.opened(store.path)
        self._waiting = None
        # Only into the session that was made for them: had that failed, they would land in any other.
        if waiting is not None and waiting[0].resolve() == store.path:
            self._session.work.import_images(waiting[1])
        self._show_place_warning(store)

    def _show_place_warning(self, store: CaseStore) -> None:
        """Say where a session lies badly, e.g. in a folder that another program synchronises."""
        from mmel_desktop.workflow.open_session import session_place_warning

        if warning := session_place_warning(store.path):
            self._session.problem.emit(Problem(record_text(warning)))

    @Slot(object)
    def _show_verification(self, result: VerificationResult) -> None:
        VerificationView(result, self._window).show()

    @Slot()
    def _fill_recent(self) -> None:
        menu = self._window.recent_menu
        menu.clear()
        for path in self._recent.paths:
            menu.addAction(f"{path.stem}  —  {path.parent}").triggered.connect(
                lambda _=False, chosen=path: self._session.open(chosen)
            )
        menu.setEnabled(bool(self._recent.paths))
