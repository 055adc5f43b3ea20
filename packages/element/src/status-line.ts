import type { ClipInfo } from '@web-clip/clip';
import type { LibraryStatus } from '@web-clip/photos';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from './i18n/strings.ts';

/** Actions of the buttons. */
export interface StatusLineActions {
  showFolders(): void;
  showAlbums(): void;
  showNamedGroups(): void;
  showCleanup(): void;
  showModels(): void;
}

/** Shows the model and the number of photos. Once there are photos, also where it runs, and why. */
export function statusLine(
  strings: Strings,
  starting: boolean,
  info: ClipInfo | undefined,
  status: LibraryStatus | undefined,
  canMark: boolean,
  { showFolders, showAlbums, showNamedGroups, showCleanup, showModels }: StatusLineActions,
): TemplateResult {
  const isEmpty = !status || status.photos === 0;
  return html`
    <footer part="status" class="status">
      <p title=${info ? `${runsOn(strings, info)}. ${info.reason}` : nothing}>
        ${
          info
            ? html`
              <span>${info.model.name}</span>
              <span>${isEmpty ? processor(strings, info) : runsOn(strings, info)}</span>
              ${isEmpty ? nothing : html`<span class="reason" lang="en">${info.reason}</span>`}
            `
            : html`<span>${starting ? strings.startingModel : strings.noModel}</span>`
        }
        ${isEmpty ? nothing : html`<span>${strings.searchable(status.searchable)}</span>`}
      </p>
      ${isEmpty || !canMark ? nothing : html`<button part="link" class="link" aria-haspopup="dialog" @click=${showAlbums}>${strings.albums}</button>`}
      ${isEmpty || !canMark ? nothing : html`<button part="link" class="link" aria-haspopup="dialog" @click=${showNamedGroups}>${strings.namedGroups}</button>`}
      ${isEmpty ? nothing : html`<button part="link" class="link" aria-haspopup="dialog" @click=${showFolders}>${strings.folders}</button>`}
      ${isEmpty || !canMark ? nothing : html`<button part="link" class="link" aria-haspopup="dialog" @click=${showCleanup}>${strings.cleanUp}</button>`}
      <button part="link" class="link" aria-haspopup="dialog" @click=${showModels}>${strings.models}</button>
    </footer>
  `;
}

/** @returns The processor in plain words. */
export function processor(strings: Strings, { backend }: Pick<ClipInfo, 'backend'>): string {
  return backend === 'webgpu' ? strings.onGpu : strings.onCpu;
}

/** @returns The backend with its details: `WASM, 2 threads`, `WebGPU on NVIDIA H200`. */
export function runsOn(
  strings: Strings,
  { backend, adapter, threads, dtype }: Pick<ClipInfo, 'backend' | 'adapter' | 'threads' | 'dtype'>,
): string {
  return backend === 'webgpu' ? strings.runsOnWebgpu(adapter, dtype) : strings.runsOnWasm(threads, dtype);
}

/** Styles of {@link statusLine}. */
export const statusLineStyles = css`
  .status {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1rem;
    padding: max(0rem, 0.5rem - var(--touch, 0px)) var(--inset);
    padding-bottom: max(0.5rem - var(--touch, 0px), env(safe-area-inset-bottom, 0px));
    border-top: 1px solid var(--line);
    font-size: 0.8125rem;
    color: var(--muted);
  }

  .status p {
    flex: 1 1 12rem;
    min-width: 0;
    margin: 0;
    line-height: 1.5;
  }

  .status span {
    unicode-bidi: isolate;
  }

  .status span + span::before {
    content: '· ';
  }

  @media (max-height: 14rem) {
    .status {
      display: none;
    }
  }

  @media (max-width: 40rem) {
    .status {
      column-gap: 0.75rem;
    }

    .status p {
      flex-basis: 8.5rem;
    }

    .status .reason {
      display: none;
    }
  }
`;
