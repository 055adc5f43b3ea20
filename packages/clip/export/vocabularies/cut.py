"""
Reduces the tokenizers of large models to a few hundred entries, for `export.py --random-tiny`:

    python vocabularies/cut.py FOLDER

FOLDER contains <family>/model/tokenizer.json of chinese-clip, siglip, siglip2 and biomed-clip. The script keeps the
special tokens, every character of the test texts that the vocabulary has, and the first entries. xlm-roberta is siglip
with other special tokens.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from cases import LABELS, TEMPLATES, TEXTS  # noqa: E402

CHARACTERS = frozenset("".join((*TEXTS, *LABELS, *TEMPLATES)).lower()) | frozenset(
    "abcdefghijklmnopqrstuvwxyz0123456789"
)
#: Sequences that the reduced SentencePiece table still normalises, if the full one does.
NORMALISED = (
    *map(chr, range(0xFF01, 0xFF5F)), *"\t\n\r\x9d\xa0\xad\u200b\u200c\u200d\ufeff\u3000…ﬁﬂ①②½²™Åﾊﾝｶｸ",
    "e\u0301", "A\u030a", "u\u0308",
)  # fmt: skip


def cut_word_piece(tokenizer: dict, first: int) -> dict:
    """Keeps specials, characters with and without the prefix, and the first `first` longer pieces of letters."""
    vocabulary = tokenizer["model"]["vocab"]
    specials = {token["content"] for token in tokenizer["added_tokens"]}
    single = {token for token in vocabulary if token.removeprefix("##") in CHARACTERS}
    longer = [t for t in vocabulary if len(t) > 2 and t.isascii() and t.islower() and t.isalpha()][:first]
    wanted = sorted(specials | single | set(longer), key=vocabulary.__getitem__)
    return renumber(tokenizer, {token: id for id, token in enumerate(wanted)})


def cut_unigram(tokenizer: dict, first: int) -> dict:
    """Keeps the first pieces, which are the most probable, and the characters. Reduces the normalisation table."""
    pieces = tokenizer["model"]["vocab"]
    tokenizer["model"]["vocab"] = [
        [piece, round(score, 4)]
        for i, (piece, score) in enumerate(pieces)
        if i < first or piece in CHARACTERS or piece.removeprefix("▁") in CHARACTERS
    ]
    normalizer = tokenizer["normalizer"]
    normalizer["precompiled_charsmap"] = cut_charsmap(normalizer["precompiled_charsmap"])
    return tokenizer


def cut_byte_fallback_bpe(tokenizer: dict, first: int) -> dict:
    """Keeps specials, bytes, ASCII characters, and what the first `first` merges make of these."""
    model = tokenizer["model"]
    specials = {token["content"] for token in tokenizer["added_tokens"]}
    kept = {
        token for token in model["vocab"]
        if token in specials or token == "▁" or token.startswith("<0x") or (len(token) == 1 and token.isascii())
    }  # fmt: skip
    merges = []
    for left, right in model["merges"]:
        if len(merges) < first and left in kept and right in kept and left + right in model["vocab"]:
            merges.append([left, right])
            kept.add(left + right)
    model["merges"] = merges
    wanted = sorted(kept, key=model["vocab"].__getitem__)
    return renumber(tokenizer, {token: id for id, token in enumerate(wanted)})


def renumber(tokenizer: dict, vocabulary: dict[str, int]) -> dict:
    """Gives a tokenizer.json a new vocabulary, with the ids of its special tokens."""
    tokenizer["model"]["vocab"] = vocabulary
    for token in tokenizer["added_tokens"]:
        token["id"] = vocabulary[token["content"]]
    for token in tokenizer["post_processor"]["special_tokens"].values():
        token["ids"] = [vocabulary[content] for content in token["tokens"]]
    return tokenizer


def cut_charsmap(charsmap: str) -> str:
    """
    Reduces a SentencePiece table (https://github.com/google/sentencepiece, Normalizer) to NORMALISED.

    :param charsmap: base64 of the trie's size, a Darts double array, and replacements that end in zero bytes.
    """
    whole = base64.b64decode(charsmap)
    (size,) = struct.unpack_from("<I", whole)
    trie = struct.unpack_from(f"<{size // 4}I", whole, 4)
    replacements = whole[4 + size :]
    entries: dict[bytes, int] = {}
    strings = b""
    for text in NORMALISED:
        at = lookup(trie, text.encode())
        if at is not None:
            entries[text.encode()] = len(strings)
            strings += replacements[at : replacements.index(0, at) + 1]
    array = build_trie(entries)
    packed = struct.pack(f"<{len(array) + 1}I", 4 * len(array), *array)
    return base64.b64encode(packed + strings).decode()


def lookup(trie: tuple[int, ...], key: bytes) -> int | None:
    """Returns the value of exactly this key in a Darts double array (https://github.com/s-yata/darts-clone)."""

    def offset(unit: int) -> int:
        return (unit >> 10) << ((unit & 0x200) >> 6)

    position = offset(trie[0])
    for byte in key:
        position ^= byte
        if position >= len(trie) or trie[position] & 0x800000FF != byte:
            return None
        leaf = trie[position] >> 8 & 1
        position ^= offset(trie[position])
    return trie[position] & 0x7FFFFFFF if leaf else None


def build_trie(entries: dict[bytes, int]) -> list[int]:
    """Builds a Darts double array of a few keys. Every node's children are at `base ^ byte`, and its value at `base`."""
    units = {0: 0}
    bases: set[int] = set()

    def place(node: int, prefix: bytes) -> None:
        below = sorted({key[len(prefix)] for key in entries if key.startswith(prefix) and key != prefix})
        cells = ([0] if prefix in entries else []) + below
        base = next(
            b for b in range(1, 1 << 20) if b not in bases and all(b ^ cell not in units for cell in cells)
        )
        bases.add(base)
        units[node] |= (base ^ node) << 10 | (0x100 if prefix in entries else 0)
        units.update({base ^ byte: byte for byte in below})
        if prefix in entries:
            units[base] = 0x80000000 | entries[prefix]
        for byte in below:
            place(base ^ byte, prefix + bytes([byte]))

    place(0, b"")
    # A lookup may read any cell of the last block.
    return [units.get(i, 0) for i in range((max(units) | 255) + 1)]


def as_xlm_roberta(tokenizer: dict) -> dict:
    """Gives a unigram tokenizer the special tokens of XLM-RoBERTa: <s> 0, <pad> 1, </s> 2, <unk> 3."""
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [entry for entry in tokenizer["model"]["vocab"] if entry[0] not in specials]
    tokenizer["model"]["vocab"] = [[token, 0.0] for token in specials] + pieces
    tokenizer["model"]["unk_id"] = specials.index("<unk>")
    pattern = tokenizer["added_tokens"][0]
    tokenizer["added_tokens"] = [{**pattern, "id": id, "content": token} for id, token in enumerate(specials)]
    start, end = ({"SpecialToken": {"id": token, "type_id": 0}} for token in ("<s>", "</s>"))
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    tokenizer["post_processor"].update(
        single=[start, first, end],
        pair=[start, first, end, end, second, end],
        special_tokens={
            token: {"id": token, "ids": [id], "tokens": [token]} for id, token in ((0, "<s>"), (2, "</s>"))
        },
    )
    return tokenizer


CUTS = {
    "chinese-clip": lambda tokenizer: cut_word_piece(tokenizer, 40),
    "biomed-clip": lambda tokenizer: cut_word_piece(tokenizer, 120),
    "siglip": lambda tokenizer: cut_unigram(tokenizer, 160),
    "xlm-roberta": lambda tokenizer: as_xlm_roberta(cut_unigram(tokenizer, 160)),
    "siglip2": lambda tokenizer: cut_byte_fallback_bpe(tokenizer, 100),
}

if __name__ == "__main__":
    for family, cut in CUTS.items():
        source = "siglip" if family == "xlm-roberta" else family
        whole = json.loads((Path(sys.argv[1]) / source / "model" / "tokenizer.json").read_text("utf8"))
        text = json.dumps(cut(whole), ensure_ascii=False, separators=(",", ":"))
        (HERE / f"{family}.json").write_text(text + "\n", "utf8")
