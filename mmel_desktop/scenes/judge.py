"""A loaded open_clip model as the evaluation uses it: images and texts in, unit embeddings out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

_IMAGES_AT_ONCE = 64
_TEXTS_AT_ONCE = 256


class Judge:
    """Scores texts against images.

    Args:
        model: an open_clip model in evaluation mode.
        preprocess: its validation transform.
        tokenizer: its tokenizer.
    """

    def __init__(
        self, model: Any, preprocess: Callable[[Image.Image], Tensor], tokenizer: Callable[..., Tensor]
    ) -> None:
        self._model = model
        self._preprocess = preprocess
        self._tokenizer = tokenizer
        self._texts: dict[str, Tensor] = {}

    @classmethod
    def load(cls, folder: Path) -> Judge:
        """Load a model in open_clip's ``local-dir`` layout, exactly as any user of open_clip would."""
        name = f"local-dir:{folder.resolve()}"
        model, _, preprocess = open_clip.create_model_and_transforms(name)
        model.eval()
        return cls(model, preprocess, open_clip.get_tokenizer(name))

    def image_embeddings(self, images: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Unit embeddings (N, D) of images (H, W, 3) uint8."""
        found = []
        with torch.inference_mode():
            for start in range(0, len(images), _IMAGES_AT_ONCE):
                part = images[start : start + _IMAGES_AT_ONCE]
                pixels = torch.stack([self._preprocess(Image.fromarray(image)) for image in part])
                found.append(self._model.encode_image(pixels, normalize=True))
        return np.asarray(torch.cat(found).numpy(), dtype=np.float32)

    def text_embeddings(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit embeddings (M, D); each text is computed once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._texts]
        with torch.inference_mode():
            for start in range(0, len(new), _TEXTS_AT_ONCE):
                part = new[start : start + _TEXTS_AT_ONCE]
                rows = self._model.encode_text(self._tokenizer(part), normalize=True)
                self._texts.update(zip(part, rows, strict=True))
        return np.asarray(torch.stack([self._texts[text] for text in texts]).numpy(), dtype=np.float32)
