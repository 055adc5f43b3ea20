import type { ClipErrorCode } from 'web-clip';
import type { Photo } from '../photo.ts';

/** Errors that are a file's own: it is listed with them, and not tried again until it changes. */
export const FAULTS: ReadonlySet<ClipErrorCode> = new Set(['undecodable-image', 'too-large-image']);

/** Errors that a file is listed with until the next visit: access withdrawn, a decoder out of reach. */
export const PASSING_FAULTS: ReadonlySet<ClipErrorCode> = new Set(['unreadable-file', 'download-failed']);

/** Counts up when files can be decoded that could not be before. */
export const READER = 1;

/** @returns Whether a file that has not changed is not worth another try: this reader, or a newer one, gave it up. */
export const isGivenUp = ({ code, reader = 0 }: NonNullable<Photo['failure']>): boolean =>
  !PASSING_FAULTS.has(code) && reader >= READER;
