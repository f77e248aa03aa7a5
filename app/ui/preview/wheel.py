"""How much larger does a turn of the wheel want what is shown?"""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent


def wheel_steps(event: QWheelEvent) -> int:
    """Return one step larger or smaller; 0 for a turn aside."""
    turned = event.angleDelta().y()
    return (turned > 0) - (turned < 0)
