"""How do list, map and timeline of the results go together?"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from app.ui.bridge import Bridge
from app.ui.look.theme import Theme
from app.ui.results.middle import Middle
from app.ui.search.filter_bar import FilterBar
from app.ui.search.search_controller import SearchController
from app.ui.seeing.map.flow import MapFlow
from app.ui.seeing.map.page import MapPage
from app.ui.seeing.timeline import Timeline
from app.ui.seeing.timeline_flow import TimelineFlow
from app.ui.seeing.view_switch import View, ViewSwitch

_VIEW_KEY, _TIMELINE_KEY = "results/view", "results/timeline"


class Seeing(QObject):
    """Puts a map into the middle and a switch into the line of filters, and owns the timeline.

    Parameters
    ----------
    theme
        Colours.
    bridge, search
        Where maps and results come from.
    middle, filter_bar
        Where map and switch go.
    settings
        Remembers what is wanted.
    """

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        search: SearchController,
        middle: Middle,
        filter_bar: FilterBar,
        settings: QSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._middle = middle
        self._settings = settings
        self.map = MapPage(theme)
        self.timeline = Timeline(theme)
        self.switch = ViewSwitch(theme)
        self._map_flow = MapFlow(bridge, search, middle.results, filter_bar, self.map, self)
        self._timeline_flow = TimelineFlow(bridge, search, filter_bar, self.timeline, self)
        middle.addWidget(self.map)
        filter_bar.add_tool(self.switch)
        self.timeline.hide()
        self._timeline_flow.changed.connect(self._show_timeline)
        self._map_flow.group_listed.connect(self._timeline_flow.set_group)
        canvas, results = self.map.canvas, middle.results
        canvas.opened.connect(results.opened)
        canvas.handed_on.connect(lambda event: QApplication.sendEvent(results, event))
        canvas.menu_requested.connect(results.menu_requested)
        self.switch.set_timeline(self._remembered(_TIMELINE_KEY, "true") == "true")
        self.switch.view_chosen.connect(self._on_view)
        self.switch.timeline_toggled.connect(self._on_timeline)
        if self._remembered(_VIEW_KEY, View.LIST.value) == View.MAP.value:
            self.switch.set_view(View.MAP)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours."""
        for one in (self.map, self.timeline, self.switch):
            one.set_theme(theme)

    def _on_view(self, view: View) -> None:
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._middle.isAncestorOf(focused)
        is_map = view is View.MAP
        page = self.map if is_map else self._middle.results
        self._middle.set_found_view(page)
        self._map_flow.set_wanted(is_map)
        if page.isVisible() and (is_map or had_focus):
            page.setFocus()  # arrows lead through the points; what is typed goes to the box anyway
        self._remember(_VIEW_KEY, view.value)

    def _on_timeline(self, is_on: bool) -> None:
        if self.timeline.hasFocus():  # what is hidden must not leave the keyboard just anywhere
            (self.map if self.map.isVisible() else self._middle.results).setFocus()
        self._show_timeline()
        if is_on and self.timeline.isVisible():
            self.timeline.setFocus()  # arrows move the time that is searched
        self._remember(_TIMELINE_KEY, "true" if is_on else "false")

    def _show_timeline(self) -> None:
        # Not only where it tells much: results must not jump when more of them are found.
        self.timeline.setVisible(self.switch.shows_timeline and self._timeline_flow.is_searching)

    def _remembered(self, key: str, default: str) -> str:
        return default if self._settings is None else str(self._settings.value(key, default))

    def _remember(self, key: str, value: str) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)
