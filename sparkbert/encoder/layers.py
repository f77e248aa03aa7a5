"""How does BERT compute? (Devlin et al., 2019, as most sentence models are built.)

transformers does the same, but takes longer to import than the model takes to load and encode a
document: whoever writes a file would wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn.functional import (
    embedding,
    gelu,
    layer_norm,
    linear,
    scaled_dot_product_attention,
)

from sparkbert.encoder.weights import CONFIG_FILE, WEIGHTS_FILE

_PREFIX = "bert."
"""Stands before the names of weights where the model was saved with a head."""


@dataclass(frozen=True, slots=True)
class _Dense:
    weight: Tensor
    bias: Tensor

    def __call__(self, states: Tensor) -> Tensor:
        return linear(states, self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Tensor
    bias: Tensor
    epsilon: float

    def __call__(self, states: Tensor) -> Tensor:
        return layer_norm(states, self.weight.shape, self.weight, self.bias, self.epsilon)


@dataclass(frozen=True, slots=True)
class _Layer:
    """Attention, then two dense layers, each added to what it was given."""

    n_heads: int
    query_key_value: _Dense
    attended: _Dense
    attended_norm: _Norm
    wide: _Dense
    narrow: _Dense
    norm: _Norm

    def __call__(self, states: Tensor, allowed: Tensor | None) -> Tensor:
        n_texts, n_pieces, _ = states.shape
        heads = self.query_key_value(states).view(n_texts, n_pieces, 3, self.n_heads, -1)
        query, key, value = heads.permute(2, 0, 3, 1, 4)
        mixed = scaled_dot_product_attention(query, key, value, attn_mask=allowed)
        mixed = mixed.transpose(1, 2).reshape(states.shape)
        states = self.attended_norm(self.attended(mixed) + states)
        return self.norm(self.narrow(gelu(self.wide(states))) + states)


class Bert:
    """The layers of a BERT on disk, in float32. Texts are filled up by pieces of `pad_id`.

    Parameters
    ----------
    directory
        Holds `config.json`, of a plain BERT, and `model.safetensors`.

    Raises
    ------
    KeyError
        The file lacks weights; names one.
    Exception
        Whatever reading the files, or shapes that don't fit, lead to.
    """

    def __init__(self, directory: Path) -> None:
        config = json.loads((directory / CONFIG_FILE).read_bytes())
        weights = _Weights(
            load_file(directory / WEIGHTS_FILE), float(config.get("layer_norm_eps", 1e-12))
        )
        self.pad_id = int(config.get("pad_token_id") or 0)
        self._pieces = weights["embeddings.word_embeddings.weight"]
        # No text has a second part: the vector of the first part goes into every position's.
        self._positions = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = weights.norm("embeddings.LayerNorm")
        n_heads = int(config["num_attention_heads"])
        self._layers = [
            weights.layer(f"encoder.layer.{number}", n_heads)
            for number in range(int(config["num_hidden_layers"]))
        ]
        self(torch.zeros((1, 1), dtype=torch.int64), torch.ones((1, 1), dtype=torch.int64))

    def __call__(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the last layer's states (texts, pieces, dimension) of piece ids (texts, pieces).

        `mask` is 1 where there is a piece and 0 where a text is filled up.
        """
        states = self._norm(embedding(ids, self._pieces) + self._positions[: ids.shape[1]])
        allowed = None if bool(mask.all()) else mask.bool()[:, None, None, :]
        for layer in self._layers:
            states = layer(states, allowed)
        return states


class _Weights:
    """Tensors by name, however the model was saved."""

    def __init__(self, tensors: Mapping[str, Tensor], epsilon: float) -> None:
        self._tensors = {name.removeprefix(_PREFIX): one for name, one in tensors.items()}
        self._epsilon = epsilon

    def __getitem__(self, name: str) -> Tensor:
        return self._tensors[name].float()

    def dense(self, *names: str) -> _Dense:
        """Return the dense layers of these names as one."""
        return _Dense(
            torch.cat([self[f"{name}.weight"] for name in names]),
            torch.cat([self[f"{name}.bias"] for name in names]),
        )

    def norm(self, name: str) -> _Norm:
        return _Norm(self[f"{name}.weight"], self[f"{name}.bias"], self._epsilon)

    def layer(self, name: str, n_heads: int) -> _Layer:
        attention = f"{name}.attention"
        return _Layer(
            n_heads=n_heads,
            query_key_value=self.dense(
                *(f"{attention}.self.{part}" for part in ("query", "key", "value"))
            ),
            attended=self.dense(f"{attention}.output.dense"),
            attended_norm=self.norm(f"{attention}.output.LayerNorm"),
            wide=self.dense(f"{name}.intermediate.dense"),
            narrow=self.dense(f"{name}.output.dense"),
            norm=self.norm(f"{name}.output.LayerNorm"),
        )
