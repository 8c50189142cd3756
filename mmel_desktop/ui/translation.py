"""Texts in the user's language: one function for every visible string, and the choice of the language.

Source texts are English. ``resources/translations`` holds a Qt Linguist file (``.ts``) and its compiled form
(``.qm``) per language; ``packaging/update_translations.py`` brings both up to date from the source.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from mmel_desktop.resource_files import resource_path

LANGUAGES: dict[str, str] = {"en": "English", "ko": "한국어"}
"""Code → its name in the language itself, which is never translated."""
LANGUAGE_CHOICES = ("system", *LANGUAGES)

_TRANSLATOR_NAME = "mmel-translator"
_HANGUL_FONT_FILE = "WenQuanYiMicroHei-Regular.ttf"


def tr(text: str, comment: str = "", count: int = -1) -> str:
    """A text in the user's language; the text itself when there is no translation.

    Args:
        text: English source text, a literal where it is called so that ``lupdate`` finds it. Values go in
            through ``str.format`` afterwards: ``tr("{name} was written").format(name=path.name)``.
        comment: tells equal texts of different meaning apart.
        count: chooses the plural form and replaces ``%n``; -1 for texts without a number.
    """
    return QCoreApplication.translate("", text, comment, count)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text of a table for ``lupdate``, which knows this name; it is translated where it is shown.

    Args:
        _context: always "", as everywhere in this program.
        text: English source text, a literal.
    """
    return text


def language_in_use(choice: str) -> str:
    """The language a choice stands for: a key of ``LANGUAGES``.

    Args:
        choice: one of ``LANGUAGE_CHOICES``; anything else counts as ``system``.
    """
    if choice in LANGUAGES:
        return choice
    wanted = QLocale.system().uiLanguages()
    return next((code for name in wanted if (code := name.split("-")[0]) in LANGUAGES), "en")


def language_shown() -> str:
    """The language that texts are shown in now: a key of ``LANGUAGES``."""
    code = QLocale().name().split("_")[0]
    return code if code in LANGUAGES else "en"


def install_language(application: QApplication, choice: str) -> str:
    """Translate everything that is made from now on; texts on the screen stay as they are.

    Args:
        application: the running application.
        choice: one of ``LANGUAGE_CHOICES``.

    Returns:
        The language in use, a key of ``LANGUAGES``.

    Raises:
        MissingResourceError: the distribution lacks the language's file.
    """
    language = language_in_use(choice)
    for translator in application.findChildren(QTranslator, _TRANSLATOR_NAME):
        application.removeTranslator(translator)
        translator.deleteLater()
        translator.setObjectName("")
    # Qt's own dialogs first, so that our file is asked before it. English Qt needs none.
    places = (
        []
        if language == "en"
        else [(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))]
    )
    places.append((f"mmel_{language}", str(resource_path("translations"))))
    for name, directory in places:
        translator = QTranslator(application)
        if translator.load(name, directory):
            translator.setObjectName(_TRANSLATOR_NAME)
            application.installTranslator(translator)
    QLocale.setDefault(QLocale(language))
    _provide_hangul()
    return language


def _provide_hangul() -> None:
    """Lend the program's own font where the desktop has none with Korean letters.

    In every language: file names, prompts and notes are written in whatever their authors write.
    """
    if not QFontDatabase.families(QFontDatabase.WritingSystem.Korean):
        QFontDatabase.addApplicationFont(str(resource_path("fonts", _HANGUL_FONT_FILE)))
