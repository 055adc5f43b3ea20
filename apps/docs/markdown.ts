/** Without code, where brackets are no links. */
const withoutCode = (text: string): string =>
  text.replace(/^(`{3,})[^\n]*\n.*?^\1$/gms, '').replace(/(`+)(?!`).+?(?<!`)\1(?!`)/gs, '');

const LINKS = [
  // [text](target "title"), also of images.
  /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g,
  // [reference]: target
  /^\[[^\]]+\]:\s*(\S+)/gm,
  /\b(?:href|src)="([^"]+)"/g,
  // VitePress’s front matter, includes and snippets.
  /^\s*(?:link|src): (\S+)/gm,
  /<!--\s*@include:\s*(\S+?)\s*-->/g,
  /^<<< ([^\s{]+)/gm,
];

/**
 * @param text A Markdown page.
 * @returns The targets of its links, images and includes.
 */
export function linksOf(text: string): string[] {
  const prose = withoutCode(text);
  return LINKS.flatMap((pattern) => [...prose.matchAll(pattern)].map(([, target = '']) => target));
}

/**
 * @param text A Markdown page.
 * @returns Anchors of its headings, where GitHub and VitePress agree on them, and of its regions, which may be included.
 */
export function slugsOf(text: string): string[] {
  const unfenced = text.replace(/^(`{3,})[^\n]*\n.*?^\1$/gms, '');
  const headings = [...unfenced.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);
  const regions = [...text.matchAll(/<!-- #region (\S+) -->/g)].map(([, region = '']) => region);
  return [
    ...headings.map(gitHubSlug).filter((slug, i) => slug === vitePressSlug(headings[i] ?? '')),
    ...regions,
  ];
}

/** A heading as it is read. */
const plain = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim();

/** https://github.com/Flet/github-slugger */
const gitHubSlug = (heading: string): string =>
  plain(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');

/** https://github.com/mdit-plugins/mdit-vue/blob/main/packages/shared/src/slugify.ts */
const vitePressSlug = (heading: string): string =>
  plain(heading)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/^(\d)/, '_$1')
    .toLowerCase();
