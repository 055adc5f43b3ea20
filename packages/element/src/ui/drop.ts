import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Accepts files and folders dropped anywhere on the element. */
export class DropTarget implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #dropped: (items: DataTransferItemList, path: readonly EventTarget[]) => void;
  /** Enter and leave events bubble up from children. The drag has left when their numbers are equal. */
  #depth = 0;

  /**
   * @param host The element to drop on.
   * @param dropped Receives the items, which are only valid during the call, and what they were dropped on, innermost
   *   first.
   */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    dropped: (items: DataTransferItemList, path: readonly EventTarget[]) => void,
  ) {
    this.#host = host;
    this.#dropped = dropped;
    host.addController(this);
  }

  /** Whether files are being dragged over the element. */
  get hovered(): boolean {
    return this.#depth > 0;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragenter', this.#enter);
    this.#host.addEventListener('dragover', this.#over);
    this.#host.addEventListener('dragleave', this.#leave);
    this.#host.addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragenter', this.#enter);
    this.#host.removeEventListener('dragover', this.#over);
    this.#host.removeEventListener('dragleave', this.#leave);
    this.#host.removeEventListener('drop', this.#drop);
    this.#depth = 0;
  }

  readonly #enter = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.#depth++;
    this.#host.requestUpdate();
  };

  readonly #over = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };

  readonly #leave = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    this.#depth = Math.max(0, this.#depth - 1);
    this.#host.requestUpdate();
  };

  readonly #drop = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.#depth = 0;
    this.#host.requestUpdate();
    this.#dropped(event.dataTransfer.items, event.composedPath());
  };
}

function holdsFiles(event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** @returns The first picture among dropped items. */
export function pictureIn(items: DataTransferItemList): File | undefined {
  const item = [...items].find(({ kind, type }) => kind === 'file' && type.startsWith('image/'));
  return item?.getAsFile() ?? undefined;
}
