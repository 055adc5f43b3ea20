import { describe, expect, it } from 'vitest';
import type { AlbumRecord, Edit, FieldValue } from '../store/records.ts';
import { editedGroups, type PlacedPhotos, queryOf } from './edited-groups.ts';
import { editsOfChange, type GroupChange, saidOfGroups } from './group-edits.ts';
import type { NamedGroup } from './named-group.ts';

const group = (id: string, kind: NamedGroup['kind'], photos: readonly number[]): NamedGroup => ({
  ...{ id, kind, name: id, renamed: false, pinned: false, photos, cover: photos[0] as number },
  ...{ terms: kind === 'thing' ? [id] : [], query: kind === 'thing' ? queryOf([id]) : 'in:2019' },
});

const FOUND = [
  group('dog', 'thing', [1, 2, 3, 4]),
  group('hot dog', 'thing', [5, 6, 7]),
  group('event:2019-02-09/Zermatt', 'event', [10, 11, 12, 13]),
  group('event:2019-03-01/Bern', 'event', [20, 21, 22]),
];

/** Carries out changes, and then lists groups that are found. */
function after(changes: readonly GroupChange[], found: readonly NamedGroup[] = FOUND): NamedGroup[] {
  const albums = new Map<string, Record<string, FieldValue>>();
  const marks = new Map<string, Record<string, FieldValue>>();
  const list = (groups: readonly NamedGroup[]): NamedGroup[] => {
    const placed = new Map<string, { pinned: number[]; excluded: number[] }>();
    for (const [hash, values] of marks) {
      for (const [field, value] of Object.entries(values)) {
        const id = field.slice('group:'.length);
        const known = placed.get(id) ?? { pinned: [], excluded: [] };
        placed.set(id, known);
        known[value === 'pinned' ? 'pinned' : 'excluded'].push(Number(hash));
      }
    }
    const records = Array.from(
      albums,
      ([id, values]): AlbumRecord => ({
        id,
        fields: Object.fromEntries(
          Object.entries(values).map(([field, value]) => [field, { value, changed: 1 }]),
        ),
      }),
    );
    return editedGroups(groups, saidOfGroups(records), placed as Map<string, PlacedPhotos>, (id) => id);
  };
  const carryOut = ({ store, keys, values }: Edit): void => {
    const records = store === 'marks' ? marks : albums;
    for (const key of keys) records.set(key, { ...records.get(key), ...values });
  };
  for (const [i, change] of changes.entries())
    for (const edit of editsOfChange(change, list(FOUND), (ids) => ids.map(String), `chosen:${i}`))
      carryOut(edit);
  return list(found);
}

const summary = (groups: readonly NamedGroup[]): (readonly [string, readonly number[]])[] =>
  groups.map(({ name, photos }) => [name, photos]);

describe('groups', () => {
  it('are as they were found if nothing was said', () => {
    expect(after([])).toEqual(FOUND);
  });

  it('keep their new names, also an event whose first day is another one', () => {
    const changes = [
      { kind: 'rename', id: 'dog', name: 'Our dog' },
      { kind: 'rename', id: 'event:2019-02-09/Zermatt', name: 'Ski week' },
    ] as const;
    const later = [
      group('dog', 'thing', [1, 2, 3, 4, 8]),
      group('event:2019-02-08/Täsch', 'event', [9, 10, 11, 12, 13]),
    ];
    const groups = after(changes, later);
    expect(summary(groups)).toEqual([
      ['Our dog', [1, 2, 3, 4, 8]],
      ['Ski week', [9, 10, 11, 12, 13]],
    ]);
    expect(groups.map(({ id, renamed }) => [id, renamed])).toEqual([
      ['dog', true],
      ['event:2019-02-09/Zermatt', true],
    ]);
    expect(after([...changes, { kind: 'rename', id: 'dog', name: undefined }])[0]).toEqual(FOUND[0]);
  });

  it('come first if they are pinned, and keep their photos', () => {
    const changes = [{ kind: 'pin', id: 'hot dog', pinned: true }] as const;
    expect(summary(after(changes))[0]).toEqual(['hot dog', [5, 6, 7]]);
    expect(after(changes, [])).toMatchObject([{ id: 'hot dog', pinned: true, photos: [5, 6, 7] }]);
    expect(after([...changes, { kind: 'pin', id: 'hot dog', pinned: false }])).toEqual(FOUND);
  });

  it('are one if they are merged', () => {
    const words = after([{ kind: 'merge', id: 'dog', others: ['hot dog'] }]);
    expect(summary(words).slice(0, 2)).toEqual([
      ['dog', [1, 2, 3, 4, 5, 6, 7]],
      ['event:2019-02-09/Zermatt', [10, 11, 12, 13]],
    ]);
    expect(words[0]).toMatchObject({ terms: ['dog', 'hot dog'], query: 'dog | hot dog' });
    const events = after([
      { kind: 'merge', id: 'event:2019-03-01/Bern', others: ['event:2019-02-09/Zermatt'] },
    ]);
    expect(summary(events)[2]).toEqual(['event:2019-03-01/Bern', [10, 11, 12, 13, 20, 21, 22]]);
    expect(events).toHaveLength(3);
    expect(events[2]).toMatchObject({ query: 'group:event:2019-03-01/Bern' });
  });

  it('lose the photos that are split off', () => {
    const groups = after([{ kind: 'split', id: 'dog', photos: [2, 3], name: 'Rex' }]);
    expect(summary(groups).filter(([, photos]) => (photos[0] as number) < 5)).toEqual([
      ['dog', [1, 4]],
      ['Rex', [2, 3]],
    ]);
    expect(groups.find(({ name }) => name === 'Rex')).toMatchObject({
      ...{ id: 'chosen:0', kind: 'chosen', query: 'group:Rex' },
    });
  });
});

it('refuses groups that there are not, and photos that are in none', () => {
  expect(() => after([{ kind: 'rename', id: 'unicorn', name: 'x' }])).toThrow(
    'There is no group “unicorn” now',
  );
  expect(() => after([{ kind: 'split', id: 'dog', photos: [9], name: 'x' }])).toThrow(
    'Only photos of a group',
  );
});
