"""Arrays of frozen values: nobody changes them by the way."""

from __future__ import annotations

import numpy as np


def read_only(array: np.ndarray) -> np.ndarray:
    """A view of an array that cannot be written; the array itself stays as it is."""
    view = array.view()
    view.setflags(write=False)
    return view
