"""How fast is the usual loop over transformers? (The peer that our own encoder is measured by.)"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.other_kinds import quiet_transformers
from sparkbert.encoder.weights import MAX_PIECES, MODEL_NAME, SHA256, WEIGHTS_FILE, ModelFiles

BATCH = 32
WIDTH = MAX_PIECES + 2
"""Texts are cut here, [CLS] and [SEP] included."""


class PaddedEncoder:
    """The same model in batches of 32 texts as they come, with the threads that torch chooses.

    Parameters
    ----------
    files
        The model.
    to_full_width
        Whether each batch is padded to 256 pieces; else to the longest of its texts.
    """

    def __init__(self, files: ModelFiles, *, to_full_width: bool) -> None:
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.enable_truncation(WIDTH)
        self._tokenizer.enable_padding(length=WIDTH if to_full_width else None)
        quiet_transformers()
        self._model = BertModel.from_pretrained(
            files.directory,
            local_files_only=True,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            dtype=torch.float32,
        )
        self._model.train(False)

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        return EncoderIdentity(
            MODEL_NAME, SHA256[WEIGHTS_FILE], self._model.config.hidden_size, MAX_PIECES
        )

    def encode_batches(self, texts: Sequence[str]) -> Iterator[dict[int, Encoding]]:
        """Encode texts in batches; yields encodings by position."""
        for first in range(0, len(texts), BATCH):
            yield self._encode_batch(list(texts[first : first + BATCH]), first)

    def _encode_batch(self, texts: list[str], first: int) -> dict[int, Encoding]:
        tokens = self._tokenizer.encode_batch(texts)
        ids = torch.tensor([one.ids for one in tokens])
        mask = torch.tensor([one.attention_mask for one in tokens])
        with torch.inference_mode():
            states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask[:, :, None].to(states.dtype)
            pooled = (states * weights).sum(dim=1) / weights.sum(dim=1)
            pooled = torch.nn.functional.normalize(pooled, dim=1).numpy()
            vectors = torch.nn.functional.normalize(states, dim=2).numpy()
        encodings = {}
        for row, one in enumerate(tokens):
            n = sum(one.attention_mask)
            spans = np.array(one.offsets[1 : n - 1], dtype=np.int32).reshape(-1, 2)
            encodings[first + row] = Encoding(
                piece_ids=np.array(one.ids[1 : n - 1], dtype=np.int32),
                starts=spans[:, 0],
                ends=spans[:, 1],
                vectors=vectors[row, 1 : n - 1],
                pooled=pooled[row],
            )
        return encodings
