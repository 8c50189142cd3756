from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def tiny_spec(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Specification of a tiny random model on disk."""
    # Imported here: torch and the hub read their environment once, and the root conftest sets it later.
    from tests.engine.tiny_model import write_tiny_model

    return write_tiny_model(tmp_path_factory.mktemp("tiny_model"))
