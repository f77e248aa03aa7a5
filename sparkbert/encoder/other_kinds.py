"""How are kinds of models run that we don't compute ourselves? (The home of transformers.)"""

from __future__ import annotations

import torch
from torch import Tensor
from transformers import AutoModel
from transformers.utils import logging as transformers_logging

from sparkbert.encoder.sentence_model import SentenceModel


class TransformersModel:
    """A model of any kind that transformers knows, in float32.

    Texts are filled up by pieces of `pad_id`.

    Raises
    ------
    KeyError
        The file lacks weights; names one.
    Exception
        Whatever transformers finds wrong.
    """

    def __init__(self, model: SentenceModel) -> None:
        quiet_transformers()
        options = {"add_pooling_layer": False} if model.has_pooling_layer else {}
        loaded, found = AutoModel.from_pretrained(
            model.directory,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype=torch.float32,
            output_loading_info=True,
            **options,
        )
        for name in sorted(found["missing_keys"]):  # transformers would take random numbers instead
            raise KeyError(name)
        self._model = loaded.train(False)
        self.pad_id = int(loaded.config.pad_token_id or 0)

    def __call__(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the last layer's states (texts, pieces, dimension) of piece ids (texts, pieces).

        `mask` is 1 where there is a piece and 0 where a text is filled up.
        """
        states: Tensor = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
        return states


def quiet_transformers() -> None:
    """Keep its progress bars, and its report that the pooler is unused, off the terminal."""
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
