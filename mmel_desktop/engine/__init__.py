"""Explains images: the only room, with ``scenes`` and ``benchmark``, that knows torch and open_clip.

>>> from mmel_desktop.engine import Explainer
>>> explainer = Explainer.load("demo", device="cpu")
>>> explainer.set_image("street.png")
>>> explanation = explainer.explain(["a red car", "a pedestrian"])
"""

from mmel_desktop.engine.explainer import Explainer

__all__ = ["Explainer"]
