"""The facade: load a model, set an image once, explain many prompts."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from mmel_desktop import __version__
from mmel_desktop.core.calibration import UNIFORM, Calibration
from mmel_desktop.core.canonical import array_sha256
from mmel_desktop.core.explanation import (
    Explanation,
    ExplanationRequest,
    Parameter,
    PromptResult,
    Provenance,
    TrustCheck,
)
from mmel_desktop.core.heatmap import scale_positive
from mmel_desktop.core.identity import ImageIdentity, ModelIdentity, utc_now
from mmel_desktop.core.progress import CancelToken, ProgressListener, ProgressReport, ignore_progress
from mmel_desktop.core.source_image import SourceImage, load_source_image
from mmel_desktop.engine.attribution import METHODS, Attribution, direct, full, grad_eclip
from mmel_desktop.engine.calibration import CalibrationCase, CalibrationSettings, fit_layer_weights
from mmel_desktop.engine.calibration_files import find_calibration
from mmel_desktop.engine.device import describe_device
from mmel_desktop.engine.image_tower import ImageTower, TowerRecord
from mmel_desktop.engine.memory_fallback import is_out_of_memory
from mmel_desktop.engine.model_loading import LoadedModel, load_model, moved_to_cpu
from mmel_desktop.engine.preprocessing import PreparedImage, Preprocessor
from mmel_desktop.engine.probes import RegionProbe, probe_interaction, probe_region
from mmel_desktop.engine.regions import build_region_tree
from mmel_desktop.engine.relations import build_graphs
from mmel_desktop.engine.semantic_hierarchy import (
    LEVEL_NAMES,
    HierarchicalMaps,
    HierarchySettings,
    ImageRelations,
    above_other_prompts,
    align_patches,
    fuse,
    relate_patches,
)
from mmel_desktop.engine.text_tower import TextRecord, TextTower
from mmel_desktop.engine.tiled_tower import TiledRecord, TiledTower
from mmel_desktop.engine.tower_choice import choose_tower
from mmel_desktop.engine.trust_checks import run_checks
from mmel_desktop.errors import BadInputError, ExplanationError

RECORDED_PACKAGES = ("torch", "open_clip_torch", "numpy", "scikit-learn", "scipy", "shapely", "pillow")


@dataclass
class _CurrentImage:
    """The image that is set, prepared for each view once."""

    identity: ImageIdentity
    rgb: np.ndarray
    view: str = ""
    prepared: PreparedImage | None = None
    record: TowerRecord | None = None
    relations: tuple[HierarchySettings, ImageRelations] | None = None


class Explainer:
    """Explains what in an image a vision-language model relied on.

    Not thread-safe: one thread owns an explainer.

    Args:
        loaded: model, tokenizer and identity from :func:`mmel_desktop.engine.model_loading.load_model`.
        calibration: of this model; all blocks weigh alike when None.

    Raises:
        UnsupportedModelError: the model's image tower cannot be explained.
    """

    def __init__(self, loaded: LoadedModel, calibration: Calibration | None = None) -> None:
        self._loaded = loaded
        self.tower = choose_tower(loaded.model.visual)  # type: ignore[arg-type]
        self.text_tower = TextTower(loaded.model, loaded.tokenizer)
        self._preprocessor = Preprocessor(
            loaded.preprocess_settings, self.tower.grid_hw, self.tower.whole_view_refusal
        )
        self._layer_weights = torch.full(
            (self.tower.block_count,), 1.0 / self.tower.block_count, device=loaded.device
        )
        self._calibration_id = UNIFORM
        self._fallbacks: list[str] = []
        self._image: _CurrentImage | None = None
        self._text: TextRecord | None = None
        if calibration is not None:
            self.use_calibration(calibration)

    @classmethod
    def load(
        cls, spec: str = "demo", device: str = "auto", progress: ProgressListener = ignore_progress
    ) -> Explainer:
        """Load a model by its specification.

        Args:
            spec: ``demo``, ``NAME/PRETRAINED``, ``local-dir:PATH``, ``hf-hub:ORG/NAME`` or ``random:NAME``.
            device: ``auto``, ``cpu``, ``cuda``, ``cuda:N`` or ``mps``.
            progress: told when loading starts and ends.

        Raises:
            ModelError: see :func:`mmel_desktop.engine.model_loading.load_model`.
        """
        progress(ProgressReport(0, 1, f"loading model {spec}"))
        loaded = load_model(spec, device)
        explainer = cls(loaded, find_calibration(loaded.identity.sha256))
        progress(ProgressReport(1, 1, f"model {spec} is ready"))
        return explainer

    @property
    def identity(self) -> ModelIdentity:
        """What the record says about the model."""
        return self._loaded.identity

    @property
    def device(self) -> str:
        """Where it computes, for a person to read."""
        return describe_device(self._loaded.device)

    def use_calibration(self, calibration: Calibration) -> None:
        """Weigh the blocks as a calibration says, from now on.

        Raises:
            BadInputError: it is of another model.
        """
        if (
            calibration.model_sha256 != self.identity.sha256
            or len(calibration.layer_weights) != self.tower.block_count
        ):
            raise BadInputError(
                "this calibration is of another model",
                found=f"{len(calibration.layer_weights)} blocks, model {calibration.model_sha256}",
                expected=f"{self.tower.block_count} blocks, model {self.identity.sha256}",
                action="calibrate this model",
            )
        self._layer_weights = torch.tensor(calibration.layer_weights, device=self._loaded.device)
        self._calibration_id = calibration.calibration_id
        if self._image is not None:
            self._image.relations = None

    def calibrate(
        self,
        images: Sequence[str | Path | SourceImage | np.ndarray],
        prompts: Sequence[str],
        *,
        settings: CalibrationSettings | None = None,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Calibration:
        """Fit layer weights to images and prompts, without labels; does not use them yet.

        Args:
            images: as for :meth:`set_image`; repeated ones count once.
            prompts: texts the images are about; each image is fitted to the one that scores best on it.
            settings: numbers of the fit.
            progress: told what is being done.
            cancel: checked between steps.

        Raises:
            BadInputError: fewer than eight different images, or bad prompts.
            OperationCancelled: stopped; nothing is kept.
        """
        cancel = cancel or CancelToken()
        request = ExplanationRequest(tuple(prompts))
        _check_request(request)
        text = self._read_prompts(request.prompts).embeddings
        cases: dict[str, CalibrationCase] = {}
        for done, image in enumerate(images):
            cancel.raise_if_cancelled()
            progress(ProgressReport(done, len(images), "reading images"))
            self.set_image(image)
            current = self._checked_image()
            digest = current.identity.rgb_sha256
            if digest not in cases:
                prepared, record = self._record(current, request.view)
                cases[digest] = self._calibration_case(digest, prepared.pixels, record, text)
        return fit_layer_weights(
            self.tower,
            list(cases.values()),
            model_sha256=self.identity.sha256,
            prompts=request.prompts,
            created_utc=utc_now(),
            versions=_versions(),
            settings=settings,
            progress=progress,
            cancel=cancel,
        )

    def _calibration_case(
        self, rgb_sha256: str, pixels: Tensor, record: TowerRecord, text: Tensor
    ) -> CalibrationCase:
        settings = HierarchySettings()
        with torch.no_grad():
            prompt = int((record.unit_embedding.float() @ text.T).argmax())
            contributions = self.tower.attribute(pixels, record, text).patches
            alignments = align_patches(self.tower, record, text)

        def map_for(weights: Tensor) -> Tensor:
            relations = relate_patches(record, weights, settings)
            fused = fuse(contributions, weights, relations, alignments, record.grid_hw, settings)
            return fused.signed[prompt]

        return CalibrationCase(rgb_sha256, pixels, record, text, prompt, map_for)

    def set_image(self, image: str | Path | SourceImage | np.ndarray) -> None:
        """Choose the image that later calls explain.

        Args:
            image: a path, a decoded :class:`SourceImage`, or uint8 (H, W, 3) RGB.

        Raises:
            ImageInputError: the file cannot be decoded.
            BadInputError: an array of another shape or dtype.
        """
        if isinstance(image, np.ndarray):
            if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
                raise BadInputError(
                    "cannot explain this array",
                    found=f"shape {image.shape}, dtype {image.dtype}",
                    expected="uint8 (height, width, 3), RGB",
                    action="convert it",
                )
            digest = array_sha256(image)
            identity = ImageIdentity("array", digest, digest, image.shape[1], image.shape[0])
            rgb = image
        else:
            source = image if isinstance(image, SourceImage) else load_source_image(image)
            identity, rgb = source.identity, source.rgb
        if self._image is None or self._image.identity != identity:
            self._image = _CurrentImage(identity, rgb)

    def explain(
        self,
        prompts: Sequence[str],
        *,
        method: str = "mmel",
        view: str = "model",
        seed: int = 0,
        run_checks: bool = True,
        parameters: dict[str, Parameter] | None = None,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Explain prompts on the image that is set.

        Args:
            prompts: at least one text; none empty, none twice.
            method: ``mmel``, ``direct``, ``full`` or ``grad_eclip``.
            view: ``model`` (the model's own preprocessing), ``whole`` (nothing cropped) or ``tiles``.
            seed: of everything random.
            run_checks: also run the trust checks (costs several forward passes).
            parameters: overrides of the method's parameters.
            progress: told what is being done.
            cancel: checked between steps.

        Raises:
            BadInputError: no image set, or a bad prompt, method, view or parameter.
            OperationCancelled: cancelled between two steps.
        """
        request = ExplanationRequest(
            tuple(prompts), method, view, seed, run_checks, tuple(sorted((parameters or {}).items()))
        )
        return self.explain_request(request, progress=progress, cancel=cancel)

    @torch.no_grad()
    def explain_request(
        self,
        request: ExplanationRequest,
        *,
        progress: ProgressListener = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Explanation:
        """Like :meth:`explain`, for a frozen request.

        When a GPU's memory runs out, everything moves to the CPU and begins again; the record says so.

        Raises:
            ExplanationError: the machine's own memory is not enough.
        """
        cancel = cancel or CancelToken()
        self.tower.fallbacks.clear()
        try:
            return self._explain(request, progress, cancel)
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            if self._loaded.device.type == "cpu":
                raise _too_large(request) from error
        self._move_to_cpu()
        progress(ProgressReport(0, 1, "memory ran out on the device; beginning again on the CPU"))
        return self._explain(request, progress, cancel)

    def _explain(
        self, request: ExplanationRequest, progress: ProgressListener, cancel: CancelToken
    ) -> Explanation:
        image = self._checked_image()
        _check_request(request)
        settings = HierarchySettings.from_parameters(request.parameters)
        started = utc_now()
        steps = 5 if request.run_checks else 4

        def step(done: int, what: str) -> None:
            cancel.raise_if_cancelled()
            progress(ProgressReport(done, steps, what))

        step(0, "reading the image")
        prepared, record = self._record(image, request.view)
        tower = self._tower_for(prepared)
        step(1, "reading the prompts")
        text_record = self._read_prompts(request.prompts)
        text = text_record.embeddings
        step(2, "attributing the score")
        attribution = _attribute(tower, request.method, prepared, record, text)
        relations = self._relations(image, record, settings)
        alignments = align_patches(tower, record, text)
        hierarchy = fuse(
            attribution.patches, self._layer_weights, relations, alignments, record.grid_hw, settings
        )
        maps = _Maps.of(request.method, attribution, hierarchy, tower, record, text)
        step(3, "finding regions and relations")
        tree = build_region_tree(
            relations.similarity.cpu().numpy(),
            attribution.patches.sum(dim=1).cpu().numpy(),
            maps.signed.reshape(len(text), -1),
            above_other_prompts(alignments).cpu().numpy(),
            prepared.geometry,
            LEVEL_NAMES,
        )
        graphs = build_graphs(
            tree,
            _full_grid_relation(relations).cpu().numpy(),
            relations.attention.cpu().numpy(),
            hierarchy.gates.cpu().numpy(),
        )
        scores = (record.unit_embedding.float() @ text.T).cpu().numpy()
        checks: tuple[tuple[TrustCheck, ...], ...] = tuple(() for _ in request.prompts)
        if request.run_checks:
            step(4, "checking whether it can be trusted")
            checks = run_checks(
                tower,
                self._randomised_for(prepared),
                prepared.pixels,
                record,
                text,
                attribution,
                maps.heatmap.reshape(len(text), -1),
                request.seed,
            )
        progress(ProgressReport(steps, steps, "done"))
        return Explanation(
            request=request,
            geometry=prepared.geometry,
            prompts=self._prompt_results(text_record, record, scores, maps.found),
            heatmap=maps.heatmap,
            signed=maps.signed,
            layers=_grid(attribution.patches, record.grid_hw),
            levels=maps.levels,
            layer_weights=np.asarray(self._layer_weights.cpu().numpy(), dtype=np.float32),
            scale_weights=np.asarray(hierarchy.scale_weights.cpu().numpy(), dtype=np.float32),
            regions=tree,
            graphs=graphs,
            checks=checks,
            provenance=self._provenance(
                image.identity, request.seed, started, self._notes(request, prepared, record, text)
            ),
            parameters=settings.as_parameters(),
        )

    def probe(self, prompts: Sequence[str], patches: np.ndarray, view: str = "model") -> RegionProbe:
        """Remove a set of patches from the image that is set, and keep it alone.

        Args:
            prompts: texts.
            patches: bool (rows, columns).
            view: as for :meth:`explain`.
        """
        prepared, record = self._record(self._checked_image(), view)
        text = self._read_prompts(tuple(prompts)).embeddings
        return probe_region(self._tower_for(prepared), record, text, patches)

    def probe_interactions(
        self,
        prompts: Sequence[str],
        pairs: Sequence[tuple[np.ndarray, np.ndarray]],
        view: str = "model",
    ) -> np.ndarray:
        """Measure how much the two sets of patches of each pair need one another.

        Args:
            prompts: texts.
            pairs: bool (rows, columns) each; the two sets of a pair do not overlap.
            view: as for :meth:`explain`.

        Returns:
            float32 (pairs, prompts), see :func:`mmel_desktop.engine.probes.probe_interaction`.
        """
        prepared, record = self._record(self._checked_image(), view)
        text = self._read_prompts(tuple(prompts)).embeddings
        return probe_interaction(self._tower_for(prepared), record, text, pairs)

    def _move_to_cpu(self) -> None:
        """Leave the device for good: what did not fit once will not fit again."""
        self._fallbacks.append(f"Memory ran out on {self.device}: computed on the CPU instead.")
        self._loaded = moved_to_cpu(self._loaded)
        self.tower = choose_tower(self._loaded.model.visual)  # type: ignore[arg-type]
        self.text_tower = TextTower(self._loaded.model, self._loaded.tokenizer)
        self._layer_weights = self._layer_weights.cpu()
        self.__dict__.pop("_randomised_tower", None)
        self._text = None
        if self._image is not None:
            self._image = _CurrentImage(self._image.identity, self._image.rgb)

    @cached_property
    def _randomised_tower(self) -> ImageTower:
        return self.tower.randomised(seed=0)

    def _checked_image(self) -> _CurrentImage:
        if self._image is None:
            raise BadInputError("no image is set", action="call set_image first")
        return self._image

    def _record(self, image: _CurrentImage, view: str) -> tuple[PreparedImage, TowerRecord]:
        if image.prepared is None or image.record is None or image.view != view:
            prepared = self._preprocessor.prepare(image.rgb, view)
            pixels = prepared.pixels.to(self._loaded.device, self._loaded.dtype)
            prepared = replace(prepared, pixels=pixels)
            image.record = self._tower_for(prepared).record(pixels)
            image.prepared, image.view, image.relations = prepared, view, None
        return image.prepared, image.record

    def _tower_for(self, prepared: PreparedImage) -> ImageTower:
        """The tower, or the tower looking through tiles."""
        return self.tower if prepared.tiles is None else TiledTower(self.tower, prepared.tiles)

    def _randomised_for(self, prepared: PreparedImage) -> ImageTower:
        tower = self._randomised_tower
        return tower if prepared.tiles is None else TiledTower(tower, prepared.tiles)

    def _relations(
        self, image: _CurrentImage, record: TowerRecord, settings: HierarchySettings
    ) -> ImageRelations:
        if image.relations is None or image.relations[0] != settings:
            image.relations = settings, relate_patches(record, self._layer_weights, settings)
        return image.relations[1]

    def _read_prompts(self, prompts: tuple[str, ...]) -> TextRecord:
        """The same prompts on one image after another are read once."""
        if self._text is None or self._text.prompts != prompts:
            self._text = self.text_tower.read(prompts)
        return self._text

    def _prompt_results(
        self, text: TextRecord, record: TowerRecord, scores: np.ndarray, found: list[bool]
    ) -> tuple[PromptResult, ...]:
        probabilities = self._softmax(scores)
        words = self.text_tower.attribute_words(text, record.unit_embedding)
        results = []
        for index, prompt in enumerate(text.prompts):
            tokenized = self.text_tower.tokenize(prompt)
            results.append(
                PromptResult(
                    text=prompt,
                    token_count=tokenized.token_count,
                    truncated=tokenized.truncated,
                    score=float(scores[index]),
                    softmax=float(probabilities[index]),
                    words=words[index],
                    evidence_found=found[index],
                )
            )
        return tuple(results)

    def _softmax(self, scores: np.ndarray) -> np.ndarray:
        scale = float(self._loaded.model.logit_scale.exp())  # type: ignore[operator]
        logits = scores.astype(np.float64) * scale
        shifted = np.exp(logits - logits.max())
        return np.asarray(shifted / shifted.sum())

    def _notes(
        self, request: ExplanationRequest, prepared: PreparedImage, record: TowerRecord, text: Tensor
    ) -> tuple[str, ...]:
        """What a reader must know: kind of tower, view, scores of tiles, fallbacks."""
        scores = record.note(request.prompts, text) if isinstance(record, TiledRecord) else ""
        fallbacks = [*self._fallbacks, *dict.fromkeys(self.tower.fallbacks)]
        notes = (self.tower.note(request.method), prepared.note, scores, *fallbacks)
        return tuple(note for note in notes if note)

    def _provenance(
        self, image: ImageIdentity, seed: int, started: str, notes: tuple[str, ...]
    ) -> Provenance:
        return Provenance(
            image=image,
            model=self.identity,
            versions=_versions(),
            device=self.device,
            dtype=str(self._loaded.dtype).removeprefix("torch."),
            notes=notes,
            seed=seed,
            deterministic=self._loaded.device.type == "cpu",
            calibration=self._calibration_id,
            started_utc=started,
            finished_utc=utc_now(),
        )


@dataclass(frozen=True)
class _Maps:
    """What is painted: heat map, signed map and level maps, as grids, and whether evidence was found."""

    heatmap: np.ndarray
    signed: np.ndarray
    levels: np.ndarray
    found: list[bool]

    @classmethod
    def of(
        cls,
        method: str,
        attribution: Attribution,
        hierarchy: HierarchicalMaps,
        tower: ImageTower,
        record: TowerRecord,
        text: Tensor,
    ) -> _Maps:
        if method == "mmel":
            flat = hierarchy.signed
        elif method == "grad_eclip":
            flat = grad_eclip(tower, record, text)
        else:
            flat = attribution.patches.sum(dim=1)
        signed = _grid(flat, record.grid_hw)
        scaled = [scale_positive(one) for one in signed]
        levels = _grid(hierarchy.per_scale, record.grid_hw)
        return cls(
            heatmap=np.stack([heat for heat, _ in scaled]),
            signed=signed,
            levels=np.stack([np.stack([scale_positive(one)[0] for one in scales]) for scales in levels]),
            found=[found for _, found in scaled],
        )


def _attribute(
    tower: ImageTower, method: str, prepared: PreparedImage, record: TowerRecord, text: Tensor
) -> Attribution:
    """The contributions a method is built on."""
    if method == "full":
        return full(tower, prepared.pixels, record, text)
    if method == "direct":
        return direct(tower, record, text)
    return tower.attribute(prepared.pixels, record, text)


def _full_grid_relation(relations: ImageRelations) -> Tensor:
    """The finest relation matrix with the widest reach: the object scale when it is not pooled."""
    full_size = len(relations.similarity)
    for matrix in relations.per_scale[1:]:
        if len(matrix) == full_size:
            return matrix
    return torch.relu(relations.similarity)


def _grid(flat: Tensor, grid_hw: tuple[int, int]) -> np.ndarray:
    return np.asarray(flat.unflatten(-1, grid_hw).float().cpu().numpy(), dtype=np.float32)


def _versions() -> tuple[tuple[str, str], ...]:
    own = (("mmel-desktop", __version__), ("python", platform.python_version()))
    return own + tuple((name, metadata.version(name)) for name in RECORDED_PACKAGES)


def _too_large(request: ExplanationRequest) -> ExplanationError:
    return ExplanationError(
        "there is not enough memory to explain this image",
        found=f"{len(request.prompts)} prompt(s), method {request.method!r}, view {request.view!r}",
        expected="an explanation that fits this machine's memory",
        action="close other programs, give fewer prompts, or use --view model and --method direct",
    )


def _check_request(request: ExplanationRequest) -> None:
    if request.method not in METHODS:
        raise BadInputError(
            f"unknown method {request.method!r}", expected=", ".join(METHODS), action="choose one of these"
        )
    if not request.prompts:
        raise BadInputError("no prompt was given", expected="at least one text", action="add --prompt TEXT")
    for prompt in request.prompts:
        if not prompt.strip():
            raise BadInputError("a prompt is empty", expected="some words", action="write or remove it")
    repeated = {prompt for prompt in request.prompts if request.prompts.count(prompt) > 1}
    if repeated:
        raise BadInputError(
            "a prompt was given twice", found=repr(min(repeated)), expected="different prompts"
        )
