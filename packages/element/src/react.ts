/**
 * Types of `<photo-search>` for React 19, which passes props to custom elements as properties, and listens to their
 * events. Import it once, anywhere: `import type {} from 'web-clip/element/react'`.
 *
 * @packageDocumentation
 */
import type { Photo } from '@web-clip/photos';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PhotoSearchEvents } from './events.ts';
import type { PhotoSearch } from './photo-search.ts';

/** Properties that a page may set. */
type Settable = Pick<
  PhotoSearch,
  | 'assets'
  | 'crossOrigin'
  | 'device'
  | 'licences'
  | 'model'
  | 'modelHost'
  | 'models'
  | 'name'
  | 'ownsHistory'
  | 'query'
  | 'samples'
  | 'selection'
  | 'strings'
> & { selected: readonly (Photo | number)[] };

/** Listeners. React takes the name of a custom element’s event as it is written after `on`. */
type Listeners = {
  [Type in keyof PhotoSearchEvents as `on${Type}`]: (event: PhotoSearchEvents[Type]) => void;
};

/** React’s own events of these names do not reach custom elements. */
type Attributes = Omit<HTMLAttributes<PhotoSearch>, 'onSelect' | 'onError' | 'onProgress'>;

/** Props of `<photo-search>` in JSX. */
export type PhotoSearchProps = DetailedHTMLProps<Attributes, PhotoSearch> & Partial<Settable & Listeners>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'photo-search': PhotoSearchProps;
    }
  }
}
