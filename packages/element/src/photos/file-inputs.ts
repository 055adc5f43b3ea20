import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Strings } from '../i18n/strings.ts';
import { prefersPhotos } from './folder-access.ts';

/**
 * All images and videos of a camera roll. With any extension added, Android opens the file picker instead:
 * https://source.chromium.org/chromium/chromium/src/+/main:ui/android/java/src/org/chromium/ui/base/SelectFileDialog.java
 */
const CAMERA_ROLL = 'image/*,image/heic,image/heif,video/*';

/** Desktops that do not recognise these formats as images need their extensions. */
const ON_DISK = `${CAMERA_ROLL},.heic,.heif,.hif,.avif,.jxl,.tif,.tiff,.dng,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2`;

/** Actions for chosen files. */
export interface FileInputActions {
  addFiles(files: FileList): void;
  searchForFile(image: File): void;
}

/**
 * The hidden inputs behind the buttons that choose files.
 *
 * @param strings The texts.
 * @param choices Number of choices so far. Each choice gets a fresh input: clearing the old one, so that the same
 *   folder can be chosen again, would also empty the list that is being read.
 */
export function fileInputs(
  strings: Strings,
  choices: number,
  { addFiles, searchForFile }: FileInputActions,
): TemplateResult {
  const chosen = (event: Event): void => {
    const { files } = event.target as HTMLInputElement;
    if (files && files.length > 0) addFiles(files);
  };
  const imageChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const image = input.files?.[0];
    // Otherwise the same image could not be chosen twice in a row.
    input.value = '';
    if (image) searchForFile(image);
  };
  return html`
    ${keyed(
      choices,
      html`
        <input
          class="folder-input"
          type="file"
          webkitdirectory
          multiple
          hidden
          aria-label=${strings.chooseFolder}
          @change=${chosen}
        />
        <input
          class="photos-input"
          type="file"
          accept=${prefersPhotos() ? CAMERA_ROLL : ON_DISK}
          multiple
          hidden
          aria-label=${strings.choosePhotos}
          @change=${chosen}
        />
      `,
    )}
    <input
      class="picture-input"
      type="file"
      accept="image/*"
      hidden
      aria-label=${strings.searchByImage}
      @change=${imageChosen}
    />
  `;
}
