import type { Unigram } from '@huggingface/tokenizers';

/**
 * Finds the most probable pieces of words as the tokenizers library does (`encode_optimized` in
 * https://github.com/huggingface/tokenizers, unigram/model.rs). If two segmentations have the same score, the
 * one found first wins. The model's own method keeps an object for every piece that fits, and overflows the
 * stack with words of 100,000 characters.
 *
 * @param model The source of pieces and scores.
 * @returns The replacement for its `encode`, from words to pieces. Text that is in no piece comes character
 *   by character.
 */
export function unigramEncoder({ trie, scores, tokens_to_ids: ids, unk_score: unknown }: Unigram) {
  return (words: string[]): string[] => words.flatMap(piecesOf);

  function piecesOf(word: string): string[] {
    const characters = Array.from(word);
    /**
     * For each position: the best score of a segmentation that ends there, and where its last piece begins.
     */
    const best = new Float64Array(characters.length + 1).fill(Number.NEGATIVE_INFINITY);
    const begins = new Int32Array(characters.length + 1);
    best[0] = 0;
    for (let begin = 0; begin < characters.length; begin++) {
      const until = best[begin] as number;
      let isKnown = false;
      let node = trie.root;
      for (let end = begin + 1, piece = ''; end <= characters.length; end++) {
        const character = characters[end - 1] as string;
        const next = node.children.get(character);
        if (!next) break;
        node = next;
        piece += character;
        if (!node.is_leaf) continue;
        if (end === begin + 1) isKnown = true;
        reach(begin, end, until + (scores[ids.get(piece) as number] as number));
      }
      if (!isKnown) reach(begin, begin + 1, until + unknown);
    }
    const pieces: string[] = [];
    for (let end = characters.length; end > 0; end = begins[end] as number)
      pieces.push(characters.slice(begins[end], end).join(''));
    return pieces.reverse();

    function reach(begin: number, end: number, score: number): void {
      if (score <= (best[end] as number)) return;
      best[end] = score;
      begins[end] = begin;
    }
  }
}
