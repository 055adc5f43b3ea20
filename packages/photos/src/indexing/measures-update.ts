import { throwIfAborted } from '@web-clip/clip/internal';
import type { PhotoRecord, Thumbnail } from '../store/records.ts';
import type { Seen } from './file-contents.ts';

/** Photos per commit, as in the update of metadata. */
const STEP = 128;

/** What {@link updateMeasures} works with. */
export interface MeasuresUpdateHands {
  /** The photos as they are now, by id. */
  photos(): ReadonlyMap<number, PhotoRecord>;
  /** @returns A photo's thumbnail. */
  thumbnail(id: number): Promise<Thumbnail | undefined>;
  /** Measures a thumbnail's pixels; undefined if it is damaged. */
  measure(thumbnail: Thumbnail): Promise<Omit<Seen, 'thumbnail'> | undefined>;
  /** Resolves when nothing more urgent is going on. */
  whenIdle(): Promise<void>;
  /** Writes changed records. The function is called with exclusive access. */
  commit(changed: () => readonly PhotoRecord[]): Promise<void>;
}

/**
 * Measures photos that an earlier version indexed, from their thumbnails, so no file is read. The photos are measured one
 * after the other and committed in small steps; what is left when the signal aborts is done next time.
 *
 * @returns Number of updated photos.
 * @throws ClipError `storage-failed`, …, or the signal's reason.
 */
export async function updateMeasures(hands: MeasuresUpdateHands, signal: AbortSignal): Promise<number> {
  const unmeasured = [...hands.photos().values()].filter(isUnmeasured).sort((a, b) => a.id - b.id);
  let updated = 0;
  for (let start = 0; start < unmeasured.length; start += STEP) {
    const measured = new Map<PhotoRecord, Omit<Seen, 'thumbnail'>>();
    for (const photo of unmeasured.slice(start, start + STEP)) {
      await hands.whenIdle();
      throwIfAborted(signal);
      const thumbnail = await hands.thumbnail(photo.id);
      const measures = thumbnail && (await hands.measure(thumbnail));
      if (measures) measured.set(photo, measures);
    }
    if (measured.size === 0) continue;
    await hands.commit(() => {
      const changed = [...measured].flatMap(([photo, measures]) => {
        const current = hands.photos().get(photo.id);
        return current?.version === photo.version && isUnmeasured(current)
          ? [{ ...current, ...measures }]
          : [];
      });
      updated += changed.length;
      return changed;
    });
  }
  return updated;
}

const isUnmeasured = ({ failure, fingerprint }: PhotoRecord): boolean =>
  !failure && fingerprint === undefined;
