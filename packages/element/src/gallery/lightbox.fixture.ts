import type { Place } from '@web-clip/photos';
import type { Lightbox } from './lightbox.ts';

/** Settles the reads of one photo when the test decides. */
export interface Answers {
  file(file: File | Error): void;
  thumbnail(thumbnail: Blob | undefined): void;
  picture(picture: ImageBitmap | Error): void;
}

/** A fake library for the lightbox. */
export class Shown {
  readonly #files = new Later<File>();
  readonly #thumbnails = new Later<Blob | undefined>();
  readonly #pictures = new Later<ImageBitmap>();
  /** Ids of the photos whose files were asked for, in order. */
  readonly asked: number[] = [];
  readonly file = (id: number): Promise<File> => {
    this.asked.push(id);
    return this.#files.of(id).promise;
  };
  readonly picture = (id: number): Promise<ImageBitmap> => this.#pictures.of(id).promise;
  readonly thumbnail = (id: number): Promise<Blob | undefined> => this.#thumbnails.of(id).promise;

  readonly placeAt = async (): Promise<Place> => ({
    ...{ city: 'Zermatt', region: 'Valais', country: 'Switzerland', countryCode: 'CH' },
  });

  of(id: number): Answers {
    return {
      file: this.#files.of(id).settle,
      thumbnail: this.#thumbnails.of(id).settle,
      picture: this.#pictures.of(id).settle,
    };
  }
}

/** Answers that are pending or settled. */
class Later<T> {
  readonly #answers = new Map<number, { promise: Promise<T>; settle(answer: T | Error): void }>();

  of(id: number): { promise: Promise<T>; settle(answer: T | Error): void } {
    let settle: (answer: T | Error) => void = () => undefined;
    const promise = new Promise<T>((resolve, reject) => {
      settle = (answer) => (answer instanceof Error ? reject(answer) : resolve(answer));
    });
    // Nobody may wait for it.
    promise.catch(() => undefined);
    const answer = this.#answers.get(id) ?? { promise, settle };
    this.#answers.set(id, answer);
    return answer;
  }
}

/** @returns An image of this width, which identifies it. */
export async function image(width: number): Promise<File> {
  const canvas = new OffscreenCanvas(width, 1);
  canvas.getContext('2d');
  return new File([await canvas.convertToBlob()], 'picture.png');
}

/** What a lightbox shows: the name, the width of the picture, and whether it is marked as a preview. */
export interface Shot {
  readonly name: string;
  readonly width: number | undefined;
  readonly isPreview: boolean;
}

/** @returns What a lightbox shows now. */
export function shot({ renderRoot }: Lightbox): Shot {
  const stage = renderRoot.querySelector('photo-search-stage');
  const layers = stage?.renderRoot.querySelectorAll<HTMLImageElement | HTMLCanvasElement>(
    '.here .picture > *',
  );
  const top = [...(layers ?? [])].at(-1);
  return {
    name: renderRoot.querySelector('h2')?.textContent ?? '',
    width: top instanceof HTMLImageElement ? top.naturalWidth : top?.width,
    isPreview: renderRoot.textContent.includes('only a preview'),
  };
}
