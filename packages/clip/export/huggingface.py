"""Loads checkpoints of transformers (https://github.com/huggingface/transformers): CLIP, Chinese-CLIP, SigLIP."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from transformers import (
    AutoImageProcessor,
    AutoModel,
    AutoTokenizer,
    ChineseCLIPModel,
    CLIPModel,
    SiglipModel,
)

from checkpoints import Checkpoint, Refused, Tokens
from towers import VisionTower, additive, causal_mask, pick

INTERPOLATIONS = {2: "bilinear", 3: "bicubic"}


def load_transformers(name: str, id: str) -> Checkpoint:
    """
    :param name: a repository, or a folder in the same layout.
    :param id: the id of the export.
    """
    try:
        model = AutoModel.from_pretrained(name, dtype=torch.float32).eval()
        tokenizer = AutoTokenizer.from_pretrained(name)
        # The runtime reproduces Pillow's resampling. That of torchvision differs by two levels.
        processor = AutoImageProcessor.from_pretrained(name, backend="pil")
    except Exception as error:
        raise Refused(f"transformers cannot load {name}: {error}") from error
    if not isinstance(model, (CLIPModel, ChineseCLIPModel, SiglipModel)):
        raise Refused(
            f"{name} is a {type(model).__name__}. Of transformers’ models, only CLIPModel, ChineseCLIPModel and "
            "SiglipModel can be exported."
        )
    if not tokenizer.is_fast:
        raise Refused(f"{name} has no tokenizer.json. Use open_clip's checkpoint of the same model.")

    masked = isinstance(model, ChineseCLIPModel)
    causal = isinstance(model, CLIPModel)
    config = model.config.text_config
    context = min(tokenizer.model_max_length, config.max_position_embeddings)
    if isinstance(model, ChineseCLIPModel):
        # Its BERT has 512 positions, but was trained with 52 (https://github.com/OFA-Sys/Chinese-CLIP).
        context = min(context, 52)
    ready = _shared(model)
    ready.set_attn_implementation("eager")
    tower = {CLIPModel: _ClipText, ChineseCLIPModel: _ChineseClipText, SiglipModel: _SiglipText}[type(model)]

    def tokenize(texts: list[str]) -> Tokens:
        padded = tokenizer(
            texts, padding="max_length", max_length=context, truncation=True, return_tensors="pt"
        )
        lengths = [len(ids) for ids in tokenizer(texts, max_length=context, truncation=True).input_ids]
        mask = torch.stack([(torch.arange(context) < length).long() for length in lengths])
        return Tokens(padded.input_ids, mask, lengths)

    def encode_texts(tokens: Tokens) -> Tensor:
        mask = {"attention_mask": tokens.mask} if masked else {}
        return model.get_text_features(input_ids=tokens.ids, **mask).pooler_output

    def hidden_states(tokens: Tokens) -> Tensor:
        mask = {"attention_mask": tokens.mask} if masked else {}
        return model.text_model(input_ids=tokens.ids, **mask).last_hidden_state

    def run(picture: Image.Image, **options: Any) -> np.ndarray:
        return np.asarray(processor(picture, return_tensors="np", **options)["pixel_values"][0])

    def prepare(picture: Image.Image) -> np.ndarray:
        return run(picture, do_rescale=False, do_normalize=False).transpose(1, 2, 0).astype(np.uint8)

    def normalise(pixels: np.ndarray) -> Tensor:
        return torch.from_numpy(run(Image.fromarray(pixels), do_resize=False, do_center_crop=False))

    bias = getattr(model, "logit_bias", None)
    return Checkpoint(
        id=id,
        name=id,
        random=False,
        library="transformers",
        image=_image_spec(processor),
        text={
            "contextLength": context,
            "padTo": "longest" if masked or causal else "context",
            "padId": tokenizer.pad_token_id,
            "clean": "none",
        },
        similarity={
            "kind": "softmax" if bias is None else "sigmoid",
            "logitScale": model.logit_scale.detach().double().exp().item(),
            "logitBias": 0 if bias is None else bias.detach().double().item(),
        },
        causal=causal,
        masked=masked,
        vision_tower=VisionTower(_Vision(ready)).eval(),
        text_tower=tower(ready).eval(),
        encode_images=lambda pixels: model.get_image_features(pixel_values=pixels).pooler_output,
        encode_texts=encode_texts,
        hidden_states=hidden_states,
        tokenize=tokenize,
        clean=None,
        prepare=prepare,
        normalise=normalise,
        save_tokenizer=lambda folder: tokenizer.save_pretrained(folder),
        config=model.config.to_diff_dict(),
    )


def _shared(model: nn.Module) -> nn.Module:
    """Returns a copy with its own settings and the same weights."""
    return copy.deepcopy(model, {id(tensor): tensor for tensor in (*model.parameters(), *model.buffers())})


def _image_spec(processor: Any) -> dict[str, Any]:
    """Returns the ImageSpec of a transformers image processor."""
    size = dict(processor.size)
    crop = (
        dict(processor.crop_size)
        if getattr(processor, "do_center_crop", None) and processor.crop_size
        else None
    )
    shortest = size.get("shortest_edge")
    target = (
        {"height": shortest, "width": shortest} if shortest else {k: size.get(k) for k in ("height", "width")}
    )
    sides = {*target.values(), *(crop[side] for side in ("height", "width") if crop)}
    interpolation = INTERPOLATIONS.get(int(processor.resample))
    if (
        len(sides) != 1
        or None in sides
        or not interpolation
        or not processor.do_resize
        or (shortest and not crop)
    ):
        raise Refused(f"The runtime does not support this preprocessing of images: {processor}")
    if not processor.do_rescale or abs(processor.rescale_factor - 1 / 255) > 1e-9:
        raise Refused("The runtime supports only pixels that are scaled by 1/255.")
    normalised = processor.do_normalize
    return {
        "size": int(sides.pop()),
        "resize": "shortest" if shortest else "squash",
        "interpolation": interpolation,
        "cropOffset": "floor",
        "mean": list(map(float, processor.image_mean)) if normalised else [0.0] * 3,
        "std": list(map(float, processor.image_std)) if normalised else [1.0] * 3,
    }


class _Vision(nn.Module):
    """get_image_features of any of these models."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values: Tensor) -> Tensor:
        return self.model.get_image_features(pixel_values=pixel_values).pooler_output


class _ClipText(nn.Module):
    """CLIPModel.get_text_features with an explicit causal mask, pooled at the first end token."""

    def __init__(self, model: CLIPModel) -> None:
        super().__init__()
        self.text = model.text_model
        self.projection = model.text_projection
        # For old configs, which say 2, transformers pools at the largest id.
        self.end_id = None if self.text.eos_token_id == 2 else self.text.eos_token_id
        context = model.config.text_config.max_position_embeddings
        self.register_buffer("places", torch.arange(context, dtype=torch.int32))

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        length = input_ids.shape[1]
        embedded = self.text.embeddings(input_ids=input_ids)
        mask = causal_mask(self.places[:length])[None, None]
        states = self.text.encoder(inputs_embeds=embedded, attention_mask=mask)
        states = self.text.final_layer_norm(states.last_hidden_state)
        ids = input_ids.to(torch.int32)
        marks = ids if self.end_id is None else (ids == self.end_id).to(torch.int32)
        end = marks.argmax(dim=-1, keepdim=True).to(torch.int32)
        return self.projection(pick(states, end, self.places)), states


class _ChineseClipText(nn.Module):
    """ChineseCLIPModel.get_text_features: BERT with a mask, the first position, a projection."""

    def __init__(self, model: ChineseCLIPModel) -> None:
        super().__init__()
        self.text = model.text_model
        self.projection = model.text_projection

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        states = self.text(input_ids=input_ids, attention_mask=additive(attention_mask)).last_hidden_state
        return self.projection(states[:, 0]), states


class _SiglipText(nn.Module):
    """SiglipModel.get_text_features: no mask, the last position."""

    def __init__(self, model: SiglipModel) -> None:
        super().__init__()
        self.text = model.text_model

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        out = self.text(input_ids=input_ids)
        return out.pooler_output, out.last_hidden_state
