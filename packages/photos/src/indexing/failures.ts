import type { ClipErrorCode } from '@web-clip/clip';
import type { Photo } from '../photo.ts';

/**
 * Errors caused by the file's content. The photo is recorded as failed, and not tried again until the file changes.
 */
export const FAULTS: ReadonlySet<ClipErrorCode> = new Set(['undecodable-image', 'too-large-image']);

/**
 * Temporary errors, such as revoked access or a decoder that cannot be downloaded. The photo is recorded as failed,
 * and tried again on the next visit.
 */
export const PASSING_FAULTS: ReadonlySet<ClipErrorCode> = new Set(['unreadable-file', 'download-failed']);

/** Version of the reader. Increment it when it learns to decode more files. */
export const READER = 1;

/** @returns Whether to skip an unchanged file because this reader, or a newer one, failed to decode it. */
export const isGivenUp = ({ code, reader = 0 }: NonNullable<Photo['failure']>): boolean =>
  !PASSING_FAULTS.has(code) && reader >= READER;
