"""The ONNX files on onnxruntime's CPU against the library's own answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from PIL import Image
from tokenizers import Tokenizer

from cases import TEXTS, limits
from checkpoints import Checkpoint, Refused
from spec import SENTENCE, built_in_picture

#: Lowest cosine of a float32 file with torch.
EXACT = 0.99999
#: Lowest cosine with the self-check that can be quantisation; below it something is broken.
SENSIBLE = {"fp16": 0.999, "q8": 0.98, "q4": 0.9, "q4f16": 0.9, "int8": 0.9}
#: Left out where tokenizer.json alone need not agree: special tokens that somebody typed.
TYPED_SPECIALS = ("<|", "<start_of_text>", "[CLS]", "<s>")


@dataclass
class Probe:
    """Inputs, and what the library answers to them, L2-normalised."""

    pixels: torch.Tensor
    images: np.ndarray
    texts: list[str]
    text_embeddings: np.ndarray


def probe(checkpoint: Checkpoint) -> Probe:
    """The self-check's picture and sentence first, then pictures and texts that differ in kind and length."""
    size = checkpoint.image["size"]
    random = np.random.default_rng(3)
    y, x = np.mgrid[0 : size * 2, 0 : size * 3]
    waves = np.stack([127 + 120 * np.sin(x / (7 + 3 * c) + y / (5 + 2 * c)) for c in range(3)], axis=-1)
    pictures = [
        built_in_picture(size),
        checkpoint.prepare(Image.fromarray(waves.astype(np.uint8))),
        random.integers(0, 256, (size, size, 3), dtype=np.uint8),
        np.full((size, size, 3), (250, 20, 90), np.uint8),
    ]
    texts = [SENTENCE, *limits(checkpoint.room()), *(text for text in TEXTS if text != SENTENCE)]
    texts = [text for text in texts if not any(special in text for special in TYPED_SPECIALS)]
    pixels = torch.stack([checkpoint.normalise(picture) for picture in pictures])
    with torch.inference_mode():
        images = checkpoint.encode_images(pixels)
        rows = [checkpoint.encode_texts(checkpoint.tokenize([text])) for text in texts]
    return Probe(pixels, unit(images.numpy()), texts, unit(torch.cat(rows).numpy()))


def verify_float(checkpoint: Checkpoint, known: Probe, files: dict[str, Path]) -> dict[str, float]:
    """
    :param files: the float32 ONNX files by tower.
    :returns: the lowest cosine of each tower, batched and one by one, padded as the runtime pads and cut.
    """
    lowest = {}
    vision = session(files["vision"])
    pixels = known.pixels.numpy()
    rows = [run(vision, pixel_values=pixels[i : i + 1]) for i in range(len(pixels))]
    lowest["vision"] = min(
        cosines(run(vision, pixel_values=pixels), known.images).min(),
        cosines(np.concatenate(rows), known.images).min(),
    )
    text = session(files["text"])
    batch = run(text, **feeds(checkpoint, known.texts, padded=True))
    single = [run(text, **feeds(checkpoint, [each])) for each in known.texts]
    lowest["text"] = min(
        cosines(batch, known.text_embeddings).min(),
        cosines(np.concatenate(single), known.text_embeddings).min(),
    )
    for tower, cosine in lowest.items():
        if not cosine > EXACT:
            raise Refused(
                f"The float32 {tower} tower departs from {checkpoint.library}: cosine {cosine:.7f}, "
                f"more than {EXACT} is due."
            )
    return {tower: float(cosine) for tower, cosine in lowest.items()}


def verify_dtype(
    checkpoint: Checkpoint, known: Probe, files: dict[str, Path], dtype: str
) -> dict[str, float]:
    """
    Random weights are too sensitive to quantisation to be judged by their cosine.

    :returns: each tower's cosine with the self-check.
    """
    image = run(session(files["vision"]), pixel_values=known.pixels[:1].numpy())
    text = run(session(files["text"]), **feeds(checkpoint, known.texts[:1]))
    found = {
        "vision": float(cosines(image, known.images[:1])[0]),
        "text": float(cosines(text, known.text_embeddings[:1])[0]),
    }
    for tower, cosine in found.items():
        if not np.isfinite(cosine) or (not checkpoint.random and cosine < SENSIBLE.get(dtype, EXACT)):
            raise Refused(f"The {dtype} {tower} tower gives nonsense: cosine {cosine:.4f}.")
    return found


def verify_tokenizer(checkpoint: Checkpoint, known: Probe, folder: Path) -> None:
    """Compares tokenizer.json, run on cleaned texts and cut as the runtime cuts, with the library's ids."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    length = checkpoint.text["contextLength"]
    given = checkpoint.tokenize(known.texts)
    for i, text in enumerate(known.texts):
        ids = tokenizer.encode(checkpoint.clean(text) if checkpoint.clean else text).ids
        ids = ids if len(ids) <= length else [*ids[: length - 1], ids[-1]]
        if ids != given.ids[i, : given.lengths[i]].tolist():
            raise Refused(f"tokenizer.json gives other ids than {checkpoint.library} for {text!r}.")


def tolerance(cosine: float) -> float:
    """What is no sign of a fault on another machine: four times what the format cost on this one."""
    return round(1 - max(4 * (1 - cosine), 0.0005), 6)


def feeds(checkpoint: Checkpoint, texts: list[str], padded: bool = False) -> dict[str, np.ndarray]:
    """
    The text tower's inputs as the runtime makes them.

    :param padded: to the context in any case.
    """
    tokens = checkpoint.tokenize(texts)
    length = tokens.ids.shape[1]
    if checkpoint.text["padTo"] == "longest" and not padded:
        length = max(tokens.lengths)
    inputs = {"input_ids": tokens.ids[:, :length].numpy()}
    if checkpoint.masked:
        inputs["attention_mask"] = tokens.mask[:, :length].numpy()
    return inputs


def session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def run(model: onnxruntime.InferenceSession, **inputs: Any) -> np.ndarray:
    """[batch, dimension], L2-normalised."""
    return unit(model.run(None, inputs)[0])


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Of rows of length 1, in double precision."""
    return (a.astype(np.float64) * b.astype(np.float64)).sum(axis=1)
