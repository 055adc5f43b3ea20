import type { Sent } from './send.ts';

/**
 * Follows one download over all its interruptions, from the host's point of view.
 *
 * @param sent The responses for one file, in order.
 * @param size Size of the file, in bytes.
 * @returns The maximum number of bytes that one request fetched again, or that were sent although not requested. A
 *   complete response with a wrong byte, which the client has to request from the start, does not count.
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
