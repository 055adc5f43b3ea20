import { html, nothing, type TemplateResult } from 'lit';
import type { Picture } from './pictures.ts';
import { isSideways, type Turn } from './view-turns.ts';
import type { Pose, Size } from './zoom.ts';

/** A photo on the stage, or a neighbour. */
export interface StagedPhoto extends Picture {
  readonly id: number;
  readonly name: string;
  /** In pixels, before it is turned. */
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
}

/** @returns Size of a photo in pixels, as turned. */
export function turnedSize({ width, height, turn }: StagedPhoto): Size {
  return isSideways(turn) ? { width: height, height: width } : { width, height };
}

/**
 * A photo as large as fits, but no larger than its own size. The element’s box ends where the photo does.
 *
 * @param side Where it is; neighbours are not read out.
 * @param pose How it is enlarged, which neighbours never are.
 * @param showsPixels Whether it is enlarged so far that its pixels should be seen as they are.
 */
export function slide(
  photo: StagedPhoto,
  side: 'here' | 'next' | 'previous',
  { x, y, scale }: Pose,
  showsPixels: boolean,
): TemplateResult {
  const { preview, fitted, full, turn, name } = photo;
  const { width, height } = turnedSize(photo);
  const isHere = side === 'here';
  const ratio = width / height;
  const transform = isHere ? `translate(${x}px,${y}px) scale(${scale})` : 'none';
  const style = `width:min(100cqw,${width}px,calc(100cqh * ${ratio}));aspect-ratio:${ratio};transform:${transform};--turn:${turn * 90}deg`;
  // The smaller picture stays behind the full one, which the browser may draw a moment later.
  const layers = fitted
    ? html`${fitted}${full}`
    : html`<img alt="" draggable="false" src=${preview ?? nothing} />`;
  return html`
    <div class="slide ${side}">
      ${
        fitted || preview
          ? html`<div
            class="picture ${isSideways(turn) ? 'sideways' : ''} ${isHere && showsPixels ? 'pixels' : ''}"
            role=${isHere ? 'img' : nothing}
            aria-label=${isHere ? name : nothing}
            aria-hidden=${isHere ? nothing : 'true'}
            .style=${style}
          >${layers}</div>`
          : nothing
      }
    </div>
  `;
}
