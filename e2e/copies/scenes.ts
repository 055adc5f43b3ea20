import { NamedRandom } from './named-random.ts';

/** A drawn scene as a camera would see it at one moment. */
export interface SceneView {
  /** Decides hills, houses and trees. */
  place: string;
  /** Decides the light, the clouds, and what is there besides. */
  day: string;
  /** 0, or a later moment, at which something has moved. */
  moment: number;
  /** How far the camera has turned, in fractions of the width and height. */
  pan: readonly [number, number];
  /** How much larger everything looks. */
  zoom: number;
}

/** A thing that may move: drawn around (0, 0), about one unit high. */
type Thing = (random: NamedRandom) => string;

const colour = (random: NamedRandom): string =>
  `hsl(${random.whole(0, 359)} ${random.whole(35, 90)}% ${random.whole(25, 70)}%)`;

const THINGS: readonly Thing[] = [
  (random) => {
    const [coat, skin] = [colour(random), `hsl(28 40% ${random.whole(35, 75)}%)`];
    return `<rect x="-.16" y="-.2" width=".32" height=".45" rx=".1" fill="${coat}"/><circle cy="-.34" r=".13" fill="${skin}"/><path d="M-.08 .2v.3M.08 .2v.3" stroke="#222" stroke-width=".1"/>`;
  },
  (random) =>
    `<rect x="-.5" y="-.1" width="1" height=".3" rx=".1" fill="${colour(random)}"/><rect x="-.25" y="-.3" width=".5" height=".25" rx=".08" fill="#cde"/><circle cx="-.28" cy=".22" r=".12"/><circle cx=".28" cy=".22" r=".12"/>`,
  (random) =>
    `<circle r=".32" fill="${colour(random)}"/><path d="M-.3 0q.3 .25 .6 0" stroke="#fff" stroke-width=".07" fill="none"/>`,
  (random) =>
    `<path d="M0 .5L-.05 0H.05z" fill="#654"/><ellipse cy="-.15" rx=".28" ry=".35" fill="hsl(${random.whole(70, 150)} 45% ${random.whole(20, 45)}%)"/>`,
  (random) =>
    `<path d="M-.4 .1q.2-.35 .4 0q.2-.35 .4 0q-.2-.15-.4 .12q-.2-.27-.4-.12z" fill="hsl(0 0% ${random.whole(5, 30)}%)"/>`,
  (random) =>
    `<path d="M-.5 .1h1l-.2 .25h-.6z" fill="${colour(random)}"/><path d="M0 .1V-.5L.35 0z" fill="#f6f4ee" stroke="#888" stroke-width=".02"/>`,
];

const spread = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** The side of things that stand: hills, houses and trees. */
function place(name: string): { back: string; front: string; horizon: number } {
  const random = new NamedRandom(`place ${name}`);
  const horizon = random.between(0.4, 0.7);
  const hue = random.whole(0, 359);
  const hills = spread(random.whole(1, 4), (i) => {
    const foot = 750 * horizon + 30;
    const points = spread(14, (x) => `L${x * 77} ${foot - 30 - random.between(0, 190 / (i + 1))}`).join('');
    return `<path d="M0 ${foot}${points}V${foot}z" fill="hsl(${hue + 25 * i} ${random.whole(10, 40)}% ${70 - 12 * i}%)"/>`;
  }).join('');
  const ground = `hsl(${random.whole(30, 140)} ${random.whole(15, 50)}% ${random.whole(30, 60)}%)`;
  const texture = `<filter id="ground" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${random.between(0.01, 0.05).toFixed(3)} ${random.between(0.03, 0.2).toFixed(3)}" numOctaves="3" seed="${random.whole(0, 9999)}"/><feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0.9 0.9 0 0 -0.55"/><feComposite in2="SourceGraphic" operator="in"/></filter>`;
  const field = `<rect x="-100" y="${750 * horizon}" width="1200" height="900"`;
  const houses = spread(random.whole(0, 5), () => {
    const [x, size] = [random.between(0, 1000), random.between(30, 110)];
    const y = 750 * horizon + random.between(-5, 60);
    const windows = spread(
      random.whole(1, 4),
      (i) =>
        `<rect x="${x + 8 + i * size * 0.24}" y="${y - size * 0.5}" width="${size * 0.14}" height="${size * 0.2}" fill="#345"/>`,
    ).join('');
    return `<rect x="${x}" y="${y - size * 0.7}" width="${size}" height="${size * 0.7}" fill="${colour(random)}"/><path d="M${x - 6} ${y - size * 0.7}h${size + 12}l${-size / 2 - 6} ${-size * 0.4}z" fill="${colour(random)}"/>${windows}`;
  }).join('');
  const trees = spread(random.whole(0, 16), () => {
    const [x, size] = [random.between(0, 1000), random.between(20, 120)];
    const y = 750 * horizon + random.between(0, 120);
    return `<path d="M${x} ${y - size}l${size / 4} ${size}h${-size / 2}z" fill="hsl(${random.whole(90, 160)} 30% ${random.whole(15, 40)}%)"/>`;
  }).join('');
  return {
    back: hills,
    front: `${texture}${field} fill="${ground}"/>${field} fill="#000" filter="url(#ground)"/>${houses}${trees}`,
    horizon,
  };
}

/** @returns The scene as an SVG of 1000 x 750 units. */
export function drawn(
  { place: name, day, moment, pan, zoom }: SceneView,
  width: number,
  height: number,
): string {
  const { back, front, horizon } = place(name);
  const random = new NamedRandom(`day ${day}`);
  const light = random.between(0.75, 1.15);
  const sky = random.whole(180, 240);
  const clouds = `<filter id="sky" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${random.between(0.003, 0.01).toFixed(4)}" numOctaves="4" seed="${random.whole(0, 9999)}"/><feColorMatrix values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 1.6 0.8 0 0 ${(-random.between(0.9, 1.5)).toFixed(2)}"/></filter><rect x="-100" y="-100" width="1200" height="${750 * horizon + 100}" filter="url(#sky)"/>`;
  const sun = random.chance(0.5)
    ? `<circle cx="${random.between(50, 950)}" cy="${random.between(30, 200)}" r="${random.between(18, 45)}" fill="#fff8e0"/>`
    : '';
  const count = random.whole(3, 9);
  // At least one of the larger things moves.
  const things = spread(count, (i) => {
    const size = i === 0 ? random.between(70, 220) : random.between(28, 160);
    const [x, y] = [random.between(80, 920), 750 * random.between(horizon - 0.05, 0.92)];
    const shape = random.pick(THINGS)(random);
    const moves = i === 0 || random.chance(0.3);
    const moving = new NamedRandom(`moment ${day} ${moment} ${i}`);
    const far = moves && moment > 0 ? size * moving.between(0.25, 0.9) : 0;
    const direction = moving.between(0, 2 * Math.PI);
    return `<g transform="translate(${x + far * Math.cos(direction)} ${y + 0.4 * far * Math.sin(direction)}) scale(${size})">${shape}</g>`;
  }).join('');
  const [panX, panY] = pan;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 1000 750" preserveAspectRatio="xMidYMid slice">` +
    `<linearGradient id="air" x2="0" y2="1"><stop stop-color="hsl(${sky} 60% ${45 * light}%)"/><stop offset="1" stop-color="hsl(${sky - 10} 50% ${72 * light}%)"/></linearGradient>` +
    `<filter id="light"><feComponentTransfer><feFuncR type="linear" slope="${light}"/><feFuncG type="linear" slope="${light}"/><feFuncB type="linear" slope="${light}"/></feComponentTransfer></filter>` +
    `<g transform="translate(${500 + 1000 * panX} ${375 + 750 * panY}) scale(${1.08 * zoom}) translate(-500 -375)" filter="url(#light)">` +
    `<rect x="-100" y="-100" width="1200" height="950" fill="url(#air)"/>${sun}${clouds}${back}${front}${things}</g></svg>`
  );
}
