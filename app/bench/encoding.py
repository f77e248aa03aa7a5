"""How fast are texts encoded, compared with the usual loop, and how fast are senses found?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

from app.bench.results import EncodingPace, PeerPace, Spread
from app.engine.encoder_child import BatchEncoder, EncoderFactory
from app.engine.encoder_process import EncoderProcess
from app.engine.meaning import SenseAssigner
from sparkbert.encoder.base import Encoding
from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model

PEERS = {
    "batches of 32, padded to the longest": False,
    "batches of 32, padded to 256": True,
}
"""What we race against, and whether it pads to the full width."""


def load_padded(directory: Path | None, to_full_width: bool) -> BatchEncoder:
    """Load the usual loop over transformers; raises ModelError."""
    from sparkbert.encoder.padded import PaddedEncoder  # imports torch: only ever in the child

    return PaddedEncoder(find_model(directory), to_full_width=to_full_width)


def measure_encoding(
    ours: EncoderProcess,
    peers: Mapping[str, EncoderFactory],
    senses: SenseAssigner,
    texts: Sequence[str],
    repetitions: int,
    tell: Callable[[str], None] = lambda text: None,
) -> EncodingPace:
    """Let our encoder and each peer encode the same texts in turns, each in its own process.

    Parameters
    ----------
    ours
        Our encoder.
    peers
        What loads the others, by name; one is loaded at a time.
    senses
        Turns vectors into senses.
    texts
        What is encoded; none longer than the encoder takes.
    repetitions
        How many pairs are measured for each peer; who goes first changes from pair to pair.
    tell
        Is called with what is going on.
    """
    encodings = ours.encode(texts)  # warms up
    n_tokens = sum(len(one.piece_ids) for one in encodings)
    our_times: list[float] = []
    paces = []
    for name, factory in peers.items():
        tell(f"encoding {len(texts)} texts: {name}")
        with EncoderProcess(factory) as peer:
            peer.encode(texts[:1])  # loads the model
            pairs = [_pair(ours, peer, texts, turn % 2 == 1) for turn in range(repetitions)]
        our_times += [mine for mine, _ in pairs]
        per_s = Spread.of([n_tokens / theirs for _, theirs in pairs])
        paces.append(PeerPace(name, per_s, Spread.of([theirs / mine for mine, theirs in pairs])))
    tell("finding senses")
    lookups = [_lookup_seconds(senses, encodings) for _ in our_times]
    return EncodingPace(
        n_texts=len(texts),
        n_tokens=n_tokens,
        ours_per_s=Spread.of([n_tokens / seconds for seconds in our_times]),
        peers=tuple(paces),
        lookup_per_s=Spread.of([n_tokens / seconds for seconds in lookups]),
        lookup_ratio=Spread.of(
            [mine / lookup for mine, lookup in zip(our_times, lookups, strict=True)]
        ),
    )


def cut_texts(texts: Sequence[str], tokenizer: PieceTokenizer, max_pieces: int) -> list[str]:
    """Return texts without what an encoder would not take."""
    return [tokenizer(text).cut(text, max_pieces) for text in texts]


def _pair(
    ours: EncoderProcess, peer: EncoderProcess, texts: Sequence[str], peer_first: bool
) -> tuple[float, float]:
    """Return our seconds and the peer's."""
    if peer_first:
        theirs = _seconds(peer, texts)
        return _seconds(ours, texts), theirs
    mine = _seconds(ours, texts)
    return mine, _seconds(peer, texts)


def _seconds(encoder: EncoderProcess, texts: Sequence[str]) -> float:
    start = perf_counter()
    encoder.encode(texts)
    return perf_counter() - start


def _lookup_seconds(senses: SenseAssigner, encodings: Sequence[Encoding]) -> float:
    start = perf_counter()
    for encoding in encodings:
        senses.encode(encoding)
    return perf_counter() - start
