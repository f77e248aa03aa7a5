"""How do tests get a sentence model of a few kilobytes, with random weights, on disk?"""

from __future__ import annotations

import json
import string
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

DIMENSION = 32
POSITIONS = 48
_SYLLABLES = [a + b for a in "bdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "en", "or")]
_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def save_sentence_model(folder: Path, *, seed: int = 1, pooling: str = "mean") -> Path:
    """Write a small BERT as sentence-transformers lays it out, and return its folder."""
    import torch
    from transformers import BertConfig, BertModel

    folder.mkdir(parents=True)
    n_pieces = _save_tokenizer(folder / "tokenizer.json")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=n_pieces,
        hidden_size=DIMENSION,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=POSITIONS,
        pad_token_id=0,
    )
    BertModel(config).save_pretrained(folder)
    prefix = "sentence_transformers.models."
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": f"{prefix}Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{prefix}Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{prefix}Normalize"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "1_Pooling").mkdir()
    modes = {"pooling_mode_cls_token": pooling == "cls", "pooling_mode_mean_tokens": False}
    modes[f"pooling_mode_{pooling}_tokens"] = pooling != "cls"
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(modes))
    return folder


def _save_tokenizer(path: Path) -> int:
    letters = string.ascii_lowercase + string.digits + ".,?"
    pieces = [*_SPECIAL, *letters, *_SYLLABLES]
    pieces += [f"##{one}" for one in (*string.ascii_lowercase, *_SYLLABLES)]
    tokenizer = Tokenizer(WordPiece({one: n for n, one in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.add_special_tokens(_SPECIAL)
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(path))
    return len(pieces)
