/**
 * What a server gets in the place of `<photo-search>`: it can be imported, so that a page that has the element can be
 * rendered there. The browser defines the element when it loads the page.
 *
 * @packageDocumentation
 */
import { requireBrowser } from '@web-clip/clip/internal';

/** Cannot be created here. */
export class PhotoSearch {
  /** @throws ClipError `engine-failed`, which says where it runs. */
  constructor() {
    requireBrowser('<photo-search>');
  }
}
