import { nearestName } from '@web-clip/clip/internal';
import { daysLater } from '../days.ts';
import { type Filter, NEAR_KM } from '../filter.ts';
import { readPeriod } from '../periods.ts';
import { usualType } from '../type-test.ts';
import { kindNames, kindOf } from './keywords.ts';
import type { QueryProblem } from './query.ts';
import type { FilterToken } from './scan.ts';

/** @param now The current time, in milliseconds since the epoch. */
export function readFilter({ keyword, value, text }: FilterToken, now: number): Filter | QueryProblem {
  if (value === '') return { text, kind: 'value' };
  switch (keyword) {
    case 'in':
    case 'before':
    case 'after': {
      const taken = readPeriod(value, now);
      const day = keyword === 'before' ? taken?.from : keyword === 'after' ? taken?.to : undefined;
      if (!taken || (keyword !== 'in' && !day)) return { text, kind: 'date' };
      if (!day) return { taken };
      return { taken: keyword === 'before' ? { to: daysLater(day, -1) } : { from: daysLater(day, 1) } };
    }
    case 'near':
      return readNear(value) ?? { text, kind: 'place' };
    case 'is': {
      const is = kindOf(value);
      if (is) return { is };
      const meant = kindOf(nearestName(value, kindNames()) ?? '');
      return { text, kind: 'kind', ...(meant && { meant: `is:${meant}` }) };
    }
    case 'rating':
      return readRating(value) ?? { text, kind: 'rating' };
    case 'label':
      return { label: value };
    case 'album':
      return { album: value };
    case 'group':
      return { group: value };
    case 'type':
      return { type: usualType(value) };
    case 'camera':
      return { camera: value };
    case 'lens':
      return { lens: value };
    case 'folder':
      return { folder: value };
    default:
      return { place: value };
  }
}

/** `46.52,6.63`, with a sign and spaces where people put them. */
const POINT = /^([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)$/;

/** A distance after the place. */
const DISTANCE = /^(.*\S)\s*,\s*(\d+(?:\.\d+)?)\s*km$/is;

function readNear(value: string): Filter | undefined {
  const [, place = value, distance] = DISTANCE.exec(value) ?? [];
  const km = distance === undefined ? NEAR_KM : Number(distance);
  const radius = km !== NEAR_KM && { km };
  const point = POINT.exec(place);
  if (!(km > 0)) return undefined;
  if (!point) return { near: place, ...radius };
  const [latitude, longitude] = [Number(point[1]), Number(point[2])];
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  return { near: { latitude, longitude }, ...radius };
}

/** `4`, `3..5`, `3..` or `..3`. */
const RATINGS = /^(?:(?<only>[1-5])|(?<from>[1-5])?\.\.(?<to>[1-5])?)$/;

function readRating(value: string): Filter | undefined {
  const { only, from = only, to = only } = RATINGS.exec(value)?.groups ?? {};
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && from > to) return undefined;
  return { rating: { ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) } };
}
