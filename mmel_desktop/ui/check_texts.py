"""Whether a record holds, in the user's language."""

from __future__ import annotations

from mmel_desktop.core.record_check import RecordCheck
from mmel_desktop.ui.background.problem import Problem
from mmel_desktop.ui.finding_texts import message_text, place_text
from mmel_desktop.ui.translation import tr


def doubt_text(check: RecordCheck) -> str:
    """One line about a session whose record does not hold; empty when nothing speaks against it."""
    if check.passed:
        return ""
    if check.intact:
        return tr("This session’s record is in doubt: {reason}").format(reason=_first_reason(check))
    return tr("This session’s record is not intact: {reason}").format(reason=_first_reason(check))


def problem_of_export(check: RecordCheck) -> Problem:
    """That something was made from such a record."""
    return Problem(
        tr("The record of this session does not hold, and what was written says so"),
        _first_reason(check),
        tr("Tools › Verify this session says more."),
    )


def _first_reason(check: RecordCheck) -> str:
    first = check.findings[0]
    reason = f"{place_text(first.where)}: {message_text(first.message)}"
    further = len(check.findings) - 1
    return tr("{reason} (and {count} more)").format(reason=reason, count=further) if further else reason
