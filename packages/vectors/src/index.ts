export type { Hit } from './best.ts';
export { Matrix, type SearchOptions } from './matrix.ts';
