from __future__ import annotations

import numpy as np
import pytest

from mmel_desktop.engine.explainer import Explainer
from mmel_desktop.engine.model_loading import LoadedModel, load_model


@pytest.fixture(scope="session")
def loaded(tiny_spec: str) -> LoadedModel:
    """The tiny model, loaded through the real path."""
    return load_model(tiny_spec, "cpu")


@pytest.fixture
def explainer(loaded: LoadedModel) -> Explainer:
    """An explainer of the tiny model with no image set."""
    return Explainer(loaded)


@pytest.fixture(scope="session")
def picture() -> np.ndarray:
    """uint8 (48, 64, 3), a gradient with a bright block."""
    y, x = np.mgrid[0:48, 0:64]
    rgb = np.stack([x * 3, y * 4, (x + y) * 2], axis=-1).astype(np.uint8)
    rgb[10:26, 20:40] = (250, 40, 30)
    return rgb
