import { ClipError, type ClipErrorCode, isClipError } from '@web-clip/clip';
import { english, type Message } from './strings.ts';

/** An error that the element itself puts into words. Its message is in English, like those of all errors. */
export class WordedError extends ClipError {
  readonly words: Message;

  /**
   * @param code What went wrong.
   * @param words What happened, and what to do next.
   * @param options `cause`: the underlying error, if any.
   */
  constructor(code: ClipErrorCode, words: Message, options?: ErrorOptions) {
    super(code, words(english), options);
    this.words = words;
  }
}

/** @returns What to tell the user of an error: in another language, advice before the error’s own message. */
export function errorMessage(error: unknown): Message {
  if (error instanceof WordedError) return error.words;
  const message = error instanceof Error ? error.message : String(error);
  if (!isClipError(error)) return () => message;
  return ({ advice }) => {
    const advised = advice(error.code);
    return advised ? `${advised} (${message})` : message;
  };
}
