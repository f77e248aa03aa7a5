"""How do Qt's own widgets look in a theme's colours?"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from app.ui.look.theme import Theme


def _picture(name: str) -> str:
    """Return the place of a picture, in a grey that is seen on light and dark."""
    return Path(str(resources.files("resources") / "icons" / f"{name}.svg")).as_posix()


def style_sheet(theme: Theme) -> str:
    """Return the window's style sheet."""
    tick = _picture("check-light" if theme.is_dark else "check-dark")
    return f"""
        QLabel#meta {{ color: {theme.meta.name()}; }}
        QLabel#trouble {{ color: {theme.trouble.name()}; background: {theme.selected.name()}; }}
        QLabel#key {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 4px; padding: 2px 6px;
        }}
        QListWidget#pages {{ background: transparent; border: none; padding: 8px; outline: none; }}
        QListWidget::item {{ padding: 4px 8px; }}
        QComboBox, QAbstractSpinBox {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 6px; padding: 2px 8px; min-height: 22px;
            selection-background-color: {theme.selected.name()};
            selection-color: {theme.text.name()};
        }}
        QComboBox:focus, QAbstractSpinBox:focus {{
            border: 2px solid {theme.accent.name()}; padding: 1px 7px;
        }}
        QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {theme.meta.name()}; }}
        QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
            border: none; padding: 0 6px; background: transparent;
        }}
        QComboBox::drop-down {{ border: none; width: 24px; }}
        QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{
            image: url("{_picture("chevron-down")}"); width: 12px; height: 12px;
        }}
        QAbstractSpinBox::up-arrow {{
            image: url("{_picture("chevron-up")}"); width: 12px; height: 12px;
        }}
        QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
            border: none; width: 24px; background: transparent;
        }}
        QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{
            background: {theme.selected.name()};
        }}
        QComboBox QAbstractItemView {{
            background: {theme.surface.name()}; color: {theme.text.name()};
            border: 1px solid {theme.line.name()};
        }}
        QListWidget#pages::item {{ padding: 6px 8px; border-radius: 6px; }}
        QListWidget#pages::item:selected {{
            background: {theme.selected.name()}; color: {theme.text.name()};
        }}
        QListWidget#pages::item:selected:focus {{ border: 1px solid {theme.accent.name()}; }}
        QMainWindow, QWidget {{ color: {theme.text.name()}; }}
        QMainWindow {{ background: {theme.background.name()}; }}
        QLineEdit {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 8px; padding: 4px 12px;
        }}
        QLineEdit:focus {{ border: 2px solid {theme.accent.name()}; padding: 3px 11px; }}
        QListView, QTreeView, QPlainTextEdit, QTextBrowser {{
            background: {theme.surface.name()}; border: 1px solid transparent;
        }}
        QListView:focus, QTreeView:focus, QPlainTextEdit:focus, QTextBrowser:focus {{
            border-color: {theme.accent.name()};
        }}
        QMessageBox QLabel#qt_msgbox_label {{ font-weight: bold; }}
        QLabel:focus {{
            border: 1px solid {theme.accent.name()}; border-radius: 4px; padding: -1px;
        }}
        QSplitter::handle {{ background: {theme.line.name()}; }}
        QPushButton {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 6px; padding: 5px 12px;
        }}
        QPushButton:flat {{
            background: transparent; border: 1px solid transparent; padding: 3px 7px;
        }}
        QPushButton:hover {{ background: {theme.selected.name()}; }}
        QPushButton:focus {{ border: 2px solid {theme.accent.name()}; padding: 4px 11px; }}
        QPushButton:flat:focus {{ border-width: 1px; padding: 3px 7px; }}
        QCheckBox {{ border: 1px solid transparent; border-radius: 4px; padding: 1px 4px 1px 2px; }}
        QCheckBox:focus {{ border-color: {theme.accent.name()}; }}
        QCheckBox::indicator:unchecked {{
            width: 12px; height: 12px; border: 1px solid {theme.meta.name()}; border-radius: 3px;
        }}
        QCheckBox::indicator:checked, QListView::indicator:checked {{
            width: 12px; height: 12px; border: 1px solid {theme.accent.name()}; border-radius: 3px;
            background: {theme.accent.name()};
            image: url("{_picture("check-dark" if theme.is_dark else "check-light")}");
        }}
        QCheckBox::indicator:disabled {{ border-color: {theme.line.name()}; }}
        QCheckBox::indicator:checked:disabled {{ background: {theme.offline.name()}; }}
        QListView::indicator:unchecked {{
            width: 12px; height: 12px; border: 1px solid {theme.meta.name()}; border-radius: 3px;
        }}
        QToolButton {{
            border: 1px solid transparent; border-radius: 6px; padding: 2px 5px;
            color: {theme.meta.name()};
        }}
        QToolButton:focus {{ border-color: {theme.accent.name()}; }}
        QScrollArea:focus {{ border: 1px solid {theme.accent.name()}; }}
        QMenu {{
            background: {theme.surface.name()}; color: {theme.text.name()};
            border: 1px solid {theme.line.name()}; padding: 4px 0;
        }}
        QMenu::item {{ padding: 5px 24px 5px 28px; }}
        QMenu::item:selected {{
            background: {theme.selected.name()}; color: {theme.text.name()};
        }}
        QMenu::item:disabled {{ color: {theme.meta.name()}; }}
        QMenu::separator {{ height: 1px; background: {theme.line.name()}; margin: 4px 8px; }}
        QMenu::indicator {{ width: 14px; height: 14px; left: 8px; }}
        QMenu::indicator:checked {{ image: url("{tick}"); }}
        QToolButton::menu-indicator {{ image: none; }}
        QProgressBar {{ background: {theme.line.name()}; border: none; border-radius: 3px; }}
        QProgressBar::chunk {{ background: {theme.accent.name()}; border-radius: 3px; }}
        QTreeView::item {{ padding: 4px 0; }}
        QTreeView::item:selected {{
            background: {theme.selected.name()}; color: {theme.text.name()};
        }}
        QHeaderView::section {{
            background: {theme.background.name()}; color: {theme.meta.name()};
            border: none; padding: 4px;
        }}
        QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
        QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
        QScrollBar::handle {{ background: {theme.line.name()}; border-radius: 4px; margin: 1px; }}
        QScrollBar::handle:vertical {{ min-height: 32px; }}
        QScrollBar::handle:hover {{ background: {theme.meta.name()}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QAbstractScrollArea::corner {{ background: transparent; border: none; }}
        QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; }}
    """
