"""How does a BERT turn texts into vectors?

Threads work on a micro-batch each, instead of all on one: a thread that loses its core to another
program then delays its own micro-batch only, where threads on one would wait for it at the end of
every layer's every step.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from sparkbert.encoder.base import EncoderIdentity, Encoding
from sparkbert.encoder.batching import TOKEN_BUDGET, plan_batches
from sparkbert.encoder.layers import Bert
from sparkbert.encoder.sentence_model import Pooling, SentenceModel, minilm
from sparkbert.encoder.tokenizer import Pieces
from sparkbert.encoder.weights import ModelFiles, verify_model
from sparkbert.errors import ModelError

MAX_RAW_PIECES = 510
"""all-MiniLM-L6-v2 has no more than 512 positions."""


class SentenceEncoder:
    """A sentence model: token vectors of the last layer, and the pooled vector it was trained for.

    A mean runs over the special pieces too, as in the models' own pooling configurations; the token
    vectors leave them out. Torch's own threads are set to one, in the whole process.

    Parameters
    ----------
    model
        What is known of it.
    threads
        How many micro-batches are encoded at a time; as many as torch would use threads if not
        given.
    raw
        Give token vectors as the published SparkBERT takes them: not brought to unit length, with
        those of the special pieces first and last. The model's identity should say so, since such
        vectors must not meet the others.
    begin_thread
        Is called at the start of each thread that works on one of several micro-batches.

    Raises
    ------
    ModelError
        The weights can't be read, or are not those of the configuration.
    """

    def __init__(
        self,
        model: SentenceModel,
        *,
        threads: int | None = None,
        raw: bool = False,
        begin_thread: Callable[[], None] = lambda: None,
    ) -> None:
        self._n_threads = threads or torch.get_num_threads()
        torch.set_num_threads(1)
        self._pool = ThreadPoolExecutor(
            self._n_threads, thread_name_prefix="encode", initializer=begin_thread
        )
        self._tokenizer = model.load_tokenizer()
        self._before, self._after = self._tokenizer.special_pieces
        self._identity = model.identity
        self._pooling = model.pooling
        self._model = _load(model)
        self._as_encoding = self._raw_encoding if raw else self._encoding

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
            for batch in plan_batches([self._n_ids(one) for one in pieces], token_budget)
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
                [
                    [*self._before, one, *self._after]
                    for one in piece_ids[start : start + TOKEN_BUDGET]
                ]
            )
            states = self._forward(ids, np.ones_like(ids))
            vectors[start : start + len(ids)] = _unit(states[:, len(self._before)])
        return vectors

    def _encode_batch(self, batch: dict[int, Pieces]) -> dict[int, Encoding]:
        width = max(self._n_ids(one) for one in batch.values())
        ids = np.full((len(batch), width), self._model.pad_id, dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        for row, one in enumerate(batch.values()):
            n = self._n_ids(one)
            ids[row, :n] = [*self._before, *one.ids, *self._after]
            mask[row, :n] = 1
        states = self._forward(ids, mask)
        return {
            position: self._as_encoding(one, states[row, : self._n_ids(one)])
            for row, (position, one) in enumerate(batch.items())
        }

    def _forward(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        with torch.inference_mode():
            states: NDArray[np.float32] = self._model(
                torch.from_numpy(ids), torch.from_numpy(mask)
            ).numpy()
        return states

    def _encoding(self, pieces: Pieces, states: NDArray[np.float32]) -> Encoding:
        first = len(self._before)
        return Encoding(
            piece_ids=pieces.ids,
            starts=pieces.starts,
            ends=pieces.ends,
            vectors=_unit(states[first : first + len(pieces)]),
            pooled=self._pooled(states),
        )

    def _raw_encoding(self, pieces: Pieces, states: NDArray[np.float32]) -> Encoding:
        before, after = [0] * len(self._before), [pieces.ends.max(initial=0)] * len(self._after)
        return Encoding(
            piece_ids=_joined(self._before, pieces.ids, self._after),
            starts=_joined(before, pieces.starts, after),
            ends=_joined(before, pieces.ends, after),
            vectors=states.copy(),
            pooled=self._pooled(states),
        )

    def _pooled(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        return _unit(states.mean(axis=0) if self._pooling is Pooling.MEAN else states[0])

    def _n_ids(self, pieces: Pieces) -> int:
        return len(self._before) + len(pieces) + len(self._after)


class BertTokenEncoder(SentenceEncoder):
    """all-MiniLM-L6-v2, whose files are compared with their known hashes first.

    Parameters
    ----------
    files
        The model's files.
    threads, begin_thread
        As of `SentenceEncoder`.
    raw
        As there; texts may then have up to `MAX_RAW_PIECES` pieces.

    Raises
    ------
    ModelError
        A file is not the one whose hash is known.
    """

    def __init__(
        self,
        files: ModelFiles,
        *,
        threads: int | None = None,
        raw: bool = False,
        begin_thread: Callable[[], None] = lambda: None,
    ) -> None:
        verify_model(files)
        model = minilm(files)
        if raw:
            name = f"{model.identity.name}, raw"
            identity = replace(model.identity, name=name, max_pieces=MAX_RAW_PIECES)
            model = replace(model, identity=identity)
        super().__init__(model, threads=threads, raw=raw, begin_thread=begin_thread)


class _Layers(Protocol):
    """Turns piece ids and their mask (texts, pieces) into states (texts, pieces, dimension)."""

    pad_id: int

    def __call__(self, ids: Tensor, mask: Tensor) -> Tensor: ...


def _load(model: SentenceModel) -> _Layers:
    try:
        with torch.inference_mode():
            if model.is_plain_bert:
                return Bert(model.directory)
            from sparkbert.encoder.other_kinds import TransformersModel  # takes seconds to import

            return TransformersModel(model)
    except KeyError as error:
        raise ModelError(
            f"The model in {model.directory} can't be loaded: its file lacks weights, "
            f"{error.args[0]} among them."
        ) from error
    except Exception as error:  # all sorts, from JSON to the shapes of tensors
        raise ModelError(f"The model in {model.directory} can't be loaded: {error}") from error


def _joined(
    before: Sequence[int], pieces: NDArray[np.int32], after: Sequence[int]
) -> NDArray[np.int32]:
    return np.concatenate([before, pieces, after]).astype(np.int32)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
