import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

/** What is done with chosen files. */
export interface FileInputActions {
  addFiles(files: FileList): void;
  searchForFile(picture: File): void;
}

/**
 * The inputs behind the buttons that choose files.
 *
 * @param choices How often files were chosen: each choice gets a fresh input, since one that is emptied,
 *   so that the same folder can be chosen again, would empty the list that is being read as well.
 */
export function fileInputs(choices: number, { addFiles, searchForFile }: FileInputActions): TemplateResult {
  const foldersChosen = (event: Event): void => {
    const { files } = event.target as HTMLInputElement;
    if (files && files.length > 0) addFiles(files);
  };
  const pictureChosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const picture = input.files?.[0];
    // Without this the same picture could not be chosen twice in a row.
    input.value = '';
    if (picture) searchForFile(picture);
  };
  return html`
    ${keyed(
      choices,
      html`<input
        class="folder-input"
        type="file"
        webkitdirectory
        multiple
        hidden
        aria-label="Choose a folder"
        @change=${foldersChosen}
      />`,
    )}
    <input
      class="picture-input"
      type="file"
      accept="image/*"
      hidden
      aria-label="Search by picture"
      @change=${pictureChosen}
    />
  `;
}
