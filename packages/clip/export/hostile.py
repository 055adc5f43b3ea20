"""
Makes texts that are hard for tokenizers, and records the ids that the libraries return:

    python hostile.py ../fixtures ../src/text/hostile.fixture.jsonl.gz

The first line has the versions of the libraries, and each other line a text with its ids by family. Half of a surrogate
pair is passed to the Rust library as U+FFFD, as browsers send it. Use Python 3.11: other versions know other characters.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.metadata
import json
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

from open_clip.tokenizer import HFTokenizer, SimpleTokenizer
from transformers import AutoTokenizer

COUNT, SEED = 3000, 17

#: Characters whose class depends on the tokenizer's Unicode version. hostile.test.ts lists the version that added each.
NEWER = (
    "\u0558\u07fd\u088f\u0890\u08e2\u09fe\u0c3c\u1acf\u1c89\u2e43\u2e5d\ua7cb\ua7ce\U00010d50\U00010d69\U00010efd"
    "\U000113ce\U00011f41\U00011f43\U00016ea0\U0001e030\U0001e4ec\U0001fae8\U0002b73f\U000323b0"
)

#: Whole texts, or parts of texts.
SNIPPETS = (
    # Special tokens, and text that looks like them.
    "<start_of_text>", "<end_of_text>", "<|startoftext|>", "<|endoftext|>", "<END_OF_TEXT>", "<\u017ftart_of_text>",
    "[CLS]", "[SEP]", "[UNK]", "[PAD]", "[MASK]", "[sep]", "<s>", "</s>", "<pad>", "<unk>", "<eos>", "<bos>", "<mask>",
    "\uff1c/s\uff1e", "\uff1cunk\uff1e", "<0x41>", "##a", "\u2581", "\u2581\u2581a", "</w>", "a</w>",
    # Case that depends on position or language, takes several characters, or is in another script.
    "\u0399\u0394\u039f\u03a3", "\u03a3", "A\u03a3B", "A\u03a3\u0301", "\U0001d6ba", "\u0130", "I\u0307", "\u0131", "\u1e9e", "\u00df",
    "\u017f", "'\u017f", "\u212a", "\u212b", "\u2126", "\u01c5", "\u1f88", "\u1fbc", "\u0345", "\u03b1\u0345", "J\u030c", "\u01f0", "\u0149", "\ufb05",
    "'S", "'T", "'LL", "\u2019s", "\uff07s", "d'\u00c9t\u00e9",
    # Characters that count as spaces in some languages only.
    " ", "  ", "\t", "\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1f", "\x85", "\xa0", "\u1680", "\u180e", "\u2003", "\u2028", "\u2029",
    "\u202f", "\u205f", "\u3000", "\ufeff", "\u200b", "\u2060", "\u00ad",
    # Ideographs, kana and Hangul, at the limits of what BERT considers Chinese.
    "\u4e00", "\u9fff", "\u3400", "\u4dbf", "\uf900", "\ufaff", "\U00020000", "\U0002a6df", "\U0002a700", "\U0002b734", "\U0002b740",
    "\U0002b81f", "\U0002b820", "\U0002b91f", "\U0002b920", "\U0002ceaf", "\U0002f800", "\U0002fa1f", "\U00020bb7", "\U00028d62", "\u72d7",
    "\u3007", "\u304c", "\u304b\u3099", "\uff76\uff9e", "\u1100\u1161\u11a8", "\uac01", "\uac00\u11a8", "\ud7b0", "\u3131",
    # Emoji of several characters, selectors, directions.
    "\U0001f436", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "\U0001f1e9", "\u2764\ufe0f", "\u0031\ufe0f\u20e3",
    "\U0001f44d\U0001f3fd", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "\u263a\ufe0e", "\u200d", "\u200c", "\u200e", "\u200f",
    "\u202e", "\u2066", "\u2069", "\u0635\u0648\u0631\u0629", "\u05d9\u05b0", "\u0e01\u0e33", "\u0915\u094d\u0937\u093f", "\u0b95\u0bcd\u0bb7",
    # Composition.
    "e\u0301", "\u00e9", "e\u0323\u0302", "e\u0302\u0323", "A\u030a", "\u1ebf\u0323", "\u0344", "\u0958", "\u2adc", "\u0f73", "\u0f77", "q\u0307\u0323",
    "\u2460", "\u00bd", "\u2167", "\u00b2", "\u06f3", "\U0001d7d8", "\u3392", "\ufdfa", "\uff21\uff42\uff13", "\u2026", "\u2122", "\ufb01",
    # HTML, and letters decoded with the wrong encoding.
    "&amp;", "&AMP;", "&amp;amp;lt;", "&lt", "&eacute;", "e&#769;", "&#x1F436;", "&#xfeff;", "&#x85;", "&#0;", "&#xd800;", "&notit;", "&#65279",
    "\u00c3\u00a9", "\u00e2\u20ac\u2122", "\u00e2\u20ac\u0153", "\u00f0\u0178\u0090\u00b6", "\u00c3\u0192\u00c2\u00a9", "\u0432\u0402\u2122", "\u00c2\u00a0", "\x93", "\x80",
    # Noncharacters and control characters.
    "\ud800", "\udc00", "\ud83d", "\udfff\ud800", "\ufffd", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff", "\ue000", "\ue123", "\uf8ff",
    "\U000f0000", "\U00100001", "\0", "\x01", "\x07", "\x1b[31m", "\x7f", "\x9f", "\ufff9", "\u206a", "\U000e0001", "\U0001d173", "\u061c", "\u00b7",
    # Words and symbols.
    "a", "b", "dog", "Cat", "the", "1", "42", "3.5", "!", "?", ".", ",", "'", "\"", "-", "_", "#", "@", "/", "\\", "<", ">", "&", ";", "*", "$", "\u20ac", "~", "^", "`", "|", "\u2014", "\u00ab",
)  # fmt: skip


def settled() -> list[str]:
    """Returns characters unchanged since Unicode 3.2, which tokenizers of any version know."""
    old = unicodedata.ucd_3_2_0

    def is_settled(character: str) -> bool:
        return old.category(character) not in ("Cn", "Co", "Cs") and all(
            getattr(old, ask)(character) == getattr(unicodedata, ask)(character)
            for ask in ("category", "combining", "decomposition")
        )

    return [character for character in map(chr, range(0x110000)) if is_settled(character)]


def draw_texts(random: Random) -> list[str]:
    """:returns: COUNT texts of a few characters each, and some that are longer than any context."""
    characters = settled()
    # The same number from each block of 256. Otherwise most would be Chinese.
    rows: dict[int, list[str]] = {}
    for character in characters:
        rows.setdefault(ord(character) >> 8, []).append(character)
    blocks = list(rows.values())

    def draw() -> str:
        return random.choice(random.choice(blocks)) if random.random() < 0.55 else random.choice(SNIPPETS)

    def text() -> str:
        return "".join(draw() for _ in range(random.randint(1, 7)))

    def misread() -> str:
        """Returns a word decoded with a wrong encoding, once or twice."""
        word = "".join(random.choice("aé€ñ’ü—ßЖд犬 ") for _ in range(random.randint(1, 4)))
        for _ in range(random.randint(1, 2)):
            word = word.encode().decode(random.choice(("latin-1", "cp1252", "cp1251", "cp437")), "replace")
        return word + random.choice(("", text()))

    texts = dict.fromkeys(["", *SNIPPETS])
    for character in NEWER:
        for around in ("{}", "a{}b", "A{}\u0301", "!{}! c", "\u4e00{}d"):
            texts[around.format(character)] = None
    for snippet in ("a", "a ", " ", "\u72d7", "\u0301", "\U00020bb7", "!", "\ufeff", "<end_of_text>", "e\u0301\u0323"):
        texts[snippet * 90] = None
    while len(texts) < COUNT:
        texts[misread() if random.random() < 0.1 else text()] = None
    return list(texts)


def references(packs: Path) -> dict[str, Callable[[str], list[int]]]:
    """
    :param packs: a folder of packs; see packs.md.
    :returns: for each family, a function that returns a text's ids with start and end tokens, cut to the context.
    """

    def context(family: str) -> int:
        return json.loads((packs / family / "manifest.json").read_text("utf8"))["spec"]["text"]["contextLength"]

    def open_clip_bpe(family: str) -> Callable[[str], list[int]]:
        merges = json.loads((packs / family / "model/tokenizer.json").read_text("utf8"))["model"]["merges"]
        lines = ["", *(merge if isinstance(merge, str) else " ".join(merge) for merge in merges)]
        with tempfile.NamedTemporaryFile(suffix=".gz") as file:
            file.write(gzip.compress("\n".join(lines).encode()))
            file.flush()
            tokenizer = SimpleTokenizer(file.name)
        length = context(family)

        def ids(text: str) -> list[int]:
            row = [tokenizer.sot_token_id, *tokenizer.encode(text), tokenizer.eot_token_id]
            return row if len(row) <= length else [*row[: length - 1], tokenizer.eot_token_id]

        return ids

    def open_clip_json(family: str, clean: str) -> Callable[[str], list[int]]:
        tokenizer = HFTokenizer(str(packs / family / "model"), context(family), clean)
        encode = tokenizer.tokenizer
        return lambda text: encode(tokenizer.clean_fn(text), truncation=True, max_length=context(family)).input_ids

    def transformers(family: str) -> Callable[[str], list[int]]:
        tokenizer = AutoTokenizer.from_pretrained(str(packs / family / "model"))
        length = context(family)
        return lambda text: tokenizer(well_formed(text), truncation=True, max_length=length).input_ids

    return {
        "openai-clip": open_clip_bpe("openai-clip"),
        "fashion-clip": transformers("fashion-clip"),
        "chinese-clip": transformers("chinese-clip"),
        "biomed-clip": open_clip_json("biomed-clip", "whitespace"),
        "siglip": open_clip_json("siglip", "canonicalize"),
        "siglip2": open_clip_json("siglip2", "canonicalize"),
        "xlm-roberta": open_clip_json("xlm-roberta", "whitespace"),
    }


def well_formed(text: str) -> str:
    """Replaces halves of surrogate pairs by U+FFFD, like JavaScript's `toWellFormed`."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packs", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    names = ("open_clip_torch", "transformers", "tokenizers", "ftfy", "regex")
    versions = {name: importlib.metadata.version(name) for name in names}
    lines: list[object] = [{**versions, "unicodedata": unicodedata.unidata_version}]
    answers = references(arguments.packs)
    for text in draw_texts(Random(SEED)):
        lines.append({"text": text, "ids": {family: ids(text) for family, ids in answers.items()}})
    written = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    arguments.out.write_bytes(gzip.compress(written.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
