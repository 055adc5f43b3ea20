/** What a commit has changed, for the tabs that have the same library open. */
export interface Change {
  /** How many commits there have been, this one included. */
  commits: number;
  /** Pages of photos that were written. */
  pages: readonly number[];
  /** Keys of new segments. */
  added: readonly number[];
  /** Keys of segments that are no more. */
  merged: readonly number[];
}

/** Tells the other tabs of this browser what is committed to a library. */
export class ChangeChannel {
  readonly #channel: BroadcastChannel;

  /** @param name Of the library. */
  constructor(name: string) {
    this.#channel = new BroadcastChannel(`web-clip-library-${name}`);
  }

  /** Tells the others of a change. */
  tell(change: Change): void {
    this.#channel.postMessage(change);
  }

  /** Hears of the others' changes from now on. */
  listen(heard: (change: Change) => void): void {
    this.#channel.onmessage = ({ data }) => heard(data);
  }

  close(): void {
    this.#channel.close();
  }
}
