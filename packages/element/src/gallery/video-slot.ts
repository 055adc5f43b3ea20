import type { Library } from '@web-clip/photos';
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Match } from '../search/match.ts';
import { fileName } from '../ui/format.ts';

/** @returns The player of a video, above the stage with its still frame; nothing for a photo. */
export function videoSlot(
  { photo, frame }: Match,
  library: Pick<Library, 'file'> | undefined,
): TemplateResult | typeof nothing {
  if (!photo.video) return nothing;
  // Most visits show no video.
  void import('./video-player.ts');
  return html`${keyed(
    photo.id,
    html`<photo-search-video
      .photo=${photo}
      .frame=${frame}
      .library=${library}
      name=${fileName(photo.path)}
    ></photo-search-video>`,
  )}`;
}
