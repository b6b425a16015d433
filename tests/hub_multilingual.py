"""A multilingual base as on the hub: mT0-small's files and tokenizer's shape, few dimensions, random weights."""

from __future__ import annotations

import io
import json

import sentencepiece
import torch
from sentencepiece import sentencepiece_model_pb2
from transformers import MT5Config, MT5ForConditionalGeneration

from tests.hub_t5 import t5_files

PIECES = 250_100  # of mT5's tokenizer, its 256 bytes and 100 sentinels included
ROWS = 250_112  # of its embeddings
TEXTS = (
    "小王：我的包裹在哪里？",
    "客服：包裹明天下午三点送到。",
    "顾客想退货，客服说七天内可以，请带上发票。",
    "小王询问水壶、台灯、退款、外套、打印机、发票、路由器、车票、窗户、花盆、地毯、镜子、瓶子什么时候到，对吗？",
    "客服说订单、仓库、快递员、保修期、店里、邮件、周末、价格、颜色、尺寸、数量、地址、电话、退回没有问题，请放心，12号送到。",
    "Summarize this conversation. Amy: Hi, where is my parcel? Ben: It comes tomorrow.",
    "Peña llegó tarde. ¿Dónde está la niña?",
    "Пакет придёт завтра.",
    "अमित का पार्सल कल आएगा।",
)


def tokenizer_model() -> bytes:
    """A SentencePiece model of mT5's kind: Unigram, bytes for what it does not know, sentinels last, 250,100 pieces."""
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXTS * 20),
        model_writer=made,
        vocab_size=600,
        hard_vocab_limit=False,
        byte_fallback=True,
        character_coverage=1.0,
        normalization_rule_name="nmt_nfkc",
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto.FromString(made.getvalue())
    while len(model.pieces) < PIECES - 100:
        model.pieces.add(piece=f"▁never{len(model.pieces)}", score=-100.0)
    for number in reversed(range(100)):
        model.pieces.add(piece=f"▁<extra_id_{number}>", score=0.0)
    return model.SerializeToString()


def multilingual_files() -> dict[str, bytes]:
    """Every file of the repository that is asked for, and a pickle that never is."""
    torch.manual_seed(0)
    config = MT5Config(
        vocab_size=ROWS,
        d_model=16,
        d_kv=4,
        d_ff=48,
        num_layers=2,
        num_decoder_layers=2,
        num_heads=4,
        dropout_rate=0.1,
        feed_forward_proj="gated-gelu",
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
        architectures=["MT5ForConditionalGeneration"],
        tie_word_embeddings=False,
    )
    settings = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "model_max_length": 1_000_000_000}
    special = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    return t5_files(MT5ForConditionalGeneration(config)) | {
        "tokenizer_config.json": json.dumps(settings | special).encode(),
        "special_tokens_map.json": json.dumps(special).encode(),
        "spiece.model": tokenizer_model(),
    }
