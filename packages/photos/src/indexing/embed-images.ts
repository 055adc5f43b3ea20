import { allOrNone, type Engine, row } from '@web-clip/clip/internal';
import type { PhotoRow } from '../store/segments.ts';
import type { ToEmbed } from './file-processor.ts';

/**
 * Embeds images, and releases them. There are more of them than a batch has if some are frames of a video.
 *
 * @param images With the versions of their photos.
 * @throws ClipError `engine-failed`, …, or the signal’s reason.
 */
export async function embedImages(
  engine: Engine,
  images: readonly (ToEmbed & { version: number })[],
  signal: AbortSignal,
): Promise<PhotoRow[]> {
  const rows: PhotoRow[] = [];
  const waiting = [...images];
  try {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, engine.images.batchSize);
      const embeddings = await engine.images.embedPrepared(
        batch.map(({ input }) => input),
        () => allOrNone(batch.map(({ again }) => again())),
        { signal, priority: 'background' },
      );
      for (const [i, { id, version }] of batch.entries()) rows.push({ id, version, row: row(embeddings, i) });
    }
  } finally {
    for (const { input } of waiting) input.release();
  }
  return rows;
}
