"""What the Edit, Review and Tools menus do to the images: steps back, verdicts, batches, blind review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from mmel_desktop.ui.background.explanation_jobs import load_model_job
from mmel_desktop.ui.background.job_view import JobView
from mmel_desktop.ui.dialogs.model_chooser import ModelChooser
from mmel_desktop.ui.dialogs.path_chooser import PathChooser
from mmel_desktop.ui.dialogs.prompts_editor import PromptsEditor
from mmel_desktop.ui.main_window import MainWindow
from mmel_desktop.ui.notice import Notice
from mmel_desktop.ui.translation import tr


class ReviewCommands(QObject):
    """Connects the commands of a review with its controllers.

    Args:
        window: the window whose commands these are.
        paths: asks for files.
    """

    def __init__(self, window: MainWindow, paths: PathChooser) -> None:
        super().__init__(window)
        self._window = window
        self._paths = paths
        self._session = window.parts.session
        self._review = window.parts.review
        self._batches = window.parts.batches
        self._session.opened.connect(self._offer_to_resume)
        window.commands["tools.pause"].toggled.connect(self._session.jobs.pause)
        self._session.jobs.job_changed.connect(self._end_idle_pause)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Command name → what it does."""
        window, review, state = self._window, self._review, self._window.parts.state
        return {
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "edit.filter": self.filter_images,
            "edit.add_prompt": self.add_prompt,
            "edit.prompts": self.edit_prompts,
            "view.dashboard": self.show_dashboard,
            "review.reset": lambda: review.judge(verdict="unreviewed"),
            "review.next": self.next_unreviewed,
            "review.notes": window.verdict_bar.toggle_notes,
            "review.next_image": lambda: window.gallery.step(1),
            "review.previous_image": lambda: window.gallery.step(-1),
            "review.annotate_region": window.compare.annotate_selected_region,
            "review.annotate_relation": window.compare.annotate_selected_relation,
            "review.annotate_image": window.canvas.annotate_image,
            "tools.probe_remove": partial(state.ask_probe, "remove"),
            "tools.probe_keep": partial(state.ask_probe, "keep"),
            "tools.probe_interaction": state.ask_interaction,
            "tools.explain": review.explain,
            "tools.explain_all": self.explain_all,
            "tools.explain_selection": self.explain_selection,
            "tools.explain_folder": self.explain_folder,
            "tools.pause": lambda: None,
            "tools.cancel_jobs": self.stop_jobs,
            "tools.model": self.choose_model,
            **{
                f"review.{verdict}": partial(review.judge, verdict=verdict)
                for verdict in ("right", "wrong", "right_wrong_reason", "unclear")
            },
        }

    def stop_jobs(self) -> None:
        """Stop all jobs; nothing is left to hold back, and what is begun next shall not wait unasked."""
        self._batches.cancel_all()
        self._window.commands["tools.pause"].setChecked(False)

    @Slot(object)
    def _end_idle_pause(self, job: JobView) -> None:
        """Whoever stops the last job that could be held back wants nothing held back any more."""
        stopped = job.pausable and job.state == "cancelled"
        if stopped and not any(other.pausable for other in self._session.jobs.active):
            self._window.commands["tools.pause"].setChecked(False)

    def undo(self) -> None:
        """Take back the last edit, after committing what is still being typed."""
        self._window.commit_pending()
        if self._may_step(undo=True):
            self._session.undo()

    def redo(self) -> None:
        """Make the last undone edit again."""
        self._window.commit_pending()
        if self._may_step(undo=False):
            self._session.redo()

    def _may_step(self, *, undo: bool) -> bool:
        """Whether the next edit may be undone or redone; says so where it may not.

        A blind reviewer must neither take back what others judged on images that are kept back from him,
        nor be told of it.
        """
        store, withheld = self._session.store, self._review.withheld_images()
        step = store.next_step(undo=undo) if store is not None and withheld else None
        if step is None or step.author == self._review.reviewer or withheld.isdisjoint(step.image_ids):
            return True
        text = (
            tr("Not undone: the last edit is another reviewer's, on an image that you have not judged yet.")
            if undo
            else tr("Not redone: that edit is another reviewer's, on an image that you have not judged yet.")
        )
        self._window.jobs_bar.show_notice(Notice(text))
        return False

    def next_unreviewed(self) -> None:
        """Go to the next image without a verdict, or say that there is none."""
        if not self._review.next_unreviewed(self._window.gallery.model.image_ids):
            text = tr("Every image has a verdict.")
            if self._window.gallery.model.is_filtered:
                text = tr("Every image that passes the filter has a verdict.")
            self._window.jobs_bar.show_notice(Notice(text))

    def filter_images(self) -> None:
        """Bring up the gallery and put the cursor into its filter."""
        self._window.docks["gallery"].show()
        self._window.gallery.focus_filter()

    def add_prompt(self) -> None:
        """Bring up the prompts and put the cursor where a new one is typed."""
        self._window.docks["prompts"].show()
        self._window.prompts.focus_new_prompt()

    def edit_prompts(self) -> None:
        """Write all prompts at once."""
        info = self._session.info
        if info is None:
            return
        editor = PromptsEditor(info.prompts, self._window.presets, self._window)
        if editor.exec() == PromptsEditor.DialogCode.Accepted:
            self._session.set_prompts(editor.prompts)

    def choose_model(self) -> None:
        """Choose model and method, then load the model in the background."""
        info = self._session.info
        if info is None:
            return
        chooser = ModelChooser(info.model_spec, info.method, info.view, self._window)
        if chooser.exec() == ModelChooser.DialogCode.Accepted:
            spec, method, view = chooser.choice
            self._session.set_model(spec, method, view)
            self._session.jobs.submit(load_model_job(spec))

    def show_dashboard(self) -> None:
        """Bring the dashboard to the front."""
        self._window.docks["dashboard"].show()
        self._window.docks["dashboard"].raise_()

    def explain_all(self) -> None:
        """Start the batch, or say that there is nothing to do."""
        self._start_batch(self._batches.explain_all)

    def explain_selection(self) -> None:
        """Explain what is selected in the gallery."""
        self._start_batch(lambda: self._batches.explain(self._window.gallery.selected_ids))

    def explain_folder(self) -> None:
        """Ask for a folder, then import and explain everything below it."""
        if self._prompts_missing():
            return
        folder = self._paths.image_folder(self._window)
        if folder is not None:
            self._batches.explain_folder(folder)

    def _start_batch(self, start: Callable[[], int]) -> None:
        if not self._prompts_missing() and start() == 0:
            text = tr("Each of these images is already explained with these prompts.")
            self._window.jobs_bar.show_notice(Notice(text))

    def _prompts_missing(self) -> bool:
        """Say so when there is nothing to ask the images for."""
        missing = self._session.info is not None and not self._session.info.prompts
        if missing:
            self._window.prompts.focus_new_prompt()
            text = tr("Add a prompt first: what the images are asked for.")
            self._window.jobs_bar.show_notice(Notice(text))
        return missing

    @Slot()
    @Slot(object)
    def _offer_to_resume(self, _: object = None) -> None:
        """After a restart: say that a batch was not finished, and how much is left."""
        left = len(self._batches.unfinished)
        if left and self._session.writable:
            self._window.jobs_bar.show_notice(
                Notice(
                    tr("A batch was interrupted: %n image(s) are left to explain.", "", left),
                    actions=((tr("Go on"), self._batches.resume), (tr("Leave it"), self._batches.forget)),
                )
            )
