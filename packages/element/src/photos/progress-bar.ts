import type { ClipProgress } from '@web-clip/clip';
import type { AddProgress } from '@web-clip/photos';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';

/** Progress of indexing, as text and as a bar, with a button to stop it. */
export function indexingProgress(
  strings: Strings,
  progress: AddProgress,
  cancel: () => void,
): TemplateResult {
  const { phase, done, total } = progress;
  const headline = indexingHeadline(strings, progress);
  const details = indexingDetails(strings, progress);
  return progressBar(
    strings,
    { headline, details, label: strings.indexing, cancel },
    phase === 'listing' ? undefined : { done, total: Math.max(1, total) },
  );
}

/** Progress of a model's download, with a button to stop it if the user asked for it. */
export function downloadProgress(
  strings: Strings,
  progress: ClipProgress,
  model: string,
  cancel?: () => void,
): TemplateResult {
  return progressBar(
    strings,
    {
      headline: strings.downloading(model),
      details: [downloadDetails(strings, progress)],
      label: strings.download,
      cancel,
    },
    progress.total > 0 ? progress : undefined,
  );
}

/** Progress of another model that indexes the photos while the current one is in use. */
export function preparingProgress(
  strings: Strings,
  progress: AddProgress | undefined,
  model: string,
  inUse: string,
  cancel: () => void,
): TemplateResult {
  const details = [...(progress ? preparingDetails(strings, progress) : []), strings.stillUsed(inUse)];
  return progressBar(
    strings,
    { headline: strings.preparingPhotos(model), details, label: strings.preparing(model), cancel },
    progress?.phase === 'indexing' ? progress : undefined,
  );
}

/** A bar with its value, or an indeterminate one while the total is unknown. */
export function progressBar(
  strings: Strings,
  says: { headline: string; details: readonly string[]; label: string; cancel?: (() => void) | undefined },
  part: { done: number; total: number } | undefined,
): TemplateResult {
  const { headline, details, label, cancel } = says;
  return html`
    <div part="progress" class="progress">
      <p>
        <strong>${headline}</strong>
        ${details.map((detail) => html` <span>${detail}</span>`)}
      </p>
      ${cancel ? html`<button part="button" class="button small" @click=${cancel}>${strings.cancel}</button>` : nothing}
      ${
        part
          ? html`<progress part="progress-bar" aria-label=${label} max=${part.total} .value=${part.done}></progress>`
          : html`<progress part="progress-bar" aria-label=${label}></progress>`
      }
    </div>
  `;
}

/** @returns `120 of 900`, rate and time left. */
export function preparingDetails(strings: Strings, progress: AddProgress): string[] {
  if (progress.phase === 'listing') return indexingDetails(strings, progress);
  return [strings.countOf(progress.done, progress.total), ...indexingDetails(strings, progress)];
}

/** @returns `0.9 MB of 4.6 MB`, or the known part of it. */
export function downloadDetails(strings: Strings, { done, total }: ClipProgress): string {
  if (total > 0) return strings.bytesOf(done, total);
  return done > 0 ? strings.bytes(done) : strings.connecting;
}

/** @returns `Indexing 34 of 80 photos`. */
export function indexingHeadline(strings: Strings, { phase, done, total }: AddProgress): string {
  return phase === 'listing' ? strings.lookingForPhotos(total) : strings.indexingPhotos(done, total);
}

/** @returns The rate, time left and number of failures, as far as known. */
export function indexingDetails(
  strings: Strings,
  { phase, rate, secondsLeft, failed }: AddProgress,
): string[] {
  const details: string[] = [];
  if (phase === 'indexing' && rate > 0) details.push(strings.rate(rate));
  if (phase === 'indexing' && secondsLeft !== undefined) details.push(timeLeft(strings, secondsLeft));
  if (failed > 0) details.push(strings.unread(failed));
  return details;
}

/** @returns A rounded estimate: `40 s left`, `3 min left`, `1 h 20 min left`. */
export function timeLeft(strings: Strings, seconds: number): string {
  if (seconds < 55) return strings.secondsLeft(Math.max(1, Math.ceil(seconds)));
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? strings.minutesLeft(minutes)
    : strings.hoursLeft(Math.floor(minutes / 60), minutes % 60);
}

/** Styles of the bars. */
export const progressStyles = css`
  .progress {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 0.35rem 1rem;
    font-size: 0.9rem;
  }

  .progress p {
    display: flex;
    flex-wrap: wrap;
    column-gap: 1.1rem;
    margin: 0;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }

  .progress strong {
    color: var(--text);
    font-weight: 550;
  }

  progress {
    grid-column: 1 / -1;
    appearance: none;
    display: block;
    width: 100%;
    height: 4px;
    border: 0;
    border-radius: 2px;
    background: var(--line);
    color: var(--accent);
    overflow: hidden;
  }

  progress::-webkit-progress-bar {
    background: var(--line);
  }

  progress::-webkit-progress-value {
    background: var(--accent);
    border-radius: 2px;
    transition: inline-size 0.2s linear;
  }

  progress::-moz-progress-bar {
    background: var(--accent);
  }

  progress:indeterminate {
    background: linear-gradient(90deg, var(--line), var(--accent), var(--line)) 0 0 / 50% 100%;
    animation: slide 1.4s linear infinite;
  }

  progress:indeterminate::-webkit-progress-bar {
    background: none;
  }

  @keyframes slide {
    to {
      background-position-x: -100%;
    }
  }
`;
