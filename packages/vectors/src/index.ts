/**
 * Exact nearest neighbours among unit vectors, such as embeddings: in the page, a worker or Node. It needs no model.
 *
 * @packageDocumentation
 */
export { ClipError, type ClipErrorCode, isClipError } from '@web-clip/calls';
export type { Hit } from './best.ts';
export { BLOCK_ROWS } from './codes.ts';
export type { CombinedQuery } from './combined.ts';
export { Matrix, type SearchOptions } from './matrix.ts';
export type { Statistics } from './sample.ts';
