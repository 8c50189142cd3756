"""Texts that come from rooms below the window, which speak English, in the user's language.

The record itself keeps the English words: it must read the same for everybody. A text without a translation
here, e.g. the detail of an error, is shown as it is.
"""

from __future__ import annotations

import re

from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

PATTERNS: tuple[tuple[str, str], ...] = (
    (r"judge (?P<name>.+)", QT_TRANSLATE_NOOP("", "judge {name}")),
    (
        r"add annotation (?P<number>\d+) on (?P<name>.+)",
        QT_TRANSLATE_NOOP("", "add annotation {number} on {name}"),
    ),
    (
        r"edit annotation (?P<number>\d+) on (?P<name>.+)",
        QT_TRANSLATE_NOOP("", "edit annotation {number} on {name}"),
    ),
    (
        r"delete annotation (?P<number>\d+) on (?P<name>.+)",
        QT_TRANSLATE_NOOP("", "delete annotation {number} on {name}"),
    ),
    (
        r"import (?P<count>\d+) annotations? from (?P<name>.+)",
        QT_TRANSLATE_NOOP("", "import {count} annotations from {name}"),
    ),
    (r"change the prompts", QT_TRANSLATE_NOOP("", "change the prompts")),
    (r"rename the session", QT_TRANSLATE_NOOP("", "rename the session")),
    (r"change how images are explained", QT_TRANSLATE_NOOP("", "change how images are explained")),
    (
        r"the code of (?P<field>effect|triggers|evidence) (?P<number>\d+)",
        QT_TRANSLATE_NOOP("", "the code of {field} {number}"),
    ),
    (
        r"the label of (?P<field>effect|triggers|evidence) (?P<number>\d+)",
        QT_TRANSLATE_NOOP("", "the label of {field} {number}"),
    ),
    (
        r"the meaning of (?P<field>effect|triggers|evidence) (?P<number>\d+)",
        QT_TRANSLATE_NOOP("", "the meaning of {field} {number}"),
    ),
    (
        r"the Korean label of (?P<field>effect|triggers|evidence) (?P<number>\d+)",
        QT_TRANSLATE_NOOP("", "the Korean label of {field} {number}"),
    ),
    (r"taxonomy file (?P<name>'.+'|\".+\")", QT_TRANSLATE_NOOP("", "taxonomy file {name}")),
    (r"it is signed off", QT_TRANSLATE_NOOP("", "it is signed off")),
    (
        r"it is open for (?P<name>.+) \(account (?P<account>.+) on (?P<host>.+), process (?P<process>\d+), "
        r"since (?P<since>.+)\)",
        QT_TRANSLATE_NOOP(
            "", "it is open for {name} (account {account} on {host}, process {process}, since {since})"
        ),
    ),
    (r"it is open for another program", QT_TRANSLATE_NOOP("", "it is open for another program")),
    (r"the file is write-protected", QT_TRANSLATE_NOOP("", "the file is write-protected")),
    (r"its folder cannot be written", QT_TRANSLATE_NOOP("", "its folder cannot be written")),
    (
        r"it is a backup; restore it to go on from it",
        QT_TRANSLATE_NOOP("", "it is a backup; restore it to go on from it"),
    ),
    (
        r"its tables or safeguards were changed from outside; verify it",
        QT_TRANSLATE_NOOP("", "its tables or safeguards were changed from outside; verify it"),
    ),
    (
        r"it is of an older form \(schema (?P<version>\d+)\), was read through an upgraded copy and itself "
        r"left unchanged",
        QT_TRANSLATE_NOOP(
            "",
            "it is of an older form (schema {version}), was read through an upgraded copy and itself left "
            "unchanged",
        ),
    ),
    (
        r"it was of an older form \(schema (?P<old>\d+)\) and was upgraded to schema (?P<new>\d+); before "
        r"that, a backup of the old form was made: (?P<name>.+)",
        QT_TRANSLATE_NOOP(
            "",
            "The session was of an older form (schema {old}) and was upgraded to schema {new}; before that, "
            "a backup of the old form was made: {name}",
        ),
    ),
    (
        r"(?P<file>\S.*) cannot be written \((?P<reason>.+)\)",
        QT_TRANSLATE_NOOP("", "{file} cannot be written ({reason})"),
    ),
    (
        r"a newer version of MMEL Desktop wrote it "
        r"\(schema (?P<newer>\d+); this version writes (?P<own>\d+)\)",
        QT_TRANSLATE_NOOP(
            "", "a newer version of MMEL Desktop wrote it (schema {newer}; this version writes {own})"
        ),
    ),
    (
        r"The session lies in a folder that (?P<program>.+) synchronises: it may be copied or replaced in "
        r"the middle of an edit\. Keep sessions on a local disk and copy bundles or backups to the cloud\.",
        QT_TRANSLATE_NOOP(
            "",
            "The session lies in a folder that {program} synchronises: it may be copied or replaced in the "
            "middle of an edit. Keep sessions on a local disk and copy bundles or backups to the cloud.",
        ),
    ),
    (
        r"The session lies on a network drive \((?P<system>.+)\): locks and flushes may not hold there, and "
        r"an edit could be lost\. Keep sessions on a local disk and copy bundles or backups to the network\.",
        QT_TRANSLATE_NOOP(
            "",
            "The session lies on a network drive ({system}): locks and flushes may not hold there, and an "
            "edit could be lost. Keep sessions on a local disk and copy bundles or backups to the network.",
        ),
    ),
)
"""Whole text as a regular expression → English text with the same names in braces."""

ACTIONS: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("", "annotation created"),
    QT_TRANSLATE_NOOP("", "annotation edited"),
    QT_TRANSLATE_NOOP("", "annotation deleted"),
    QT_TRANSLATE_NOOP("", "annotation undone"),
    QT_TRANSLATE_NOOP("", "annotation redone"),
    QT_TRANSLATE_NOOP("", "annotations imported"),
    QT_TRANSLATE_NOOP("", "bundle exported"),
    QT_TRANSLATE_NOOP("", "bundle opened"),
    QT_TRANSLATE_NOOP("", "export exported"),
    QT_TRANSLATE_NOOP("", "display seen"),
    QT_TRANSLATE_NOOP("", "image imported"),
    QT_TRANSLATE_NOOP("", "image relocated"),
    QT_TRANSLATE_NOOP("", "model calibrated"),
    QT_TRANSLATE_NOOP("", "report exported"),
    QT_TRANSLATE_NOOP("", "review set"),
    QT_TRANSLATE_NOOP("", "review undone"),
    QT_TRANSLATE_NOOP("", "review redone"),
    QT_TRANSLATE_NOOP("", "run finished"),
    QT_TRANSLATE_NOOP("", "run failed"),
    QT_TRANSLATE_NOOP("", "run cancelled"),
    QT_TRANSLATE_NOOP("", "run finished for comparison"),
    QT_TRANSLATE_NOOP("", "run failed for comparison"),
    QT_TRANSLATE_NOOP("", "run cancelled for comparison"),
    QT_TRANSLATE_NOOP("", "run probed"),
    QT_TRANSLATE_NOOP("", "second opinion given"),
    QT_TRANSLATE_NOOP("", "session backed up"),
    QT_TRANSLATE_NOOP("", "session created"),
    QT_TRANSLATE_NOOP("", "session edited"),
    QT_TRANSLATE_NOOP("", "session undone"),
    QT_TRANSLATE_NOOP("", "session redone"),
    QT_TRANSLATE_NOOP("", "session migrated"),
    QT_TRANSLATE_NOOP("", "session opened"),
    QT_TRANSLATE_NOOP("", "session reopened"),
    QT_TRANSLATE_NOOP("", "session restored"),
    QT_TRANSLATE_NOOP("", "session signed off"),
    QT_TRANSLATE_NOOP("", "session verified"),
    QT_TRANSLATE_NOOP("", "taxonomy changed"),
)
"""What the audit trail calls an act, in words; an act that is not listed is shown in English."""

FIELDS: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("", "number"),
    QT_TRANSLATE_NOOP("", "effect"),
    QT_TRANSLATE_NOOP("", "severity"),
    QT_TRANSLATE_NOOP("", "comment"),
    QT_TRANSLATE_NOOP("", "scores"),
    QT_TRANSLATE_NOOP("", "rationale"),
    QT_TRANSLATE_NOOP("", "deleted"),
    QT_TRANSLATE_NOOP("", "model spec"),
)
"""Fields the audit panel names."""


def record_text(text: str) -> str:
    """A text of the record or of a use case in the user's language.

    Args:
        text: English, whole.
    """
    for pattern, source in PATTERNS:
        match = re.fullmatch(pattern, text)
        if match is not None:
            return tr(source).format(**match.groupdict())
    return tr(text)
