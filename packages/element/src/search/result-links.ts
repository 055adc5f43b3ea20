import type { Photo } from '@web-clip/photos';
import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from './match.ts';
import { onThisDay } from './on-this-day.ts';
import type { ShownResults } from './shown-results.ts';

/** Actions of the links. */
export interface ResultLinkActions {
  sortByDate(isByDate: boolean): void;
  showMap(): void;
  /** Shows only these of the results. */
  showPart(matches: readonly Match[]): void;
  /** Shows all results again. */
  showWhole(): void;
  /** Shows copies of a picture one by one, or as one. */
  showCopies(areShown: boolean): void;
  /** Opens the ways to take these photos elsewhere; undefined if chosen photos are saved instead. */
  savePhotos: ((photos: readonly Photo[]) => void) | undefined;
}

/** Other ways to look at the results: by date, by place, and a part of them. */
export function resultLinks(
  strings: Strings,
  { matches, ranked, isByDate, isPart, copies }: ShownResults,
  { sortByDate, showMap, showPart, showWhole, showCopies, savePhotos }: ResultLinkActions,
): TemplateResult {
  const link = (text: string, action: () => void): TemplateResult =>
    html`<button part="link" class="link" @click=${action}>${text}</button>`;
  const memories = ranked || isPart ? [] : memoriesOf(matches);
  return html`
    ${
      ranked && matches.length > 1
        ? link(isByDate ? strings.sortByMatch : strings.sortByDate, () => sortByDate(!isByDate))
        : nothing
    }
    ${
      copies.count > 0
        ? link(copies.areShown ? strings.collapseCopies : strings.showCopies(copies.count), () =>
            showCopies(!copies.areShown),
          )
        : nothing
    }
    ${isPart ? link(strings.showWhole, showWhole) : nothing}
    ${memories.length > 0 ? link(strings.onThisDay(memories.length), () => showPart(memories)) : nothing}
    ${
      hasPlaces(matches)
        ? html`<button part="link" class="link" aria-haspopup="dialog" @click=${showMap}>${strings.map}</button>`
        : nothing
    }
    ${
      savePhotos && matches.length > 0
        ? html`<button part="link" class="link" aria-haspopup="dialog" @click=${() => savePhotos(matches.map(({ photo }) => photo))}>${strings.savePhotos}</button>`
        : nothing
    }
  `;
}

/** Whether any photo says where it was taken. */
const hasPlaces = remembering((matches) => matches.some(({ photo }) => photo.location));

/** Photos of this day in earlier years. */
const memoriesOf = remembering((matches) => onThisDay(matches, new Date()));

/** @returns A function that is called with each change of the view, of 100,000 photos or more, and computed once. */
function remembering<Answer>(
  compute: (matches: readonly Match[]) => Answer,
): (matches: readonly Match[]) => Answer {
  const answers = new WeakMap<readonly Match[], { answer: Answer }>();
  return (matches) => {
    const known = answers.get(matches) ?? { answer: compute(matches) };
    answers.set(matches, known);
    return known.answer;
  };
}
