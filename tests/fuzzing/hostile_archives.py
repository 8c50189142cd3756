"""Checkpoints and bundles from strangers: spoiled, lying about themselves, or carrying code."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from mmel_desktop.store.case_store import CaseStore
from mmel_desktop.workflow.explain_image import load_explainer
from mmel_desktop.workflow.open_bundle import open_bundle, verify_bundle
from mmel_desktop.workflow.session_bundle import make_bundle
from tests.engine.tiny_model import write_tiny_model
from tests.factories import ACTOR, write_image
from tests.fuzzing.judge import Tally, judge
from tests.fuzzing.mutations import mutate

_NAMES = (
    "../escaped",
    "/tmp/escaped",
    "a/../../escaped",
    "..\\escaped",
    "C:\\escaped",
    "SESSION.MMEL",
    "images/nul",
    "images/x\x00y",
    "images/" + "x" * 400,
    "images/\u202egnp",
)


class Payload:
    """Unpickling this runs a program that leaves a trace."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch {self._trace}",)


def run_checkpoints(folder: Path, count: int, seed: int) -> Tally:
    """Load model folders that are not what they seem; no code of theirs ever runs."""
    tally = Tally()
    whole = folder / "whole"
    write_tiny_model(whole)
    weights = (whole / "open_clip_model.safetensors").read_bytes()
    configuration = (whole / "open_clip_config.json").read_bytes()
    trace = folder / "code-was-run"
    load_explainer(f"local-dir:{whole}", "cpu")  # the libraries themselves take seconds to load
    for number in range(count):
        numbers = random.Random(f"checkpoint-{seed}-{number}")
        place = folder / f"model-{number}"
        shutil.copytree(whole, place)
        kind = numbers.choice(("weights", "header", "pickle", "configuration", "values", "missing"))
        spoil_checkpoint(place, kind, weights, configuration, trace, numbers)
        case = f"checkpoint {number} of seed {seed} ({kind})"
        judge(tally, case, partial(load_explainer, f"local-dir:{place}", "cpu"), allowed=folder)
        if trace.exists():
            tally.failures.append((case, "code of the checkpoint was run"))
            trace.unlink()
        shutil.rmtree(place)
    return tally


def spoil_checkpoint(
    place: Path, kind: str, weights: bytes, configuration: bytes, trace: Path, numbers: random.Random
) -> None:
    """Make a model folder hostile in one way."""
    weight_file, configuration_file = place / "open_clip_model.safetensors", place / "open_clip_config.json"
    if kind == "weights":
        weight_file.write_bytes(mutate(weights, [configuration], numbers))
    elif kind == "header":
        (length,) = struct.unpack("<Q", weights[:8])
        header = json.loads(weights[8 : 8 + length])
        name = numbers.choice([name for name in header if name != "__metadata__"])
        entry = header[name]
        strange: tuple[Any, ...] = (-1, 2**62, [], "x", None, [2**40, 2**40], [0])
        entry[numbers.choice(("shape", "data_offsets", "dtype"))] = numbers.choice(strange)
        packed = json.dumps(header).encode()
        stated = numbers.choice((len(packed), 2**63 - 1, 0, len(packed) + 999))
        weight_file.write_bytes(struct.pack("<Q", stated) + packed + weights[8 + length :])
    elif kind == "pickle":
        weight_file.unlink()
        name = numbers.choice(("open_clip_pytorch_model.bin", "open_clip_model.bin"))
        (place / name).write_bytes(pickle.dumps(Payload(trace)))
    elif kind == "configuration":
        configuration_file.write_bytes(mutate(configuration, [weights[:2000]], numbers))
    elif kind == "values":
        document = json.loads(configuration)
        part = numbers.choice(("vision_cfg", "text_cfg"))
        key = numbers.choice(sorted(document["model_cfg"][part]))
        document["model_cfg"][part][key] = numbers.choice((0, -1, "x", None, [], 10**6, 3.5, {"a": 1}))
        configuration_file.write_text(json.dumps(document))
    else:
        numbers.choice((weight_file, configuration_file)).write_bytes(b"")


def run_bundles(folder: Path, count: int, seed: int) -> Tally:
    """Open and verify bundles that lie, climb out of their folder, or are simply broken."""
    tally = Tally()
    with CaseStore.create(folder / "case.mmel", actor=ACTOR) as store:
        store.add_image(write_image(folder / "street.png", size_wh=(40, 30)))
        whole = make_bundle(store, folder / "whole.mmelbundle", with_report=False).path.read_bytes()
    for number in range(count):
        numbers = random.Random(f"bundle-{seed}-{number}")
        place = folder / f"bundle-{number}"
        place.mkdir()
        path = place / "x.mmelbundle"
        kind = numbers.choice(("bytes", "names", "list"))
        if kind == "bytes":
            path.write_bytes(mutate(whole, [whole], numbers))
        else:
            rewrite_bundle(folder / "whole.mmelbundle", path, kind, numbers)
        case = f"bundle {number} of seed {seed} ({kind})"
        judge(tally, f"{case}: verify", partial(verify_bundle, path), allowed=folder)
        judge(
            tally,
            f"{case}: open",
            partial(open_bundle, path, place / "opened", actor=ACTOR),
            allowed=folder,
        )
        left = {file.name for file in place.iterdir()} - {"x.mmelbundle", "opened"}
        if left:
            tally.failures.append((case, f"left behind: {left}"))
        shutil.rmtree(place)
    return tally


def rewrite_bundle(whole: Path, target: Path, kind: str, numbers: random.Random) -> None:
    """A bundle with hostile names, or with a list that does not fit."""
    with zipfile.ZipFile(whole) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    manifest = json.loads(files.pop("manifest.json"))
    if kind == "names":
        name = numbers.choice(_NAMES)
        files[name] = b"escaped"
        entry = {"name": name, "role": "image", "sha256": "0" * 64, "size_bytes": 7, "image_ids": []}
        manifest["files"].append(entry)
    else:
        owner = numbers.choice([manifest, *manifest["files"]])
        key = numbers.choice(sorted(owner))
        owner[key] = numbers.choice((None, 5, -1, "", "x", [], {}, [1], "../x", 2**70, "a" * 100_000))
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))
