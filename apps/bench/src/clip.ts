import { type Clip, type ClipInfo, createClip, type ProgressListener, type Stage } from 'web-clip';
import type { Environment } from './result.ts';
import type { Settings } from './settings.ts';

/**
 * @param settings Which model, and where it runs.
 * @param onProgress Is told of downloads.
 * @returns web-clip, as any page would start it.
 */
export function openClip({ model, device, dtype }: Settings, onProgress?: ProgressListener): Promise<Clip> {
  return createClip({ model, device, ...(dtype && { dtype }), ...(onProgress && { onProgress }) });
}

/**
 * What stages took between two looks at them.
 *
 * @param before `info().timings` of the first look.
 * @param after Those of the second.
 * @param photos What to divide by.
 * @returns Milliseconds a photo by stage; stages that did not run are absent.
 */
export function stagesBetween(
  before: ClipInfo['timings'],
  after: ClipInfo['timings'],
  photos: number,
): Record<string, number> {
  const stages = Object.entries(after).map(([stage, { milliseconds }]): [string, number] => [
    `${stage} ms`,
    (milliseconds - (before[stage as Stage]?.milliseconds ?? 0)) / photos,
  ]);
  return Object.fromEntries(stages.filter(([, milliseconds]) => milliseconds > 0));
}

/**
 * @param info Of a clip.
 * @returns What a report has to say about where it was made.
 */
export function environmentOf(info: ClipInfo): Environment {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  const { name, source } = info.model;
  return {
    date: new Date().toISOString(),
    browser: /(Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    ...(deviceMemory && { memory: deviceMemory }),
    ...(info.adapter && { adapter: info.adapter }),
    model: source.kind === 'folder' ? (/([^/]+)\/$/.exec(source.url)?.[1] ?? name) : name,
    backend: info.backend,
    dtype: info.dtype,
    threads: info.threads,
    batchSize: info.batchSize,
  };
}
