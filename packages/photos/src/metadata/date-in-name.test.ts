import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dateInName } from './date-in-name.ts';

const HOME = process.env.TZ;

beforeEach(() => {
  process.env.TZ = 'Asia/Tokyo';
});

afterEach(() => {
  if (HOME === undefined) delete process.env.TZ;
  else process.env.TZ = HOME;
});

const NOW = Date.UTC(2026, 10, 30);

/** The local date and time in a name, or only the day. */
const read = (name: string): string | undefined => {
  const moment = dateInName(name, NOW);
  if (!moment) return undefined;
  const local = new Date(moment.at + 9 * 3_600_000).toISOString();
  return moment.precision === 'day' ? local.slice(0, 10) : local.slice(0, -1).replace('.000', '');
};

describe('dateInName', () => {
  it.each([
    'IMG_20190704_123456.jpg',
    'IMG_20190704_123456_1.jpg',
    'IMG_20190704_123456_HDR.jpg',
    'IMG_20190704_123456(0).jpg',
    'IMG_20190704_123456~2.jpg',
    'IMG20190704123456.jpg',
    'VID_20190704_123456.gif',
    'MVIMG_20190704_123456.jpg',
    'PANO_20190704_123456.jpg',
    'DJI_20190704123456_0001_D.JPG',
    'dji_fly_20190704_123456_12_1562243696123_photo.jpg',
    '00000IMG_00000_BURST20190704123456_COVER.jpg',
    '20190704_123456.jpg',
    '20190704_123456_001.jpg',
    '20190704123456.png',
    '20190704123456_1.jpg',
    '2019070412345600-4CE9651EE88A979D41F24CE8D6EA1C23.jpg',
    'P_20190704_123456.jpg',
    'WP_20190704_12_34_56_Pro.jpg',
    'WIN_20190704_12_34_56_Pro.jpg',
    'Screenshot_20190704-123456.png',
    'Screenshot_20190704-123456_Chrome.jpg',
    'Screenshot_20190704_123456.png',
    'Screenshot_2019-07-04-12-34-56.png',
    'Screenshot from 2019-07-04 12-34-56.png',
    'Screenshot 2019-07-04 123456.png',
    'Screenshot 2019-07-04 at 12.34.56.png',
    'Screenshot 2019-07-04 at 12.34.56',
    'Screenshot 2019-07-04 at 12.34.56 (2).png',
    'Screenshot 2019-07-04 at 12.34.56 PM.png',
    'Screenshot 2019-07-04 at 12.34.56\u202fPM.png',
    'Screen Shot 2019-07-04 at 12.34.56 PM.png',
    'Bildschirmfoto 2019-07-04 um 12.34.56.png',
    'Capture d’écran 2019-07-04 à 12.34.56.png',
    'Capture d’écran 2019-07-04 à 12.34.56.png'.normalize('NFD'),
    'Captura de pantalla 2019-07-04 a las 12.34.56.png',
    'Schermata 2019-07-04 alle 12.34.56.png',
    'Skärmavbild 2019-07-04 kl. 12.34.56.png',
    'スクリーンショット 2019-07-04 12.34.56.png',
    '截屏2019-07-04 下午12.34.56.png',
    '스크린샷 2019-07-04 오후 12.34.56.png',
    'signal-2019-07-04-123456.jpg',
    'signal-2019-07-04-123456_002.jpeg',
    'signal-2019-07-04-12-34-56.jpg',
    'WhatsApp Image 2019-07-04 at 12.34.56.jpeg',
    'WhatsApp Image 2019-07-04 at 12.34.56 PM (1).jpeg',
    '2019-07-04 12.34.56.jpg',
    '2019-07-04 12.34.56-1.jpg',
    '2019-07-04_12-34-56.jpg',
    '2019_07_04_12_34_56.jpg',
    '2019.07.04 12.34.56.jpg',
    '2019-07-04T12:34:56.jpg',
    '2019-07-04T03_34_56Z.png',
    '20190704T033456Z.png',
    'photo_2019-07-04_12-34-56.jpg',
    'photo_5_2019-07-04_12-34-56.jpg',
    'photo_1@04-07-2019_12-34-56.jpg',
    'KakaoTalk_Photo_2019-07-04-12-34-56.jpeg',
    'vlcsnap-2019-07-04-12h34m56.png',
    '2019-07-04-123456_1920x1080_scrot.png',
    'PXL_20190704_033456.jpg',
    'IMG_20190704_123456_20190732-1234-4abc-8def-1234567890ab.jpg',
  ])('finds date and time in %j', (name) => {
    expect(read(name)).toBe('2019-07-04T12:34:56');
  });

  it.each([
    ['PXL_20210102_030405678.MP.jpg', '2021-01-02T12:04:05.678'],
    ['PXL_20210102_030405678.PORTRAIT-01.COVER.jpg', '2021-01-02T12:04:05.678'],
    ['PXL_20201231_235959000.jpg', '2021-01-01T08:59:59'],
    ['signal-2019-07-04-12-34-56-789.jpg', '2019-07-04T12:34:56.789'],
    ['Screenshot_2019-07-04-12-34-56-789_com.android.chrome.jpg', '2019-07-04T12:34:56.789'],
    ['00100lrPORTRAIT_00100_BURST20190704123456789_COVER.jpg', '2019-07-04T12:34:56.789'],
    ['KakaoTalk_20190704_123456789.jpg', '2019-07-04T12:34:56.789'],
    ['vlcsnap-2019-07-04-12h34m56s789.png', '2019-07-04T12:34:56.789'],
    ['Screen Shot 2019-07-04 at 1.34.56 PM.png', '2019-07-04T13:34:56'],
    ['Screen Shot 2019-07-04 at 1.34.56\u202fAM.png', '2019-07-04T01:34:56'],
    ['Screen Shot 2019-07-04 at 12.34.56 AM.png', '2019-07-04T00:34:56'],
    ['截屏2019-07-04 下午1.34.56.png', '2019-07-04T13:34:56'],
    ['スクリーンショット 2019-07-04 午前9.34.56.png', '2019-07-04T09:34:56'],
    ['FB_IMG_1562243696123.jpg', '2019-07-04T21:34:56.123'],
    ['mmexport1562243696123.jpg', '2019-07-04T21:34:56.123'],
  ])('reads %j', (name, local) => {
    expect(read(name)).toBe(local);
  });

  it.each([
    'IMG-20190704-WA0012.jpg',
    'VID-20190704-WA0012.gif',
    'IMG_20190704.jpg',
    'WP_20190704_001.jpg',
    '20190704.jpg',
    '2019-07-04.jpg',
    '2019_07_04.jpg',
    '2019-07-04 Birthday.jpg',
    '2019-07-04-1.jpg',
    'IMG_1_2019-07-04.jpg',
    'Birthday 2019-07-04 (3).jpg',
    '2019-07-04 to 2019-07-06.jpg',
    'PhotoScan 2019-07-04.jpg',
    '2019_07_04 12_34 Office Lens.jpg',
  ])('finds the day in %j', (name) => {
    expect(read(name)).toBe('2019-07-04');
  });

  it('accepts a day before digital cameras if its parts are separated', () => {
    expect(read('1921-05-06 Grandmother.jpg')).toBe('1921-05-06');
    expect(read('19210506.jpg')).toBeUndefined();
    expect(read('1825-05-06.jpg')).toBeUndefined();
  });

  it.each([
    'photo.jpg',
    'IMG_0001.JPG',
    'DSC_2019.JPG',
    'DSC_20123456.jpg',
    'IMG_20991332.jpg',
    'IMG_20190732.jpg',
    'IMG_20190229.jpg',
    'IMG_20990101.jpg',
    'IMG_20190704_996500.jpg',
    'IMG_20191332_123456.jpg',
    'IMG_2019070412.jpg',
    'IMG_201907041234.jpg',
    '120190704.jpg',
    '201907041.jpg',
    '20190704123.jpg',
    '2019070412345678901.jpg',
    'a20190704b.jpg',
    'v20190704.png',
    'v2019.07.04.png',
    'app-1.2019.07.04.png',
    'app-2019.7.4.png',
    'release 2019.07.04.1.png',
    'build 20190704.1.png',
    '0.20190704.png',
    '192.168.2019.07.04.png',
    '2019-2020.jpg',
    '2019-07.jpg',
    'July 2019.jpg',
    '04-07-2019.jpg',
    '04.07.2019 12.34.56.jpg',
    'Photo 04-07-2019, 12 34 56.jpg',
    '20190704_10155123456789012_1234567890_n.jpg',
    '10155123_20190704_1234567890_n.jpg',
    'received_10155123456789012.jpeg',
    'received_1234567890.jpeg',
    'IMG_1562243696123.jpg',
    '1562243696123.jpg',
    '4006381333931.jpg',
    'FB_IMG_15622436961234.jpg',
    'FB_IMG_9999999999999.jpg',
    'FB_IMG_0000000001234.jpg',
    '+49 170 2019070455.jpg',
    '1990 12 12 34.jpg',
    '(020) 2019-0704.jpg',
    '01 20 19 07 04.jpg',
    '00491990 12 12 34.jpg',
    'wallpaper_1920x1080.jpg',
    'ISBN 978-2-2019-0704-1.jpg',
    '20190704-1234-4abc-8def-1234567890ab.jpg',
    '20190704abcdef0123456789abcdef01.jpg',
    'c0ffee20190704.jpg',
    '',
  ])('finds no date in %j', (name) => {
    expect(read(name)).toBeUndefined();
  });

  const days = fc.date({
    min: new Date(Date.UTC(1990, 0, 2)),
    max: new Date(Date.UTC(2026, 10, 29)),
    noInvalidDate: true,
  });
  const digits = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

  it('reads every second as cameras and screenshots write it', () => {
    fc.assert(
      fc.property(days, (date) => {
        const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = date
          .toISOString()
          .split(/\D/);
        const expected = `${date.toISOString().slice(0, 19)}`;
        const [compact, time] = [year + month + day, hour + minute + second];
        for (const name of [
          `IMG_${compact}_${time}.jpg`,
          `IMG${compact}${time}.jpg`,
          `Screenshot_${compact}-${time}_App.png`,
          `Screenshot ${year}-${month}-${day} at ${Number(hour) % 12 || 12}.${minute}.${second} ${Number(hour) < 12 ? 'AM' : 'PM'}.png`,
          `signal-${year}-${month}-${day}-${hour}-${minute}-${second}.jpg`,
          `${year}-${month}-${day} ${hour}.${minute}.${second}.jpg`,
        ]) {
          expect(read(name)).toBe(expected);
        }
        expect(read(`IMG-${compact}-WA0001.jpg`)).toBe(expected.slice(0, 10));
      }),
    );
  });

  it('ignores counters, numbers of other lengths, and digests', () => {
    const prefix = fc.constantFrom('', 'IMG_', 'DSC_', 'DSC', 'P', 'image-', 'IMG (', 'received_', 'file ');
    const lengths = fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 15, 18, 19);
    fc.assert(
      fc.property(prefix, lengths.chain(digits), (before, number) => {
        expect(read(`${before}${number}.jpg`)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(read(`${id}.jpg`)).toBeUndefined();
      }),
    );
  });

  it('ignores texts with fewer than the eight digits of a day', () => {
    const few = fc
      .string({ unit: fc.constantFrom(...'0129 -_.:@T()hmsAPMZIMG') })
      .filter((text) => text.replace(/\D/g, '').length < 8);
    fc.assert(
      fc.property(few, (name) => {
        expect(read(name)).toBeUndefined();
      }),
    );
  });

  it('ignores impossible days, whatever surrounds them', () => {
    const absurd = fc.oneof(
      fc.tuple(
        fc.integer({ min: 1990, max: 2026 }),
        fc.integer({ min: 13, max: 99 }),
        fc.integer({ min: 0, max: 99 }),
      ),
      fc.tuple(
        fc.integer({ min: 1990, max: 2026 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 32, max: 99 }),
      ),
      fc.tuple(
        fc.integer({ min: 2027, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      ),
      fc.tuple(
        fc.integer({ min: 1000, max: 1825 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      ),
      fc.constantFrom([2019, 2, 29], [2021, 2, 30], [2021, 4, 31], [2021, 0, 10], [2021, 10, 0]),
    );
    fc.assert(
      fc.property(absurd, ([year = 0, month = 0, day = 0]) => {
        const [m, d] = [month, day].map((part) => String(part).padStart(2, '0'));
        for (const name of [
          `IMG_${year}${m}${d}.jpg`,
          `IMG_${year}${m}${d}_123456.jpg`,
          `IMG-${year}${m}${d}-WA0001.jpg`,
          `Screenshot ${year}-${m}-${d} at 12.34.56.png`,
          `photo_1@${d}-${m}-${year}_12-34-56.jpg`,
        ]) {
          expect(read(name)).toBeUndefined();
        }
      }),
    );
  });
});
