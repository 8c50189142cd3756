"""Load torch's shared libraries without holding the interpreter's lock.

``import torch`` links several hundred megabytes of native code in one ``dlopen``, during which Python keeps
the interpreter's lock: half a second and more (measured) in which the window's thread cannot run either.
A foreign function call gives the lock away. What is loaded already, the import that follows finds ready.
"""

from __future__ import annotations

import ctypes
import importlib.util
import logging
import os
import sys
from pathlib import Path

_log = logging.getLogger(__name__)


def preload_torch_libraries() -> bool:
    """Link torch's native code into the process; call it in the thread that will import torch.

    Only an improvement: where it is not possible (Windows, another layout) nothing happens, and the import
    that follows does all the work.

    Returns:
        True when the libraries are loaded.
    """
    if "torch" in sys.modules:
        return True
    specification = None if sys.platform == "win32" else importlib.util.find_spec("torch")
    if specification is None or not specification.submodule_search_locations:
        return False
    directory = Path(specification.submodule_search_locations[0]) / "lib"
    suffix = "dylib" if sys.platform == "darwin" else "so"
    # The same libraries with the same visibility as torch's own start-up asks for.
    wanted = (
        (directory / f"libtorch_global_deps.{suffix}", os.RTLD_NOW | os.RTLD_GLOBAL),
        (directory / f"libtorch_python.{suffix}", os.RTLD_NOW | os.RTLD_LOCAL),
    )
    return all(path.is_file() and _open_library(path, mode) for path, mode in wanted)


def _open_library(path: Path, mode: int) -> bool:
    """``dlopen`` as a foreign function call; the library stays loaded for good."""
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes = (ctypes.c_char_p, ctypes.c_int)
    dlopen.restype = ctypes.c_void_p
    loaded = bool(dlopen(os.fsencode(path), mode))
    if not loaded:
        _log.info("could not preload %s", path.name)
    return loaded
