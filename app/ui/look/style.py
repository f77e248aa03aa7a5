"""How do Qt's own widgets look in a theme's colours?"""

from __future__ import annotations

from app.ui.look.theme import Theme


def style_sheet(theme: Theme) -> str:
    """Return the window's style sheet."""
    return f"""
        QLabel#meta {{ color: {theme.meta.name()}; }}
        QLabel#trouble {{ color: {theme.trouble.name()}; background: {theme.selected.name()}; }}
        QLabel#key {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 4px; padding: 2px 6px;
        }}
        QListWidget#pages {{ background: transparent; border: none; padding: 8px; outline: none; }}
        QListWidget::item {{ padding: 4px 8px; }}
        QComboBox, QAbstractSpinBox {{ min-height: 24px; }}
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
        QLineEdit:focus {{ border-color: {theme.accent.name()}; }}
        QListView, QTreeView, QPlainTextEdit, QTextBrowser {{
            background: {theme.surface.name()}; border: none;
        }}
        QSplitter::handle {{ background: {theme.line.name()}; }}
        QPushButton {{
            background: {theme.surface.name()}; border: 1px solid {theme.line.name()};
            border-radius: 6px; padding: 5px 12px;
        }}
        QPushButton:flat {{ background: transparent; border: none; padding: 4px 8px; }}
        QPushButton:hover {{ background: {theme.selected.name()}; }}
        QPushButton:focus {{ border: 1px solid {theme.accent.name()}; }}
        QCheckBox::indicator:unchecked {{
            width: 12px; height: 12px; border: 1px solid {theme.meta.name()}; border-radius: 3px;
        }}
        QToolButton {{ border: none; padding: 3px 6px; color: {theme.meta.name()}; }}
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
