/** Parts of all dialogs but the lightbox, for the page to style. */
export const DIALOG_PARTS = 'dialog, dialog-title, button, primary-button, icon-button, link, card';

/** Parts of the lightbox. */
export const LIGHTBOX_PARTS = 'lightbox, lightbox-title, button, icon-button';

/** Parts of the grid. */
export const GRID_PARTS =
  'photo, chosen-photo, photo-image, score, divider, check, marks, copies, open-button, video';
