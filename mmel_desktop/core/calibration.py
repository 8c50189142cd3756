"""Layer weights that were learned for one model, with everything needed to judge and repeat the fit."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any

from mmel_desktop.core.canonical import canonical_bytes, sha256_hex
from mmel_desktop.errors import BadInputError

CALIBRATION_SCHEMA = "mmel-calibration/1"
UNIFORM = "uniform"


FEWEST_PROVING_IMAGES = 10
"""A bootstrap over fewer images gives intervals that are far too narrow."""


@dataclass(frozen=True)
class HeldOutGain:
    """What the fitted weights gain over uniform ones on images the fit never saw.

    Attributes:
        uniform, fitted: mean insertion − deletion (tokens dropped, cosine) under either weights.
        gain, low, high: mean difference and its 95 % bootstrap interval over images.
        image_count: images held out.
    """

    uniform: float
    fitted: float
    gain: float
    low: float
    high: float
    image_count: int

    @property
    def proven(self) -> bool:
        """The whole interval lies above zero, and enough images were held out for it to mean much."""
        return self.low > 0 and self.image_count >= FEWEST_PROVING_IMAGES


@dataclass(frozen=True)
class Calibration:
    """The outcome of one calibration.

    Attributes:
        model_sha256: of the model the weights were fitted to.
        layer_weights: (L,), sum to 1; what explanations use from now on. Uniform where no gain was proven.
        fitted_weights: (L,), what the fit arrived at, whatever became of it.
        gain: on held-out images.
        prompts: texts of the fit.
        fitted_images, held_out_images: SHA-256 of their decoded pixels.
        settings: (name, value) of the fit: steps, learning rate, area penalty, seed.
        created_utc: ISO 8601.
        versions: (package, version) pairs.
    """

    model_sha256: str
    layer_weights: tuple[float, ...]
    fitted_weights: tuple[float, ...]
    gain: HeldOutGain
    prompts: tuple[str, ...]
    fitted_images: tuple[str, ...]
    held_out_images: tuple[str, ...]
    settings: tuple[tuple[str, int | float], ...]
    created_utc: str
    versions: tuple[tuple[str, str], ...] = field(default=())

    @property
    def calibration_id(self) -> str:
        """Names the calibration in every record that used it: ``uniform``, or a hash over all of it."""
        return sha256_hex(canonical_bytes(self.as_document())) if self.gain.proven else UNIFORM

    def as_document(self) -> dict[str, Any]:
        """Plain JSON values."""
        values = asdict(self)
        values["settings"] = dict(self.settings)
        values["versions"] = dict(self.versions)
        return {"schema": CALIBRATION_SCHEMA, **_listed(values)}

    @classmethod
    def from_document(cls, document: Any) -> Calibration:
        """Read what :meth:`as_document` gave.

        Raises:
            BadInputError: another schema, a missing field or weights that are no weights.
        """
        try:
            if document["schema"] != CALIBRATION_SCHEMA:
                raise ValueError(f"schema {document['schema']!r}")
            calibration = cls(
                model_sha256=str(document["model_sha256"]),
                layer_weights=_weights(document["layer_weights"]),
                fitted_weights=_weights(document["fitted_weights"]),
                gain=HeldOutGain(**document["gain"]),
                prompts=tuple(map(str, document["prompts"])),
                fitted_images=tuple(map(str, document["fitted_images"])),
                held_out_images=tuple(map(str, document["held_out_images"])),
                settings=tuple(document["settings"].items()),
                created_utc=str(document["created_utc"]),
                versions=tuple(document["versions"].items()),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadInputError(
                "this is not a calibration of MMEL Desktop",
                found=f"{type(error).__name__}: {error}",
                expected=f"a JSON object of schema {CALIBRATION_SCHEMA}",
                action="calibrate again with `mmel-desktop calibrate --save`",
            ) from error
        return calibration


def _weights(values: Any) -> tuple[float, ...]:
    weights = tuple(float(value) for value in values)
    if not weights or any(not math.isfinite(w) or w < 0 for w in weights) or abs(sum(weights) - 1) > 1e-4:
        raise ValueError("layer weights must be finite, not negative, and sum to 1")
    return weights


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, (list, tuple)) else value
