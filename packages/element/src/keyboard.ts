import type { Controllers, ControllersHost } from './controllers.ts';
import { photosLikeFile } from './search/example.ts';
import { FocusKeeper } from './ui/focus-keeper.ts';
import { OnScreenKeyboard } from './ui/on-screen-keyboard.ts';
import { Shortcuts } from './ui/shortcuts.ts';
import type { ViewActions } from './view.ts';

/** Adds to the element what concerns its keyboard: focus, shortcuts, and the keyboard on a phone’s screen. */
export function addKeyboard(
  host: ControllersHost,
  { rendered, search, selection }: Controllers,
  { showHelp, undo, redo }: ViewActions,
): void {
  const focusSearch = (): void => rendered.words?.focus();
  new FocusKeeper(host, focusSearch);
  new OnScreenKeyboard(host);
  new Shortcuts(host, {
    focusSearch,
    showHelp,
    get undo() {
      return selection.isMarking ? undo : undefined;
    },
    get redo() {
      return selection.isMarking ? redo : undefined;
    },
    searchFor: (image) =>
      search.add({ example: photosLikeFile(image, ({ likePastedImage }) => likePastedImage) }),
  });
}
