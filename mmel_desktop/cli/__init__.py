"""The command line: the same use cases as the workbench, without a display."""

from mmel_desktop.cli.entry import main

__all__ = ["main"]
