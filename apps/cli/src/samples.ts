/**
 * Draws the sample album in `public/samples/`: `npx tsx apps/cli/src/samples.ts`.
 *
 * The images are committed. Run this only to change the album, on a machine with the font Noto Color Emoji. The
 * licence file beside the images is that of the font.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.ts';

const FOLDER = fileURLToPath(new URL('../../../public/samples/', import.meta.url));

/** Width and height in pixels. */
const SHAPES = { wide: [320, 240], tall: [240, 320], square: [288, 288] } as const;

/** The canvas of a scene. */
interface Frame {
  readonly width: number;
  readonly height: number;
  /** Returns a number from 0 to 1. The sequence of an image is the same on every run. */
  readonly random: () => number;
}

type Scene = (frame: Frame) => string;

/** Draws one of many items, with `size` from 0 to 1. */
type Draw = (x: number, y: number, size: number) => string;

/**
 * One emoji with its centre and height in hundredths of the central square. CLIP crops an image to that square, so
 * searchable content has to lie within it.
 */
type Glyph = readonly [emoji: string, x: number, y: number, size: number];

type Picture = readonly [
  taken: string,
  shows: string,
  scene: keyof typeof SCENES,
  shape: keyof typeof SHAPES,
  ...glyphs: Glyph[],
];

const SCENES = {
  meadow: (frame) =>
    band(frame, 0, '#6cc0f5', '#e6f6ff') +
    cloud(frame, 0.2, 0.16, 0.1) +
    cloud(frame, 0.84, 0.24, 0.08) +
    hill(frame, 0.2, 0.62, '#a9d88a') +
    hill(frame, 0.85, 0.58, '#95cd78') +
    band(frame, 0.68, '#8ccf68', '#57a544') +
    tufts(frame, '#4a963b') +
    scatter(frame, 9, 0.74, 1, (x, y) => `<circle cx="${x}" cy="${y}" r="2" fill="#fff6c8"/>`),
  woods: (frame) =>
    band(frame, 0, '#c4e3d0', '#f0f7e6') +
    scatter(frame, 18, 0.72, 0.74, (x, y, size) => fir(x, y, 100 + 60 * size, '#a3cbac')) +
    scatter(frame, 9, 0.74, 0.77, (x, y, size) => fir(x, y, 70 + 80 * size, '#74ab82')) +
    band(frame, 0.71, '#86ad60', '#5d8443') +
    tufts(frame, '#47692f'),
  beach: (frame) =>
    band(frame, 0, '#58b8ee', '#dff4fd') +
    cloud(frame, 0.78, 0.15, 0.1) +
    band(frame, 0.44, '#2a93c9', '#6fcfdd') +
    hill(frame, 0.5, 0.62, '#ffffff', 1.6) +
    hill(frame, 0.5, 0.635, '#f3dca6', 1.6) +
    scatter(frame, 60, 0.75, 1, (x, y) => `<circle cx="${x}" cy="${y}" r="1" fill="#d9b877"/>`),
  sea: (frame) =>
    band(frame, 0, '#74c4f4', '#eaf8ff') +
    cloud(frame, 0.2, 0.18, 0.1) +
    band(frame, 0.6, '#3a9fd6', '#16629f') +
    scatter(frame, 24, 0.64, 1, (x, y) => `<path d="M${x - 9} ${y}q9-5 18 0" stroke="#a6dcf3" fill="none"/>`),
  underwater: (frame) =>
    band(frame, 0, '#5cc9e6', '#11619c') +
    scatter(frame, 16, 0, 0.8, (x, y, size) => disc(x, y, 2 + 5 * size, '#ffffff', 0.28)) +
    hill(frame, 0.4, 0.86, '#d8c48d', 1.4),
  sky: (frame) =>
    band(frame, 0, '#4aa8ec', '#d8f0ff') +
    cloud(frame, 0.18, 0.2, 0.12) +
    cloud(frame, 0.86, 0.36, 0.1) +
    cloud(frame, 0.3, 0.86, 0.14),
  rain: (frame) =>
    band(frame, 0, '#8296ab', '#c7d3dd') +
    scatter(frame, 110, 0, 1, (x, y) => `<path d="M${x} ${y}l-4 14" stroke="#dfe8ef" opacity=".6"/>`),
  night: (frame) =>
    band(frame, 0, '#0b1238', '#3a3f86') +
    scatter(frame, 70, 0, 0.9, (x, y, size) => disc(x, y, 0.5 + 1.3 * size, '#fff8d6', 0.9)) +
    hill(frame, 0.2, 0.88, '#1a2150') +
    hill(frame, 0.8, 0.9, '#10152f'),
  snow: (frame) =>
    band(frame, 0, '#86b6dc', '#e3f0f9') +
    hill(frame, 0.25, 0.62, '#d3e6f3') +
    band(frame, 0.7, '#ffffff', '#d5e5f2') +
    scatter(frame, 60, 0, 1, (x, y, size) => disc(x, y, 1 + 2 * size, '#ffffff', 0.9)),
  savanna: (frame) =>
    band(frame, 0, '#ffb75e', '#fff0c9') +
    disc(frame.width * 0.8, frame.height * 0.24, 22, '#fff6da', 0.9) +
    hill(frame, 0.3, 0.64, '#d8a95a') +
    band(frame, 0.7, '#e0b95f', '#bd8b3c') +
    tufts(frame, '#9c7430'),
  street: (frame) =>
    band(frame, 0, '#9fd3f3', '#eff8fd') +
    scatter(frame, 24, 0.25, 0.5, (x, y, size) => tower(x, y, 24 + 20 * size, frame.height)) +
    band(frame, 0.66, '#c9cdd2', '#b7bcc2') +
    band(frame, 0.72, '#70767f', '#565c65') +
    `<path d="M0 ${frame.height * 0.9}h${frame.width}" stroke="#f4f1e4" stroke-width="4" stroke-dasharray="26 20"/>`,
  room: (frame) =>
    band(frame, 0, '#f6e7d2', '#efd7b8') +
    '<path d="M18 22h60v70h-60zM48 22v70M18 57h60" fill="#bfe3f6" stroke="#fffaf2" stroke-width="5"/>' +
    band(frame, 0.68, '#fffaf2', '#fffaf2') +
    band(frame, 0.71, '#c08a5a', '#9a683e') +
    `<ellipse cx="${frame.width / 2}" cy="${frame.height * 0.87}" rx="${frame.width * 0.42}" ry="${frame.height * 0.09}" fill="#5f8fa8"/>`,
  table: (frame) => band(frame, 0, '#dcebe4', '#c3ddd2') + band(frame, 0.68, '#c99a68', '#a97646'),
  stage: (frame) => studio('#b06a63', '#551329')(frame) + band(frame, 0.78, '#5b3a2a', '#3a2419'),
  cream: studio('#fff8e6', '#f4dfae'),
  mint: studio('#effaf2', '#b9e2c8'),
  azure: studio('#eef8ff', '#a9d3f0'),
  rose: studio('#fff3f3', '#f5c3c6'),
  lilac: studio('#f8f3ff', '#cfbdec'),
} satisfies Record<string, Scene>;

// biome-ignore format: a table, one picture a line
const PICTURES: readonly Picture[] = [
  ['2022-01-16T11:05', 'a snowman', 'snow', 'tall', ['⛄', 50, 56, 74]],
  ['2022-02-05T14:32', 'a penguin in the snow', 'snow', 'wide', ['🐧', 50, 55, 70]],
  ['2022-02-14T19:40', 'a red rose', 'rose', 'tall', ['🌹', 50, 50, 80]],
  ['2022-03-06T09:12', 'coffee and a croissant', 'table', 'wide', ['☕', 34, 52, 56], ['🥐', 72, 64, 46]],
  ['2022-03-27T16:48', 'a rainbow', 'sky', 'wide', ['🌈', 50, 50, 82]],
  ['2022-04-10T10:25', 'a rabbit in the grass', 'meadow', 'wide', ['🐇', 50, 60, 66]],
  ['2022-04-23T12:50', 'a bus', 'street', 'wide', ['🚌', 50, 58, 72]],
  ['2022-05-08T15:17', 'a butterfly and a flower', 'meadow', 'tall', ['🌷', 66, 68, 56], ['🦋', 34, 34, 52]],
  ['2022-05-21T08:55', 'a bicycle', 'street', 'wide', ['🚲', 50, 60, 70]],
  ['2022-06-11T13:36', 'a strawberry', 'mint', 'square', ['🍓', 50, 50, 74]],
  ['2022-06-25T17:21', 'a football on the grass', 'meadow', 'wide', ['⚽', 50, 58, 60]],
  ['2022-07-09T11:44', 'a sailing boat on the sea', 'sea', 'tall', ['⛵', 50, 52, 76]],
  ['2022-07-17T16:03', 'ice cream on a beach', 'beach', 'tall', ['🍦', 50, 54, 78]],
  ['2022-08-02T09:29', 'a fish', 'underwater', 'wide', ['🐠', 50, 48, 68]],
  ['2022-08-20T21:58', 'the moon and stars', 'night', 'square', ['🌙', 50, 48, 66]],
  ['2022-09-10T10:41', 'a red apple', 'cream', 'square', ['🍎', 50, 50, 74]],
  ['2022-09-24T15:06', 'a mushroom in the woods', 'woods', 'tall', ['🍄', 50, 58, 70]],
  ['2022-10-08T12:14', 'a castle', 'meadow', 'wide', ['🏰', 50, 50, 80]],
  ['2022-10-31T20:30', 'a ghost and a pumpkin', 'night', 'wide', ['👻', 31, 46, 60], ['🎃', 71, 58, 56]],
  ['2022-11-19T18:09', 'a guitar on a stage', 'stage', 'tall', ['🎸', 50, 52, 80]],
  ['2022-12-24T17:45', 'a christmas tree and a gift', 'room', 'tall', ['🎄', 42, 44, 80], ['🎁', 76, 76, 36]],
  ['2023-01-07T08:18', 'an alarm clock', 'azure', 'square', ['⏰', 50, 50, 74]],
  ['2023-01-28T13:52', 'a slice of pizza', 'table', 'wide', ['🍕', 50, 52, 74]],
  ['2023-02-18T15:33', 'two cats', 'room', 'wide', ['🐈', 28, 58, 56], ['🐈‍⬛', 74, 60, 54]],
  ['2023-03-04T11:20', 'a robot', 'lilac', 'square', ['🤖', 50, 50, 76]],
  ['2023-03-18T09:47', 'an umbrella in the rain', 'rain', 'tall', ['☂️', 50, 50, 88]],
  ['2023-04-01T14:26', 'a bee and a sunflower', 'sky', 'wide', ['🌻', 62, 58, 74], ['🐝', 22, 30, 40]],
  ['2023-04-15T10:08', 'a horse in a meadow', 'meadow', 'wide', ['🐎', 50, 56, 76]],
  ['2023-04-29T16:55', 'a birthday cake', 'table', 'square', ['🎂', 50, 50, 74]],
  ['2023-04-29T17:20', 'three balloons', 'sky', 'tall', ['🎈', 24, 56, 54], ['🎈', 76, 60, 54], ['🎈', 50, 36, 58]],
  ['2023-05-13T12:02', 'an airplane in the sky', 'sky', 'wide', ['✈️', 50, 48, 74]],
  ['2023-05-27T10:37', 'a house and a tree', 'meadow', 'wide', ['🏠', 34, 54, 62], ['🌳', 76, 52, 58]],
  ['2023-06-10T19:22', 'a hamburger and french fries', 'table', 'wide', ['🍔', 36, 56, 62], ['🍟', 78, 60, 46]],
  ['2023-06-24T13:11', 'an elephant', 'savanna', 'wide', ['🐘', 50, 56, 76]],
  ['2023-07-02T12:30', 'the sun', 'sky', 'square', ['☀️', 50, 50, 76]],
  ['2023-07-15T10:20', 'a dog on a beach', 'beach', 'wide', ['🐕', 50, 58, 70]],
  ['2023-07-29T11:13', 'a whale in the sea', 'sea', 'wide', ['🐳', 50, 56, 70]],
  ['2023-08-12T17:39', 'a lion', 'savanna', 'square', ['🦁', 50, 52, 72]],
  ['2023-08-26T20:15', 'wine and grapes', 'table', 'wide', ['🍷', 34, 50, 70], ['🍇', 74, 62, 48]],
  ['2023-09-09T09:03', 'a stack of books', 'cream', 'tall', ['📚', 50, 50, 78]],
  ['2023-09-16T10:27', 'a pair of glasses', 'azure', 'wide', ['👓', 50, 50, 78]],
  ['2023-09-30T14:44', 'two cows', 'meadow', 'wide', ['🐄', 30, 58, 56], ['🐄', 74, 64, 48]],
  ['2023-10-14T11:51', 'a rain cloud', 'azure', 'square', ['🌧️', 50, 50, 78]],
  ['2023-11-04T16:28', 'a basketball', 'lilac', 'square', ['🏀', 50, 50, 70]],
  ['2023-11-25T07:50', 'bread', 'table', 'wide', ['🍞', 50, 56, 64]],
  ['2023-12-09T18:34', 'a piano', 'stage', 'wide', ['🎹', 50, 52, 76]],
  ['2024-01-13T10:59', 'a blue shoe', 'mint', 'wide', ['👟', 50, 52, 72]],
  ['2024-02-03T13:07', 'a camera', 'rose', 'wide', ['📷', 50, 50, 74]],
  ['2024-03-09T15:25', 'a computer and a phone', 'azure', 'wide', ['💻', 40, 50, 70], ['📱', 82, 60, 44]],
  ['2024-03-23T12:16', 'three flowers', 'sky', 'wide', ['🌼', 20, 60, 48], ['🌸', 50, 40, 48], ['🌺', 80, 60, 48]],
  ['2024-04-06T11:31', 'a steam train', 'meadow', 'wide', ['🚂', 50, 56, 74]],
  ['2024-04-20T14:04', 'a banana', 'azure', 'square', ['🍌', 50, 50, 78]],
  ['2024-05-04T10:46', 'a bird in the sky', 'sky', 'square', ['🐦', 50, 50, 80]],
  ['2024-05-18T16:19', 'a red car', 'street', 'wide', ['🚗', 50, 60, 66]],
  ['2024-06-01T13:58', 'a cactus', 'savanna', 'tall', ['🌵', 50, 54, 78]],
  ['2024-06-15T12:23', 'a fire engine', 'street', 'wide', ['🚒', 50, 58, 74]],
  ['2024-07-06T22:10', 'a rocket and the moon', 'night', 'tall', ['🚀', 44, 58, 70], ['🌕', 80, 20, 30]],
  ['2024-07-13T11:35', 'a beach umbrella', 'azure', 'wide', ['🏖️', 50, 50, 80]],
  ['2024-08-03T10:01', 'a turtle on a beach', 'beach', 'wide', ['🐢', 50, 62, 66]],
  ['2024-08-17T18:57', 'a hat', 'cream', 'wide', ['👒', 50, 50, 74]],
  ['2024-09-07T11:26', 'a golden key', 'lilac', 'square', ['🔑', 50, 50, 74]],
  ['2024-09-21T23:14', 'an owl at night', 'night', 'tall', ['🦉', 50, 54, 72]],
  ['2024-09-28T08:12', 'a deer in the woods', 'woods', 'wide', ['🦌', 50, 54, 76]],
  ['2024-10-05T14:49', 'a crown', 'rose', 'square', ['👑', 50, 50, 74]],
  ['2024-12-21T19:05', 'a teddy bear and a gift', 'room', 'wide', ['🧸', 38, 54, 66], ['🎁', 80, 66, 44]],
];

/** Fills the frame from a height, given as a fraction of the frame's, to the bottom. */
function band({ width, height }: Frame, from: number, top: string, bottom: string): string {
  const id = `${top}-${bottom}`.replaceAll('#', '');
  return (
    `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>` +
    `<rect y="${height * from}" width="${width}" height="${height * (1 - from)}" fill="url(#${id})"/>`
  );
}

function disc(x: number, y: number, radius: number, fill: string, opacity: number): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" opacity="${opacity}"/>`;
}

/** The top of a wide ellipse that extends below the frame. */
function hill({ width, height }: Frame, x: number, top: number, fill: string, spread = 0.7): string {
  return `<ellipse cx="${width * x}" cy="${height * (top + 1)}" rx="${width * spread}" ry="${height}" fill="${fill}"/>`;
}

function cloud({ width, height }: Frame, x: number, y: number, size: number): string {
  const outline = 'M-.7.3a.3.3 0 0 1 0-.6a.45.45 0 0 1 .8-.2a.35.35 0 0 1 .6.2a.3.3 0 0 1 0 .6z';
  return `<path d="${outline}" transform="translate(${width * x} ${height * y}) scale(${width * size})" fill="#fff"/>`;
}

function fir(x: number, foot: number, height: number, fill: string): string {
  return `<path d="M${x} ${foot - height}l${height / 4} ${height}h${-height / 2}z" fill="${fill}"/>`;
}

function tower(x: number, top: number, width: number, height: number): string {
  return `<rect x="${x - width / 2}" y="${top}" width="${width}" height="${height}" fill="#c3d4e2" stroke="#dbe6ee"/>`;
}

function tufts(frame: Frame, stroke: string): string {
  return scatter(frame, 45, 0.75, 1, (x, y) => `<path d="M${x} ${y}l-2-6m2 6l2-7" stroke="${stroke}"/>`);
}

/** A plain background, lighter behind the subject. */
function studio(light: string, dark: string): Scene {
  return ({ width, height }) =>
    `<radialGradient id="studio" r=".7"><stop stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></radialGradient>` +
    `<rect width="${width}" height="${height}" fill="url(#studio)"/>`;
}

/** Draws items at random positions between two heights, given as fractions of the frame's. */
function scatter(frame: Frame, count: number, from: number, to: number, draw: Draw): string {
  const { width, height, random } = frame;
  return Array.from({ length: count }, () =>
    draw(Math.round(width * random()), Math.round(height * (from + (to - from) * random())), random()),
  ).join('');
}

function glyph({ width, height }: Frame, [emoji, x, y, size]: Glyph): string {
  const side = Math.min(width, height);
  // The font's glyphs are 1.174 em high, and their centre is 0.34 em above the baseline.
  const em = (side * size) / 100 / 1.174;
  const left = (width - side) / 2 + (side * x) / 100;
  const baseline = (height - side) / 2 + (side * y) / 100 + 0.34 * em;
  return `<text x="${left}" y="${baseline}" font-size="${em}">${emoji}</text>`;
}

/** Seeded by name, unlike `Math.random`: the same numbers on every run. */
function randomOf(name: string): () => number {
  let state = [...name].reduce((hash, character) => Math.imul(hash, 31) + character.charCodeAt(0), 1);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function svgOf([, shows, scene, shape, ...glyphs]: Picture): string {
  const [width, height] = SHAPES[shape];
  const frame = { width, height, random: randomOf(shows) };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    '<filter id="shadow"><feDropShadow dx="0" dy="4" stdDeviation="4" flood-opacity="0.35"/></filter>' +
    SCENES[scene](frame) +
    '<g filter="url(#shadow)" font-family="Noto Color Emoji" text-anchor="middle">' +
    glyphs.map((each) => glyph(frame, each)).join('') +
    '</g></svg>'
  );
}

/** `a dog on a beach` is `dog-on-beach.webp`. */
function fileOf(shows: string): string {
  return `${shows.replace(/\b(an?|the) /g, '').replaceAll(' ', '-')}.webp`;
}

for (const stale of readdirSync(FOLDER).filter((name) => name.endsWith('.webp'))) rmSync(join(FOLDER, stale));

const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGUMENTS });
const page = await browser.newPage();
for (const picture of PICTURES) {
  const url = await page.evaluate(async (svg) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.85);
  }, svgOf(picture));
  writeFileSync(join(FOLDER, fileOf(picture[1])), Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}
await browser.close();

const pictures = PICTURES.map(([taken, shows]) => ({ file: fileOf(shows), taken: `${taken}:00`, shows }));
writeFileSync(join(FOLDER, 'index.json'), `${JSON.stringify({ pictures }, undefined, 2)}\n`);
console.log(`${pictures.length} pictures written to ${FOLDER}`);
