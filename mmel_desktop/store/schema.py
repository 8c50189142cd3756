"""The SQL behind every version of the session file's schema.

A step, once released, is never edited: old files were made by it. A new version is a new entry of ``STEPS``.
"""

from __future__ import annotations

APPLICATION_ID = 0x4D4D454C
"""``MMEL`` in ASCII, in the database header: tells our files from other SQLite databases."""

_TABLES_1 = """
CREATE TABLE session (
    session_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    created_utc TEXT NOT NULL,
    created_by TEXT NOT NULL,
    model_spec TEXT NOT NULL,
    prompts TEXT NOT NULL,
    method TEXT NOT NULL,
    view TEXT NOT NULL,
    signed_off INTEGER NOT NULL CHECK (signed_off IN (0, 1))
);
CREATE TABLE display (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES session (session_id),
    current TEXT NOT NULL,
    seen TEXT NOT NULL
);
CREATE TABLE images (
    image_id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    rgb_sha256 TEXT NOT NULL,
    width_px INTEGER NOT NULL,
    height_px INTEGER NOT NULL,
    path TEXT NOT NULL,
    file_size_bytes INTEGER NOT NULL,
    detected_format TEXT NOT NULL,
    mode TEXT NOT NULL,
    exif_orientation INTEGER NOT NULL,
    frame_index INTEGER NOT NULL,
    frame_count INTEGER NOT NULL,
    conversions TEXT NOT NULL
);
CREATE INDEX images_by_pixels ON images (rgb_sha256, name);
CREATE TABLE blobs (
    sha256 TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('array', 'document')),
    dtype TEXT NOT NULL,
    shape TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    compression TEXT NOT NULL CHECK (compression IN ('none', 'zlib')),
    data BLOB NOT NULL
);
CREATE TABLE runs (
    ordinal INTEGER NOT NULL PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    image_id TEXT NOT NULL REFERENCES images (image_id),
    status TEXT NOT NULL CHECK (status IN ('finished', 'failed', 'cancelled')),
    prompts TEXT NOT NULL,
    method TEXT NOT NULL,
    view TEXT NOT NULL,
    request TEXT NOT NULL,
    scores TEXT NOT NULL,
    softmaxes TEXT NOT NULL,
    worst_verdicts TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    message TEXT NOT NULL,
    finished_utc TEXT NOT NULL,
    document_sha256 TEXT REFERENCES blobs (sha256),
    arrays TEXT NOT NULL,
    CHECK ((status = 'finished') = (document_sha256 IS NOT NULL))
);
CREATE INDEX runs_by_image ON runs (image_id, status);
CREATE TABLE annotations (
    annotation_id TEXT NOT NULL PRIMARY KEY,
    image_id TEXT NOT NULL REFERENCES images (image_id),
    number INTEGER NOT NULL UNIQUE,
    geometry TEXT NOT NULL,
    prompt TEXT NOT NULL,
    effect TEXT NOT NULL,
    triggers TEXT NOT NULL,
    evidence TEXT NOT NULL,
    causal_status TEXT NOT NULL,
    confidence TEXT NOT NULL,
    status TEXT NOT NULL,
    severity TEXT NOT NULL,
    use_context TEXT NOT NULL,
    consequence TEXT NOT NULL,
    comment TEXT NOT NULL,
    taxonomy TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_utc TEXT NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
);
CREATE INDEX annotations_by_image ON annotations (image_id);
CREATE TABLE reviews (
    image_id TEXT NOT NULL PRIMARY KEY REFERENCES images (image_id),
    verdict TEXT NOT NULL,
    agrees INTEGER CHECK (agrees IN (0, 1)),
    rationale TEXT NOT NULL,
    notes TEXT NOT NULL,
    confidence TEXT NOT NULL,
    judged_blind INTEGER NOT NULL CHECK (judged_blind IN (0, 1)),
    reviewer TEXT NOT NULL,
    reviewed_utc TEXT NOT NULL
);
CREATE TABLE audit_trail (
    sequence INTEGER NOT NULL PRIMARY KEY,
    entry BLOB NOT NULL,
    previous_sha256 TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE TABLE undo_steps (
    sequence INTEGER NOT NULL PRIMARY KEY REFERENCES audit_trail (sequence),
    undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
    image_id TEXT NOT NULL,
    text TEXT NOT NULL
);
"""


def _refuse(act: str, table: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table}\n"
        f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
    )


def _refuse_replacing(table: str, key: str) -> str:
    """INSERT OR REPLACE fires no delete trigger without ``recursive_triggers``, which strangers leave off."""
    return (
        f"CREATE TRIGGER {table}_refuses_replacing BEFORE INSERT ON {table}\n"  # noqa: S608 - our own names
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})\n"
        f"BEGIN SELECT RAISE(ABORT, '{table}: entries are never replaced'); END"
    )


_TRIGGERS_1 = (
    _refuse("UPDATE", "audit_trail", "entries are never changed"),
    _refuse("DELETE", "audit_trail", "entries are never removed"),
    _refuse_replacing("audit_trail", "sequence"),
    _refuse("UPDATE", "blobs", "entries are never changed"),
    _refuse("DELETE", "blobs", "entries are never removed"),
    _refuse_replacing("blobs", "sha256"),
    _refuse("UPDATE", "runs", "runs are never changed"),
    _refuse("DELETE", "runs", "runs are never removed"),
    _refuse_replacing("runs", "run_id"),
    _refuse("DELETE", "session", "the session is never removed"),
    _refuse("DELETE", "images", "images are never removed"),
    _refuse("DELETE", "annotations", "a deleted annotation keeps its row"),
    _refuse("DELETE", "reviews", "reviews are never removed"),
)

# A run may be made for comparison only: it is never the answer of its image. Older runs are none of these.
# The index holds the mark, so that looking for the answers of 10,000 images reads no other run.
_COMPARISON_2 = (
    "ALTER TABLE runs ADD COLUMN for_comparison INTEGER NOT NULL DEFAULT 0 CHECK (for_comparison IN (0, 1))",
    "DROP INDEX runs_by_image",
    "CREATE INDEX runs_by_image ON runs (image_id, status, for_comparison)",
)

STEPS: tuple[tuple[str, ...], ...] = (
    (*(statement for statement in _TABLES_1.split(";") if statement.strip()), *_TRIGGERS_1),
    _COMPARISON_2,
)
"""``STEPS[n]`` brings a file of schema n to schema n + 1."""

SCHEMA_VERSION = len(STEPS)
