import { ClipError } from '../../errors.ts';

/** A JSON object of unknown contents. */
export type Json = Record<string, unknown>;

/** @returns The value if it is an object, else an empty one. */
export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** Several times what the largest models have: of a picture's side, an embedding, a text. */
const MOST = 16_384;

/**
 * Reads the fields of one of a model's JSON files.
 *
 * A field that makes no sense throws a ClipError `invalid-model` that names model, file and field.
 */
export class Fields {
  /**
   * @param model What the caller named the model.
   * @param file The file's name.
   */
  constructor(
    readonly model: string,
    readonly file: string,
  ) {}

  /** @returns The number, which must be finite. */
  number(field: string, value: unknown): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw this.invalid(field, 'a number');
  }

  /** @returns The number, which must be whole and no less than `least`. */
  integer(field: string, value: unknown, least = 1): number {
    if (Number.isInteger(value) && (value as number) >= least) return value as number;
    throw this.invalid(field, `a whole number of at least ${least}`);
  }

  /** @returns The length of something that is held in memory, which must be whole and no more than any model has. */
  length(field: string, value: unknown, least = 1): number {
    const length = this.integer(field, value, least);
    if (length <= MOST) return length;
    throw this.invalid(field, `a whole number of at most ${MOST}`);
  }

  /** @returns The text, which must not be empty. */
  text(field: string, value: unknown): string {
    if (typeof value === 'string' && value !== '') return value;
    throw this.invalid(field, 'a text');
  }

  /** @returns The numbers; `length` of them where it is given. */
  numbers(field: string, value: unknown, length?: number): number[] {
    if (Array.isArray(value) && (length === undefined || value.length === length)) {
      return value.map((each) => this.number(field, each));
    }
    throw this.invalid(field, length === undefined ? 'a list of numbers' : `${length} numbers`);
  }

  /** @returns Three numbers, one a channel. */
  triple(field: string, value: unknown): [number, number, number] {
    return this.numbers(field, value, 3) as [number, number, number];
  }

  /** @returns The value, which must be one of `choices`. */
  choice<const T extends string>(field: string, value: unknown, choices: readonly T[]): T {
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    throw this.invalid(field, `one of ${choices.join(', ')}`);
  }

  /** @returns The object. */
  object(field: string, value: unknown): Json {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    throw this.invalid(field, 'an object');
  }

  /**
   * @param field The field's name.
   * @param expected What it should be.
   * @returns The error for a field that is missing or makes no sense.
   */
  invalid(field: string, expected: string): ClipError {
    return new ClipError(
      'invalid-model',
      `“${field}” in ${this.file} of ${this.model} is not ${expected}. Correct the file, or choose another model.`,
    );
  }

  /**
   * @param what The rest of a sentence that begins with the model.
   * @returns The error for a model that is understood, and cannot be run.
   */
  unsupported(what: string): ClipError {
    return new ClipError('unsupported-model', `${this.model} ${what}. Choose another model.`);
  }
}
