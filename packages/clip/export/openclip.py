"""Loads checkpoints of open_clip (https://github.com/mlfoundations/open_clip)."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from open_clip.factory import get_pretrained_cfg
from open_clip.hf_model import HFTextEncoder
from open_clip.tokenizer import (
    HFTokenizer,
    SimpleTokenizer,
    _clean_canonicalize,
    _clean_lower,
    _clean_whitespace,
)
from open_clip.transform import PreprocessCfg, image_transform_v2
from PIL import Image
from torch import nn
from torchvision.transforms import ToTensor

from checkpoints import Checkpoint, Refused, Tokens
from towers import MaskedTextTower, TextTower, VisionTower, exportable

#: open_clip's cleaning functions, by their names in TextSpec.
CLEANINGS = {_clean_lower: "clip", _clean_canonicalize: "canonicalize", _clean_whitespace: "bert"}


def load_open_clip(name: str, tag: str | None, id: str) -> Checkpoint:
    """
    :param name: open_clip's name of the model, with its prefix `hf-hub:` or `local-dir:`, if any.
    :param tag: open_clip's tag of the weights; empty for random weights.
    :param id: the id of the export.
    """
    if tag and not get_pretrained_cfg(name, tag):
        raise Refused(
            f"open_clip has no weights “{tag}” for {name}. Use one of {open_clip.list_pretrained_tags_by_model(name)}."
        )
    random = tag == ""
    if random:
        torch.manual_seed(0)
    try:
        # Such weights would load, but give wrong results.
        warnings.filterwarnings("error", message="QuickGELU mismatch")
        # By default, open_clip would fetch weights of the text encoder's base model if there are none of this model.
        model = open_clip.create_model(
            name, tag or None, pretrained_text=False, require_pretrained=not random
        )
        tokenizer = open_clip.get_tokenizer(name)
    except Exception as error:
        raise Refused(f"open_clip cannot load {name}: {error}") from error
    model.eval()
    if not isinstance(model, (open_clip.CLIP, open_clip.CustomTextCLIP)):
        raise Refused(f"{name} is a {type(model).__name__}. Only models with two separate encoders can be exported.")

    text = getattr(model, "text", model)
    ready = exportable(model)
    ready_text = getattr(ready, "text", ready)
    masked = isinstance(text, HFTextEncoder)
    if masked:
        ready_text.transformer.set_attn_implementation("eager")
        text_tower: nn.Module = MaskedTextTower(ready_text)
        causal, pooled_at_end = False, False
    else:
        if getattr(text, "cls_emb", None) is not None or getattr(text, "use_pad_mask", False):
            raise Refused(
                f"{name} adds a class token or a mask to its texts, which this recipe does not support."
            )
        pooling = text.text_pool_type if text is model else text.pool_type
        end_id = text.text_eos_id if text is model else text.eos_id
        text_tower = TextTower(ready_text, pooling, end_id)
        causal, pooled_at_end = text.attn_mask is not None, pooling in ("argmax", "eos")
    tokens = _Tokenizer(tokenizer, text.config.pad_token_id if masked else None)
    preprocess = PreprocessCfg(**model.visual.preprocess_cfg)
    transforms = image_transform_v2(preprocess, is_train=False).transforms
    to_tensor = next(i for i, each in enumerate(transforms) if isinstance(each, ToTensor))

    def prepare(picture: Image.Image) -> np.ndarray:
        for transform in transforms[:to_tensor]:
            picture = transform(picture)
        return np.asarray(picture)

    def normalise(pixels: np.ndarray) -> torch.Tensor:
        tensor = Image.fromarray(pixels)
        for transform in transforms[to_tensor:]:
            tensor = transform(tensor)
        return tensor

    size = _side(preprocess.size)
    bias = getattr(model, "logit_bias", None)
    scale = model.logit_scale.detach().double().exp().item()
    clean = CLEANINGS[tokenizer.clean_fn]
    return Checkpoint(
        id=id,
        name=id,
        random=random,
        library="open_clip",
        image={
            "size": size,
            "resize": _one_of(preprocess.resize_mode, ("shortest", "squash"), "resizes images"),
            "interpolation": "bilinear" if preprocess.interpolation == "bilinear" else "bicubic",
            "cropOffset": "half-even",
            "mean": list(map(float, preprocess.mean)),
            "std": list(map(float, preprocess.std)),
        },
        text={
            "contextLength": tokenizer.context_length,
            "padTo": "longest" if masked or (causal and pooled_at_end) else "context",
            "padId": tokens.pad_id,
            "clean": clean,
        },
        similarity={
            "kind": "softmax" if bias is None else "sigmoid",
            "logitScale": scale,
            "logitBias": 0 if bias is None else bias.detach().double().item(),
        },
        causal=causal,
        masked=masked,
        vision_tower=VisionTower(ready.visual).eval(),
        text_tower=text_tower.eval(),
        encode_images=model.encode_image,
        encode_texts=lambda given: model.encode_text(given.ids),
        hidden_states=lambda given: hidden_states(model, text, given),
        tokenize=tokens,
        clean=tokenizer.clean_fn,
        prepare=prepare,
        normalise=normalise,
        save_tokenizer=tokens.save,
        config={
            # `clip` is only for models that the runtime would run correctly from this file alone.
            "model_type": "clip" if clean == "clip" and causal and bias is None else "open_clip",
            "projection_dim": model.encode_text(tokens([""]).ids).shape[1],
            "logit_scale": model.logit_scale.item(),
            "text_config": {
                "max_position_embeddings": tokenizer.context_length,
                "eos_token_id": tokens.end_id,
            },
            "vision_config": {"image_size": size},
        },
    )


def hidden_states(model: nn.Module, text: nn.Module, tokens: Tokens) -> torch.Tensor:
    """
    Reads the last hidden layer of open_clip's text encoder, which it does not return, while it encodes.

    :param text: its text encoder, which may be the model itself.
    """
    found: list[torch.Tensor] = []

    def keep(_: nn.Module, __: object, output: Any) -> None:
        found.append(output if isinstance(output, torch.Tensor) else output.last_hidden_state)

    last = text.transformer if isinstance(text, HFTextEncoder) else text.ln_final
    hook = last.register_forward_hook(keep)
    model.encode_text(tokens.ids)
    hook.remove()
    return found[0]


class _Tokenizer:
    """A common interface of open_clip's two tokenizers."""

    def __init__(self, tokenizer: SimpleTokenizer | HFTokenizer, mask_id: int | None) -> None:
        """
        :param mask_id: the id that the text encoder masks, or None if it masks none.
        """
        self.tokenizer = tokenizer
        self.mask_id = mask_id
        if isinstance(tokenizer, SimpleTokenizer):
            if tokenizer.reduction_fn is not None or len(tokenizer.all_special_ids) > 2:
                raise Refused("The tokenizer drops words or has its own special tokens.")
            self.pad_id, self.end_id = 0, tokenizer.eot_token_id
        elif isinstance(tokenizer, HFTokenizer):
            if tokenizer.strip_sep_token or tokenizer.tokenizer_mode or not tokenizer.tokenizer.is_fast:
                raise Refused("The tokenizer does something that tokenizer.json cannot express.")
            self.pad_id, self.end_id = tokenizer.tokenizer.pad_token_id, tokenizer.tokenizer.eos_token_id
        else:
            raise Refused(f"The tokenizer is a {type(tokenizer).__name__}, which has no tokenizer.json.")
        if mask_id is not None and mask_id != self.pad_id:
            raise Refused(f"Texts are padded with {self.pad_id}, but the text encoder masks {mask_id}.")

    def __call__(self, texts: list[str]) -> Tokens:
        ids = self.tokenizer(texts)
        mask = torch.ones_like(ids) if self.mask_id is None else (ids != self.mask_id).long()
        return Tokens(ids, mask, [min(self._count(text), ids.shape[1]) for text in texts])

    def _count(self, text: str) -> int:
        if isinstance(self.tokenizer, SimpleTokenizer):
            return len(self.tokenizer.encode(text)) + 2
        return len(self.tokenizer.tokenizer(self.tokenizer.clean_fn(text)).input_ids)

    def save(self, folder: Path) -> None:
        if isinstance(self.tokenizer, HFTokenizer):
            self.tokenizer.save_pretrained(folder)
            return
        configs = {
            "tokenizer.json": clip_tokenizer_json(self.tokenizer),
            "tokenizer_config.json": {
                "tokenizer_class": "CLIPTokenizer",
                "model_max_length": self.tokenizer.context_length,
                **dict.fromkeys(("unk_token", "eos_token", "pad_token"), "<|endoftext|>"),
                "bos_token": "<|startoftext|>",
            },
        }
        for file, content in configs.items():
            (folder / file).write_text(json.dumps(content, ensure_ascii=False), "utf8")


def clip_tokenizer_json(tokenizer: SimpleTokenizer) -> dict[str, Any]:
    """
    Returns CLIP's BPE as tokenizer.json, in the form of openai/clip-vit-base-patch32: with transformers' names of the
    special tokens. For clean texts the ids are the same.
    """
    names = {"<start_of_text>": "<|startoftext|>", "<end_of_text>": "<|endoftext|>"}
    vocabulary = {names.get(token, token): id for token, id in tokenizer.encoder.items()}
    start, end = (vocabulary[name] for name in names.values())
    pattern = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    plain = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": vocabulary[name], "content": name, **plain} for name in names.values()],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFC"},
                {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
                {"type": "Lowercase"},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Removed", "invert": True},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
            ],
        },
        "post_processor": {
            "type": "RobertaProcessing",
            "sep": ["<|endoftext|>", end],
            "cls": ["<|startoftext|>", start],
            "trim_offsets": False,
            "add_prefix_space": False,
        },
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": "<|endoftext|>",
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "</w>",
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": vocabulary,
            "merges": [list(pair) for pair in tokenizer.bpe_ranks],
        },
    }


def _side(size: int | tuple[int, int]) -> int:
    if isinstance(size, int):
        return size
    height, width = size
    if height != width:
        raise Refused(f"Images are {width}x{height}, but the runtime supports only square ones.")
    return int(height)


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> str:
    if value not in allowed:
        raise Refused(f"The model {what} as “{value}”, but the runtime supports only {' and '.join(allowed)}.")
    return value
