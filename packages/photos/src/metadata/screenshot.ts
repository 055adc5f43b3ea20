/** How systems and programs name screenshots. Recordings of screens are videos, and have other names. */
const NAMES = [
  // English, and the languages that borrow the word.
  ...['screenshot', 'screen capture', 'screencap', 'screen grab', 'screen clip', 'snipping tool', 'snipaste'],
  // German, Dutch, Swedish, Danish, Norwegian, Icelandic.
  ...['Bildschirmfoto', 'Schermafbeelding', 'Schermafdruk', 'Skärmbild', 'Skärmavbild', 'Skärmdump'],
  ...['Skärmklipp', 'Skærmbillede', 'Skærmklip', 'Skjermbilde', 'Skjermdump', 'Skjermutklipp', 'Skjámynd'],
  // French, Spanish and Catalan, Portuguese, Italian, Romanian.
  ...['Capture d’écran', 'Capture écran', 'Copie d’écran', 'Captura de pantalla', 'Pantallazo'],
  ...['Captura de ecrã', 'Captura de tela', 'Schermata', 'Istantanea schermo', 'Cattura schermo'],
  ...['Captură de ecran', 'Captură ecran'],
  // Finnish, Estonian, Hungarian, Latvian, Lithuanian, Turkish, Basque.
  ...['Näyttökuva', 'Kuvakaappaus', 'Ekraanipilt', 'Kuvatõmmis', 'Képernyőfotó', 'Képernyőkép'],
  ...[
    'Ekrānuzņēmums',
    'Ekrano nuotrauka',
    'Ekrano kopija',
    'Ekran Resmi',
    'Ekran görüntüsü',
    'Ekran Alıntısı',
  ],
  'Pantaila-argazkia',
  // Polish, Czech, Slovak, Croatian, Slovene, Serbian, Bulgarian, Russian, Ukrainian.
  ...['Zrzut ekranu', 'Snímek obrazovky', 'Snímka obrazovky', 'Snimka zaslona', 'Posnetek zaslona'],
  ...['Snimak ekrana', 'Снимак екрана', 'Екранна снимка', 'Снимок экрана', 'Скриншот', 'Знімок екрана'],
  'Скріншот',
  // Greek, Arabic, Hebrew, Persian, Hindi, Thai, Vietnamese, Indonesian, Malay.
  ...['Στιγμιότυπο οθόνης', 'لقطة شاشة', 'لقطة الشاشة', 'צילום מסך', 'نماگرفت', 'स्क्रीनशॉट', 'ภาพหน้าจอ'],
  ...['Ảnh chụp màn hình', 'Ảnh màn hình', 'Tangkapan Layar', 'Cuplikan layar', 'Jepretan Layar'],
  ...['Petikan skrin', 'Syot layar', 'Tangkap layar'],
  // Japanese, Chinese, Korean.
  ...[
    'スクリーンショット',
    'スクショ',
    '截屏',
    '截图',
    '截圖',
    '屏幕快照',
    '螢幕快照',
    '螢幕擷取',
    '스크린샷',
  ],
  ...['화면 캡처', '화면 캡쳐'],
].map(bare);

/** @returns The letters and digits of a name, without accents. Programs put any separators between words. */
function bare(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Where Android keeps screenshots, in every language. */
const FOLDER = /(?:^|\/)screenshots\/[^/]+$/i;

/**
 * @param path With slashes.
 * @returns Whether a file is named like a screenshot, or lies in Android's folder for them.
 */
export function isNamedScreenshot(path: string): boolean {
  const name = bare(path.slice(path.lastIndexOf('/') + 1));
  return NAMES.some((each) => name.includes(each)) || FOLDER.test(path);
}

/**
 * Sizes in pixels of the screens of phones, tablets and laptops, upright. Left out are sizes that videos, wallpapers
 * and printers also have, such as 1080 by 1920.
 */
const SCREENS: ReadonlySet<string> = new Set(
  `
  640x1136 750x1334 828x1792 1125x2436 1242x2208 1242x2688 1170x2532 1284x2778 1179x2556 1290x2796 1206x2622 1320x2868
  1260x2736 1488x2266 1536x2048 1620x2160 1640x2360 1668x2224 1668x2388 1668x2420 2048x2732 2064x2752
  720x1520 720x1560 720x1600 720x1612 1080x2040 1080x2160 1080x2220 1080x2246 1080x2248 1080x2280 1080x2310 1080x2316
  1080x2340 1080x2376 1080x2388 1080x2392 1080x2400 1080x2408 1080x2412 1080x2424 1080x2460 1080x2520 1080x2640
  1116x2480 1200x2640 1200x2652 1200x2670 1220x2712 1224x2700 1240x2772 1260x2800 1264x2780 1280x2856 1312x2848
  1344x2992 1440x2880 1440x2960 1440x3040 1440x3088 1440x3120 1440x3168 1440x3200 1440x3216 1600x2560 1600x2176
  1752x2800 1768x2208 1812x2176 1840x2208 1848x2960 1856x2160 2076x2152 2176x1812 1644x3840 1664x2560 1800x2880
  1864x2880 1964x3024 2234x3456 1920x2880 1440x2304
  `
    .trim()
    .split(/\s+/),
);

/** @returns Whether an image is exactly as large as a known screen, in either orientation. */
export const isScreenSized = (width: number, height: number): boolean =>
  SCREENS.has(`${Math.min(width, height)}x${Math.max(width, height)}`);
