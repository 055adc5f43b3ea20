import type { Library } from '@web-clip/photos';
import type { PhotoMarks } from './photo-marks.ts';

/** What {@link CurrentMarks} needs of its element. */
export interface CurrentMarksContext {
  /** The current library, if it is open. */
  library(): Library | undefined;
  /** Whether photos can be marked. */
  isMarking(): boolean;
  /** Marks on the screen have become known or have changed. */
  arrived(): void;
  /** Marks or albums have changed, so that other photos may be found. */
  changed(): void;
}

/** What was said of the photos of the current library, if photos can be marked. Its script is loaded only then. */
export class CurrentMarks {
  readonly #context: CurrentMarksContext;
  /** Undefined if photos cannot be marked, or before the library is open. */
  shown: PhotoMarks | undefined;

  constructor(context: CurrentMarksContext) {
    this.#context = context;
  }

  /** Learns what was said of the photos of a library. It is not the current one yet when it is entered. */
  async open(library: Library | undefined): Promise<void> {
    this.close();
    const context = this.#context;
    if (!context.isMarking()) return;
    const { PhotoMarks } = await import('./photo-marks.ts');
    // The library may have been replaced meanwhile.
    const current = context.library();
    if (!library || this.shown || (current && current !== library)) return;
    this.shown = new PhotoMarks(
      library,
      () => context.arrived(),
      () => context.changed(),
    );
    context.arrived();
  }

  /** Leaves the library. */
  close(): void {
    this.shown?.end();
    this.shown = undefined;
  }
}
