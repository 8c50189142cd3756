"""Explain image files without a session: each file's results go into a directory of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mmel_desktop.core.explanation import ExplanationRequest, PromptResult
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import load_source_image, printable_name
from mmel_desktop.errors import MmelError, OperationCancelled
from mmel_desktop.workflow.explain_image import ExplainerLike
from mmel_desktop.workflow.write_explanation import ResultDirectories, make_out_directory, write_explanation


@dataclass(frozen=True)
class ExplainedFile:
    """One image that was explained.

    Attributes:
        path: the image file.
        directory: where its results lie.
        prompts: scores and words per prompt.
        worst_verdicts: per prompt, the most serious verdict of its trust checks.
        files: what was written.
    """

    path: Path
    directory: Path
    prompts: tuple[PromptResult, ...]
    worst_verdicts: tuple[str, ...]
    files: tuple[Path, ...]


@dataclass(frozen=True)
class FilesOutcome:
    """What became of a list of files.

    Attributes:
        explained: in the order of the inputs.
        errors: one for each input that could not be done.
        cancelled: True when the user stopped the work; what was finished stays.
    """

    explained: tuple[ExplainedFile, ...]
    errors: tuple[MmelError, ...]
    cancelled: bool


def explain_files(
    explainer: ExplainerLike,
    paths: Sequence[Path],
    request: ExplanationRequest,
    out_dir: Path,
    *,
    progress: ProgressListener = ignore_progress,
    cancel: CancelToken | None = None,
) -> FilesOutcome:
    """Explain each file and write its results below ``out_dir``; a bad file does not stop the others.

    Raises:
        BadInputError: ``out_dir`` cannot be made; nothing was computed in vain.
    """
    make_out_directory(out_dir)
    cancel = cancel or CancelToken()
    directories = ResultDirectories(out_dir)
    explained: list[ExplainedFile] = []
    errors: list[MmelError] = []
    for done, path in enumerate(paths):
        if cancel.cancelled:
            break
        progress(ProgressReport(done, len(paths), f"explaining {printable_name(path.name)}"))
        try:
            source_image = load_source_image(path)
            explainer.set_image(source_image)
            explanation = explainer.explain_request(request, cancel=cancel)
            directory = directories.directory_for(source_image, path.stem)
            files = write_explanation(explanation, source_image, directory)
        except MmelError as error:
            errors.append(error)
        except OperationCancelled:
            break
        else:
            verdicts = tuple(explanation.worst_verdict(index) for index in range(len(explanation.prompts)))
            explained.append(ExplainedFile(path, directory, explanation.prompts, verdicts, files))
    else:
        progress(ProgressReport(len(paths), len(paths), "done"))
    return FilesOutcome(tuple(explained), tuple(errors), cancel.cancelled)
