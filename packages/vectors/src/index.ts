export type { Hit } from './best.ts';
export { BLOCK_ROWS } from './codes.ts';
export { Matrix, type SearchOptions } from './matrix.ts';
