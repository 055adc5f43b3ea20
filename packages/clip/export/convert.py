"""Converts a checkpoint to the folder that the runtime loads."""

from __future__ import annotations

import json
from pathlib import Path

import onnx

from checkpoints import Checkpoint, Refused
from graphs import save, tidy
from quantise import SUFFIXES, WEIGHT_ONLY, quantise
from spec import preprocessor_config, tolerance, web_clip_json, write_json, write_sums
from towers import FirstOutput, export_onnx
from verify import Probe, probe, verify_dtype, verify_float, verify_hidden_states, verify_tokenizer

DTYPES = tuple(SUFFIXES)


def export(checkpoint: Checkpoint, folder: Path, dtypes: list[str], hidden_states: bool = False) -> None:
    """
    Writes a model's folder.

    :param folder: an existing, empty folder.
    :param dtypes: keys of SUFFIXES. fp32 is always made, because the others are compared with it.
    :param hidden_states: whether the text encoder also outputs its last hidden layer, `last_hidden_state`.
    """
    (folder / "onnx").mkdir()
    save_tokenizer(checkpoint, folder)
    known = probe(checkpoint)
    verify_tokenizer(checkpoint, known, folder)
    dimension = known.images.shape[1]
    if known.text_embeddings.shape[1] != dimension:
        raise Refused(f"Images have {dimension} dimensions, but texts have {known.text_embeddings.shape[1]}.")

    files = {"fp32": write_towers(checkpoint, known, folder, hidden_states)}
    lowest = verify_float(checkpoint, known, paths(folder, "fp32"))
    if hidden_states:
        verify_hidden_states(checkpoint, known, paths(folder, "fp32")["text"])
    print(f"{checkpoint.id}: float32 against {checkpoint.library}, lowest cosine " + show(lowest))
    print(f"  {'dtype':8}{'MB':>10}  self-check")
    for dtype in DTYPES:
        if dtype not in ("fp32", *dtypes):
            continue
        if dtype != "fp32":
            files[dtype] = convert_towers(folder, dtype)
        cosines = verify_dtype(checkpoint, known, paths(folder, dtype), dtype)
        if dtype != "fp32":
            files[dtype]["tolerance"] = tolerance(min(cosines.values()))
        print(f"  {dtype:8}{files[dtype]['bytes'] / 1e6:10.2f}  {show(cosines)}")
    if "fp32" not in dtypes:
        del files["fp32"]
        for path in paths(folder, "fp32").values():
            for part in path.parent.glob(f"{path.name}*"):
                part.unlink()

    self_check = {"image": known.images[0], "text": known.text_embeddings[0]}
    write_json(folder / "web-clip.json", web_clip_json(checkpoint, folder, dimension, files, self_check))
    write_json(folder / "config.json", checkpoint.config)
    write_json(folder / "preprocessor_config.json", preprocessor_config(checkpoint.image))
    write_sums(folder)


def save_tokenizer(checkpoint: Checkpoint, folder: Path) -> None:
    """Writes tokenizer.json on one line, which halves its size, and tokenizer_config.json without local settings."""
    checkpoint.save_tokenizer(folder)
    tokenizer, config = folder / "tokenizer.json", folder / "tokenizer_config.json"
    write_json(tokenizer, json.loads(tokenizer.read_text("utf8")), compact=True)
    local = ("is_local", "local_files_only", "name_or_path")
    settings = {key: value for key, value in json.loads(config.read_text("utf8")).items() if key not in local}
    write_json(config, settings)


def write_towers(checkpoint: Checkpoint, known: Probe, folder: Path, hidden_states: bool) -> dict:
    """Exports both encoders in float32."""
    tokens = checkpoint.tokenize(known.texts[:2])
    texts = {"input_ids": tokens.ids}
    if checkpoint.masked:
        texts["attention_mask"] = tokens.mask
    context = checkpoint.text["contextLength"] if checkpoint.text["padTo"] == "longest" else None
    to = paths(folder, "fp32")
    save(
        tidy(export_onnx(checkpoint.vision_tower, {"pixel_values": known.pixels[:2]}, ["image_embeds"])),
        to["vision"],
    )
    tower, outputs = checkpoint.text_tower, ["text_embeds", "last_hidden_state"]
    if not hidden_states:
        tower, outputs = FirstOutput(tower).eval(), outputs[:1]
    save(tidy(export_onnx(tower, texts, outputs, context)), to["text"])
    return listing(folder, "fp32")


def convert_towers(folder: Path, dtype: str) -> dict:
    """Converts both encoders from float32 to another dtype, one at a time."""
    for tower, path in paths(folder, dtype).items():
        save(tidy(quantise(onnx.load(paths(folder, "fp32")[tower]), dtype)), path)
    return listing(folder, dtype)


def paths(folder: Path, dtype: str) -> dict[str, Path]:
    return {tower: folder / "onnx" / f"{tower}_model{SUFFIXES[dtype]}.onnx" for tower in ("vision", "text")}


def listing(folder: Path, dtype: str) -> dict:
    """Returns the EncoderFiles of a dtype (packages/clip/src/models/spec.ts)."""
    to = paths(folder, dtype)
    parts = [
        part for path in to.values() for part in (path, path.with_name(f"{path.name}_data")) if part.exists()
    ]
    return {
        **{tower: path.relative_to(folder).as_posix() for tower, path in to.items()},
        "bytes": sum(part.stat().st_size for part in parts),
        **({"weightOnly": True} if dtype in WEIGHT_ONLY else {}),
    }


def show(cosines: dict[str, float]) -> str:
    return "  ".join(f"{tower} {cosine:.6f}" for tower, cosine in cosines.items())
