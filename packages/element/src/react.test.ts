import type { ClipError } from '@web-clip/clip';
import type { Photo } from '@web-clip/photos';
import type { JSX } from 'react';
import { expectTypeOf, test } from 'vitest';
import type {} from './react.ts';

type Props = JSX.IntrinsicElements['photo-search'];
type Event<Name extends 'onselect' | 'onerror'> = Parameters<NonNullable<Props[Name]>>[0];

test('JSX knows the properties and the details of events', () => {
  expectTypeOf<Props['selection']>().toEqualTypeOf<'none' | 'one' | 'many' | undefined>();
  expectTypeOf<{ query: string; selected: number[]; className: string }>().toExtend<Props>();
  expectTypeOf<{ query: number }>().not.toExtend<Props>();
  expectTypeOf<Event<'onselect'>['detail']>().toEqualTypeOf<readonly Photo[]>();
  expectTypeOf<Event<'onerror'>['detail']>().toEqualTypeOf<ClipError>();
});
