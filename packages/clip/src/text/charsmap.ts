/** Normalises texts with a SentencePiece model's table. */
export type Charsmap = (text: string) => string;

/**
 * Leaf value, label and offset of a unit in the double-array trie (https://github.com/s-yata/darts-clone).
 */
const leafOf = (unit: number): number => unit & 0x7fffffff;
const labelOf = (unit: number): number => (unit & 0x800000ff) >>> 0;
const offsetOf = (unit: number): number => (unit >>> 10) << ((unit & 0x200) >>> 6);
const hasLeaf = (unit: number): boolean => ((unit >>> 8) & 1) === 1;

/**
 * Reads the `precompiled_charsmap` of a tokenizer.json, and applies it as the tokenizers library does
 * (https://github.com/huggingface/spm_precompiled): a short grapheme that is in the table is replaced whole;
 * otherwise each of its characters is replaced by the shortest matching prefix. transformers.js approximates
 * this with NFKC, which differs for joiners and other invisible characters.
 *
 * @param base64 The table: size of the trie in bytes, the trie, and the replacements, each with a terminating
 *   zero byte.
 */
export function readCharsmap(base64: string): Charsmap {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const trieBytes = new DataView(bytes.buffer).getUint32(0, true);
  const trie = new Uint32Array(bytes.buffer.slice(4, 4 + trieBytes));
  const replacements = bytes.subarray(4 + trieBytes);
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const unitAt = (position: number): number => trie[position] ?? 0;

  const replacementOf = (key: Uint8Array): string | undefined => {
    let position = offsetOf(unitAt(0));
    for (const byte of key) {
      if (byte === 0) return undefined;
      position ^= byte;
      const unit = unitAt(position);
      if (labelOf(unit) !== byte) return undefined;
      position ^= offsetOf(unit);
      if (!hasLeaf(unit)) continue;
      const start = leafOf(unitAt(position));
      return decoder.decode(replacements.subarray(start, replacements.indexOf(0, start)));
    }
    return undefined;
  };

  return (text) => {
    let normalised = '';
    for (const segment of graphemesOf(text)) {
      const key = encoder.encode(segment);
      const whole = key.length < 6 ? replacementOf(key) : undefined;
      if (whole !== undefined) normalised += whole;
      else
        for (const character of segment) normalised += replacementOf(encoder.encode(character)) ?? character;
    }
    return normalised;
  };
}

/** Window in characters. The platform's segmenter takes time quadratic in the length of a text (V8). */
const WINDOW = 256;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Splits a text into graphemes in linear time. What follows the end of a grapheme can be segmented on its
 * own.
 */
function* graphemesOf(text: string): Generator<string> {
  const characters = Array.from(text);
  let size = WINDOW;
  for (let start = 0; start < characters.length; ) {
    const [first, next] = characters.slice(start, start + 2) as [string, string?];
    if (isPlain(first) && (next === undefined || isPlain(next))) {
      yield first;
      start++;
      continue;
    }
    const end = Math.min(start + size, characters.length);
    const window = characters.slice(start, end).join('');
    const segments = Array.from(segmenter.segment(window), ({ segment }) => segment);
    // The last grapheme may continue beyond the window.
    const last = end < characters.length ? (segments.pop() ?? '') : '';
    size = segments.length > 0 ? WINDOW : 2 * size;
    yield* segments;
    start = end - Array.from(last).length;
  }
}

/** Whether a character is printable ASCII, which never combines with another such character. */
const isPlain = (character: string): boolean => character >= ' ' && character <= '~';
