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

/** Notifies other tabs of changes to the same library. */
export class ChangeChannel<Message> {
  readonly #channel: BroadcastChannel;

  /** @param name Name of the channel. It says which library it is for. */
  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
  }

  tell(message: Message): void {
    this.#channel.postMessage(message);
  }

  listen(heard: (message: Message) => void): void {
    this.#channel.onmessage = ({ data }) => heard(data);
  }

  close(): void {
    this.#channel.close();
  }
}
