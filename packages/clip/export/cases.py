"""The texts, labels, prompts and images of the reference packs."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

#: Texts for cleaning, entities, mojibake, typed special tokens and scripts, and an empty one.
TEXTS = (
    "a photo of a dog on a beach",
    "A  Photo\tof the CAT,\n sitting   on a_mat!",
    "",
    "   ",
    "Tom &amp; Jerry &lt;3 caf&eacute; &amp;amp; tea",
    "schÃ¶nes CafÃ© â€œquotedâ€\x9d",
    "“curly” ‘quotes’ … ﬁne ﬂowers",
    "ＦＵＬＬ ｗｉｄｔｈ　ｔｅｘｔ ①②½",
    "naïve façade, Ærøskøbing, Ωmega ΟΔΟΣ",
    "<|startoftext|>dog<|endoftext|> cat",
    "<start_of_text> dog <end_of_text> cat",
    "[CLS] cat [SEP] dog [PAD] [UNK]",
    "<s> dog </s> <pad> <eos> <unk>",
    "dog’s can't they'll I'm we've she'd you're",
    "3.14 x 2,000 = 6280; 50% #tag @home a-b_c/d",
    "🐶🏖️ 👩‍👩‍👧 🇩🇪",
    "一张狗在海滩上的照片",
    "犬とビーチの写真、ﾊﾝｶｸ",
    "صورة كلب على الشاطئ",
    "собака на пляже",
    "zero\u200bwidth\u200djoin\u00adsoft\ufeff",
    "e\u0301 and é, A\u030a and Å",
    "http://example.org/?q=dog&amp;n=1",
    "antidisestablishmentarianism",
)
LABELS = ("dog", "cat", "beach")
TEMPLATES = ("a photo of a {}.", "a bad photo of the {}.", "{}")


def limits(length: int) -> tuple[str, str]:
    """
    :param length: number of ids of a full text, without start and end tokens.
    :returns: a text of exactly that many one-token words, and a text that is one word longer.
    """
    return " ".join(["a"] * length), " ".join(["a"] * (length + 1))


def draw_pictures(folder: Path, size: int) -> list[str]:
    """
    Draws the packs' images. With two sizes, the offset of the centre crop is halfway between pixels when the short
    side becomes 16: 1.5 for 44x37 and 2.5 for 37x49. Rounding half to even, up, and down then differ.

    :param folder: where to write the files.
    :param size: side of the image that needs no resizing.
    :returns: the file names.
    """
    random = np.random.default_rng(7)
    scene = _scene(44, 37, random)
    rgba = _scene(40, 50, random).convert("RGBA")
    alpha = np.tile(np.linspace(0, 255, 40).astype(np.uint8), (50, 1))
    alpha[:10] = 0
    rgba.putalpha(Image.fromarray(alpha))
    noise = random.integers(0, 256, (size, size, 3), dtype=np.uint8)
    pictures: dict[str, Callable[[io.BufferedIOBase], None]] = {
        "1-scene.png": lambda file: scene.save(file, "PNG"),
        "2-zone-plate.png": lambda file: _zone_plate(37, 61).save(file, "PNG"),
        "3-rgba.png": lambda file: rgba.save(file, "PNG"),
        "4-palette.png": lambda file: _scene(45, 30, random).quantize(24).save(file, "PNG"),
        "5-gray.png": lambda file: _scene(37, 49, random).convert("L").save(file, "PNG"),
        "6-one-pixel.png": lambda file: Image.new("RGB", (1, 1), (200, 30, 90)).save(file, "PNG"),
        "7-extreme.png": lambda file: _scene(200, 9, random).save(file, "PNG"),
        "8-exact-noise.png": lambda file: Image.fromarray(noise).save(file, "PNG"),
        "9-upright.jpg": lambda file: _jpeg(_scene(75, 50, random), 1, file),
        "9-turned.jpg": lambda file: _jpeg(_scene(50, 75, random), 6, file),
    }
    folder.mkdir(parents=True)
    for name, save in pictures.items():
        with open(folder / name, "wb") as file:
            save(file)
    return list(pictures)


def _scene(width: int, height: int, random: np.random.Generator) -> Image.Image:
    """Returns sky, ground, a disc, a box and a little noise: width x height, RGB."""
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    base = np.stack([90 + 130 * x, 140 + 60 * np.sin(9 * y), 220 - 160 * y], axis=-1)
    picture = Image.fromarray(np.clip(base, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, height * 0.7, width, height], fill=(200, 180, 120))
    draw.ellipse([width * 0.1, height * 0.1, width * 0.5, height * 0.6], fill=(240, 90, 40))
    draw.rectangle([width * 0.6, height * 0.35, width * 0.8, height * 0.9], fill=(30, 60, 50))
    noisy = np.asarray(picture).astype(int) + random.integers(-6, 7, (height, width, 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def _zone_plate(width: int, height: int) -> Image.Image:
    """Returns rings that become finer outwards. Only an antialiased resize keeps them grey."""
    y, x = np.mgrid[0:height, 0:width]
    rings = np.cos(math.pi * ((x - width / 2) ** 2 + (y - height / 2) ** 2) / 40)
    grey = (127.5 + 127.5 * rings).astype(np.uint8)
    return Image.fromarray(np.stack([grey, 255 - grey, np.roll(grey, 5, axis=0)], axis=-1))


def _jpeg(picture: Image.Image, orientation: int, file: io.BufferedIOBase) -> None:
    """Saves 4:2:0 at quality 85 with an EXIF orientation (1: upright; 6: to be turned clockwise)."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.save(file, "JPEG", quality=85, exif=exif)
