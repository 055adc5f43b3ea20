import type { KeepReason, Photo, PhotoGroups } from '@web-clip/photos';

/** Of one picture one photo is kept, and of one moment any number. */
export type GroupKind = 'samePicture' | 'sameMoment';

/** A group as it is listed. */
export interface ListedGroup {
  readonly kind: GroupKind;
  /** Tells the groups of its kind apart. */
  readonly key: number;
  /** Those that are not hidden, at least two. */
  readonly photos: readonly Photo[];
  /** Ids of those to keep. The others are to be hidden. */
  readonly kept: ReadonlySet<number>;
  /** Why the kept photo is proposed. Undefined for a moment, and if the user chose another one. */
  readonly why: KeepReason | undefined;
  /** Id of the sharpest photo of a moment, if that is known. */
  readonly sharpest: number | undefined;
}

/** All groups that are listed. */
export type ListedGroups = Readonly<Record<GroupKind, readonly ListedGroup[]>>;

/** What the user chose to keep of a group, by its key. */
export type Choices = Readonly<Record<GroupKind, ReadonlyMap<number, ReadonlySet<number>>>>;

/**
 * Lists the groups that leave something to do: those with two photos that are not hidden.
 *
 * @param photos The photos of the library, by id.
 * @param hidden Ids of the hidden ones.
 */
export function listedGroups(
  { samePicture, sameMoment }: PhotoGroups,
  photos: ReadonlyMap<number, Photo>,
  hidden: ReadonlySet<number>,
  choices: Choices,
): ListedGroups {
  const visible = (ids: readonly number[]): Photo[] =>
    ids.flatMap((id) => (hidden.has(id) ? [] : (photos.get(id) ?? [])));
  const listed = (kind: GroupKind, ids: readonly number[], proposal: Proposal): ListedGroup[] => {
    const [key] = ids;
    const [first, ...others] = visible(ids);
    if (key === undefined || !first || others.length === 0) return [];
    const shown = [first, ...others];
    const { keep = first.id, why, sharpest } = proposal(shown);
    const chosen = new Set([...(choices[kind].get(key) ?? [])].filter((id) => !hidden.has(id)));
    // A person may keep none of a moment so far, but not none of a picture.
    const isChosen = choices[kind].has(key) && (kind === 'sameMoment' || chosen.size > 0);
    const kept = isChosen ? chosen : new Set([keep]);
    return [{ kind, key, photos: shown, kept, sharpest, why: kept.has(keep) ? why : undefined }];
  };
  return {
    samePicture: samePicture.flatMap(({ keep, why, photos: ids }) =>
      listed('samePicture', ids, () => (hidden.has(keep) ? {} : { keep, why })),
    ),
    sameMoment: sameMoment.flatMap(({ photos: ids }) =>
      listed('sameMoment', ids, (shown) => {
        const sharpest = sharpestOf(shown);
        return { keep: sharpest, sharpest };
      }),
    ),
  };
}

/** @returns The new groups, but the same objects as before for those that have not changed. */
export function withUnchanged(
  before: readonly ListedGroup[],
  after: readonly ListedGroup[],
): readonly ListedGroup[] {
  const known = new Map(before.map((group) => [group.key, group]));
  return after.map((group) => {
    const old = known.get(group.key);
    return old && isSame(old, group) ? old : group;
  });
}

const isSame = (one: ListedGroup, other: ListedGroup): boolean =>
  one.why === other.why &&
  one.photos.length === other.photos.length &&
  one.photos.every((photo, i) => photo === other.photos[i]) &&
  one.kept.size === other.kept.size &&
  [...one.kept].every((id) => other.kept.has(id));

/** @returns Ids of the photos of a group that are to be hidden. */
export const toHide = ({ photos, kept }: ListedGroup): number[] =>
  photos.flatMap(({ id }) => (kept.has(id) ? [] : id));

/** Proposes what to keep of a group, by its visible photos. */
type Proposal = (photos: readonly Photo[]) => {
  keep?: number | undefined;
  why?: KeepReason;
  sharpest?: number | undefined;
};

/** Photos of one moment show nearly the same, so that their sharpness can be compared. */
function sharpestOf(photos: readonly Photo[]): number | undefined {
  if (photos.some(({ quality }) => !quality)) return undefined;
  const sharpness = ({ quality }: Photo): number => quality?.sharpness ?? 0;
  return photos.reduce((best, photo) => (sharpness(photo) > sharpness(best) ? photo : best)).id;
}
