"""The same scene with one thing changed: an object taken away, a worker's head exchanged."""

from __future__ import annotations

from dataclasses import replace

from mmel_desktop.errors import BadInputError
from mmel_desktop.scenes.kinds import COMPANION, SHORTCUT_KIND, SHORTCUT_RIVAL
from mmel_desktop.scenes.scene import Scene


def without_object(scene: Scene, object_id: int) -> Scene:
    """``scene`` without one object and without what stands on it; all else keeps its place and pixels.

    Raises:
        BadInputError: there is no such object.
    """
    gone = {o.object_id for o in scene.objects if object_id in (o.object_id, o.stands_on)}
    if not gone:
        raise BadInputError("no such object in the scene", found=str(object_id))
    kept = [o for o in scene.objects if o.object_id not in gone]
    number = {o.object_id: index for index, o in enumerate(kept)}
    objects = (
        replace(
            o,
            object_id=number[o.object_id],
            stands_on=None if o.stands_on is None else number[o.stands_on],
        )
        for o in kept
    )
    return replace(scene, objects=tuple(objects))


def without_companion(scene: Scene) -> Scene:
    """``scene`` without any panel of the planted shortcut's companion."""
    return without_kind(scene, COMPANION)


def with_hats_taken_off(scene: Scene) -> Scene:
    """``scene`` with each worker's hard hat taken off; place, size and pose of the worker stay."""
    return replace(
        scene,
        objects=tuple(
            replace(o, kind=SHORTCUT_RIVAL) if o.kind == SHORTCUT_KIND else o for o in scene.objects
        ),
    )


def without_kind(scene: Scene, kind: str) -> Scene:
    """``scene`` without the objects of one kind."""
    while thing := next((o for o in scene.objects if o.kind == kind), None):
        scene = without_object(scene, thing.object_id)
    return scene
