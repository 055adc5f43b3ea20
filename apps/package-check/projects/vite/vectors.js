import { Matrix } from 'web-clip/vectors';

const matrix = new Matrix(2);
matrix.set([7], Float32Array.of(0.6, 0.8));
const [hit] = await matrix.search(Float32Array.of(0, 1));
document.querySelector('output').value = `${hit.id}: ${hit.score.toFixed(1)}`;
