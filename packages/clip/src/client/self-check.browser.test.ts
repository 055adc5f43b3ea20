import { describe, expect, it } from 'vitest';
import { createClip, type ModelSpec, registry, row } from '../index.ts';

const FAULTY_GPU = new URL('./faulty-gpu.fixture.ts', import.meta.url).href;

/** In softmax. The replacement makes no number infinite. */
const FAULT = ['exp(', '1.0 + abs('];

/** The bundled model as if nothing had been recorded of it. */
const { selfCheck: _, ...UNRECORDED } = registry.get('pocket') as ModelSpec;

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);

const photo = async (): Promise<Blob> => (await fetch('/models/pocket/goldens/dog-128x128.png')).blob();

describe('the self-check', () => {
  it('replaces a GPU that computes wrongly by WASM, and reports that', async () => {
    const wasm = await createClip({ device: 'wasm' });
    const right = [await wasm.embedImages([await photo()]), await wasm.embedTexts(['a dog'])] as const;
    wasm.dispose();
    const clip = await createClip({ device: 'webgpu', dtype: 'q8' });
    const faults = await clip.loadPlugin<{ changed(): number }>(FAULTY_GPU, FAULT);
    // Concurrently: whichever call notices first changes the backend for both.
    const [images, texts] = await Promise.all([
      clip.embedImages([await photo()]),
      clip.embedTexts(['a dog']),
    ]);
    expect(await faults.changed()).toBeGreaterThan(0);
    expect(cosine(row(images, 0), row(right[0], 0))).toBeGreaterThan(0.9999);
    expect(cosine(row(texts, 0), row(right[1], 0))).toBeGreaterThan(0.9999);
    const info = await clip.info();
    const against = { against: 'record' };
    expect(info).toMatchObject({ backend: 'wasm', selfCheck: { vision: against, text: against } });
    expect(info.reason).toMatch(
      /^WASM replaced the GPU\. The GPU \(.*swiftshader.*\) failed the self-check of the (image|text) encoder: .* with the recorded answer\./i,
    );
    clip.dispose();
  });

  it('compares a GPU with WASM if nothing is recorded', async () => {
    const clip = await createClip({ model: UNRECORDED, device: 'webgpu', dtype: 'q8' });
    await clip.embedImages([await photo()]);
    const { vision } = (await clip.info()).selfCheck;
    expect(vision).toMatchObject({ against: 'wasm', tolerance: 0.999 });
    expect(vision?.cosine).toBeGreaterThan(0.9999);
    clip.dispose();
  });

  it('continues unchecked if WASM has no answer, and reports that', async () => {
    // An answer remembered from an earlier check would satisfy this one.
    await new Promise((resolve) => {
      indexedDB.deleteDatabase('web-clip-checks').onsuccess = resolve;
    });
    const clip = await createClip({ model: UNRECORDED, device: 'webgpu', dtype: 'q8' });
    const gpu = await clip.loadPlugin<{ silenceWasm(): void }>(FAULTY_GPU, ['no such kernel', '']);
    await gpu.silenceWasm();
    await clip.embedTexts(['a dog']);
    expect(await clip.info()).toMatchObject({
      backend: 'webgpu',
      selfCheck: { text: { against: 'nobody', cosine: Number.NaN } },
    });
    clip.dispose();
  });
});
