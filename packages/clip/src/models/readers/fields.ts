import { ClipError } from '@web-clip/calls';

/** A JSON object of unknown contents. */
export type Json = Record<string, unknown>;

/** @returns The value if it is an object, otherwise an empty object. */
export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/**
 * Several times the largest value of any model, for the side of an image, the length of an embedding or of a
 * text.
 */
const MOST = 16_384;

/**
 * Reads the fields of one of a model's JSON files.
 *
 * An invalid field throws a ClipError `invalid-model` that names the model, the file and the field.
 */
export class Fields {
  /**
   * @param model The caller's name for the model.
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

  /** @returns The number, which must be an integer of at least `least`. */
  integer(field: string, value: unknown, least = 1): number {
    if (Number.isInteger(value) && (value as number) >= least) return value as number;
    throw this.invalid(field, `a whole number of at least ${least}`);
  }

  /**
   * @returns A length that must fit into memory: an integer of at least `least`, and no more than any model
   *   has.
   */
  length(field: string, value: unknown, least = 1): number {
    const length = this.integer(field, value, least);
    if (length <= MOST) return length;
    throw this.invalid(field, `a whole number of at most ${MOST}`);
  }

  /** @returns The string, which must not be empty. */
  text(field: string, value: unknown): string {
    if (typeof value === 'string' && value !== '') return value;
    throw this.invalid(field, 'a text');
  }

  /** @returns The numbers; exactly `length` of them, if given. */
  numbers(field: string, value: unknown, length?: number): number[] {
    if (Array.isArray(value) && (length === undefined || value.length === length)) {
      return value.map((each) => this.number(field, each));
    }
    throw this.invalid(field, length === undefined ? 'a list of numbers' : `${length} numbers`);
  }

  /** @returns Three numbers, one per channel. */
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
   * @param expected What the field should be.
   * @returns The error for a missing or invalid field.
   */
  invalid(field: string, expected: string): ClipError {
    return new ClipError(
      'invalid-model',
      `“${field}” in ${this.file} of ${this.model} is not ${expected}. Correct the file, or choose another model.`,
    );
  }

  /**
   * @param what The rest of a sentence that begins with the model.
   * @returns The error for a valid model that cannot be run.
   */
  unsupported(what: string): ClipError {
    return new ClipError('unsupported-model', `${this.model} ${what}. Choose another model.`);
  }
}
