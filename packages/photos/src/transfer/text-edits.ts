/** A change of a text at one place. */
export interface TextEdit {
  start: number;
  /** The same as `start` to insert. */
  end: number;
  text: string;
}

/** Applies changes that do not overlap. The rest of the text stays as it is. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...parts, text.slice(at)].join('');
}

/** @returns The white space before a place, back to the character before. */
export function spaceBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && ' \t\r\n'.includes(text[start - 1] as string)) start--;
  return text.slice(start, at);
}
