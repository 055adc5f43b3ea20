"""The parts of a checkpoint, from any library, that an export needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from torch import Tensor, nn


class Refused(Exception):
    """The checkpoint cannot be exported. The message tells the user why."""


@dataclass
class Tokens:
    """Texts from a library's tokenizer."""

    #: [texts, context] int64, padded to the context.
    ids: Tensor
    #: [texts, context] int64, 1 for a token, 0 for padding, as the text encoder masks.
    mask: Tensor
    #: Number of ids of each text before padding.
    lengths: list[int]


@dataclass
class Checkpoint:
    """A loaded model, its encoders in exportable form, and the library's own functions."""

    id: str
    name: str
    #: Whether the weights are random.
    random: bool
    #: The reference library: open_clip or transformers.
    library: str
    #: ImageSpec, TextSpec and SimilaritySpec of packages/clip/src/models/spec.ts.
    image: dict[str, Any]
    text: dict[str, Any]
    similarity: dict[str, Any]
    #: Whether the text encoder is causal: each token attends only to earlier ones.
    causal: bool
    #: Whether the text encoder takes `attention_mask`.
    masked: bool
    #: The image encoder to export: pixel_values -> image_embeds.
    vision_tower: nn.Module
    #: The text encoder to export: input_ids (, attention_mask) -> text_embeds, last_hidden_state.
    text_tower: nn.Module
    #: The library's own encoders: [n, 3, S, S] float32 -> [n, dimension], not normalised.
    encode_images: Callable[[Tensor], Tensor]
    encode_texts: Callable[[Tokens], Tensor]
    #: The last hidden layer of the library's own text encoder: [n, context, width] float32.
    hidden_states: Callable[[Tokens], Tensor]
    #: The library's own tokenizer.
    tokenize: Callable[[list[str]], Tokens]
    #: The library's own cleaning before its tokenizer, or None.
    clean: Callable[[str], str] | None
    #: The library's own resize and crop: an RGB image -> uint8 [S, S, 3].
    prepare: Callable[[Image.Image], np.ndarray]
    #: The library's own normalisation: that image -> float32 [3, S, S].
    normalise: Callable[[np.ndarray], Tensor]
    #: Writes tokenizer.json and tokenizer_config.json into a folder.
    save_tokenizer: Callable[[Path], None]
    #: config.json.
    config: dict[str, Any]

    def room(self) -> int:
        """Returns how many ids a text may have besides the start and end tokens."""
        return self.text["contextLength"] - self.tokenize([""]).lengths[0]


def load(source: str) -> Checkpoint:
    """
    :param source: `open_clip:MODEL/TAG`, `hf-hub:REPOSITORY`, `local-dir:FOLDER` (all open_clip's), or
        `transformers:REPOSITORY_OR_FOLDER`.
    """
    scheme, _, name = source.partition(":")
    if not name:
        raise Refused(f"“{source}” does not begin with open_clip:, hf-hub:, local-dir: or transformers:.")
    id = Path(name).name if Path(name).is_dir() else name.rstrip("/")
    if scheme == "transformers":
        from huggingface import load_transformers

        return load_transformers(name, id)
    from openclip import load_open_clip

    if scheme == "open_clip":
        architecture, _, tag = name.partition("/")
        return load_open_clip(architecture, tag, id)
    if scheme in ("hf-hub", "local-dir"):
        return load_open_clip(source, None, id)
    raise Refused(f"“{scheme}” is not a kind of checkpoint.")
