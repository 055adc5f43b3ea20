import type { Library, Photo } from '@web-clip/photos';
import { html, render } from 'lit';
import { photoDate } from '../gallery/photo-date.ts';
import type { Strings } from '../i18n/strings.ts';
import { fileName } from '../ui/format.ts';

/** Photos that fit on a sheet of some fifty pages. A browser holds the images of all pages at once. */
export const MOST_ON_SHEET = 1000;

/** Thumbnails that are read at once. */
const AT_ONCE = 32;

/** Pages of A4 with four photos in a row. Colours are those of paper. */
const STYLES = `
  @page {
    size: A4;
    margin: 12mm;
  }

  body {
    margin: 0;
    background: #fff;
    color: #000;
    font: 8pt / 1.3 system-ui, sans-serif;
  }

  h1 {
    margin: 0 0 4mm;
    font-size: 12pt;
    font-weight: 600;
  }

  ul {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 5mm 4mm;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    break-inside: avoid;
    overflow-wrap: anywhere;
  }

  img {
    display: block;
    width: 100%;
    height: 40mm;
    margin-bottom: 1mm;
    object-fit: contain;
  }

  span {
    display: block;
    color: #444;
  }
`;

/** Removes the last sheet, if the browser has not said that it is printed. */
let endLast = (): void => undefined;

/** What a contact sheet is made of. */
export interface Sheet {
  readonly strings: Strings;
  /** BCP 47 tag. */
  readonly language: string;
  readonly photos: readonly Photo[];
  readonly library: Pick<Library, 'thumbnail'>;
  readonly signal: AbortSignal;
  /** Called with the number of photos that are ready. */
  onProgress(done: number): void;
}

/**
 * Prints small pictures of photos with their names and dates. They are in a frame of their own, so that the page stays as
 * it is.
 *
 * @throws What reading a thumbnail throws, or the signal's reason.
 */
export async function printContactSheet(sheet: Sheet): Promise<void> {
  const images = await thumbnails(sheet);
  endLast();
  const frame = await newFrame(sheet.strings.contactSheet);
  const end = (): void => {
    frame.remove();
    for (const url of images) if (url) URL.revokeObjectURL(url);
  };
  endLast = end;
  try {
    const print = await drawn(frame, sheet, images);
    // Some browsers return from printing before the pages are read.
    print.addEventListener('afterprint', end, { once: true });
    print.print();
  } catch (error) {
    end();
    throw error;
  }
}

/** @returns URLs of the thumbnails, in order. A photo that has none is only named. */
async function thumbnails({
  photos,
  library,
  signal,
  onProgress,
}: Sheet): Promise<readonly (string | undefined)[]> {
  const blobs: (Blob | undefined)[] = [];
  for (let start = 0; start < photos.length; start += AT_ONCE) {
    signal.throwIfAborted();
    const some = photos.slice(start, start + AT_ONCE);
    blobs.push(...(await Promise.all(some.map(({ id }) => library.thumbnail(id)))));
    onProgress(blobs.length);
  }
  return blobs.map((blob) => blob && URL.createObjectURL(blob));
}

/** A frame that is laid out but not seen: browsers do not print what is hidden. */
async function newFrame(title: string): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0' });
  // Firefox replaces the document of a new frame once.
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  return frame;
}

async function drawn(
  frame: HTMLIFrameElement,
  { strings, language, photos }: Sheet,
  images: readonly (string | undefined)[],
): Promise<Window> {
  const page = frame.contentDocument as Document;
  const view = frame.contentWindow as Window & typeof globalThis;
  page.documentElement.lang = language;
  page.documentElement.dir = getComputedStyle(document.documentElement).direction;
  // The page’s policy allows no style elements.
  const styles = new view.CSSStyleSheet();
  styles.replaceSync(STYLES);
  page.adoptedStyleSheets = [styles];
  render(
    html`
      <h1>${strings.photos(photos.length)}</h1>
      <ul>
        ${photos.map(
          (photo, i) => html`
            <li>
              ${images[i] ? html`<img alt="" src=${images[i]} />` : ''}
              <bdi>${fileName(photo.path)}</bdi>
              <span>${photoDate(strings, photo)}</span>
            </li>
          `,
        )}
      </ul>
    `,
    page.body,
  );
  // A damaged thumbnail leaves its place empty.
  await Promise.all([...page.images].map((image) => image.decode().catch(() => undefined)));
  return view;
}
