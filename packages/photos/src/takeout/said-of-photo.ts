import type { Location } from '../photo.ts';

/** What an export says about a photo besides its file. */
export interface ExportedMarks {
  /** Whether it is a favourite. */
  favourite: boolean;
  /** Whether the person hid it: Google’s archive, or Apple’s hidden album. */
  hidden: boolean;
  /** Names of the albums that it is in, sorted. */
  albums: readonly string[];
  /** What was written about it. */
  description?: string;
  /** When it was taken, in milliseconds since the epoch. */
  date?: number;
  /** Where it was taken. */
  location?: Location;
}
