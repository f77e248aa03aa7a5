"""How does all-MiniLM-L6-v2 turn texts into vectors? (The only home of torch.)

Threads work on a micro-batch each, instead of all on one: a thread that loses its core to another
program then delays its own micro-batch only, where threads on one would wait for it at the end of
every layer's every step.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BertModel
from transformers.utils import logging as transformers_logging

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.batching import TOKEN_BUDGET, plan_batches
from sparkbert.encoder.tokenizer import Pieces, PieceTokenizer
from sparkbert.encoder.weights import MODEL_NAME, SHA256, WEIGHTS_FILE, ModelFiles, verify_model

CLS_ID = 101
SEP_ID = 102
MAX_PIECES = 254
"""The authors cut texts at 256 pieces, [CLS] and [SEP] included."""
MAX_RAW_PIECES = 510
"""The model has no more than 512 positions."""


class BertTokenEncoder:
    """all-MiniLM-L6-v2: token vectors of the last layer, and their mean as the pooled vector.

    The mean runs over [CLS] and [SEP] too, as in the model's own pooling configuration; the token
    vectors leave them out. Torch's own threads are set to one, in the whole process.

    Parameters
    ----------
    files
        The model's files.
    threads
        How many micro-batches are encoded at a time; as many as torch would use threads if not
        given.
    raw
        Give token vectors as the published SparkBERT takes them: not brought to unit length, with
        those of [CLS] and [SEP] first and last, of texts of up to `MAX_RAW_PIECES` pieces. The
        identity says so, since such vectors must not meet the others.

    Raises
    ------
    ModelError
        A file is not the one whose hash is known.
    """

    def __init__(self, files: ModelFiles, *, threads: int | None = None, raw: bool = False) -> None:
        verify_model(files)
        self._n_threads = threads or torch.get_num_threads()
        torch.set_num_threads(1)
        self._pool = ThreadPoolExecutor(self._n_threads, thread_name_prefix="encode")
        self._tokenizer = PieceTokenizer(files.tokenizer)
        _quiet_transformers()
        self._model = BertModel.from_pretrained(
            files.directory,
            local_files_only=True,
            add_pooling_layer=False,
            attn_implementation="sdpa",
            dtype=torch.float32,
        )
        self._model.train(False)
        self._identity = EncoderIdentity(
            name=f"{MODEL_NAME}, raw" if raw else MODEL_NAME,
            sha256=SHA256[WEIGHTS_FILE],
            dimension=self._model.config.hidden_size,
            max_pieces=MAX_RAW_PIECES if raw else MAX_PIECES,
        )
        self._as_encoding = _raw_encoding if raw else _encoding

    @property
    def identity(self) -> EncoderIdentity:
        """Which model this is."""
        return self._identity

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        """Encode texts, in order; raises ValueError on one longer than `identity.max_pieces`."""
        encodings: dict[int, Encoding] = {}
        for batch in self.encode_batches(texts):
            encodings.update(batch)
        return [encodings[position] for position in range(len(texts))]

    def encode_batches(
        self, texts: Sequence[str], token_budget: int = TOKEN_BUDGET
    ) -> Iterator[dict[int, Encoding]]:
        """Encode texts in micro-batches of similar length; yields encodings by position.

        What makes a single micro-batch, such as a query, is encoded in the caller's thread: it does
        not wait for those that are under way.
        """
        pieces = self._tokenizer.batch(list(texts))
        limit = self._identity.max_pieces
        for position, one in enumerate(pieces):
            if len(one) > limit:
                raise ValueError(
                    f"text {position} has {len(one)} word pieces; at most {limit} are encoded"
                )
        batches = [
            {position: pieces[position] for position in batch}
            for batch in plan_batches([len(one) + 2 for one in pieces], token_budget)
        ]
        if len(batches) == 1:
            yield self._encode_batch(batches[0])
        else:
            yield from self._encode_side_by_side(batches)

    def _encode_side_by_side(
        self, batches: Sequence[dict[int, Pieces]]
    ) -> Iterator[dict[int, Encoding]]:
        """Yield encodings batch by batch, in order; one batch waits so that no thread does."""
        running: deque[Future[dict[int, Encoding]]] = deque()
        try:
            for batch in batches:
                running.append(self._pool.submit(self._encode_batch, batch))
                if len(running) > self._n_threads:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for one in running:
                one.cancel()

    def encode_pieces(self, piece_ids: Sequence[int]) -> NDArray[np.float32]:
        """Return the unit vectors (n, dimension) of pieces that stand alone in their text."""
        vectors = np.empty((len(piece_ids), self._identity.dimension), dtype=np.float32)
        for start in range(0, len(piece_ids), TOKEN_BUDGET):
            ids = np.array(
                [[CLS_ID, one, SEP_ID] for one in piece_ids[start : start + TOKEN_BUDGET]]
            )
            states = self._forward(ids, np.ones_like(ids))
            vectors[start : start + len(ids)] = _unit(states[:, 1])
        return vectors

    def _encode_batch(self, batch: dict[int, Pieces]) -> dict[int, Encoding]:
        width = max(len(one) for one in batch.values()) + 2
        ids = np.zeros((len(batch), width), dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        for row, one in enumerate(batch.values()):
            n = len(one) + 2
            ids[row, :n] = [CLS_ID, *one.ids, SEP_ID]
            mask[row, :n] = 1
        states = self._forward(ids, mask)
        return {
            position: self._as_encoding(one, states[row, : len(one) + 2])
            for row, (position, one) in enumerate(batch.items())
        }

    def _forward(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        with torch.inference_mode():
            output = self._model(
                input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)
            )
            states: NDArray[np.float32] = output.last_hidden_state.numpy()
        return states


def _quiet_transformers() -> None:
    """Keep its progress bars, and its report that the pooler is unused, off the terminal."""
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]


def _encoding(pieces: Pieces, states: NDArray[np.float32]) -> Encoding:
    return Encoding(
        piece_ids=pieces.ids,
        starts=pieces.starts,
        ends=pieces.ends,
        vectors=_unit(states[1:-1]),
        pooled=_unit(states.mean(axis=0)),
    )


def _raw_encoding(pieces: Pieces, states: NDArray[np.float32]) -> Encoding:
    end = pieces.ends[-1:] if len(pieces) else [0]
    return Encoding(
        piece_ids=np.concatenate([[CLS_ID], pieces.ids, [SEP_ID]]).astype(np.int32),
        starts=np.concatenate([[0], pieces.starts, end]).astype(np.int32),
        ends=np.concatenate([[0], pieces.ends, end]).astype(np.int32),
        vectors=states.copy(),
        pooled=_unit(states.mean(axis=0)),
    )


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
