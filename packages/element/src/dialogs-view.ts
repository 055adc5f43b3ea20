import type { ModelSpec } from '@web-clip/clip';
import type { Album, Folder, NamedGroup } from '@web-clip/photos';
import { html, type TemplateResult } from 'lit';
import type { Controllers } from './controllers.ts';
import type { Strings } from './i18n/strings.ts';
import type { Nearby } from './map/photo-map.ts';
import type { AlbumRequest } from './marks/albums-dialog.ts';
import type { MarkRequest } from './marks/marking.ts';
import type { Way } from './photos/add-buttons.ts';
import type { SystemFoldersChoice } from './photos/folders-dialog.ts';
import { withChanged } from './search/box-query.ts';
import type { ChipEdit } from './search/chip-editor.ts';
import { DIALOG_PARTS } from './ui/parts.ts';
import type { ViewActions } from './view.ts';

/** What the dialogs show besides the state of the controllers. */
export interface DialogsState {
  readonly strings: Strings;
  /** All models that the page offers, and those of them that are available. */
  readonly models: { readonly all: readonly ModelSpec[]; readonly offered: readonly ModelSpec[] };
  /** URL of the licences of all software on the page. */
  readonly licences: string | undefined;
}

/** All dialogs of the element. */
export function dialogsView(
  { strings, models, licences }: DialogsState,
  controllers: Controllers,
  actions: ViewActions,
): TemplateResult {
  const { current, errorState, indexing, marking, search, selection, sources, offers, translation } =
    controllers;
  const { session, next } = current;
  const reported = ({ detail }: CustomEvent<unknown>): void => errorState.announce(detail);
  const removed = ({ name }: Folder): void => {
    offers.withdraw(name);
    indexing.dismiss();
    controllers.refresh();
  };
  const tried = (example: string): void => {
    // The help may have been opened from there.
    controllers.dialogs.closePhoto();
    search.write(example);
  };
  return html`
    <photo-search-models
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .models=${models.offered}
      .info=${session?.info}
      .next=${next.model?.id}
      .licences=${licences}
      @reported=${reported}
      @choose=${(event: CustomEvent<string>) => current.choose(event.detail)}
    ></photo-search-models>
    <photo-search-agreement exportparts=${DIALOG_PARTS} .strings=${strings}></photo-search-agreement>
    <photo-search-marks-dialog
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .library=${session?.library}
      @mark=${({ detail }: CustomEvent<MarkRequest>) => marking.mark(detail)}
    ></photo-search-marks-dialog>
    <photo-search-albums
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .library=${session?.library}
      .photos=${[...selection.ids]}
      .searched=${search.isAsking ? search.written.trim() : ''}
      @album=${({ detail }: CustomEvent<AlbumRequest>) => marking.act(detail.done, detail.work)}
      @open=${({ detail }: CustomEvent<Album>) => actions.openAlbum(detail)}
      @reported=${reported}
    ></photo-search-albums>
    <photo-search-named-groups
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .library=${session?.library}
      @group=${({ detail }: CustomEvent<AlbumRequest>) => marking.act(detail.done, detail.work)}
      @open=${({ detail }: CustomEvent<NamedGroup>) => actions.openGroup(detail)}
      @reported=${reported}
    ></photo-search-named-groups>
    <photo-search-folders
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .library=${session?.library}
      .models=${models.all}
      .busy=${indexing.running || next.indexing}
      .model=${session?.info.model.id}
      @add=${(event: CustomEvent<Way['kind']>) => actions[event.detail === 'photos' ? 'choosePhotos' : 'chooseFolder']()}
      @loaded=${() => controllers.refresh()}
      @systemfolders=${({ detail }: CustomEvent<SystemFoldersChoice>) =>
        controllers.withLibrary((library) => sources.addAgain(library, detail.folder, detail.systemFolders))}
      @importexport=${(event: CustomEvent<readonly File[]>) => actions.importExport(event.detail)}
      @removed=${(event: CustomEvent<Folder>) => removed(event.detail)}
      @reported=${reported}
      @failed=${(event: CustomEvent<unknown>) => errorState.report(event.detail)}
    ></photo-search-folders>
    <photo-search-cleanup
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      language=${translation.language}
      .library=${session?.library}
      .work=${controllers.transfers.work}
      .state=${controllers.transfers.work?.state}
      ?indexing=${indexing.running}
      @changed=${() => controllers.refresh()}
      @reported=${reported}
      @failed=${(event: CustomEvent<unknown>) => errorState.report(event.detail)}
    ></photo-search-cleanup>
    <photo-search-chip-editor
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .library=${session?.library}
      @change=${({ detail }: CustomEvent<ChipEdit>) => search.change(withChanged(search.query, detail.key, detail.content))}
    ></photo-search-chip-editor>
    <photo-search-help
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .marking=${selection.isMarking}
      @try=${({ detail }: CustomEvent<string>) => tried(detail)}
    ></photo-search-help>
    <photo-search-map
      exportparts=${DIALOG_PARTS}
      .strings=${strings}
      .items=${search.results.matches}
      .library=${session?.library}
      language=${translation.language}
      @nearby=${({ detail }: CustomEvent<Nearby>) => search.add({ filter: detail })}
    ></photo-search-map>
    <photo-search-save
      exportparts="${DIALOG_PARTS}, notice, error-notice, progress, progress-bar"
      .strings=${strings}
      language=${translation.language}
      .library=${session?.library}
      .work=${controllers.transfers.work}
      .state=${controllers.transfers.work?.state}
      @failed=${(event: CustomEvent<unknown>) => errorState.report(event.detail)}
    ></photo-search-save>
    <photo-search-failures exportparts=${DIALOG_PARTS} .strings=${strings}></photo-search-failures>
  `;
}
