"""Bring the translations up to date: ``python packaging/update_translations.py``.

Runs Qt's ``lupdate`` over the user interface, so that new texts appear in ``resources/translations/*.ts``
as unfinished, and ``lrelease``, which compiles them to the ``.qm`` files that the program loads. Texts in
tables (commands, the taxonomy, export formats) are handed to ``lupdate`` in a file made for the purpose.
Translate with Qt Linguist or any editor, then run this once more.

    --check   change nothing; exit code 1 when a text is missing, unfinished, obsolete or not compiled
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
TRANSLATIONS = REPOSITORY / "resources" / "translations"
SOURCES = (REPOSITORY / "mmel_desktop" / "ui", REPOSITORY / "mmel_desktop" / "app.py")
LANGUAGES = ("en", "ko")
PLURALS_ONLY = ("en",)
"""Languages whose file holds nothing but plural forms: the source texts are in it already."""


def main(arguments: list[str] | None = None) -> int:
    """Update or check; returns the exit code."""
    parser = argparse.ArgumentParser(description="Bring the translations up to date.")
    parser.add_argument("--check", action="store_true", help="change nothing, report what is not up to date")
    options = parser.parse_args(arguments)
    problems: list[str] = []
    for language in LANGUAGES:
        ts = TRANSLATIONS / f"mmel_{language}.ts"
        with tempfile.TemporaryDirectory() as name:
            fresh = Path(name) / ts.name
            if ts.exists():
                shutil.copyfile(ts, fresh)
            update(fresh, language)
            compiled = compile_file(fresh)
            problems += [f"{ts.name}: {problem}" for problem in unfinished(fresh)]
            if options.check:
                problems += stale(ts, fresh, compiled)
            else:
                TRANSLATIONS.mkdir(exist_ok=True)
                replace(ts, fresh.read_bytes())
                replace(ts.with_suffix(".qm"), compiled)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems and options.check else 0


def replace(path: Path, content: bytes) -> None:
    """Put a new file in place of an old one, never into it.

    Qt maps ``.qm`` files into memory: writing into one that a running program has open would crash it.
    """
    if not path.exists() or path.read_bytes() != content:
        beside = path.with_name(f"{path.name}.new")
        beside.write_bytes(content)
        beside.replace(path)


def update(ts: Path, language: str) -> None:
    """Merge the texts of the source into a ``.ts`` file."""
    with tempfile.TemporaryDirectory() as name:
        tables = Path(name) / "tables.py"
        tables.write_text(table_source(), encoding="utf-8")
        plurals = ["-pluralonly"] if language in PLURALS_ONLY else []
        # No line numbers: they would change with every edit of the source and hide the real changes.
        command = [
            "-no-obsolete",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            language,
        ]
        files = [str(path) for path in sorted(source_files())]
        run("lupdate", [*command, *plurals, *files, str(tables), "-ts", str(ts)])


def source_files() -> Iterator[Path]:
    """Every file whose texts a person sees."""
    for place in SOURCES:
        yield from place.rglob("*.py") if place.is_dir() else (place,)


def compile_file(ts: Path) -> bytes:
    """The compiled form of a ``.ts`` file; the same for the same texts."""
    qm = ts.with_suffix(".qm")
    run("lrelease", ["-silent", str(ts), "-qm", str(qm)])
    return qm.read_bytes()


def run(tool: str, arguments: list[str]) -> None:
    """Run one of Qt's tools, which come with PySide6-Essentials.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    beside_python = Path(sys.executable).with_name(f"pyside6-{tool}")
    program = str(beside_python) if beside_python.exists() else f"pyside6-{tool}"
    subprocess.run([program, *arguments], check=True, stdout=subprocess.DEVNULL)


def table_source() -> str:
    """The texts of tables as a source that ``lupdate`` understands."""
    sys.path.insert(0, str(REPOSITORY))
    lines = ["from mmel_desktop.ui.translation import tr", ""]
    lines += [f"tr({text!r}, {comment!r})" for text, comment in dict.fromkeys(table_texts())]
    # lupdate wants double quotes or single ones, but no escapes of our typographic signs.
    return "\n".join(lines) + "\n"


def table_texts() -> Iterator[tuple[str, str]]:
    """(Text, comment) of commands, taxonomy, sign-off meanings, charts and export formats."""
    from mmel_desktop.core import taxonomy
    from mmel_desktop.core.session_charts import CHART_TITLES, CHECK_OUTCOMES
    from mmel_desktop.core.sign_off import SIGN_OFF_MEANINGS
    from mmel_desktop.ui.commands import COMMANDS, MENUS, Command
    from mmel_desktop.ui.taxonomy_texts import EXPORT_COMMENT, TERM_COMMENT
    from mmel_desktop.workflow.export_session import EXPORT_FORMATS

    for menu in MENUS:
        yield menu, ""
    for command in COMMANDS:
        if isinstance(command, Command):
            yield command.text, ""
            yield command.help, ""
    tables = (value for name, value in vars(taxonomy).items() if name.isupper() and isinstance(value, tuple))
    for terms in (*tables, SIGN_OFF_MEANINGS):
        for term in terms:
            yield term.label, TERM_COMMENT
            yield term.meaning, TERM_COMMENT
    for text in (*CHART_TITLES.values(), *CHECK_OUTCOMES.values()):
        yield text, ""
    for entry in EXPORT_FORMATS:
        yield entry.label, EXPORT_COMMENT
        yield entry.meaning, EXPORT_COMMENT


def unfinished(ts: Path) -> list[str]:
    """Texts without a finished translation."""
    missing = []
    for message in ElementTree.parse(ts).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        source = message.findtext("source", "")
        if translation is None or translation.get("type") == "unfinished":
            missing.append(f"not translated: {source!r}")
        elif not all(form.strip() for form in _forms(translation)):
            missing.append(f"empty translation: {source!r}")
    return missing


def _forms(translation: ElementTree.Element) -> list[str]:
    """The text of a translation, or all its plural forms."""
    plural = translation.findall("numerusform")
    return [form.text or "" for form in plural] if plural else [translation.text or ""]


def stale(ts: Path, fresh: Path, compiled: bytes) -> list[str]:
    """What would change if the files were updated now."""
    problems = []
    if not ts.exists() or ts.read_bytes() != fresh.read_bytes():
        problems.append(f"{ts.name} is not up to date: run python packaging/update_translations.py")
    qm = ts.with_suffix(".qm")
    if not qm.exists() or qm.read_bytes() != compiled:
        problems.append(f"{qm.name} is not up to date: run python packaging/update_translations.py")
    return problems


if __name__ == "__main__":
    sys.exit(main())
