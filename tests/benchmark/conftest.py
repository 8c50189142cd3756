from __future__ import annotations

import pytest

from tests.engine.tiny_model import write_tiny_model


@pytest.fixture(scope="session")
def tiny_spec(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Specification of a tiny random model on disk."""
    return write_tiny_model(tmp_path_factory.mktemp("tiny_model"))
