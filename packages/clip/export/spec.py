"""Writes the files beside the ONNX files: web-clip.json, config.json, preprocessor_config.json, SHA256SUMS."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from checkpoints import Checkpoint

#: The sentence of the self-check.
SENTENCE = "a photo of a dog on a beach"


def built_in_picture(size: int) -> np.ndarray:
    """Returns the image of the self-check: uint8 [size, size, 3], two gradients and x XOR y, not resized."""
    y, x = np.mgrid[0:size, 0:size]
    channels = 255 * x // (size - 1), 255 * y // (size - 1), 5 * (x ^ y) % 256
    return np.stack(channels, axis=-1).astype(np.uint8)


def web_clip_json(
    checkpoint: Checkpoint,
    folder: Path,
    dimension: int,
    files: dict[str, dict[str, Any]],
    self_check: dict[str, np.ndarray],
) -> dict[str, Any]:
    """Returns a ModelSpec (packages/clip/src/models/spec.ts) without its source.

    :param folder: the files that it describes: the encoders and the tokenizer.
    """
    return {
        "format": 1,
        "id": checkpoint.id,
        "name": checkpoint.name,
        "image": checkpoint.image,
        "text": checkpoint.text,
        "similarity": checkpoint.similarity,
        "dimension": dimension,
        "files": files,
        "sha256": sums(folder),
        "selfCheck": {tower: rounded(row) for tower, row in self_check.items()},
    }


def tolerance(cosine: float) -> float:
    """Returns the loss that indicates no fault on another machine: four times the loss of the format on this one."""
    return round(1 - max(4 * (1 - cosine), 0.0005), 6)


def preprocessor_config(image: dict[str, Any]) -> dict[str, Any]:
    """Returns an ImageSpec as settings of transformers' CLIPImageProcessor."""
    size = image["size"]
    square = {"height": size, "width": size}
    crops = image["resize"] == "shortest"
    return {
        "image_processor_type": "CLIPImageProcessor",
        "do_convert_rgb": True,
        "do_resize": True,
        "size": {"shortest_edge": size} if crops else square,
        "resample": {"bilinear": 2, "bicubic": 3}[image["interpolation"]],
        "do_center_crop": crops,
        "crop_size": square,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": image["mean"],
        "image_std": image["std"],
    }


def write_json(path: Path, content: Any, compact: bool = False) -> None:
    """:param compact: whether to write one line, for files that people do not read."""
    layout: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 1}
    path.write_text(json.dumps(content, ensure_ascii=False, **layout) + "\n", "utf8")


def sums(folder: Path) -> dict[str, str]:
    """Returns the SHA-256 of all files in a folder, by their paths in it."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): _sha256(file) for file in files}


def write_sums(folder: Path) -> None:
    """Writes SHA256SUMS of all files in a folder, for `sha256sum -c`."""
    lines = (f"{digest}  {path}\n" for path, digest in sums(folder).items())
    (folder / "SHA256SUMS").write_text("".join(lines), "utf8")


def rounded(values: np.ndarray, digits: int = 6) -> list[float]:
    # + 0: no -0.0
    return [round(float(value), digits) + 0 for value in values]


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
