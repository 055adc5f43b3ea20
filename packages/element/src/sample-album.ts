import type { PhotoFile } from '@web-clip/photos';
import { ClipError } from 'web-clip';

/** The folder that the sample album appears as. */
export const SAMPLE_FOLDER = 'Sample album';

/** Files fetched ahead of the one that is read. */
const AHEAD = 6;

interface SampleIndex {
  pictures: { file: string; taken: string }[];
}

/**
 * Fetches the sample album file by file.
 *
 * @param folder URL of the folder with its `index.json`.
 * @throws ClipError `download-failed`.
 */
export async function* sampleAlbum(folder: string): AsyncGenerator<PhotoFile, void, undefined> {
  const base = new URL(folder.endsWith('/') ? folder : `${folder}/`, document.baseURI);
  const { pictures } = (await (await get(new URL('index.json', base))).json()) as SampleIndex;
  const fetchPicture = async ({ file, taken }: SampleIndex['pictures'][number]): Promise<PhotoFile> => {
    const blob = await (await get(new URL(file, base))).blob();
    return {
      path: `${SAMPLE_FOLDER}/${file}`,
      file: new File([blob], file, { type: blob.type, lastModified: Date.parse(taken) }),
    };
  };
  const coming: Promise<PhotoFile>[] = [];
  for (const picture of pictures) {
    const fetched = fetchPicture(picture);
    // Nobody awaits those behind a failed one.
    fetched.catch(() => undefined);
    coming.push(fetched);
    if (coming.length > AHEAD) yield (await coming.shift()) as PhotoFile;
  }
  for (const fetched of coming) yield await fetched;
}

async function get(url: URL): Promise<Response> {
  const failure = (cause: unknown): ClipError =>
    new ClipError(
      'download-failed',
      'The sample album could not be fetched. Check the connection and try again.',
      { cause },
    );
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw failure(error);
  }
  if (!response.ok) throw failure(`${response.status} for ${url.href}`);
  return response;
}
