"""How do tests get a sentence model of a few kilobytes, with random weights, on disk?"""

from __future__ import annotations

import json
import string
from pathlib import Path

from tokenizers import Tokenizer, decoders
from tokenizers.models import BPE, Unigram, WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer, ByteLevel, Metaspace
from tokenizers.processors import TemplateProcessing

DIMENSION = 32
POSITIONS = 48
_SYLLABLES = [a + b for a in "bdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "en", "or")]
_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def save_sentence_model(
    folder: Path,
    *,
    kind: str = "bert",
    seed: int = 1,
    pooling: str = "mean",
    tokenizer: str = "WordPiece",
) -> Path:
    """Write a small model as sentence-transformers lays it out, and return its folder."""
    import torch
    from transformers import AutoConfig, AutoModel

    folder.mkdir(parents=True)
    made = {"WordPiece": _wordpiece, "Unigram": _unigram, "BPE": _bpe}[tokenizer]()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    made.save(str(folder / "tokenizer.json"))
    n_pieces = made.get_vocab_size()
    torch.manual_seed(seed)
    config = AutoConfig.for_model(
        kind,
        vocab_size=n_pieces,
        hidden_size=DIMENSION,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=POSITIONS,
        pad_token_id=0,
        embedding_size=DIMENSION,
    )
    AutoModel.from_config(config).save_pretrained(folder)  # type: ignore[no-untyped-call]
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


def _wordpiece() -> Tokenizer:
    letters = string.ascii_lowercase + string.digits + ".,?"
    pieces = [*_SPECIAL, *letters, *_SYLLABLES]
    pieces += [f"##{one}" for one in (*string.ascii_lowercase, *_SYLLABLES)]
    tokenizer = Tokenizer(WordPiece({one: n for n, one in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.add_special_tokens(_SPECIAL)
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def _unigram() -> Tokenizer:
    signs = [*string.ascii_letters, *string.digits, *"\u2581.,?\u65e5\u00e9\u201c\u201d"]
    pieces = [*_SPECIAL, *signs, *_SYLLABLES, *(f"\u2581{one}" for one in _SYLLABLES)]
    weighed = [(one, -1.0 / len(one)) for one in pieces]
    tokenizer = Tokenizer(Unigram(weighed, unk_id=1))
    tokenizer.pre_tokenizer = Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def _bpe() -> Tokenizer:
    pieces = [*_SPECIAL, *sorted(ByteLevel.alphabet()), "an", "\u0120b", "oa"]
    merges = [("a", "n"), ("\u0120", "b"), ("o", "a")]
    tokenizer = Tokenizer(BPE({one: n for n, one in enumerate(pieces)}, merges))
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer
