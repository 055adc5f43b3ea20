import { RAW_ENDINGS } from '../metadata/raw-names.ts';
import type { LeftOutKind } from '../photo.ts';
import { opensVideos, VIDEO_ENDINGS } from '../videos/video-files.ts';

/** Extensions of other images. Their contents are checked when they are indexed. */
const IMAGE_ENDINGS = `
  jpg jpeg jpe jfif jif jfi jps mpo insp png apng gif webp avif avifs bmp dib heic heif hif heics heifs jxl tif tiff
  jp2 j2k jpf jpx ico`;

/** Extensions of files that are never indexed. Files with any other extension are recognised by their bytes. */
const OTHER_ENDINGS: Readonly<Partial<Record<LeftOutKind, string>>> = {
  video: 'avi wmv mpg mpeg mpe m2v m2p vob asf divx dv flv insv mxf ogm ogv rm rmvb braw r3d',
  audio: `
    mp3 m4a m4b aac wav wave flac ogg oga opus wma aif aiff aifc alac amr ape mid midi mka ac3 dts caf`,
  psd: 'psd psb',
  svg: 'svg svgz',
  image: `
    ai eps ps cdr xcf kra ora afphoto afdesign afpub procreate sketch xd indd idml pxm pxd pdn psp pspimage exr hdr tga
    pcx ppm pgm pbm pnm dds icns wmf emf dxf dwg skp blend`,
  document: `
    pdf doc docx docm dot dotx odt ott rtf txt md tex pages xls xlsx xlsm ods csv tsv numbers ppt pptx pps ppsx odp
    epub mobi azw azw3 djvu djv xps chm eml msg ics vcf htm html xhtml mht mhtml url webloc lnk log srt vtt ass`,
  archive: `
    zip zipx rar 7z tar tgz tbz tbz2 txz tzst gz bz2 xz zst lzma lz4 cab iso dmg vhd vhdx vmdk vdi deb rpm pkg msi apk ipa
    jar exe torrent`,
  sidecar: `
    xmp aae thm lrv json xml plist ini db db-wal db-shm sqlite sqlite3 sqlite-wal sqlite-shm lrcat lrcat-wal lrcat-shm
    pp3 dop cos cof cot arp vrd rwz nksc pto lrtemplate cube icc icm ithmb bdm mpl ctg modd moff gpx kml kmz tcx
    yaml yml nomedia`,
  code: `
    js mjs cjs jsx tsx css scss sass less vue svelte py pyc ipynb rb php java class kt swift cpp hpp cs go rs lua sh bash
    zsh bat cmd ps1 sql wasm dll dylib onnx pth safetensors npy npz ttf otf woff woff2 eot`,
};

const VIDEOS: ReadonlySet<string> = new Set(words(VIDEO_ENDINGS));

const KINDS: ReadonlyMap<string, LeftOutKind | 'listed'> = new Map([
  ...[...RAW_ENDINGS, ...words(IMAGE_ENDINGS)].map((ending) => [ending, 'listed'] as const),
  ...Object.entries(OTHER_ENDINGS).flatMap(([kind, endings]) =>
    words(endings).map((ending) => [ending, kind as LeftOutKind] as const),
  ),
]);

/** Files that operating systems keep beside the user's, mostly hidden. */
const SYSTEM_FILES: ReadonlySet<string> = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  'picasa.ini',
  'zbthumbnail.info',
  'icon\r',
]);

/**
 * Determines the kind of a file from its name.
 *
 * @param name Without its folders.
 * @param withVideos Whether videos are listed.
 * @returns `listed` if it is an image or a listed video, its kind if it cannot be one, or undefined if only its bytes can
 *   tell.
 */
export function kindByName(name: string, withVideos = opensVideos()): LeftOutKind | 'listed' | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith('.') || SYSTEM_FILES.has(lower)) return 'hidden';
  const dot = lower.lastIndexOf('.');
  if (dot < 0) return undefined;
  const ending = lower.slice(dot + 1);
  if (VIDEOS.has(ending)) return withVideos ? 'listed' : 'video';
  return KINDS.get(ending);
}

function words(list: string): string[] {
  return list.trim().split(/\s+/);
}
