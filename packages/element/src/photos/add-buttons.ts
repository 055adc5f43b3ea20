import { html, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { addFolderIcon, addImagesIcon } from '../ui/icons.ts';
import { hasFolderInput, hasFolderPicker, offersPhotos, prefersPhotos } from './folder-access.ts';

/** Actions that add photos. */
export interface AddActions {
  chooseFolder(): void;
  choosePhotos(): void;
}

/** A way to choose photos that this browser supports. */
export interface Way {
  readonly kind: 'folder' | 'photos';
  choose(): void;
}

/** @returns The supported ways, the most useful one first. */
export function waysToPhotos({ chooseFolder, choosePhotos }: AddActions): Way[] {
  const ways: Way[] = [];
  if (hasFolderPicker() || hasFolderInput()) ways.push({ kind: 'folder', choose: chooseFolder });
  if (offersPhotos()) ways.push({ kind: 'photos', choose: choosePhotos });
  return prefersPhotos() ? ways.reverse() : ways;
}

/** A button for each supported way. */
export function addButtons(strings: Strings, actions: AddActions): TemplateResult {
  return html`${waysToPhotos(actions).map(({ kind, choose }) =>
    kind === 'folder'
      ? html`<button part="button" class="button add" @click=${choose} title=${strings.addFolder}>
          ${addFolderIcon}<span>${strings.addFolder}</span>
        </button>`
      : html`<button part="button" class="button add" @click=${choose} title=${strings.addPhotos}>
          ${addImagesIcon}<span>${strings.addPhotos}</span>
        </button>`,
  )}`;
}
