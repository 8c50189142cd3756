"""The long run: python -m tests.fuzzing [--seed N] [--images N] [--sessions N] [--strings N] ..."""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
import tempfile
import time
from pathlib import Path

RUNS = {
    "images": 2000,
    "sessions": 500,
    "strings": 500,
    "checkpoints": 100,
    "bundles": 100,
    "reports": 500,
    "taxonomies": 2000,
}


def main() -> int:
    """Run everything and print one line for each kind; exit code 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    for name, count in RUNS.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    arguments = parser.parse_args()
    faulthandler.enable()
    failed = False
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as folder:
        os.environ["XDG_DATA_HOME"] = str(Path(folder) / "data")
        from tests.fuzzing.hostile_archives import run_bundles, run_checkpoints
        from tests.fuzzing.hostile_images import run_images
        from tests.fuzzing.hostile_reports import run_reports
        from tests.fuzzing.hostile_sessions import run_sessions
        from tests.fuzzing.hostile_strings import run_strings
        from tests.fuzzing.hostile_taxonomies import run_taxonomies

        judged = (run_images, run_sessions, run_strings, run_checkpoints, run_bundles, run_reports)
        runs = (*judged, run_taxonomies)
        for (name, _), run in zip(RUNS.items(), runs, strict=True):
            place = Path(folder) / name
            place.mkdir()
            started = time.monotonic()
            tally = run(place, getattr(arguments, name), arguments.seed)
            print(f"{name}: {tally.text()}; {time.monotonic() - started:.0f} s", flush=True)  # noqa: T201
            for case, problem in tally.failures[:20]:
                print(f"  {case}: {problem}", flush=True)  # noqa: T201
            failed = failed or bool(tally.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
