#!/usr/bin/env python3
"""
Turns a checkpoint of open_clip or transformers into what web-clip loads. See README.md.

    python export.py open_clip:ViT-B-32-256/datacomp_s34b_b86k OUT
    python export.py --random-tiny all OUT
"""

from __future__ import annotations

import os

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import argparse  # noqa: E402
import json  # noqa: E402
import logging  # noqa: E402
import shutil  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from contextlib import contextmanager  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Iterator  # noqa: E402

import torch  # noqa: E402

from checkpoints import Checkpoint, Refused, load  # noqa: E402
from graphs import save, tidy  # noqa: E402
from quantise import SUFFIXES, WEIGHT_ONLY, quantise  # noqa: E402
from spec import preprocessor_config, web_clip_json, write_json, write_sums  # noqa: E402
from towers import export_onnx  # noqa: E402
from verify import Probe, probe, tolerance, verify_dtype, verify_float, verify_tokenizer  # noqa: E402

DTYPES = tuple(SUFFIXES)


def main() -> int:
    arguments = read_arguments()
    logging.getLogger().setLevel(logging.ERROR)  # the libraries tell every step
    try:
        with staged(arguments.out, arguments.replace) as folder:
            if arguments.random_tiny:
                from tiny import make_packs

                make_packs(arguments.random_tiny, folder, arguments.seed)
            else:
                checkpoint = load(arguments.checkpoint)
                checkpoint.id = arguments.id or checkpoint.id
                checkpoint.name = arguments.name or checkpoint.id
                export(checkpoint, folder, arguments.dtypes)
    except Refused as refusal:
        print(f"Refused: {refusal}", file=sys.stderr)
        return 1
    print(f"{arguments.out}: {megabytes(arguments.out)} MB")
    return 0


def export(checkpoint: Checkpoint, folder: Path, dtypes: list[str]) -> None:
    """
    Writes a model's folder.

    :param folder: exists, and is empty.
    :param dtypes: keys of SUFFIXES; fp32 is made in any case, since the others are measured with it.
    """
    (folder / "onnx").mkdir()
    save_tokenizer(checkpoint, folder)
    known = probe(checkpoint)
    verify_tokenizer(checkpoint, known, folder)
    dimension = known.images.shape[1]
    if known.text_embeddings.shape[1] != dimension:
        raise Refused(f"Pictures have {dimension} dimensions, and texts {known.text_embeddings.shape[1]}.")

    files = {"fp32": write_towers(checkpoint, known, folder)}
    lowest = verify_float(checkpoint, known, paths(folder, "fp32"))
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
    write_json(folder / "web-clip.json", web_clip_json(checkpoint, dimension, files, self_check))
    write_json(folder / "config.json", checkpoint.config)
    write_json(folder / "preprocessor_config.json", preprocessor_config(checkpoint.image))
    write_sums(folder)


def save_tokenizer(checkpoint: Checkpoint, folder: Path) -> None:
    """Writes tokenizer.json on one line, which halves it, and tokenizer_config.json without what was only so here."""
    checkpoint.save_tokenizer(folder)
    tokenizer, config = folder / "tokenizer.json", folder / "tokenizer_config.json"
    write_json(tokenizer, json.loads(tokenizer.read_text("utf8")), compact=True)
    local = ("is_local", "local_files_only", "name_or_path")
    settings = {key: value for key, value in json.loads(config.read_text("utf8")).items() if key not in local}
    write_json(config, settings)


def write_towers(checkpoint: Checkpoint, known: Probe, folder: Path) -> dict:
    """Exports both towers in float32."""
    tokens = checkpoint.tokenize(known.texts[:2])
    texts = {"input_ids": tokens.ids}
    if checkpoint.masked:
        texts["attention_mask"] = tokens.mask
    context = checkpoint.text["contextLength"] if checkpoint.text["padTo"] == "longest" else None
    to = paths(folder, "fp32")
    save(tidy(export_onnx(checkpoint.vision_tower, {"pixel_values": known.pixels[:2]}, "image_embeds")), to["vision"])
    save(tidy(export_onnx(checkpoint.text_tower, texts, "text_embeds", context)), to["text"])
    return listing(folder, "fp32")


def convert_towers(folder: Path, dtype: str) -> dict:
    """Makes both towers' files of another dtype from the float32 ones, one at a time."""
    import onnx

    for tower, path in paths(folder, dtype).items():
        save(tidy(quantise(onnx.load(paths(folder, "fp32")[tower]), dtype)), path)
    return listing(folder, dtype)


def paths(folder: Path, dtype: str) -> dict[str, Path]:
    return {tower: folder / "onnx" / f"{tower}_model{SUFFIXES[dtype]}.onnx" for tower in ("vision", "text")}


def listing(folder: Path, dtype: str) -> dict:
    """TowerFiles of a dtype."""
    to = paths(folder, dtype)
    parts = [part for path in to.values() for part in (path, path.with_name(f"{path.name}_data")) if part.exists()]
    return {
        **{tower: path.relative_to(folder).as_posix() for tower, path in to.items()},
        "bytes": sum(part.stat().st_size for part in parts),
        **({"weightOnly": True} if dtype in WEIGHT_ONLY else {}),
    }


@contextmanager
def staged(out: Path, replace: bool) -> Iterator[Path]:
    """A folder beside `out` that becomes `out` when all has gone well, and is deleted when not."""
    if out.exists() and not replace:
        raise Refused(f"{out} exists. Name a new folder, or say --replace.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as parent:
        folder = Path(parent) / "new"
        folder.mkdir()
        yield folder
        if out.exists():
            out.rename(Path(parent) / "old")
        folder.rename(out)


def show(cosines: dict[str, float]) -> str:
    return "  ".join(f"{tower} {cosine:.6f}" for tower, cosine in cosines.items())


def megabytes(folder: Path) -> str:
    return f"{sum(file.stat().st_size for file in folder.rglob('*') if file.is_file()) / 1e6:.2f}"


def read_arguments() -> argparse.Namespace:
    from tiny import FAMILIES

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", nargs="?", help="open_clip:MODEL/TAG, hf-hub:REPOSITORY, local-dir:FOLDER or transformers:REPOSITORY; open_clip:MODEL/ is a model with random weights")
    parser.add_argument("out", type=Path, help="the folder to make")
    parser.add_argument("--dtypes", default=",".join(DTYPES), help="default: %(default)s")
    parser.add_argument("--id", help="what createClip calls the model; default: the checkpoint's name")
    parser.add_argument("--name", help="what people call it; default: the id")
    parser.add_argument("--random-tiny", choices=("all", *FAMILIES), metavar="FAMILY", help=f"instead of a checkpoint, reference packs of tiny models with random weights: all, {', '.join(FAMILIES)}")
    parser.add_argument("--seed", type=int, default=1, help="of those weights")
    parser.add_argument("--replace", action="store_true", help="if the folder exists, put the new one in its place")
    arguments = parser.parse_args()
    if bool(arguments.checkpoint) == bool(arguments.random_tiny):
        parser.error("name one checkpoint, or --random-tiny FAMILY")
    arguments.dtypes = arguments.dtypes.split(",")
    unknown = [dtype for dtype in arguments.dtypes if dtype not in DTYPES]
    if unknown:
        parser.error(f"there is no dtype {', '.join(unknown)}; there are {', '.join(DTYPES)}")
    return arguments


if __name__ == "__main__":
    torch.set_num_threads(max(1, (os.cpu_count() or 2) // 2))
    sys.exit(main())
