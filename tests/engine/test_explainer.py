"""The facade: right shapes, repeatable bytes, clear errors, nothing left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from mmel_desktop.core.canonical import canonical_bytes
from mmel_desktop.core.explanation_document import from_document, to_document
from mmel_desktop.core.progress import CancelToken, ProgressReport
from mmel_desktop.engine.attention_taps import count_hooks
from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import LoadedModel
from mmel_desktop.errors import BadInputError, OperationCancelled

PROMPTS = ["a red car", "a pedestrian", "a dog"]


@pytest.mark.parametrize("method", ["mmel", "mmel-refined", "direct", "full", "grad_eclip"])
def test_every_method_gives_complete_explanations(
    method: str, explainer: Explainer, picture: np.ndarray
) -> None:
    """Shapes, ranges and weights are as documented for every method."""
    explainer.set_image(picture)
    explanation = explainer.explain(PROMPTS, method=method)
    assert explanation.heatmap.shape == explanation.signed.shape == (3, 4, 4)
    assert explanation.layers.shape == (3, 3, 4, 4)
    assert explanation.levels.shape == (3, 3, 4, 4)
    assert explanation.heatmap.min() >= 0
    assert explanation.heatmap.max() == 1.0
    assert explanation.layer_weights.sum() == pytest.approx(1.0)
    assert np.allclose(explanation.scale_weights.sum(axis=1), 1.0)
    assert sum(prompt.softmax for prompt in explanation.prompts) == pytest.approx(1.0)
    assert len(explanation.graphs) == 9
    assert {check.name for check in explanation.checks[0]} == {
        "completeness",
        "replay",
        "agreement",
        "deletion",
        "specificity",
        "randomisation",
        "stability",
        "recognition",
    }


def test_completeness_and_replay_pass(explainer: Explainer, picture: np.ndarray) -> None:
    """What was explained is the model's own score, and the parts add up to the whole."""
    explainer.set_image(picture)
    for checks in explainer.explain(PROMPTS).checks:
        verdicts = {check.name: check.verdict for check in checks}
        assert verdicts["completeness"] == verdicts["replay"] == "pass"


def test_the_same_request_gives_the_same_bytes(loaded: LoadedModel, picture: np.ndarray) -> None:
    """Two fresh explainers agree to the last bit."""
    arrays = []
    for _ in range(2):
        explainer = Explainer(loaded)
        explainer.set_image(picture)
        arrays.append(explainer.explain(PROMPTS, seed=5).arrays())
    for name, array in arrays[0].items():
        assert array.tobytes() == arrays[1][name].tobytes(), name


def test_document_round_trip_keeps_everything(explainer: Explainer, picture: np.ndarray) -> None:
    """Canonical JSON plus arrays rebuild the same explanation."""
    explainer.set_image(picture)
    explanation = explainer.explain(PROMPTS[:2])
    document = json.loads(canonical_bytes(to_document(explanation)))
    again = from_document(document, explanation.arrays())
    assert to_document(again) == to_document(explanation)
    assert again.regions.regions == explanation.regions.regions


def test_a_changed_array_is_refused(explainer: Explainer, picture: np.ndarray) -> None:
    """An array that differs from its recorded hash is not accepted."""
    explainer.set_image(picture)
    explanation = explainer.explain(PROMPTS[:1], run_checks=False)
    arrays = dict(explanation.arrays())
    arrays["signed"] = arrays["signed"] + 1
    with pytest.raises(BadInputError, match="'signed'"):
        from_document(to_document(explanation), arrays)


def test_flipping_the_image_of_a_flat_scene_keeps_scores_finite(explainer: Explainer) -> None:
    """A constant image is explained without division by zero."""
    explainer.set_image(np.full((40, 40, 3), 127, np.uint8))
    explanation = explainer.explain(PROMPTS[:1])
    assert np.isfinite(explanation.signed).all()
    assert np.isfinite([check.value for check in explanation.checks[0] if check.value is not None]).all()


def test_image_path_and_array_agree(explainer: Explainer, picture: np.ndarray, tmp_path: Path) -> None:
    """A PNG on disk and its array give the same map."""
    file = tmp_path / "picture.png"
    Image.fromarray(picture).save(file)
    explainer.set_image(picture)
    from_array = explainer.explain(PROMPTS[:1], run_checks=False)
    explainer.set_image(file)
    from_file = explainer.explain(PROMPTS[:1], run_checks=False)
    assert np.array_equal(from_array.signed, from_file.signed)
    assert from_file.provenance.image.name == "picture.png"


@pytest.mark.parametrize(
    ("prompts", "options", "message"),
    [
        ([], {}, "no prompt"),
        (["  "], {}, "empty"),
        (["a", "a"], {}, "twice"),
        (["a"], {"method": "magic"}, "unknown method 'magic'"),
        (["a"], {"view": "sideways"}, "view 'sideways'"),
        (["a"], {"parameters": {"nonsense": 1}}, "unknown parameter"),
    ],
)
def test_bad_requests_are_refused_by_name(
    prompts: list[str], options: dict[str, object], message: str, explainer: Explainer, picture: np.ndarray
) -> None:
    """Each bad request says what is wrong with it."""
    explainer.set_image(picture)
    with pytest.raises(BadInputError, match=message):
        explainer.explain(prompts, **options)  # type: ignore[arg-type]


def test_explaining_without_an_image_is_refused(explainer: Explainer) -> None:
    """set_image comes first."""
    with pytest.raises(BadInputError, match="no image"):
        explainer.explain(PROMPTS)


def test_cancel_stops_between_steps_and_leaves_no_hooks(
    explainer: Explainer, loaded: LoadedModel, picture: np.ndarray
) -> None:
    """A token cancelled during a step stops before the next one."""
    explainer.set_image(picture)
    cancel = CancelToken()
    seen: list[str] = []

    def listen(report: ProgressReport) -> None:
        seen.append(report.step)
        if report.done == 2:
            cancel.cancel()

    with pytest.raises(OperationCancelled):
        explainer.explain(PROMPTS, progress=listen, cancel=cancel)
    assert seen[-1] == "attributing the score"
    assert count_hooks(loaded.model) == 0


def test_probing_everything_gives_the_score(explainer: Explainer, picture: np.ndarray) -> None:
    """Keeping all patches is the model's own score; removing a region changes it by its necessity."""
    explainer.set_image(picture)
    explanation = explainer.explain(PROMPTS, run_checks=False)
    region = explanation.regions.at_level(1)[0]
    probe = explainer.probe(PROMPTS, explanation.regions.patches_of(region.region_id))
    assert np.allclose(probe.score, [prompt.score for prompt in explanation.prompts], atol=1e-5)
    assert np.allclose(probe.necessity, probe.score - probe.score_without)


def test_an_endless_strip_is_refused_by_its_name(explainer: Explainer, tmp_path: Path) -> None:
    """Among many images the text must say which; the error comes before anything is resized."""
    file = tmp_path / "strip.png"
    Image.new("RGB", (404, 4)).save(file)
    explainer.set_image(file)
    with pytest.raises(BadInputError, match=r"'strip.png' is too elongated.*404 × 4 pixels"):
        explainer.explain(PROMPTS)


def test_pillow_images_arrays_and_paths_give_the_same_scores(
    explainer: Explainer, picture: np.ndarray, tmp_path: Path
) -> None:
    """However a notebook holds its picture."""
    file = tmp_path / "street.png"
    Image.fromarray(picture).save(file)
    scores = []
    with Image.open(file) as opened:
        images: tuple[Any, ...] = (file, str(file), opened, Image.fromarray(picture), picture)
        for image in images:
            explainer.set_image(image)
            explanation = explainer.explain(["a dog"], run_checks=False)
            scores.append(explanation.prompts[0].score)
    assert len(set(scores)) == 1


def test_a_pillow_image_is_turned_and_named_as_its_file_would_be(
    explainer: Explainer, picture: np.ndarray, tmp_path: Path
) -> None:
    """EXIF orientation and transparency are treated alike, and the record has a name for it."""
    file, exif = tmp_path / "turned.png", Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(picture).convert("RGBA").save(file, exif=exif)
    explainer.set_image(file)
    of_file = explainer.explain(["a dog"], run_checks=False).provenance.image
    opened: Any
    with Image.open(file) as opened:
        explainer.set_image(opened)
    of_picture = explainer.explain(["a dog"], run_checks=False).provenance.image
    assert (of_picture.width_px, of_picture.height_px) == (48, 64)
    assert (of_picture.name, of_picture.rgb_sha256) == (of_file.name, of_file.rgb_sha256)


def test_what_happens_to_an_array_afterwards_does_not_reach_the_explainer(
    explainer: Explainer, picture: np.ndarray
) -> None:
    """The pixels that are explained are those that were hashed for the record."""
    mine = picture.copy()
    explainer.set_image(mine)
    mine[:] = 0
    score = explainer.explain(["a dog"], run_checks=False).prompts[0].score
    explainer.set_image(picture[:, ::-1])  # a view with a negative stride
    explainer.set_image(picture)
    assert score == explainer.explain(["a dog"], run_checks=False).prompts[0].score


@pytest.mark.parametrize("no_image", [None, 3, b"bytes", [[0, 0, 0]], np.zeros((0, 8, 3), np.uint8)])
def test_what_is_no_image_is_refused_with_what_would_be(explainer: Explainer, no_image: Any) -> None:
    """At once, not when it is explained."""
    with pytest.raises(BadInputError, match=r"expected .*uint8 \(height, width, 3\), RGB"):
        explainer.set_image(no_image)


def test_a_prompt_that_is_no_text_is_refused(explainer: Explainer, picture: np.ndarray) -> None:
    """A number or None in a list of prompts."""
    explainer.set_image(picture)
    with pytest.raises(BadInputError, match="a prompt is no text; found 3"):
        explainer.explain(list[Any](["a dog", 3]))


def test_one_text_is_one_prompt(explainer: Explainer, picture: np.ndarray) -> None:
    """Not one per letter, wherever prompts are taken; and a notebook shows what an explainer is."""
    explainer.set_image(picture)
    explanation = explainer.explain("a red car", run_checks=False)
    assert [result.text for result in explanation.prompts] == ["a red car"]
    patches = explanation.regions.patches_of(explanation.regions.regions[0].region_id)
    assert explainer.probe("a red car", patches).score_without.shape == (1,)
    assert repr(explainer).startswith("<Explainer of ")
