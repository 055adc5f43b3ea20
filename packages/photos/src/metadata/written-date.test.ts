import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { momentOf, readDate, readFraction, readZone } from './written-date.ts';

const HOME = process.env.TZ;

afterEach(() => {
  if (HOME === undefined) delete process.env.TZ;
  else process.env.TZ = HOME;
});

/** The moment of a written date, as `2019-07-04T12:34:56.000Z`, or its known parts. */
const read = (text: string, zone = 'UTC'): string | undefined => {
  process.env.TZ = zone;
  const written = readDate(text);
  const moment = written && momentOf(written, Date.UTC(2026, 10, 30));
  return moment && `${new Date(moment.at).toISOString()}${moment.precision ? ` ${moment.precision}` : ''}`;
};

describe('readDate', () => {
  it.each([
    '2019:07:04 12:34:56',
    '2019-07-04 12:34:56',
    '2019/07/04 12:34:56',
    '2019.07.04 12:34:56',
    '2019-07-04T12:34:56',
    '2019:07:04  12:34:56',
    ' 2019:07:04 12:34:56 ',
    '2019:07:04 12:34:56\0',
    '2019:07:04 12:34:56\0\u00ffnoise',
    '2019:7:4 12:34:56',
    '2019: 7: 4 12:34:56',
    '2019:07:04 12.34.56',
    '2019:07:04 12:34:56 PM',
    '2019:07:04 12:34:56Z',
    '2019-07-04T14:34:56+02:00',
    '2019-07-04T14:34:56+0200',
    '2019-07-04T14:34:56+02',
    '2019-07-04T05:04:56-07:30',
    '20190704T123456Z',
    '20190704123456',
    'Thu, 04 Jul 2019 12:34:56 GMT',
    'Thu, 04 Jul 2019 14:34:56 +0200',
    'Thu, 4 Jul 2019 12:34:56 UTC',
    '4 July 2019 12:34:56',
    '04-Jul-2019 12:34:56',
    'Thu 04 Jul 2019 12:34:56 PM CEST',
    'Thu Jul  4 12:34:56 2019',
    'Thu Jul 04 12:34:56 CEST 2019',
  ])('reads %j', (text) => {
    expect(read(text)).toBe('2019-07-04T12:34:56.000Z');
  });

  it.each([
    ['2019-07-04T12:34', '2019-07-04T12:34:00.000Z'],
    ['2019:07:04 12:34:56.789', '2019-07-04T12:34:56.789Z'],
    ['2019-07-04T12:34:56,7894+00:00', '2019-07-04T12:34:56.789Z'],
    ['2019-07-04 12:04:56 am', '2019-07-04T00:04:56.000Z'],
    ['2019-07-04 1:04:56 p.m.', '2019-07-04T13:04:56.000Z'],
    ['1826:01:01 00:00:00', '1826-01-01T00:00:00.000Z'],
    ['2020:02:29 00:00:00', '2020-02-29T00:00:00.000Z'],
    ['2000:01:01 00:00:00', '2000-01-01T00:00:00.000Z'],
  ])('reads %j as %s', (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each([
    ['2019-07-04', '2019-07-04T12:00:00.000Z day'],
    ['20190704', '2019-07-04T12:00:00.000Z day'],
    ['2019:07:04   :  :  ', '2019-07-04T12:00:00.000Z day'],
    ['04 Jul 2019', '2019-07-04T12:00:00.000Z day'],
    ['2019-07', '2019-07-01T12:00:00.000Z month'],
    ['2019', '2019-01-01T12:00:00.000Z year'],
  ])('reads only the stated parts of %j', (text, moment) => {
    expect(read(text)).toBe(moment);
  });

  it.each([
    '',
    '    :  :     :  :  ',
    '0000:00:00 00:00:00',
    '0000-00-00T00:00:00',
    '0000:01:01 00:00:00',
    '2019:00:00 00:00:00',
    '2019:07:00 00:00:00',
    '2019:13:04 12:34:56',
    '2019:02:29 12:34:56',
    '2021:02:31 12:34:56',
    '2021:04:31',
    '2019:07:04 24:34:56',
    '2019:07:04 12:60:56',
    '2019:07:04 12:34:60',
    '2019:07:04 13:34:56 PM',
    '2021:02:03 25:61:61',
    '1825:12:31 23:59:59',
    '2026:12:02 00:00:00',
    '9999:12:31 23:59:59',
    '99999:01:01 00:00:00',
    '-001:01:01 00:00:00',
    '1970:01:01 00:00:00',
    '1970-01-01T00:00:00Z',
    '1980:01:01 00:00:00',
    '1904:01:01 00:00:00',
    '07/04/2019 12:34:56',
    '04.07.2019 12:34:56',
    '19:07:04 12:34:56',
    '2019:07:045 12:34:56',
    '2019:07-04 12:34:56',
    '2019:07:04:12',
    '2019:07:04 about noon',
    'yesterday',
    'Thu, 04 Xyz 2019 12:34:56 GMT',
    '٢٠٢١:07:04 12:30:15',
    '20190732',
    '2019070412345',
  ])('finds no date in %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('assumes local time without a time zone, wherever that is', () => {
    const text = '2019:07:04 12:34:56';
    expect(read(text, 'Asia/Tokyo')).toBe('2019-07-04T03:34:56.000Z');
    expect(read(text, 'America/New_York')).toBe('2019-07-04T16:34:56.000Z');
    expect(read(text, 'Asia/Kathmandu')).toBe('2019-07-04T06:49:56.000Z');
    expect(read(`${text}+09:00`, 'America/New_York')).toBe('2019-07-04T03:34:56.000Z');
    expect(read('2019-07-04', 'Pacific/Kiritimati')).toBe('2019-07-03T22:00:00.000Z day');
  });

  it('accepts the skipped and the repeated hour of daylight saving time', () => {
    // The first night has no 2:30. The second has two, and either is acceptable.
    expect(read('2019:03:31 02:30:00', 'Europe/Berlin')).toBe('2019-03-31T01:30:00.000Z');
    expect(read('2019:10:27 02:30:00', 'Europe/Berlin')).toMatch(/^2019-10-27T0[01]:30:00.000Z$/);
  });

  it('reads every moment in every known format and time zone', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Apia', 'Europe/London');
    const moments = fc.date({
      min: new Date(Date.UTC(1990, 0)),
      max: new Date(Date.UTC(2026, 0)),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, moments, fc.integer({ min: -56, max: 56 }), (home, date, quarters) => {
        const minutes = quarters * 15;
        const clock = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const sign = minutes < 0 ? '-' : '+';
        const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const zone = `${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
        expect(read(clock + zone, home)).toBe(date.toISOString());
        expect(read(`${clock.replace('T', ' ').replaceAll('-', ':')} ${zone}`, home)).toBe(
          date.toISOString(),
        );
        expect(read(date.toUTCString(), home)).toBe(`${date.toISOString().slice(0, 19)}.000Z`);
      }),
    );
  });

  it('never throws, and returns only real dates', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789::--// .TZ+APM\0') }), (text) => {
        const moment = read(text);
        if (moment) expect(moment).toMatch(/^(18|19|20)\d\d-/);
      }),
    );
  });
});

describe('readZone', () => {
  it.each([
    ['+09:00', 540],
    [' +0900', 540],
    ['-07', -420],
    ['+14:00', 840],
    ['+00:00', 0],
    ['Z', 0],
    ['GMT', 0],
    ['UTC+02:00', 120],
    ['+14:15', undefined],
    ['-99:00', undefined],
    ['+05:75', undefined],
    ['   :  ', undefined],
    ['CEST', undefined],
    ['Zulu', undefined],
    ['', undefined],
  ])('reads %j as %s', (text, minutes) => {
    expect(readZone(text)).toBe(minutes);
  });
});

describe('readFraction', () => {
  it('counts digits from the decimal point', () => {
    expect(['7', '78', '789', '7899', '007', ' 78 ', '', '    ', 'x'].map(readFraction)).toEqual([
      700, 780, 789, 789, 7, 780, 0, 0, 0,
    ]);
  });
});
