export { type Hit, Matrix, type SearchOptions, type VectorIndex } from './matrix.ts';
