/** For tests of other packages: hand-written models, and random numbers that are the same in every run. */
export { message } from './graph/onnx-messages.fixture.ts';
export { random } from './kernels/random.fixture.ts';
