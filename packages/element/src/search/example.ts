import type { Photo, Query } from '@web-clip/photos';
import type { Message } from '../i18n/strings.ts';
import { fileName } from '../ui/format.ts';

/** A search by example: the image, photo or embedding, and its name, such as `like a.jpg`. */
export interface Example {
  readonly label: Message;
  readonly query: Exclude<Query, string>;
}

/** @returns A search for photos similar to this one. */
export function photosLike(photo: Photo): Example {
  return { label: named(fileName(photo.path)), query: { photo: photo.id } };
}

/** @returns A search for photos similar to one that is known by its id only. */
export function photosLikeUnnamed(photo: number): Example {
  return { label: ({ likeUnnamedPhoto }) => likeUnnamedPhoto, query: { photo } };
}

/**
 * @param image The image to search by.
 * @param label What to call it, if the file's own name is meaningless.
 * @returns A search for photos similar to this image.
 */
export function photosLikeFile(image: File, label = named(image.name)): Example {
  return { label, query: image };
}

const named =
  (name: string): Message =>
  ({ likePhoto }) =>
    likePhoto(name);

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
    return photo ? photosLike(photo) : photosLikeUnnamed(query.photo);
  }
  const isEmbedding = query instanceof Float32Array || 'dimension' in query;
  return {
    label: ({ likeEmbedding, likeUnnamedImage }) => (isEmbedding ? likeEmbedding : likeUnnamedImage),
    query,
  };
}
