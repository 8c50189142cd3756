"""Python's side of a pool thread, kept for as long as the thread lives."""

from __future__ import annotations

import ctypes
import threading

_kept = threading.local()


def keep_thread_state() -> None:
    """Make Python keep what it knows of this thread until the thread ends; to be called first in every task.

    Qt's pools use their threads again, but for each task Python makes a new thread state and destroys it
    after. Libraries made with pybind11 (contourpy, pikepdf, torch) remember the state of the thread that
    imported them. A later task in the same thread would have them use a destroyed one, and that ends the
    whole program ("double free or corruption").
    """
    if getattr(_kept, "yes", False):
        return
    # One more owner than there will ever be releases: the state's counter never comes down to nothing.
    ctypes.pythonapi.PyGILState_Ensure()
    _kept.yes = True
