import type { Sent } from './model-host.ts';

/**
 * Follows one download over all its interruptions, as the host sees it.
 *
 * @param sent The answers for one file, in their order.
 * @param size Of the file, in bytes.
 * @returns The most bytes of which one request has asked for a second time, or that were sent in answer to another
 *   question. Not counted is a file that was sent whole with a wrong byte in it, and is asked for from its start.
 */
export function mostRepeated(sent: readonly Sent[], size: number): number {
  let most = 0;
  let end = 0;
  let spoilt = false;
  for (const { asked, start, bytes, wrong } of sent) {
    if (asked === 0 && end === size && spoilt) spoilt = false;
    else most = Math.max(most, end - asked);
    if (start !== asked) {
      most = Math.max(most, Math.min(bytes, asked));
      continue;
    }
    end = start + bytes;
    spoilt ||= wrong;
  }
  return most;
}
