"""In which language does the window speak?

Texts stand in the code in English. Module functions mark them with `tr` of this module, methods of
widgets with their own `self.tr`; `make translations` gathers both. A text with a count, such as
``tr("%Ln file(s)", "", n)``, has a form per number in every language, English too. Such a text does
not stand in a class that others derive from: Qt would look for it under the derived name.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

FOLDER = "translations"
SOURCE_LANGUAGE = "en"
_SPOKEN = "spoken"


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """Return a text in the language of the window; `n` chooses the form and stands for ``%n``."""
    return QCoreApplication.translate("", text, comment, n)


def spoken() -> str:
    """Return the code of the language that the window speaks."""
    application = QCoreApplication.instance()
    code = None if application is None else application.property(_SPOKEN)
    return code if isinstance(code, str) else SOURCE_LANGUAGE


def languages() -> list[str]:
    """Return the codes of the languages that the window speaks, sorted."""
    return sorted(path.stem for path in _folder().glob("*.qm"))


def language_name(language: QLocale.Language) -> str:
    """Return what a language calls itself, of no country in particular."""
    if language is QLocale.Language.English:
        return "English"  # Qt's own data have a country's English alone
    name = QLocale(language).nativeLanguageName()
    return name[:1].upper() + name[1:]


def language_for(locale: QLocale) -> str:
    """Return the code of the language that the window speaks to people of a locale."""
    wanted = locale.name().split("_")[0]
    return wanted if wanted in languages() else SOURCE_LANGUAGE


def install_language(application: QCoreApplication, locale: QLocale) -> str:
    """Let the window speak a locale's language, English if there is no other; returns its code.

    Numbers and dates follow ``QLocale()``, which this leaves alone. What was translated before
    stays as it is, so it is called before there are widgets.
    """
    code = language_for(locale)
    application.setProperty(_SPOKEN, code)
    for before in application.findChildren(
        QTranslator, options=Qt.FindChildOption.FindDirectChildrenOnly
    ):
        application.removeTranslator(before)
        before.deleteLater()
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt_folder), (code, str(_folder()))):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
    return code


def _folder() -> Path:
    return Path(str(resources.files("resources") / FOLDER))
