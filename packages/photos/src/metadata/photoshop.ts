import { viewOf } from '@web-clip/images/containers';
import { firstParts, keep } from './blocks.ts';
import { hasText } from './bytes.ts';

/** Id of the resource with IPTC-IIM records. */
const IPTC = 0x0404;

/**
 * Finds IPTC records among Photoshop's image resources
 * (https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/, Image Resource Blocks).
 *
 * @param resources The concatenated resources.
 * @param iptc Receives the records.
 */
export function keepIptc(resources: Uint8Array, iptc: Uint8Array[]): void {
  for (const { id, content } of firstParts(resourcesIn(resources))) if (id === IPTC) keep(iptc, content);
}

function* resourcesIn(resources: Uint8Array): Generator<{ id: number; content: Uint8Array }> {
  const view = viewOf(resources);
  // Signature, id, a name of at least two bytes, length.
  for (let at = 0; at + 12 <= resources.length && hasText(resources, '8BIM', at); ) {
    const nameLength = view.getUint8(at + 6) + 1;
    const start = at + 6 + nameLength + (nameLength % 2) + 4;
    if (start > resources.length) return;
    const length = view.getUint32(start - 4);
    yield { id: view.getUint16(at + 4), content: resources.subarray(start, start + length) };
    at = start + length + (length % 2);
  }
}
