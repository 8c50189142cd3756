"""Native code is linked ahead of torch's import, and only that."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from mmel_desktop.workflow.preload_libraries import preload_torch_libraries
assert preload_torch_libraries()
assert "torch" not in sys.modules
assert "libtorch_python" in open("/proc/self/maps").read()
import torch
print(int((torch.ones(2, 2) @ torch.ones(2, 2)).sum()))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_torch_works_after_its_libraries_were_preloaded() -> None:
    """The libraries are in the process before the import, torch itself is not, and the import then works."""
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=110
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.strip() == "8"
