import type { Photo } from '@web-clip/photos';

/** How far a photo is turned clockwise, in quarters. */
export type Turn = 0 | 1 | 2 | 3;

/** How the user has turned photos in this session. Their files stay as they are. */
export class ViewTurns {
  /** By the file: ids mean nothing in another library. */
  readonly #turns = new Map<string, Turn>();

  /** @returns How far a photo is turned. */
  of(photo: Photo): Turn {
    return this.#turns.get(keyOf(photo)) ?? 0;
  }

  /**
   * Turns a photo.
   *
   * @param quarters 1 for a quarter clockwise, -1 for a quarter counterclockwise.
   */
  turn(photo: Photo, quarters: 1 | -1): void {
    this.#turns.set(keyOf(photo), ((this.of(photo) + quarters + 4) % 4) as Turn);
  }
}

const keyOf = ({ path, size, modified }: Photo): string => JSON.stringify([path, size, modified]);

/** Whether the sides of a turned photo have changed places. */
export const isSideways = (turn: Turn): boolean => turn % 2 === 1;
