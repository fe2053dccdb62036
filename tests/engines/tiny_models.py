"""Tiny models with random weights, one for each family, made on the spot."""

import io
import json
from pathlib import Path

import torch
from sentencepiece import SentencePieceTrainer
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    GenerationConfig,
    MarianConfig,
    MarianMTModel,
    PegasusConfig,
    PegasusForConditionalGeneration,
    PreTrainedModel,
    T5Config,
    T5ForConditionalGeneration,
)

LINES = (Path(__file__).parent / "parity.txt").read_text(encoding="utf-8").splitlines()
_SHAPE = {"d_model": 32, "dropout": 0.0, "max_position_embeddings": 64}
_LAYERS = {
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
}


def save_marian(
    folder: Path, *, targets: tuple[str, ...] = (), safetensors: bool = True, seed: int = 7
) -> Path:
    """Save a Marian model; `targets` are language tokens as `>>eng<<`."""
    folder.mkdir(parents=True, exist_ok=True)
    model = _train_pieces()
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model)
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_proto=model)
    known = [pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())]
    vocabulary = ["</s>", "<unk>", *targets, *known, "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({t: i for i, t in enumerate(vocabulary)}))
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "MarianTokenizer", "model_max_length": 64})
    )
    pad = len(vocabulary) - 1
    config = MarianConfig(
        vocab_size=len(vocabulary),
        pad_token_id=pad,
        decoder_start_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        activation_function="swish",
        scale_embedding=True,
        **_SHAPE,
        **_LAYERS,
    )
    return _save(MarianMTModel, config, folder, safetensors=safetensors, seed=seed)


def save_bart(folder: Path, *, old: bool = False) -> Path:
    """Save a BART model whose targets start with a forced `<s>`, as bart-large-cnn's do.

    An `old` one has `vocab.json` and `merges.txt` instead of `tokenizer.json`.
    """
    backend = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    backend.train_from_iterator(
        LINES,
        trainers.BpeTrainer(
            vocab_size=400,
            special_tokens=special,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    backend.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    _save_tokenizer(backend, folder, {"bos_token": "<s>"})
    if old:
        (folder / "tokenizer.json").unlink()
        (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 64}))
        backend.model.save(str(folder))
    config = BartConfig(
        vocab_size=backend.get_vocab_size(), forced_bos_token_id=0, **_SHAPE, **_LAYERS
    )
    return _save(BartForConditionalGeneration, config, folder)


def save_pegasus(folder: Path, *, old: bool = False) -> Path:
    """Save a Pegasus model; an `old` one has a SentencePiece file and 103 tokens before it."""
    size = _save_unigram(folder, old=old, extra=103)
    config = PegasusConfig(
        vocab_size=size,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
        forced_eos_token_id=1,
        **_SHAPE,
        **_LAYERS,
    )
    return _save(PegasusForConditionalGeneration, config, folder)


def save_pegasus_with_lines(folder: Path) -> Path:
    """Save a Pegasus model that wants to write its vocabulary's last word but one, then `<n>`."""
    save_pegasus(folder)
    file = folder / "tokenizer.json"
    tokenizer = json.loads(file.read_text(encoding="utf-8"))
    pieces = tokenizer["model"]["vocab"]
    pieces[-1][0], pieces[-2][0] = "<n>", "▁Oslo"
    file.write_text(json.dumps(tokenizer), encoding="utf-8")
    model = PegasusForConditionalGeneration.from_pretrained(folder)
    model.final_logits_bias[0, -1], model.final_logits_bias[0, -2] = 900, 1000
    model.save_pretrained(folder)
    return folder


def save_t5(folder: Path, *, old: bool = False) -> Path:
    """Save a T5 model whose config names its task prefix.

    An `old` one has a SentencePiece file and 100 sentinels after it.
    """
    size = _save_unigram(folder, old=old, extra=100)
    config = T5Config(
        vocab_size=size,
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        n_positions=64,
        dropout_rate=0.0,
        decoder_start_token_id=0,
        task_specific_params={"summarization": {"prefix": "summarize: "}},
    )
    return _save(T5ForConditionalGeneration, config, folder)


def _save_unigram(folder: Path, *, old: bool, extra: int) -> int:
    """Save a unigram tokenizer and return how many embeddings its model needs."""
    if not old:
        backend = _unigram(["<pad>", "</s>", "<unk>"])
        _save_tokenizer(backend, folder, {})
        return int(backend.get_vocab_size())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "spiece.model").write_bytes(_train_pieces(pad_id=0, eos_id=1, unk_id=2, bos_id=-1))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 64}))
    return 300 + extra


def _train_pieces(**ids: int) -> bytes:
    model = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_writer=model, vocab_size=300, minloglevel=2, **ids
    )
    return model.getvalue()


def _unigram(special: list[str]) -> Tokenizer:
    backend = Tokenizer(models.Unigram())
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    backend.decoder = decoders.Metaspace()
    backend.train_from_iterator(
        LINES,
        trainers.UnigramTrainer(
            vocab_size=300,
            special_tokens=special,
            unk_token="<unk>",  # noqa: S106 - a vocabulary entry
            show_progress=False,
        ),
    )
    backend.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 1)]
    )
    return backend


def _save_tokenizer(backend: Tokenizer, folder: Path, special: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    backend.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 64,
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        **special,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))


def _save(
    kind: type[PreTrainedModel],
    config: object,
    folder: Path,
    *,
    safetensors: bool = True,
    seed: int = 7,
) -> Path:
    torch.manual_seed(seed)
    model = kind(config)
    with torch.no_grad():
        # Sharper than an initialisation, so that the best hypothesis is far from the second.
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1 and "embed_positions" not in name:
                parameter.mul_(4)
        if isinstance(model, BartForConditionalGeneration):
            # Its targets start with the end token, and tied embeddings make it likely again.
            model.final_logits_bias[:, 2] = -9.0
    model.generation_config = GenerationConfig.from_model_config(config)
    model.save_pretrained(folder)
    if not safetensors:
        state = {name: value.clone() for name, value in model.state_dict().items()}
        torch.save(state, folder / "pytorch_model.bin")
        (folder / "model.safetensors").unlink()
    return folder
