"""How is the whole hostile folder written?"""

from __future__ import annotations

from pathlib import Path

from tests.support.hostile.docx_attacks import write_docx_attacks
from tests.support.hostile.docx_bombs import write_docx_bombs
from tests.support.hostile.folder import HostileFile, HostileFolder, Scale
from tests.support.hostile.good import write_good_files
from tests.support.hostile.markdown import write_markdown
from tests.support.hostile.names import write_names
from tests.support.hostile.pdf_bombs import write_pdf_bombs
from tests.support.hostile.pdf_loops import write_pdf_loops
from tests.support.hostile.pdf_odd import write_odd_pdfs
from tests.support.hostile.places import write_places
from tests.support.hostile.text import write_texts

_WRITERS = {
    "good": write_good_files,
    "pdf/loops": write_pdf_loops,
    "pdf/bombs": write_pdf_bombs,
    "pdf/odd": write_odd_pdfs,
    "docx/bombs": write_docx_bombs,
    "docx/attacks": write_docx_attacks,
    "text": write_texts,
    "markdown": write_markdown,
    "names": write_names,
    "places": write_places,
}


def write_hostile_files(folder: Path, scale: Scale = Scale.FULL) -> list[HostileFile]:
    """Write files that try to harm their reader, and good ones beside them.

    Parameters
    ----------
    folder
        Where to; made if it is not there. `make_removable` lets it be deleted again.
    scale
        How large the large ones are. At `FULL` some reach the default limits.

    Returns
    -------
    list[HostileFile]
        Every file, with what must come of it. A file that this system can't make is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    whole = HostileFolder(folder, scale)
    for name, write in _WRITERS.items():
        write(whole.within(name))
    return whole.files


def make_removable(folder: Path) -> None:
    """Give back the permissions that were taken, so that the folder can be deleted."""
    for path in folder.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
