/** What a commit changed, for other tabs that have the same library open. */
export interface Change {
  /** Number of commits so far, including this one. */
  commits: number;
  /** Numbers of the photo pages that were written. */
  pages: readonly number[];
  /** Keys of new segments. */
  added: readonly number[];
  /** Keys of segments that were deleted. */
  merged: readonly number[];
}

/** Notifies other tabs of commits to the same library. */
export class ChangeChannel {
  readonly #channel: BroadcastChannel;

  /** @param name Name of the library. */
  constructor(name: string) {
    this.#channel = new BroadcastChannel(`web-clip-library-${name}`);
  }

  tell(change: Change): void {
    this.#channel.postMessage(change);
  }

  listen(heard: (change: Change) => void): void {
    this.#channel.onmessage = ({ data }) => heard(data);
  }

  close(): void {
    this.#channel.close();
  }
}
