"""What does a whole benchmark do, in which order?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.bench.encoding import cut_texts, measure_encoding
from app.bench.indexing import measure_indexing
from app.bench.processes import child_pid, memory_bytes
from app.bench.results import BenchReport, ChunkSize, Machine, Memory
from app.bench.searching import measure_queries
from app.bench.texts import TextMaker, copy_samples, queries
from app.engine.encoder_child import EncoderFactory
from app.engine.encoder_link import PROCESS_NAME
from app.engine.encoder_process import EncoderProcess
from app.engine.workplace import Tools
from sparkbert.index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured.

    Parameters
    ----------
    n_texts
        Texts that are encoded in a race.
    repetitions
        Pairs of runs for each peer.
    n_documents
        Documents that are made and indexed beside the samples.
    n_queries
        Queries that are asked.
    """

    n_texts: int = 128
    repetitions: int = 5
    n_documents: int = 60
    n_queries: int = 100


QUICK = Extent(n_texts=48, repetitions=2, n_documents=10, n_queries=30)


def run_benchmark(
    work: Path,
    tools: Tools,
    peers: Mapping[str, EncoderFactory],
    samples: Path,
    extent: Extent,
    folder: Path | None = None,
    tell: Callable[[str], None] = lambda text: None,
) -> BenchReport:
    """Measure encoding, indexing and searching in turn.

    Parameters
    ----------
    work
        An empty folder of ours.
    tools
        What the engine works with.
    peers
        What loads the encoders that ours is compared with, by name.
    samples
        The sample documents, whose sentences the texts are made of.
    extent
        How much is measured.
    folder
        What is indexed; the samples and documents made of them, if not given.
    tell
        Is called with what is going on.
    """
    machine = Machine(os.cpu_count() or 1, _load())
    maker = TextMaker(samples)
    if folder is None:
        folder = work / "documents"
        copy_samples(samples, folder)
        maker.write_documents(folder, extent.n_documents)
    index = work / "index"
    with EncoderProcess(tools.encoder) as encoder:
        tell("indexing")
        indexing = measure_indexing(index, folder, tools, encoder)
        with Snapshot.open(index) as snapshot:
            held = snapshot.statistics()
            texts = snapshot.texts(snapshot.live.nonzero()[0])
        tell("searching")
        times = measure_queries(index, tools, encoder.urgent, queries(texts, extent.n_queries))
        encoder_pid = child_pid(PROCESS_NAME)
        memory = Memory(
            engine=memory_bytes(os.getpid()),
            encoder=None if encoder_pid is None else memory_bytes(encoder_pid),
        )
        raced = cut_texts(
            [maker.text() for _ in range(extent.n_texts)],
            tools.tokenizer,
            encoder.identity.max_pieces,
        )
        encoding = measure_encoding(encoder, peers, tools.senses, raced, extent.repetitions, tell)
    return BenchReport(
        machine=machine,
        encoding=encoding,
        indexing=indexing,
        chunk_size=ChunkSize(
            words=held.bytes_words / held.chunks,
            senses=held.bytes_senses / held.chunks,
            pooled=held.bytes_pooled / held.chunks,
            catalog=held.bytes_catalog / held.chunks,
        ),
        queries=times,
        memory=memory,
    )


def _load() -> float | None:
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):  # Windows has none
        return None
