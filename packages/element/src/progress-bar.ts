import type { AddProgress } from '@web-clip/photos';
import { css, html, type TemplateResult } from 'lit';
import type { ClipProgress } from 'web-clip';
import { counted, formatBytes, formatCount, formatRate, formatTimeLeft } from './format.ts';

/** How far indexing has come, in words and as a bar, with a way to stop it. */
export function indexingProgress(progress: AddProgress, cancel: () => void): TemplateResult {
  const listing = progress.phase === 'listing';
  return html`
    <div class="progress">
      <p>
        <strong>${indexingHeadline(progress)}</strong>
        ${indexingDetails(progress).map((detail) => html` <span>${detail}</span>`)}
      </p>
      <button class="button small" @click=${cancel}>Cancel</button>
      ${
        listing
          ? html`<progress aria-label="Indexing"></progress>`
          : html`<progress aria-label="Indexing" max=${Math.max(1, progress.total)} .value=${progress.done}></progress>`
      }
    </div>
  `;
}

/** How far the download of the model has come. */
export function downloadProgress(progress: ClipProgress, model: string): TemplateResult {
  const { done, total } = progress;
  return html`
    <div class="progress">
      <p>
        <strong>Downloading ${model}</strong>
        <span>${downloadDetails(progress)}</span>
      </p>
      ${
        total > 0
          ? html`<progress aria-label="Model download" max=${total} .value=${done}></progress>`
          : html`<progress aria-label="Model download"></progress>`
      }
    </div>
  `;
}

/** @returns `0.9 MB of 4.6 MB`, as far as that is known. */
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

/** @returns What else is known: rate, time left, what failed. */
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
