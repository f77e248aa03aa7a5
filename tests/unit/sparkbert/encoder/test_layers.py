from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

from sparkbert.encoder.layers import Bert

WIDTH = 24


@pytest.fixture
def peer(tmp_path: Path) -> BertModel:
    """A model of three layers with random weights, saved to `tmp_path`."""
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=90,
        hidden_size=WIDTH,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=50,
        max_position_embeddings=20,
        layer_norm_eps=1e-3,
        initializer_range=0.5,
        pad_token_id=7,
    )
    model = BertModel(config, add_pooling_layer=False)
    model.save_pretrained(tmp_path)
    model.train(False)
    return model


def padded_texts() -> tuple[torch.Tensor, torch.Tensor]:
    """Return three texts of 20, 1 and 9 pieces, filled up."""
    ids = torch.randint(0, 90, (3, 20), generator=torch.Generator().manual_seed(1))
    mask = (torch.arange(20) < torch.tensor([[20], [1], [9]])).long()
    return torch.where(mask.bool(), ids, 7), mask


@torch.inference_mode()
def test_states_are_those_of_transformers(peer: BertModel, tmp_path: Path) -> None:
    ours = Bert(tmp_path)
    assert ours.pad_id == 7
    ids, mask = padded_texts()
    for rows in (slice(0, 3), slice(0, 1)):  # filled up, and not
        theirs = peer(input_ids=ids[rows], attention_mask=mask[rows]).last_hidden_state
        real = mask[rows].bool()
        torch.testing.assert_close(
            ours(ids[rows], mask[rows])[real], theirs[real], atol=1e-5, rtol=0
        )
        assert theirs[real].std() > 0.5  # not the same everywhere


@torch.inference_mode()
def test_weights_saved_with_a_head_or_in_half_precision_are_read(
    peer: BertModel, tmp_path: Path
) -> None:
    file = tmp_path / "model.safetensors"
    weights = {f"bert.{name}": one.half() for name, one in load_file(file).items()}
    save_file(weights | {"cls.predictions.bias": torch.zeros(90)}, file)
    ids, mask = padded_texts()
    theirs = peer(input_ids=ids, attention_mask=mask).last_hidden_state
    states = Bert(tmp_path)(ids, mask)
    assert states.dtype == torch.float32
    torch.testing.assert_close(states[0], theirs[0], atol=0.05, rtol=0)


@pytest.mark.usefixtures("peer")
def test_a_weight_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    weights = load_file(file)
    del weights["encoder.layer.1.output.dense.bias"]
    save_file(weights, file)
    with pytest.raises(KeyError, match=r"encoder\.layer\.1\.output\.dense\.bias"):
        Bert(tmp_path)


@pytest.mark.model
def test_the_model_is_loaded_without_transformers() -> None:
    code = (
        "import sys; from app.engine.encoder_child import load_bert; load_bert(); "
        "print('torch' in sys.modules, 'transformers' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["True", "False"]
