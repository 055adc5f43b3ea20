import type { Library, Photo } from '@web-clip/photos';
import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { MarkRequest } from '../marks/marking.ts';
import type { PhotoMarks } from '../marks/photo-marks.ts';

/** What the details of a photo are shown with. */
export interface DetailsContext {
  readonly library: Pick<Library, 'placeAt'> | undefined;
  /** BCP 47 tag. */
  readonly language: string;
  /** Undefined if photos cannot be marked. */
  readonly marks: PhotoMarks | undefined;
  /** The user has said something of the photo. */
  said(request: MarkRequest): void;
}

/** The panel beside the photo: what was said of it, and what its file says. */
export function lightboxDetails(
  strings: Strings,
  photo: Photo,
  { library, language, marks, said }: DetailsContext,
): TemplateResult {
  return html`
    <aside aria-label=${strings.details} tabindex="0">
      ${
        marks
          ? html`<photo-search-marks
            exportparts="button, icon-button"
            .strings=${strings}
            .library=${marks.library}
            .photos=${[photo.id]}
            @mark=${(event: CustomEvent<MarkRequest>) => said(event.detail)}
          ></photo-search-marks>`
          : nothing
      }
      <photo-search-details
        .strings=${strings}
        .photo=${photo}
        .library=${library}
        language=${language}
      ></photo-search-details>
    </aside>
  `;
}

/** Loads the script of the panel. Few people look for details, and fewer for a map. */
export function loadDetails(marks: PhotoMarks | undefined): void {
  void import('./photo-details.ts');
  if (marks) void import('../marks/marks-panel.ts');
}
