import { type Clip, type ClipInfo, createClip, type ProgressListener, type Stage } from '@web-clip/clip';
import type { Environment } from './result.ts';
import type { Settings } from './settings.ts';

/**
 * @param settings The model, and where it runs.
 * @param onProgress Called with the progress of downloads.
 * @returns A clip, started as any page would.
 */
export function openClip({ model, device, dtype }: Settings, onProgress?: ProgressListener): Promise<Clip> {
  return createClip({ model, device, ...(dtype && { dtype }), ...(onProgress && { onProgress }) });
}

/**
 * Computes the time that stages took between two snapshots.
 *
 * @param before `info().timings` of the first snapshot.
 * @param after `info().timings` of the second snapshot.
 * @param photos Number of photos to divide by.
 * @returns Milliseconds per photo by stage. Stages that did not run are absent.
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
 * @param info Information of a clip.
 * @returns The environment, for the report.
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
