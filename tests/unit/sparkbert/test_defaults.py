from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sparkbert.defaults import default_vocabulary

ROOT = Path(__file__).parents[3]


def test_the_default_vocabulary_belongs_to_the_resources() -> None:
    assert default_vocabulary().parts[-3:] == ("resources", "vocabulary", "default.vocabulary")
    assert default_vocabulary().is_file()


def test_a_project_with_resources_of_its_own_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "__init__.py").touch()
    program = (
        "import resources; from sparkbert.defaults import default_vocabulary as found;"
        "print(resources.__file__, found().is_file())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.split() == [str(tmp_path / "resources" / "__init__.py"), "True"]
