"""What the person at the terminal can act on."""

from __future__ import annotations


class LaunchProblem(Exception):  # noqa: N818  # not an error of ours: something about this machine
    """Preparation cannot go on; the text says what was found and what to do."""
