/** Folders of these names are made by systems, whatever they lie in. In lower case: some file systems change it. */
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
  // What software is built from.
  'node_modules',
  'bower_components',
  'site-packages',
  '__pycache__',
]);

/** Folders with these endings are one thing to their application or system, of which nothing is a person's photo. */
const ENDINGS = /\.(lrdata|lrcat-data|app|bundle|framework|fcpbundle|imovielibrary|tvlibrary|musiclibrary)$/;

/** A library of a photo application, and where in it the photos are: the rest are previews, faces, and the like. */
interface PhotoLibrary {
  name: RegExp;
  /** How many folders deep in the library the photos' own folder lies. */
  depth: number;
  photos: RegExp;
}

const PHOTO_LIBRARIES: readonly PhotoLibrary[] = [
  // Apple's Photos, iPhoto and Aperture.
  { name: /\.(migrated)?(photos|photo|ap)library$/, depth: 1, photos: /^(originals|masters)$/ },
  // Lightroom's copies of photos in the cloud; each account has a folder in it.
  { name: /\.lrlibrary$/, depth: 2, photos: /^originals$/ },
  // Capture One.
  { name: /\.cocatalog$/, depth: 1, photos: /^originals$/ },
  { name: /^captureone$/, depth: 1, photos: /^(?!cache$)/ },
];

/**
 * Tells the folders that systems and applications make for themselves: trash, thumbnails, previews, snapshots, and
 * hidden ones. In a library of a photo application all is such but the photos themselves.
 *
 * @param path Path of a folder with slashes. It begins with the folder that the person chose, which is none, whatever
 *   it is called.
 * @returns Whether its last segment makes it one; those that lie within one are not asked for.
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
 * @param path Path of a file with slashes, the chosen folder first.
 * @returns The outermost system folder that it lies in, if there is one.
 */
export function systemFolderOf(path: string): string | undefined {
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    const folder = path.slice(0, end);
    if (isSystemFolder(folder)) return folder;
  }
  return undefined;
}
