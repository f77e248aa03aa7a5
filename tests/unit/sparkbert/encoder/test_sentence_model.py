from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sparkbert.encoder.sentence_model import Pooling, is_minilm, minilm, read_model
from sparkbert.encoder.weights import MAX_PIECES, find_model
from sparkbert.errors import ModelError
from tests.support.sentence_models import DIMENSION, POSITIONS, save_sentence_model

pytestmark = pytest.mark.model  # torch writes the models


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_sentence_model(tmp_path_factory.mktemp("models") / "small-bert")


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "small-bert"))


def change(file: Path, **values: object) -> None:
    fields = json.loads(file.read_text())
    file.write_text(json.dumps({**fields, **values}))


def test_a_folder_says_what_its_model_is(folder: Path) -> None:
    model = read_model(folder)
    assert model.identity.name == "small-bert"
    assert model.identity.dimension == DIMENSION
    assert model.identity.max_pieces == POSITIONS - 2
    assert model.pooling is Pooling.MEAN


def test_texts_are_cut_where_the_authors_cut_them(folder: Path) -> None:
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 20}')
    assert read_model(folder).identity.max_pieces == 18
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 2}')
    with pytest.raises(ModelError, match="too few"):
        read_model(folder)


@pytest.mark.parametrize(
    "file", ["config.json", "tokenizer.json", "model.safetensors", "1_Pooling/config.json"]
)
def test_every_file_that_has_a_say_changes_the_identity(folder: Path, file: str) -> None:
    before = read_model(folder).identity.sha256
    with (folder / file).open("ab") as stream:
        stream.write(b"\n")
    assert read_model(folder).identity.sha256 != before


@pytest.mark.parametrize(
    "config",
    [
        {"pooling_mode_cls_token": True},
        {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False},
        {"pooling_mode": "cls"},
        {"pooling_mode": ["cls"]},
    ],
)
def test_pooling_is_read_in_all_its_spellings(folder: Path, config: dict[str, object]) -> None:
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(config))
    assert read_model(folder).pooling is Pooling.CLS


def test_without_a_word_about_pooling_it_is_the_mean(folder: Path) -> None:
    (folder / "modules.json").unlink()
    assert read_model(folder).pooling is Pooling.MEAN


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda at: (at / "tokenizer.json").unlink(), "lacks tokenizer.json"),
        (lambda at: (at / "model.safetensors").unlink(), "lacks model.safetensors"),
        (lambda at: (at / "config.json").write_text("{"), "no JSON"),
        (lambda at: change(at / "config.json", model_type="t5"), "type 't5'"),
        (lambda at: change(at / "config.json", hidden_size=None), "hidden_size"),
        (lambda at: change(at / "tokenizer.json", model={"type": "WordLevel"}), "'WordLevel'"),
        (lambda at: (at / "modules.json").write_text('[{"type": "x.Dense"}]'), "'Dense'"),
        (lambda at: (at / "modules.json").write_text('["x"]'), "modules.json"),
        (lambda at: (at / "1_Pooling" / "config.json").unlink(), "can't be read"),
        (
            lambda at: change(at / "1_Pooling" / "config.json", pooling_mode_max_tokens=True),
            "max, mean",
        ),
    ],
)
def test_what_can_not_be_used_is_refused(
    folder: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    spoil(folder)
    with pytest.raises(ModelError, match=reason):
        read_model(folder)


def test_weights_that_do_not_fit_are_refused(folder: Path) -> None:
    from sparkbert.encoder.bert import SentenceEncoder

    for weights in (b"\x08\0\0\0\0\0\0\0{}      ", b"nothing of the kind"):
        (folder / "model.safetensors").write_bytes(weights)
        with pytest.raises(ModelError, match="can't be loaded"):
            SentenceEncoder(read_model(folder), threads=1)


def test_the_installed_model_is_one_of_them() -> None:
    files = find_model()
    known = minilm(files)
    assert is_minilm(files.directory)
    assert read_model(files.directory).pooling is known.pooling
    assert read_model(files.directory).identity.max_pieces == MAX_PIECES


@pytest.mark.parametrize("pooling", list(Pooling))
def test_vectors_are_those_of_the_model(tmp_path: Path, pooling: Pooling) -> None:
    import torch
    from transformers import BertModel

    from sparkbert.encoder.bert import SentenceEncoder

    folder = save_sentence_model(tmp_path / "model", pooling=pooling)
    model = read_model(folder)
    encoder = SentenceEncoder(model, threads=1)
    texts = ["banana boat", "a much longer text about lagoons", ""]
    for text, one in zip(texts, encoder.encode(texts), strict=True):
        pieces = model.load_tokenizer()(text).ids.tolist()
        plain = BertModel.from_pretrained(folder)
        plain.train(False)
        with torch.inference_mode():
            states = plain(torch.tensor([[2, *pieces, 3]])).last_hidden_state[0].numpy()
        whole = states.mean(axis=0) if pooling is Pooling.MEAN else states[0]
        np.testing.assert_allclose(one.pooled, whole / np.linalg.norm(whole), atol=1e-5)
        norms = np.linalg.norm(states[1:-1], axis=1, keepdims=True)
        np.testing.assert_allclose(one.vectors, states[1:-1] / norms, atol=1e-5)


@pytest.mark.parametrize(
    "other", [{"hidden_act": "relu"}, {"position_embedding_type": "relative_key"}]
)
def test_a_bert_with_a_later_turn_is_left_to_transformers(
    folder: Path, other: dict[str, str]
) -> None:
    assert read_model(folder).is_plain_bert
    change(folder / "config.json", **other)
    assert not read_model(folder).is_plain_bert


def test_an_index_can_be_made_with_any_of_them(original: Path, tmp_path: Path) -> None:
    from sparkbert import SparkBert
    from sparkbert.errors import VocabularyError

    texts: list[tuple[int | str, str]] = [
        ("a", "the banana boat sails to the lagoon"),
        (2, "dragons guard the mountain"),
    ]
    with SparkBert.open(tmp_path / "index", encoder=original) as index:
        index.index(texts)
        assert index.search("banana boat", top_k=1)[0].id == "a"
    with SparkBert.open(tmp_path / "index", encoder=str(original)) as again:
        assert again.search("dragons", top_k=1)[0].id == 2
    with pytest.raises(VocabularyError, match="of its own"):
        SparkBert.open(tmp_path / "index")


@pytest.mark.parametrize(
    "kind",
    ["albert", "camembert", "distilbert", "electra", "mpnet", "roberta", "xlm-roberta"],
)
def test_every_kind_reads_texts_as_long_as_it_says(tmp_path: Path, kind: str) -> None:
    from sparkbert.encoder.bert import SentenceEncoder

    model = read_model(save_sentence_model(tmp_path / "model", kind=kind))
    n_pieces = model.identity.max_pieces
    encoder = SentenceEncoder(model, threads=1)
    longest, short = encoder.encode([" ".join(["ba"] * n_pieces), "banana"])
    assert longest.vectors.shape == (n_pieces, DIMENSION)
    (alone,) = encoder.encode(["banana"])
    np.testing.assert_allclose(short.pooled, alone.pooled, atol=1e-5)
    with pytest.raises(ValueError, match=f"at most {n_pieces}"):
        encoder.encode([" ".join(["ba"] * (n_pieces + 1))])


@pytest.mark.parametrize("kind", ["Unigram", "BPE"])
def test_other_tokenizers_will_do(tmp_path: Path, kind: str) -> None:
    from sparkbert import SparkBert

    folder = save_sentence_model(tmp_path / "model", tokenizer=kind)
    tokenizer = read_model(folder).load_tokenizer()
    text = "the banana,  日 boats  at Caf\u00e9 \u201cLagoon\u201d"
    pieces = tokenizer(text)
    assert tokenizer.special_pieces == ((2,), (3,))
    parts = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert all(part == part.strip() for part in parts)
    assert "".join(dict.fromkeys("".join(parts))) == "".join(dict.fromkeys(text.replace(" ", "")))
    words = {part for part, is_ in zip(parts, tokenizer.is_word[pieces.ids], strict=True) if is_}
    assert {"t", "日"} <= words
    assert not words & {",", "", " "}
    long = f"{text}. {'sand and salt on the lagoon. ' * 30}"
    with SparkBert.open(tmp_path / "index", encoder=folder) as index:
        index.index([("a", long), (2, "dragons guard the mountain")])
        best = index.search("banana boats", top_k=1)[0]
    assert best.id == "a"
    assert best.text == long[best.start : best.end]
    assert "banana" in {long[one.start : one.end] for one in best.highlights}


def test_a_copy_of_the_installed_model_is_that_model(tmp_path: Path) -> None:
    from sparkbert import SparkBert

    with SparkBert.open(tmp_path / "index") as index:
        assert len(index) == 0
    with SparkBert.open(tmp_path / "index", encoder=find_model().directory) as again:
        assert len(again) == 0
