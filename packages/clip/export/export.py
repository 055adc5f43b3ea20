#!/usr/bin/env python3
"""
Exports a checkpoint of open_clip or transformers to the files that web-clip loads. See README.md.

    python export.py open_clip:ViT-B-32-256/datacomp_s34b_b86k OUT
    python export.py --random-tiny all OUT
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from checkpoints import Refused, load
from convert import DTYPES, export
from tiny import FAMILIES, make_packs


def main() -> int:
    arguments = read_arguments()
    for noisy in (None, "transformers"):  # the libraries log every step
        logging.getLogger(noisy).setLevel(logging.ERROR)
    try:
        with staged(arguments.out, arguments.replace) as folder:
            if arguments.random_tiny:
                make_packs(arguments.random_tiny, folder, arguments.seed)
            else:
                checkpoint = load(arguments.checkpoint)
                checkpoint.id = arguments.id or checkpoint.id
                checkpoint.name = arguments.name or checkpoint.id
                export(checkpoint, folder, arguments.dtypes, arguments.hidden_states)
    except Refused as refusal:
        print(f"Refused: {refusal}", file=sys.stderr)
        return 1
    print(f"{arguments.out}: {megabytes(arguments.out)} MB")
    return 0


@contextmanager
def staged(out: Path, replace: bool) -> Iterator[Path]:
    """Yields a folder beside `out`, which is renamed to `out` on success and deleted on failure."""
    if out.exists() and not replace:
        raise Refused(f"{out} exists. Name a new folder, or use --replace.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as parent:
        folder = Path(parent) / "new"
        folder.mkdir()
        yield folder
        if out.exists():
            out.rename(Path(parent) / "old")
        folder.rename(out)


def megabytes(folder: Path) -> str:
    return f"{sum(file.stat().st_size for file in folder.rglob('*') if file.is_file()) / 1e6:.2f}"


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "checkpoint",
        nargs="?",
        help="open_clip:MODEL/TAG, hf-hub:REPOSITORY, local-dir:FOLDER or transformers:REPOSITORY; "
        "open_clip:MODEL/ uses random weights",
    )
    parser.add_argument("out", type=Path, help="the folder to make")
    parser.add_argument("--dtypes", default=",".join(DTYPES), help="default: %(default)s")
    parser.add_argument(
        "--hidden-states",
        action="store_true",
        help="the text encoder also outputs its last hidden layer, which clip.encodeTexts() needs",
    )
    parser.add_argument("--id", help="the model's id in createClip; default: the checkpoint's name")
    parser.add_argument("--name", help="the name to show to users; default: the id")
    parser.add_argument(
        "--random-tiny",
        choices=("all", *FAMILIES),
        metavar="FAMILY",
        help="instead of a checkpoint, makes tiny models with random weights and their reference packs: all, "
        + ", ".join(FAMILIES),
    )
    parser.add_argument("--seed", type=int, default=1, help="seed of those weights")
    parser.add_argument(
        "--replace", action="store_true", help="if the folder exists, replace it"
    )
    arguments = parser.parse_args()
    if bool(arguments.checkpoint) == bool(arguments.random_tiny):
        parser.error("name one checkpoint, or --random-tiny FAMILY")
    arguments.dtypes = arguments.dtypes.split(",")
    unknown = [dtype for dtype in arguments.dtypes if dtype not in DTYPES]
    if unknown:
        parser.error(f"there is no dtype {', '.join(unknown)}; use one of {', '.join(DTYPES)}")
    return arguments


if __name__ == "__main__":
    torch.set_num_threads(max(1, (os.cpu_count() or 2) // 2))
    sys.exit(main())
