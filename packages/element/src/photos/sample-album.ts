import { WordedError } from '../i18n/worded-error.ts';

/** The folder of the sample album in the paths of its photos. */
export const SAMPLE_FOLDER = 'Sample album';

/** Number of files to fetch ahead of the one being read. */
const AHEAD = 6;

/** A photo of the album, one item of a `PhotoSource`. */
interface Sample {
  path: string;
  file: File;
}

interface SampleIndex {
  images: { file: string; taken: string }[];
}

/**
 * Fetches the sample album file by file.
 *
 * @param folder URL of the folder with its `index.json`.
 * @throws ClipError `download-failed`.
 */
export async function* sampleAlbum(folder: string): AsyncGenerator<Sample, void, undefined> {
  const base = new URL(folder.endsWith('/') ? folder : `${folder}/`, document.baseURI);
  const { images } = await get(
    new URL('index.json', base),
    (response) => response.json() as Promise<SampleIndex>,
  );
  const fetchImage = async ({ file, taken }: SampleIndex['images'][number]): Promise<Sample> => {
    const blob = await get(new URL(file, base), (response) => response.blob());
    return {
      path: `${SAMPLE_FOLDER}/${file}`,
      file: new File([blob], file, { type: blob.type, lastModified: Date.parse(taken) }),
    };
  };
  const coming: Promise<Sample>[] = [];
  for (const image of images) {
    const fetched = fetchImage(image);
    // Files after a failed one are never awaited.
    fetched.catch(() => undefined);
    coming.push(fetched);
    if (coming.length > AHEAD) yield (await coming.shift()) as Sample;
  }
  for (const fetched of coming) yield await fetched;
}

async function get<T>(url: URL, read: (response: Response) => Promise<T>): Promise<T> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} for ${url.href}`);
    return await read(response);
  } catch (cause) {
    throw new WordedError('download-failed', ({ samplesFailed }) => samplesFailed, { cause });
  }
}
