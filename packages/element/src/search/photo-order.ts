import type { Photo } from '@web-clip/photos';

/** @returns When a photo was taken, or else when its file changed: what photos are sorted by. */
export const dateOf = ({ taken, modified }: Photo): number => taken ?? modified;

/** @returns The photos by date. */
export const newestFirst = <Item extends { readonly photo: Photo }>(
  items: readonly Item[],
): readonly Item[] => [...items].sort((a, b) => dateOf(b.photo) - dateOf(a.photo));
