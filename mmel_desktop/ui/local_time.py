"""A moment of the record as the clock of this machine shows it."""

from __future__ import annotations

from datetime import datetime


def local_time(utc: str) -> str:
    """The time on this machine's clock; with its date unless it is from today.

    Args:
        utc: as the record has it, ISO 8601 with its zone.
    """
    moment = datetime.fromisoformat(utc).astimezone()
    today = moment.date() == datetime.now().astimezone().date()
    return moment.strftime("%H:%M:%S" if today else "%Y-%m-%d %H:%M")
