import type { AddProgress } from '@web-clip/photos';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ClipProgress } from 'web-clip';
import { counted, formatBytes, formatCount, formatRate, formatTimeLeft } from '../ui/format.ts';

/** Progress of indexing, as text and as a bar, with a button to stop it. */
export function indexingProgress(progress: AddProgress, cancel: () => void): TemplateResult {
  const { phase, done, total } = progress;
  return bar(
    { headline: indexingHeadline(progress), details: indexingDetails(progress), label: 'Indexing', cancel },
    phase === 'listing' ? undefined : { done, total: Math.max(1, total) },
  );
}

/** Progress of a model's download, with a button to stop it if the user asked for it. */
export function downloadProgress(progress: ClipProgress, model: string, cancel?: () => void): TemplateResult {
  return bar(
    {
      headline: `Downloading ${model}`,
      details: [downloadDetails(progress)],
      label: 'Model download',
      cancel,
    },
    progress.total > 0 ? progress : undefined,
  );
}

/** Progress of another model that indexes the photos while the current one is in use. */
export function preparingProgress(
  progress: AddProgress | undefined,
  model: string,
  inUse: string,
  cancel: () => void,
): TemplateResult {
  const details = [...(progress ? preparingDetails(progress) : []), `Search still uses ${inUse}`];
  return bar(
    { headline: `Preparing your photos for ${model}`, details, label: `Preparing ${model}`, cancel },
    progress?.phase === 'indexing' ? progress : undefined,
  );
}

/** A bar with its value, or an indeterminate one while the total is unknown. */
function bar(
  says: { headline: string; details: readonly string[]; label: string; cancel?: (() => void) | undefined },
  part: { done: number; total: number } | undefined,
): TemplateResult {
  const { headline, details, label, cancel } = says;
  return html`
    <div class="progress">
      <p>
        <strong>${headline}</strong>
        ${details.map((detail) => html` <span>${detail}</span>`)}
      </p>
      ${cancel ? html`<button class="button small" @click=${cancel}>Cancel</button>` : nothing}
      ${
        part
          ? html`<progress aria-label=${label} max=${part.total} .value=${part.done}></progress>`
          : html`<progress aria-label=${label}></progress>`
      }
    </div>
  `;
}

/** @returns `120 of 900`, rate and time left. */
export function preparingDetails(progress: AddProgress): string[] {
  if (progress.phase === 'listing') return indexingDetails(progress);
  const { done, total } = progress;
  return [`${formatCount(done)} of ${formatCount(total)}`, ...indexingDetails(progress)];
}

/** @returns `0.9 MB of 4.6 MB`, or the known part of it. */
export function downloadDetails({ done, total }: ClipProgress): string {
  if (total > 0) return `${formatBytes(done)} of ${formatBytes(total)}`;
  return done > 0 ? formatBytes(done) : 'connecting';
}

/** @returns `Indexing 34 of 80 photos`. */
export function indexingHeadline({ phase, done, total }: AddProgress): string {
  if (phase === 'listing')
    return total > 0 ? `Looking for photos: ${formatCount(total)} so far` : 'Looking for photos';
  return `Indexing ${formatCount(done)} of ${counted(total, 'photo')}`;
}

/** @returns The rate, time left and number of failures, as far as known. */
export function indexingDetails({ phase, rate, secondsLeft, failed }: AddProgress): string[] {
  const details: string[] = [];
  if (phase === 'indexing' && rate > 0) details.push(formatRate(rate));
  if (phase === 'indexing' && secondsLeft !== undefined) details.push(formatTimeLeft(secondsLeft));
  if (failed > 0) details.push(`${formatCount(failed)} could not be read`);
  return details;
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
