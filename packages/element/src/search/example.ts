import type { Photo, Query } from '@web-clip/photos';
import { fileName } from '../ui/format.ts';
import type { Example } from './search.ts';

/** @returns A search for photos similar to this one. */
export function photosLike(photo: Photo): Example {
  return { label: `like ${fileName(photo.path)}`, query: { photo: photo.id } };
}

/**
 * @param picture The image to search by.
 * @param name Name to show, if the file's own name is meaningless.
 * @returns A search for photos similar to this image.
 */
export function photosLikeFile(image: File, name = image.name): Example {
  return { label: `like ${name}`, query: image };
}

/**
 * @param query What a page searches by.
 * @param photos Looks up all photos of the library.
 * @returns The search, named after the photo or file if it has a name.
 */
export async function exampleOf(
  query: Exclude<Query, string>,
  photos: () => Promise<readonly Photo[]>,
): Promise<Example> {
  if (query instanceof File) return photosLikeFile(query);
  if ('photo' in query) {
    const photo = (await photos()).find(({ id }) => id === query.photo);
    return photo ? photosLike(photo) : { label: 'like a photo', query };
  }
  const isEmbedding = query instanceof Float32Array || 'dimension' in query;
  return { label: isEmbedding ? 'like an embedding' : 'like a picture', query };
}
