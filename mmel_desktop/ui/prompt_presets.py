"""Sets of prompts that analysts use again and again: a few that ship with the program, and their own."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

BUILT_IN: dict[str, tuple[str, ...]] = {
    QT_TRANSLATE_NOOP("", "Road users"): (
        "a pedestrian",
        "a cyclist",
        "a red car",
        "a blue car",
        "a truck",
        "an empty road",
    ),
    QT_TRANSLATE_NOOP("", "Work-site safety"): (
        "a worker with a hard hat",
        "a worker without a hard hat",
        "a traffic cone",
        "a road closed sign",
        "an empty work site",
    ),
    QT_TRANSLATE_NOOP("", "Colour binding"): (
        "a red car",
        "a blue car",
        "a green car",
        "a red truck",
        "a blue truck",
    ),
}
"""Name (English) → prompts. Prompts stay English in every language: the models were trained on English."""


def built_in_presets() -> dict[str, tuple[str, ...]]:
    """The presets that ship with the program, by their names in the user's language."""
    return {tr(name): prompts for name, prompts in BUILT_IN.items()}


class PromptPresets:
    """Built-in and own presets; own ones are kept in the user's settings.

    Args:
        settings: where own presets are kept.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def own(self) -> dict[str, tuple[str, ...]]:
        """The user's presets, by name."""
        self._settings.beginGroup("prompt_presets")
        try:
            return {
                name: tuple(str(self._settings.value(name)).split("\n"))
                for name in sorted(self._settings.childKeys())
            }
        finally:
            self._settings.endGroup()

    def save(self, name: str, prompts: tuple[str, ...]) -> None:
        """Keep prompts under a name; one of the same name is replaced."""
        self._settings.setValue(f"prompt_presets/{name.replace('/', '-')}", "\n".join(prompts))

    def remove(self, name: str) -> None:
        """Forget an own preset."""
        self._settings.remove(f"prompt_presets/{name}")
