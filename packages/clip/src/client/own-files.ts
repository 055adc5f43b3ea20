import type { Assets } from '@web-clip/calls';

/**
 * Where web-clip's own files are by default: in the parent of the folder with its scripts. Not a constant, because a
 * bundle for a server may have no URL. The build of the npm package replaces this module.
 */
export const ownFiles = (): Assets => ({
  folder: new URL(import.meta.env.DEV ? '/' : '../', import.meta.url).href,
});
