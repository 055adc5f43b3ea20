/** Names of folders that systems make, wherever they lie. In lower case because some file systems change the case. */
const NAMES: ReadonlySet<string> = new Set([
  // Synology: https://kb.synology.com/en-global/DSM/tutorial/What_is_eaDir
  '@eadir',
  '@tmp',
  '@sharebin',
  '@sharesnap',
  '@synodrive',
  '#recycle',
  '#snapshot',
  // QNAP, beside hidden ones.
  '@recycle',
  '@recently-snapshot',
  'network recycle bin',
  // Windows.
  '$recycle.bin',
  'recycler',
  'system volume information',
  'appdata',
  // macOS, beside hidden ones.
  '__macosx',
  'network trash folder',
  'temporary items',
  'ipod photo cache',
  // Linux.
  'lost+found',
  // Software dependencies and caches.
  'node_modules',
  'bower_components',
  'site-packages',
  '__pycache__',
]);

/**
 * Extensions of folders that an application or the system treats as one item. They contain none of the user's photos.
 */
const ENDINGS = /\.(lrdata|lrcat-data|app|bundle|framework|fcpbundle|imovielibrary|tvlibrary|musiclibrary)$/;

/** The library of a photo application, and where it stores the photos. The rest is previews, faces, and the like. */
interface PhotoLibrary {
  name: RegExp;
  /** Depth of the photos' own folder within the library. */
  depth: number;
  photos: RegExp;
}

const PHOTO_LIBRARIES: readonly PhotoLibrary[] = [
  // Apple's Photos, iPhoto and Aperture.
  { name: /\.(migrated)?(photos|photo|ap)library$/, depth: 1, photos: /^(originals|masters)$/ },
  // Lightroom's copies of photos in the cloud, with one folder for each account.
  { name: /\.lrlibrary$/, depth: 2, photos: /^originals$/ },
  // Capture One.
  { name: /\.cocatalog$/, depth: 1, photos: /^originals$/ },
  { name: /^captureone$/, depth: 1, photos: /^(?!cache$)/ },
];

/**
 * Recognises folders that systems and applications make for themselves: trash, thumbnails, previews, snapshots, and
 * hidden folders. In the library of a photo application, this is every folder except those with the photos.
 *
 * @param path Path of a folder, with slashes. It begins with the folder that the user chose, which itself is never a
 *   system folder, whatever its name.
 * @returns Whether the last segment is a system folder. Parents are not checked.
 */
export function isSystemFolder(path: string): boolean {
  const segments = path.toLowerCase().split('/');
  const name = segments.at(-1) as string;
  if (segments.length === 1) return false;
  if (name.startsWith('.') || NAMES.has(name) || ENDINGS.test(name)) return true;
  return PHOTO_LIBRARIES.some(
    ({ name: library, depth, photos }) =>
      segments.length > depth && library.test(segments.at(-1 - depth) as string) && !photos.test(name),
  );
}

/**
 * @param path Path of a file, with slashes, beginning with the chosen folder.
 * @returns The outermost system folder that contains the file, or undefined.
 */
export function systemFolderOf(path: string): string | undefined {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    const folder = path.slice(0, end);
    if (isSystemFolder(folder)) return folder;
  }
  return undefined;
}
