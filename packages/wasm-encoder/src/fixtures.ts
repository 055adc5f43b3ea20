/** What tests of other packages need: models written by hand, and random numbers that are the same in every run. */
export { message } from './graph/onnx-messages.fixture.ts';
export { random } from './kernels/random.fixture.ts';
