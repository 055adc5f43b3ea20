import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { QuantisedRows } from '../codes.ts';
import { GPU_ROWS, Matrix } from '../matrix.ts';
import { GpuCodes } from './gpu-codes.ts';

async function requestDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  return adapter.requestDevice();
}

function noise(length: number, seed: number): Float32Array<ArrayBuffer> {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}

const sorted = (slots: number[] | undefined): number[] => [...(slots ?? [])].sort((a, b) => a - b);

describe('GpuCodes', () => {
  let device: GPUDevice;
  beforeAll(async () => {
    device = await requestDevice();
  });
  afterAll(() => device.destroy());

  it('finds the same as the CPU while rows are added and replaced', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(3, 64, 100),
        fc.array(fc.integer({ min: 1, max: 1100 }), { minLength: 1, maxLength: 3 }),
        fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(Number.POSITIVE_INFINITY)),
        fc.constantFrom(1, 3, 50),
        fc.constantFrom(1, 1e-20, 1e31, Number.NaN),
        fc.boolean(),
        async (dimension, additions, limit, every, odd, packed) => {
          const codes = new QuantisedRows(dimension);
          const features = vi.spyOn(navigator.gpu.wgslLanguageFeatures, 'has').mockReturnValue(packed);
          const gpu = new GpuCodes(device, codes);
          features.mockRestore();
          const counts = every === 1 ? undefined : (slot: number) => slot % every === 0;
          let count = 0;
          for (const added of additions) {
            for (let i = 0; i < added; i++) codes.write(count++, noise(dimension, count));
            codes.write(
              count >> 1,
              noise(dimension, 7).map((value) => value * odd),
            );
            const query = codes.quantise(noise(dimension, -count));
            const expected = codes.candidates(query, count, limit, counts ?? (() => true));
            const found = sorted(await gpu.candidates(query, count, limit, counts));
            // The bins let some extra rows through, but none that the mask excludes.
            expect(found).toEqual(expect.arrayContaining(expected));
            expect(new Set(found).size).toBe(found.length);
            expect(found.every((slot) => slot < count && (counts?.(slot) ?? true))).toBe(true);
            if (count > 200 && limit < 10) expect(found.length).toBeLessThan(count / 2);
          }
          gpu.release();
        },
      ),
      { numRuns: 15, seed: 3 },
    );
  });

  it('reports a lost GPU', async () => {
    const other = await requestDevice();
    const codes = new QuantisedRows(4);
    codes.write(0, noise(4, 1));
    const gpu = new GpuCodes(other, codes);
    other.destroy();
    await expect(gpu.candidates(codes.quantise(noise(4, 2)), 1, 1, undefined)).rejects.toThrow();
  });
});

describe('a large matrix', () => {
  it('is searched on the GPU, and on the CPU once the GPU is lost', async () => {
    const device = await requestDevice();
    const onGpu = new Matrix(3, device);
    const onCpu = new Matrix(3);
    const ids = Array.from({ length: GPU_ROWS }, (_, i) => i);
    const rows = noise(3 * GPU_ROWS, 1);
    for (const matrix of [onGpu, onCpu]) matrix.set(ids, rows);
    const submissions: number[] = [];
    const submit = device.queue.submit.bind(device.queue);
    device.queue.submit = (buffers) => {
      submissions.push(1);
      submit(buffers);
    };
    const compare = async (mask?: (id: number) => boolean): Promise<void> => {
      const query = noise(3, submissions.length);
      const options = { limit: 10, ...(mask && { mask }) };
      expect(await onGpu.search(query, options)).toEqual(await onCpu.search(query, options));
    };
    await compare();
    await compare((id) => id % 1000 === 0);
    for (const matrix of [onGpu, onCpu]) {
      matrix.set([GPU_ROWS], noise(3, 5));
      matrix.delete([0]);
    }
    await compare();
    expect(submissions).toHaveLength(3);
    device.destroy();
    await compare();
    await compare();
    expect(submissions).toHaveLength(4);
  });
});
