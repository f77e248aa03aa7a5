from __future__ import annotations

from pathlib import Path

import pytest

from sparkbert.encoder.tokenizer import PieceTokenizer
from sparkbert.encoder.weights import find_model
from sparkbert.errors import VocabularyError
from sparkbert.vocabulary.sampling import sample_passages

TOKENIZER = PieceTokenizer(find_model().tokenizer)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A large domain of passages of 10 tokens and a small one of passages of 5."""
    large = [f"large {number} " + "word " * 8 for number in range(90)]
    small = [f"small {number} " + "word " * 3 for number in range(10)]
    (tmp_path / "large.txt").write_text("\n".join(large), encoding="utf-8")
    (tmp_path / "small.txt").write_text("\n\n \n".join(small) + "\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("not a domain")
    return tmp_path


def sample(
    *corpus: Path, max_pieces: int = 254, n_tokens: int | None = None, seed: int = 1
) -> list[str]:
    passages = sample_passages(
        corpus, TOKENIZER, max_pieces=max_pieces, n_tokens=n_tokens, seed=seed
    )
    return list(passages)


def n_tokens_of(passages: list[str], domain: str) -> int:
    return sum(TOKENIZER.count(one) for one in passages if one.startswith(domain))


def test_domains_give_equally_until_one_runs_out(corpus: Path) -> None:
    passages = sample(corpus, n_tokens=80)
    assert abs(n_tokens_of(passages, "large") - n_tokens_of(passages, "small")) <= 10
    passages = sample(corpus, n_tokens=500)
    assert n_tokens_of(passages, "small") == 50
    assert 450 <= n_tokens_of(passages, "large") < 460


def test_no_limit_takes_every_passage_once(corpus: Path) -> None:
    passages = sample(corpus)
    assert len(passages) == len(set(passages)) == 100
    assert all(one.strip() for one in passages)


def test_the_seed_decides_alone(corpus: Path) -> None:
    assert sample(corpus, n_tokens=200) == sample(corpus, n_tokens=200)
    assert sample(corpus, n_tokens=200) != sample(corpus, n_tokens=200, seed=2)


def test_files_may_be_given_one_by_one(corpus: Path) -> None:
    passages = sample(corpus / "small.txt")
    assert len(passages) == 10
    assert passages != sorted(passages)


def test_long_passages_are_cut_at_the_end_of_a_piece(corpus: Path) -> None:
    (corpus / "long.txt").write_text("An embeddings lookup", encoding="utf-8")
    assert sample(corpus / "long.txt", max_pieces=3) == ["An embed"]
    assert sample(corpus / "long.txt", max_pieces=5) == ["An embeddings"]


def test_passages_without_a_piece_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("\u200b\u0301\nreal", encoding="utf-8")
    assert sample(path) == ["real"]


def test_a_corpus_without_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n \n")
    for corpus in ([tmp_path], [tmp_path / "empty.txt"], []):
        with pytest.raises(VocabularyError, match="holds no text"):
            sample(*corpus)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    with pytest.raises(VocabularyError, match=r"latin\.txt can't be read as UTF-8"):
        sample(tmp_path)
    with pytest.raises(VocabularyError, match=r"missing\.txt can't be read"):
        sample(tmp_path / "missing.txt")
