"""Compares the ONNX files, on onnxruntime's CPU, with the library's own results."""

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

#: Minimum cosine of a float32 file with torch.
EXACT = 0.99999
#: Maximum difference of the last hidden layer from torch, as a part of its largest value.
CLOSE = 1e-4
#: Minimum cosine with the self-check. Quantisation does not cause lower ones, so something is broken.
SENSIBLE = {"fp16": 0.999, "q8": 0.98, "q4": 0.9, "q4f16": 0.9, "int8": 0.9}
#: Texts with typed special tokens, for which tokenizer.json alone need not agree.
TYPED_SPECIALS = ("<|", "<start_of_text>", "[CLS]", "<s>")


@dataclass
class Probe:
    """Inputs, and the library's results for them, L2-normalised."""

    pixels: torch.Tensor
    images: np.ndarray
    texts: list[str]
    text_embeddings: np.ndarray


def probe(checkpoint: Checkpoint) -> Probe:
    """Returns the self-check's image and sentence, followed by images and texts of different kinds and lengths."""
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
    :param files: the float32 ONNX files by encoder.
    :returns: the lowest cosine of each encoder, in a batch and one by one, padded and truncated like the runtime.
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
                f"The float32 {tower} encoder differs from {checkpoint.library}: its cosine is {cosine:.7f}, "
                f"but must be at least {EXACT}."
            )
    return {tower: float(cosine) for tower, cosine in lowest.items()}


def verify_hidden_states(checkpoint: Checkpoint, known: Probe, file: Path) -> None:
    """Compares the last hidden layer of the float32 text encoder with the library's, padded to the context."""
    expected = hidden_states(checkpoint, known.texts)
    inputs = feeds(checkpoint, known.texts, padded=True)
    actual = session(file).run(["last_hidden_state"], inputs)[0]
    difference = float(np.abs(actual - expected).max() / np.abs(expected).max())
    if not difference < CLOSE:
        raise Refused(
            f"The last hidden layer differs from {checkpoint.library} by {difference:.1e} of its largest value."
        )


def hidden_states(checkpoint: Checkpoint, texts: list[str]) -> np.ndarray:
    """Returns the library's last hidden layer, [texts, context, width]."""
    with torch.inference_mode():
        return checkpoint.hidden_states(checkpoint.tokenize(texts)).numpy()


def verify_dtype(
    checkpoint: Checkpoint, known: Probe, files: dict[str, Path], dtype: str
) -> dict[str, float]:
    """
    Models with random weights are not checked, because their cosines react too much to quantisation.

    :returns: each encoder's cosine with the self-check.
    """
    image = run(session(files["vision"]), pixel_values=known.pixels[:1].numpy())
    text = run(session(files["text"]), **feeds(checkpoint, known.texts[:1]))
    found = {
        "vision": float(cosines(image, known.images[:1])[0]),
        "text": float(cosines(text, known.text_embeddings[:1])[0]),
    }
    for tower, cosine in found.items():
        if not np.isfinite(cosine) or (not checkpoint.random and cosine < SENSIBLE.get(dtype, EXACT)):
            raise Refused(f"The {dtype} {tower} encoder returns wrong results: its self-check has cosine {cosine:.4f}.")
    return found


def verify_tokenizer(checkpoint: Checkpoint, known: Probe, folder: Path) -> None:
    """Compares the ids of tokenizer.json, for cleaned texts and truncated like the runtime, with the library's."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    length = checkpoint.text["contextLength"]
    given = checkpoint.tokenize(known.texts)
    for i, text in enumerate(known.texts):
        ids = tokenizer.encode(checkpoint.clean(text) if checkpoint.clean else text).ids
        ids = ids if len(ids) <= length else [*ids[: length - 1], ids[-1]]
        if ids != given.ids[i, : given.lengths[i]].tolist():
            raise Refused(f"tokenizer.json and {checkpoint.library} return different ids for {text!r}.")


def feeds(checkpoint: Checkpoint, texts: list[str], padded: bool = False) -> dict[str, np.ndarray]:
    """
    Returns the text encoder's inputs as the runtime makes them.

    :param padded: whether to pad to the context in any case.
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
    """Returns the cosines of rows of length 1, in double precision."""
    return (a.astype(np.float64) * b.astype(np.float64)).sum(axis=1)
