"""Writes reference packs: a library's results for images and texts, for `npm run parity`."""

from __future__ import annotations

import importlib.metadata
import platform
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageOps

from cases import LABELS, TEMPLATES, TEXTS, limits
from checkpoints import Checkpoint
from spec import rounded, write_json
from verify import hidden_states as last_hidden_layer
from verify import unit

LIBRARIES = (
    "torch",
    "torchvision",
    "open_clip_torch",
    "transformers",
    "timm",
    "pillow",
    "tokenizers",
    "ftfy",
    "onnx",
    "onnxruntime",
)
#: Decimals of embeddings and of probabilities; the comparison allows 1e-4.
DIGITS, PROBABILITY_DIGITS = 5, 6


def write_pack(
    checkpoint: Checkpoint, root: Path, family: str, seed: int, standin: bool, hidden_states: bool
) -> None:
    """
    Writes <root>/<family>/manifest.json and the pixels below <root>/rgb.

    :param root: a folder with the images in images/.
    :param standin: whether the vocabulary is a substitute for the real one.
    :param hidden_states: whether to write the last hidden layer for some texts as well.
    """
    files = sorted((root / "images").iterdir())
    pixels = [checkpoint.prepare(ImageOps.exif_transpose(Image.open(file)).convert("RGB")) for file in files]
    texts = [*TEXTS, *limits(checkpoint.room())]
    tokens = checkpoint.tokenize(texts)
    prompts = [template.replace("{}", label) for label in LABELS for template in TEMPLATES]
    with torch.inference_mode():
        normalised = torch.stack([checkpoint.normalise(picture) for picture in pixels])
        images = unit(checkpoint.encode_images(normalised).double().numpy())
        described = unit(checkpoint.encode_texts(tokens).double().numpy())
        weights = unit(checkpoint.encode_texts(checkpoint.tokenize(prompts)).double().numpy())
    weights = unit(weights.reshape(len(LABELS), len(TEMPLATES), -1).mean(axis=1))
    logits = checkpoint.similarity["logitScale"] * images @ described.T + checkpoint.similarity["logitBias"]
    write_json(
        root / family / "manifest.json",
        {
            "family": family,
            "groundTruth": checkpoint.library,
            "randomWeightsSeed": seed,
            "spec": manifest_spec(checkpoint, images.shape[1]),
            "images": [
                {
                    "file": f"images/{file.name}",
                    "rgb": write_rgb(root, pipeline(checkpoint), file, picture),
                    "exact": file.suffix == ".png",
                    "embedding": rounded(embedding, DIGITS),
                }
                for file, picture, embedding in zip(files, pixels, images)
            ],
            "texts": [
                {
                    "text": text,
                    **({"cleaned": checkpoint.clean(text)} if checkpoint.clean else {}),
                    "ids": tokens.ids[i].tolist(),
                    "length": tokens.lengths[i],
                    "embedding": rounded(described[i], DIGITS),
                }
                for i, text in enumerate(texts)
            ],
            **({"hiddenStates": hidden(checkpoint, texts)} if hidden_states else {}),
            "probabilities": [
                rounded(row, PROBABILITY_DIGITS)
                for row in probabilities(logits, checkpoint.similarity["kind"])
            ],
            "classifier": {
                "labels": LABELS,
                "templates": TEMPLATES,
                "weights": [rounded(row, DIGITS) for row in weights],
            },
            "tokenizer_is_standin": standin,
            "sensitivity": {"betweenImagesCosine": spread(images), "betweenTextsCosine": spread(described)},
            "libraries": {
                "python": platform.python_version(),
                **{name: importlib.metadata.version(name) for name in LIBRARIES},
            },
        },
        compact=True,
    )


def hidden(checkpoint: Checkpoint, texts: list[str]) -> list[dict[str, Any]]:
    """Returns the last hidden layer and the pooled output for the first text and the longest one."""
    some = [texts[0], max(texts, key=len)]
    states = last_hidden_layer(checkpoint, some)
    with torch.inference_mode():
        pooled = checkpoint.encode_texts(checkpoint.tokenize(some)).numpy()
    return [
        {
            "text": text,
            "lastHiddenState": rounded(layer.ravel(), DIGITS),
            "pooled": rounded(vector, DIGITS),
        }
        for text, layer, vector in zip(some, states, pooled)
    ]


def manifest_spec(checkpoint: Checkpoint, dimension: int) -> dict[str, Any]:
    return {
        "image": checkpoint.image,
        "text": {**checkpoint.text, "causal": checkpoint.causal, "attentionMask": checkpoint.masked},
        "similarity": checkpoint.similarity,
        "dimension": dimension,
    }


def pipeline(checkpoint: Checkpoint) -> str:
    """Returns a name for the preprocessing of images before normalisation."""
    image = checkpoint.image
    # A squashed image is not cropped, so both libraries return the same pixels.
    library = "open_clip" if image["resize"] == "squash" else checkpoint.library
    return f"{library}-{image['resize']}-{image['interpolation']}-{image['size']}"


def write_rgb(root: Path, pipeline: str, picture: Path, pixels: np.ndarray) -> str:
    """Writes uint8 [S, S, 3] unless another pipeline has written the same, and returns its path."""
    content = pixels.tobytes()
    for known in sorted(root.glob(f"rgb/*/{picture.stem}.rgb")):
        if known.read_bytes() == content:
            return known.relative_to(root).as_posix()
    path = root / "rgb" / pipeline / f"{picture.stem}.rgb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path.relative_to(root).as_posix()


def probabilities(logits: np.ndarray, kind: str) -> np.ndarray:
    """[images, texts] -> the same shape; softmax over each row."""
    if kind == "sigmoid":
        return 1 / (1 + np.exp(-logits))
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def spread(rows: np.ndarray) -> dict[str, float]:
    """Returns the lowest, median and highest cosine between different rows. Near 1, tests would miss errors."""
    cosines = (rows @ rows.T)[np.triu_indices(len(rows), 1)]
    return {
        "min": round(float(cosines.min()), 3),
        "median": round(float(np.median(cosines)), 3),
        "max": round(float(cosines.max()), 3),
    }
