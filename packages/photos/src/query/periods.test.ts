import { expect, it } from 'vitest';
import { printRange } from './days.ts';
import { findPeriods, readPeriod } from './periods.ts';

/** A Wednesday. */
const NOW = new Date(2026, 6, 15, 12).getTime();

it.each([
  ['beach in July 2019', 'July 2019', '2019-07'],
  ['Strand im Juli 2019', 'Juli 2019', '2019-07'],
  ['plage en août 2019', 'août 2019', '2019-08'],
  ['Schnee im Jänner 2020', 'Jänner 2020', '2020-01'],
  ['Schnee im März 2020', 'März 2020', '2020-03'],
  ['noël, déc. 2020', 'déc. 2020', '2020-12'],
  ['party on July 4th, 2019', 'July 4th, 2019', '2019-07-04'],
  ['party on 4 July 2019', '4 July 2019', '2019-07-04'],
  ['Fest am 4. Juli 2019', '4. Juli 2019', '2019-07-04'],
  ['Fest am 4.7.2019', '4.7.2019', '2019-07-04'],
  ['fête du 1er mai 2019', '1er mai 2019', '2019-05-01'],
  ['lake 2019-07-04', '2019-07-04', '2019-07-04'],
  ['Strand im Sommer 2020', 'Sommer 2020', '2020-06..2020-08'],
  ['photos d’hiver 2021', 'hiver 2021', '2020-12..2021-02'],
  ['Winter 2020/21', 'Winter 2020/21', '2020-12..2021-02'],
  ['l’été de 2020', 'été de 2020', '2020-06..2020-08'],
  ['fall of 2018', 'fall of 2018', '2018-09..2018-11'],
  ['lakes between 2019 and 2021', 'between 2019 and 2021', '2019..2021'],
  ['lakes 2019–2021', '2019–2021', '2019..2021'],
  ['Seen von 2019 bis 2021', 'von 2019 bis 2021', '2019..2021'],
  ['since 2019', 'since 2019', '2019..'],
  ['Seen vor 2019', 'vor 2019', '..2018'],
  ['après 2019', 'après 2019', '2020..'],
  // In July, the summer is not over.
  ['last summer', 'last summer', '2025-06..2025-08'],
  ['last spring', 'last spring', '2026-03..2026-05'],
  ['letzten Winter', 'letzten Winter', '2025-12..2026-02'],
  ['l’hiver dernier', 'hiver dernier', '2025-12..2026-02'],
  ['this summer', 'this summer', '2026-06..2026-08'],
  ['dieses Jahr', 'dieses Jahr', '2026'],
  ['cette année', 'cette année', '2026'],
  ['last May', 'last May', '2026-05'],
  ['last July', 'last July', '2025-07'],
  ['juillet dernier', 'juillet dernier', '2025-07'],
  ['last year', 'last year', '2025'],
  ['letzten Monat', 'letzten Monat', '2026-06'],
  ['la semaine dernière', 'semaine dernière', '2026-07-06..2026-07-12'],
  ['this week', 'this week', '2026-07-13..2026-07-19'],
  ['last weekend', 'last weekend', '2026-07-11..2026-07-12'],
  ['two years ago', 'two years ago', '2024'],
  ['vor 3 Jahren', 'vor 3 Jahren', '2023'],
  ['il y a deux ans', 'il y a deux ans', '2024'],
  ['gestern', 'gestern', '2026-07-14'],
  ['aujourd’hui', 'aujourd’hui', '2026-07-15'],
  ['a lake in 2019', '2019', '2019'],
])('finds in “%s” the period “%s”: %s', (text, name, range) => {
  const periods = findPeriods(text, NOW);
  expect(periods.map((period) => [text.slice(period.start, period.end), printRange(period.range)])).toEqual([
    [name, range],
  ]);
});

it.each(['two men in march', 'may', 'in spring water', 'the last summit', 'a bus numbered 20190', '12:30'])(
  'finds no period in “%s”',
  (text) => {
    expect(findPeriods(text, NOW)).toEqual([]);
  },
);

it('tells a year from the other numbers of a date', () => {
  expect(findPeriods('lakes 2018, July 2019', NOW).map(({ isNumber }) => isNumber)).toEqual([
    true,
    undefined,
  ]);
});

it.each([
  ['2019..2021', '2019..2021'],
  ['2019-07', '2019-07'],
  [' July 2019 ', '2019-07'],
  ['last summer', '2025-06..2025-08'],
  ['july', '2026-07'],
  ['décembre', '2025-12'],
  ['Sommer', '2026-06..2026-08'],
  ['winter', '2025-12..2026-02'],
  ['', undefined],
  ['a lake 2019', undefined],
  ['2019 lakes', undefined],
  ['2021..2019', undefined],
])('reads %j as %s', (text, expected) => {
  const range = readPeriod(text, NOW);
  expect(range && printRange(range)).toBe(expected);
});
