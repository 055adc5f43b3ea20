export type { Hit } from './best.ts';
export { BLOCK_ROWS, Matrix, type SearchOptions } from './matrix.ts';
