import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clearSidecar, readSidecar, type SidecarMarks, writeSidecar } from './sidecar.ts';
import { FOREIGN, REWRITTEN } from './sidecars.fixture.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (sidecar: Uint8Array | undefined): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(sidecar);

const MARKS = {
  rating: 5,
  label: 'Red',
  keywords: ['Trips|Summer 2024', 'Zermatt', 'a < b & "c"'],
} satisfies SidecarMarks;

describe.each(Object.entries(FOREIGN))('a sidecar of %s', (_, foreign) => {
  const written = writeSidecar(bytes(foreign), MARKS);

  it('gets the marks', () => {
    const { rating, label, keywords } = readSidecar(written);
    expect({ rating, label }).toEqual({ rating: 5, label: 'Red' });
    expect(keywords).toEqual(expect.arrayContaining(['Trips|Summer 2024', 'a < b & "c"']));
    expect(keywords?.filter((keyword) => keyword.endsWith('Zermatt')).length).toBeGreaterThan(0);
  });

  it('keeps its own keywords', () => {
    expect(readSidecar(written).keywords).toEqual(
      expect.arrayContaining([...(readSidecar(bytes(foreign)).keywords ?? [])]),
    );
  });

  it('is as before, to the byte, when they are removed', () => {
    expect(text(clearSidecar(written))).toBe(foreign);
    expect(text(clearSidecar(bytes(foreign)))).toBe(foreign);
  });

  it('is the same when they are written twice, and says what the last ones say', () => {
    expect(text(writeSidecar(written, MARKS))).toBe(text(written));
    expect(text(writeSidecar(written, {}))).toBe(foreign);
    const changed = writeSidecar(written, { keywords: ['only this'] });
    expect(text(changed)).toBe(text(writeSidecar(bytes(foreign), { keywords: ['only this'] })));
    expect(readSidecar(changed).rating).toBe(readSidecar(bytes(foreign)).rating);
  });

  it('keeps every line of its own but those of the rating and the label, in their order', () => {
    const lines = foreign.split('\n').filter((line) => !/xmp:(Rating|Label)/.test(line));
    const after = text(written).split('\n');
    let at = 0;
    for (const line of lines) {
      at = after.indexOf(line, at) + 1;
      expect(at, line).toBeGreaterThan(0);
    }
  });
});

it('a new sidecar says the marks, and nothing is left of it when they are removed', () => {
  const written = writeSidecar(undefined, MARKS);
  expect(readSidecar(written)).toEqual({ ...MARKS, keywords: MARKS.keywords });
  expect(clearSidecar(written)).toBeUndefined();
});

it('writes bags, with the last level as the plain keyword', () => {
  const written = text(writeSidecar(undefined, { keywords: ['Places | Zermatt', ' '] }));
  expect(written).toContain('<dc:subject><rdf:Bag><rdf:li>Zermatt</rdf:li></rdf:Bag></dc:subject>');
  expect(written).toContain('<lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Zermatt</rdf:li></rdf:Bag>');
  expect(written).not.toContain('Seq');
});

it('a first list of levels repeats the keywords of others, because programs then read nothing else', () => {
  const { digikam } = FOREIGN;
  const written = text(writeSidecar(bytes(digikam), { keywords: ['Trips|Rome'] }));
  expect(written).toMatch(/<lr:hierarchicalSubject>.*>Anna<.*>Trips\|Rome</);
  expect(written).toMatch(/<digiKam:TagsList>.*>Menschen\/Anna<.*>Trips\/Rome<.*<\/digiKam:TagsList>/s);
});

it('removes from a sidecar that another program has rewritten what was added, and no more', () => {
  const cleared = text(clearSidecar(bytes(REWRITTEN)));
  expect(readSidecar(bytes(cleared))).toEqual({ keywords: ['added in Lightroom'] });
  expect(cleared).toContain('crs:Exposure2012="+1.00"');
  expect(cleared).not.toMatch(/w:|Rome|hierarchicalSubject>/);
});

it('keeps a rating that another program has changed since', () => {
  const written = text(writeSidecar(bytes(FOREIGN.lightroom), { rating: 5 }));
  const changed = written.replace('xmp:Rating="5"', 'xmp:Rating="3"');
  expect(changed).not.toBe(written);
  expect(readSidecar(clearSidecar(bytes(changed)) as Uint8Array).rating).toBe(3);
});

it.each([
  ['an empty value', '<xmp:Rating/>', { rating: 4 }],
  ['an empty list', '<dc:subject><rdf:Bag/></dc:subject>', { keywords: ['here'] }],
])('fills %s', (_, property, marks) => {
  const sidecar = bytes(
    `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">${property}</r:Description></r:RDF>`,
  );
  const written = writeSidecar(sidecar, marks);
  expect(readSidecar(written)).toEqual(marks);
  expect(readSidecar(clearSidecar(written) as Uint8Array)).toEqual({});
});

it('survives any keyword and label', () => {
  const word = fc.string({ unit: 'binary', maxLength: 12 });
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(FOREIGN)),
      word,
      fc.array(word, { maxLength: 3 }),
      (foreign, label, keywords) => {
        const written = writeSidecar(bytes(foreign), { label, keywords });
        expect(() => readSidecar(written)).not.toThrow();
        expect(text(clearSidecar(written))).toBe(foreign);
        expect(text(writeSidecar(written, { label, keywords }))).toBe(text(written));
      },
    ),
  );
});

const nested = (depth: number): string => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;

it.each([
  ['no XML', 'JFIF'],
  ['nothing', ''],
  ['other XML', '<svg></svg>'],
  ['cut off', FOREIGN.lightroom.slice(0, 900)],
  ['a tag that ends elsewhere', FOREIGN.exiftool.replace('</dc:subject>', '</dc:title>')],
  ['a document type', `<!DOCTYPE x [<!ENTITY a "&b;&b;">]>${FOREIGN.lightroom}`],
  ['thousands of elements inside each other', nested(10_000)],
  ['millions of characters', `<a>${' '.repeat(2 ** 22)}</a>`],
  ['keywords that are no list', FOREIGN.exiftool.replace(/<rdf:Bag>.*<\/rdf:Bag>/s, 'one')],
])('refuses %s', (_, sidecar) => {
  expect(() => writeSidecar(bytes(sidecar), MARKS)).toThrow(
    expect.objectContaining({ code: 'unreadable-file', message: expect.stringContaining('left as it is') }),
  );
});

it('refuses what is not UTF-8', () => {
  expect(() => readSidecar(Uint8Array.of(0xff, 0xfe, 0x3c, 0))).toThrow(
    expect.objectContaining({ code: 'unreadable-file' }),
  );
});

const exiftool = (...args: string[]) => spawnSync('exiftool', args, { encoding: 'utf8' });
const isInstalled = exiftool('-ver').status === 0;

it.skipIf(!isInstalled)('exiftool reads them, and still reads everything else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'web-clip-sidecar-'));
  try {
    const tagsOf = (name: string, sidecar: Uint8Array): Record<string, unknown> => {
      const path = join(folder, name);
      writeFileSync(path, sidecar);
      const [tags] = JSON.parse(exiftool('-j', '-struct', '-a', '-G1', '-XMP:all', path).stdout);
      return tags;
    };
    for (const foreign of Object.values(FOREIGN)) {
      const before = tagsOf('before.xmp', bytes(foreign));
      const after = tagsOf('after.xmp', writeSidecar(bytes(foreign), MARKS));
      expect(after).toMatchObject({ 'XMP-xmp:Rating': 5, 'XMP-xmp:Label': 'Red' });
      expect(after['XMP-dc:Subject']).toEqual(
        expect.arrayContaining(
          [before['XMP-dc:Subject'] ?? [], 'Summer 2024', 'Zermatt', 'a < b & "c"'].flat(),
        ),
      );
      expect(after['XMP-lr:HierarchicalSubject']).toEqual(expect.arrayContaining(['Trips|Summer 2024']));
      for (const [tag, value] of Object.entries(before)) {
        if (/Subject|Rating|Label$|TagsList|SourceFile/.test(tag)) continue;
        expect([tag, after[tag]]).toEqual([tag, value]);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
