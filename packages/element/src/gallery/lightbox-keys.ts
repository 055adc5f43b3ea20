import type { ToolActions } from './lightbox-tools.ts';

/** What keys do in the lightbox besides what they do to an enlarged photo. */
export interface LightboxKeys extends ToolActions {
  /** Turns to another photo: 1 for the next, -1 for the previous. */
  step(by: 1 | -1): void;
  /** Explains the keys. */
  showHelp(): void;
}

/**
 * @param key A `KeyboardEvent.key`.
 * @param isMirrored Whether lines run from right to left, so that the next photo lies to the left.
 * @returns What the key does; undefined if nothing.
 */
export function actionOf(key: string, isMirrored: boolean, actions: LightboxKeys): (() => void) | undefined {
  switch (key) {
    case 'ArrowRight':
      return () => actions.step(isMirrored ? -1 : 1);
    case 'ArrowLeft':
      return () => actions.step(isMirrored ? 1 : -1);
    case 'x':
      return actions.choose;
    case 'r':
      return () => actions.rotate(1);
    case 'R':
      return () => actions.rotate(-1);
    case 's':
      return actions.toggleSlideShow;
    case 'i':
      return actions.toggleDetails;
    case 'z':
      return actions.toggleZoom;
    case 'f':
      return actions.toggleFullScreen;
    case '?':
      return actions.showHelp;
    default:
      return undefined;
  }
}
