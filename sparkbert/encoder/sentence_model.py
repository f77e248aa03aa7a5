"""What does a folder with a sentence model say about it, before torch is loaded?

The layout is that of Hugging Face and of sentence-transformers: `config.json`, `tokenizer.json` and
`model.safetensors`; and, if they are there, `modules.json` and what it names.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sparkbert.encoder.base import EncoderIdentity
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import (
    CONFIG_FILE,
    DIMENSION,
    MAX_PIECES,
    MODEL_NAME,
    SHA256,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    ModelFiles,
)
from sparkbert.errors import ModelError

_MODULES_FILE = "modules.json"
_LENGTH_FILE = "sentence_bert_config.json"
_POOLING_FILE = "config.json"
_KINDS = {
    "albert": True,
    "bert": True,
    "camembert": True,
    "distilbert": False,
    "electra": False,
    "mpnet": True,
    "roberta": True,
    "xlm-roberta": True,
}
"""Kinds of models like BERT, and whether transformers adds a layer for pooling that we drop."""

_POSITIONS_BEFORE = {"camembert": 2, "mpnet": 2, "roberta": 2, "xlm-roberta": 2}
"""Positions that no piece ever has."""

_TOKENIZERS = ("BPE", "Unigram", "WordPiece")
_LEAST_PIECES = 8
_MODULES = {"Transformer", "Pooling", "Normalize"}


class Pooling(StrEnum):
    """How a model's authors make the one vector of a text."""

    MEAN = "mean"
    CLS = "cls"


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A model on disk.

    Parameters
    ----------
    directory
        The folder with its files.
    identity
        Which model this is.
    pooling
        How its pooled vectors are made.
    has_pooling_layer
        Whether transformers would add a layer for pooling that sentence models don't use.
    is_plain_bert
        Whether `sparkbert.encoder.layers` computes it; else transformers does.
    """

    directory: Path
    identity: EncoderIdentity
    pooling: Pooling
    has_pooling_layer: bool
    is_plain_bert: bool

    def load_tokenizer(self) -> PieceTokenizer:
        """Load the tokenizer; raises ModelError."""
        return PieceTokenizer(self.directory / TOKENIZER_FILE)


def minilm(files: ModelFiles) -> SentenceModel:
    """Return what is known of all-MiniLM-L6-v2."""
    identity = EncoderIdentity(MODEL_NAME, SHA256[WEIGHTS_FILE], DIMENSION, MAX_PIECES)
    return SentenceModel(
        files.directory, identity, Pooling.MEAN, has_pooling_layer=True, is_plain_bert=True
    )


def read_model(directory: Path) -> SentenceModel:
    """Read what a folder says about the sentence model in it.

    The digest of its identity covers all files that have a say in the vectors, so that an index is
    never searched with another model that happens to lie in the same folder. Texts are cut where
    the model's authors cut them, or at 254 word pieces, whichever comes first.

    Raises
    ------
    ModelError
        A file is missing, or the model is of a kind that is not supported; says what is.
    """
    missing = [
        name
        for name in (CONFIG_FILE, TOKENIZER_FILE, WEIGHTS_FILE)
        if not (directory / name).is_file()
    ]
    if missing:
        raise ModelError(
            f"The model directory {directory} lacks {', '.join(missing)}. It must hold a sentence "
            "model as transformers and sentence-transformers save it."
        )
    config = _read_json(directory / CONFIG_FILE)
    kind = config.get("model_type")
    if kind not in _KINDS:
        raise ModelError(
            f"The model in {directory} is of the type {kind!r}. These can be used: "
            f"{', '.join(sorted(_KINDS))}."
        )
    _check_tokenizer(directory)
    pooling_file = _pooling_file(directory)
    return SentenceModel(
        directory,
        EncoderIdentity(
            name=directory.resolve().name,
            sha256=_digest(directory, pooling_file),
            dimension=_number(config, directory, "hidden_size", "dim"),
            max_pieces=_max_pieces(directory, config),
        ),
        _pooling(pooling_file),
        has_pooling_layer=_KINDS[kind],
        is_plain_bert=_is_plain_bert(config),
    )


def is_minilm(directory: Path) -> bool:
    """Tell whether a folder holds a true copy of the weights of all-MiniLM-L6-v2."""
    weights = directory / WEIGHTS_FILE
    return weights.is_file() and _file_digest(weights) == SHA256[WEIGHTS_FILE]


def _is_plain_bert(config: dict[str, Any]) -> bool:
    """Tell whether a configuration asks for BERT as published, without any of the later turns."""
    return (
        config.get("model_type") == "bert"
        and config.get("hidden_act", "gelu") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and not config.get("is_decoder")
        and not config.get("add_cross_attention")
    )


def _check_tokenizer(directory: Path) -> None:
    kind = _read_json(directory / TOKENIZER_FILE).get("model", {}).get("type")
    if kind not in _TOKENIZERS:
        raise ModelError(
            f"The tokenizer in {directory} is of the type {kind!r}. These can be used: "
            f"{', '.join(_TOKENIZERS)}."
        )


def _max_pieces(directory: Path, config: dict[str, Any]) -> int:
    tokenizer = PieceTokenizer(directory / TOKENIZER_FILE)
    before, after = tokenizer.special_pieces
    kind = config["model_type"]
    limit = _number(config, directory, "max_position_embeddings") - _POSITIONS_BEFORE.get(kind, 0)
    if (directory / _LENGTH_FILE).is_file():
        limit = min(limit, _read_json(directory / _LENGTH_FILE).get("max_seq_length") or limit)
    n_pieces = min(limit - len(before) - len(after), MAX_PIECES)
    if n_pieces < tokenizer.spare_pieces + _LEAST_PIECES:
        raise ModelError(f"The model in {directory} reads texts of {limit} word pieces: too few.")
    return n_pieces


def _pooling_file(directory: Path) -> Path | None:
    """Return the file that prescribes the pooling, if there is one; refuses what we can't do."""
    modules_file = directory / _MODULES_FILE
    if not modules_file.is_file():
        return None
    found = None
    modules = _read(modules_file)
    if not isinstance(modules, list) or not all(isinstance(one, dict) for one in modules):
        raise ModelError(f"{modules_file} does not list the model's layers.")
    for module in modules:
        kind = str(module.get("type", "")).rsplit(".", 1)[-1]
        if kind not in _MODULES:
            raise ModelError(
                f"The model in {directory} has a layer of the type {kind!r}, which can't be used."
            )
        if kind == "Pooling":
            found = directory / str(module.get("path", "")) / _POOLING_FILE
    return found


def _pooling(file: Path | None) -> Pooling:
    if file is None:
        return Pooling.MEAN
    config = _read_json(file)
    named = config.get("pooling_mode")
    chosen = {named} if isinstance(named, str) else set(named or ())
    for key, value in config.items():
        if key.startswith("pooling_mode_") and value is True:
            chosen.add(key.removeprefix("pooling_mode_").removesuffix("_tokens"))
    chosen = {name.removesuffix("_token") for name in chosen}
    if len(chosen) != 1 or not chosen <= set(Pooling):
        raise ModelError(
            f"{file} prescribes pooling by {', '.join(sorted(chosen)) or 'nothing'}; only "
            f"{' or '.join(Pooling)} can be used."
        )
    return Pooling(chosen.pop())


def _digest(directory: Path, pooling_file: Path | None) -> str:
    files = [directory / name for name in (WEIGHTS_FILE, CONFIG_FILE, TOKENIZER_FILE)]
    if (directory / _LENGTH_FILE).is_file():
        files.append(directory / _LENGTH_FILE)
    if pooling_file is not None:
        files.append(pooling_file)
    return hashlib.sha256("".join(map(_file_digest, files)).encode()).hexdigest()


def _file_digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} can't be read ({error.strerror}).") from error


def _number(config: dict[str, Any], directory: Path, *names: str) -> int:
    for name in names:
        if isinstance(value := config.get(name), int):
            return value
    raise ModelError(f"{directory / CONFIG_FILE} does not say {names[0]}.")


def _read_json(path: Path) -> dict[str, Any]:
    value = _read(path)
    if not isinstance(value, dict):
        raise ModelError(f"{path} does not hold what it should.")
    return value


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path} can't be read ({error.strerror}).") from error
    except ValueError as error:
        raise ModelError(f"{path} is no JSON: {error}") from error
