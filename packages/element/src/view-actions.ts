import type { Photo } from '@web-clip/photos';
import type { Controllers, ControllersHost } from './controllers.ts';
import { dispatch } from './events.ts';
import type { MarkKey } from './marks/mark-keys.ts';
import { photosLike, photosLikeFile } from './search/example.ts';
import type { ViewActions } from './view.ts';

/** @returns What each action of the user does. */
export function viewActions(host: ControllersHost, controllers: Controllers): ViewActions {
  const {
    bar,
    current,
    dialogs,
    errorState,
    indexing,
    marking,
    offers,
    rendered,
    search,
    selection,
    sources,
  } = controllers;
  const report = (opening: Promise<void>): Promise<void> =>
    opening.catch((error) => errorState.report(error));
  const focusLastChip = async (): Promise<void> => {
    await host.updateComplete;
    rendered.lastChip?.focus();
  };
  const idsAt = (index: number): number[] =>
    search.results.matches.slice(index, index + 1).map(({ photo }) => photo.id);
  const say = (photos: readonly number[], mark: MarkKey): void => {
    if (mark === 'favourite') void marking.toggleFavourite(photos);
    else if (mark === 'hidden') void marking.toggleHidden(photos);
    else void marking.mark({ photos, change: mark });
  };
  const savePhotos = (photos: readonly Photo[]): void =>
    controllers.withLibrary(async () => {
      await controllers.transfers.open();
      await dialogs.savePhotos(photos);
    });
  const choose = (photos: readonly Photo[]): void => {
    selection.choose(photos, search.results.matches);
    dispatch(host, 'select', selection.photos);
  };
  return {
    chooseFolder: () => controllers.withLibrary((library) => sources.chooseFolder(library)),
    choosePhotos: () => sources.choosePhotos(),
    addSamples: () => controllers.withLibrary((library) => sources.addSamples(library, host.samples)),
    addAgain: (folder) => controllers.withLibrary((library) => sources.addAgain(library, folder)),
    addAllAgain: () => controllers.withLibrary((library) => sources.addAllAgain(library, host.samples)),
    dismissFolders: () => offers.dismiss(),
    continueIndexing: () => controllers.withLibrary((library) => sources.continue(library)),
    dismissCancelled: () => indexing.dismiss(),
    dismissError: () => errorState.dismiss(),
    dismissNews: () => current.dismissNews(),
    unite: (separate) => controllers.withLibrary((library) => sources.unite(library, separate)),
    dismissSeparate: () => indexing.dismissSeparate(),
    dismissLeftOut: () => indexing.dismissLeftOut(),
    cancelNext: () => current.next.cancel(),
    addFiles: (files) => {
      controllers.choices++;
      host.requestUpdate();
      controllers.withLibrary((library) => sources.addFiles(library, files));
    },
    searchByImage: () => rendered.imageInput.click(),
    searchForFile: (image) => search.add({ example: photosLikeFile(image) }),
    editChip: (chip) => report(dialogs.editChip(chip)),
    showHelp: () => report(dialogs.showHelp()),
    showModels: () => report(dialogs.showModels()),
    showModel: (id) => report(dialogs.showModels(id)),
    showStored: () => report(dialogs.showStored()),
    showFolders: () => controllers.withLibrary(() => dialogs.showFolders()),
    showCleanup: () =>
      controllers.withLibrary(async () => {
        await controllers.transfers.open();
        await dialogs.showCleanup();
      }),
    showNamedGroups: () => controllers.withLibrary(() => dialogs.showNamedGroups()),
    showFailures: () => controllers.withLibrary((library) => dialogs.showFailures(library)),
    pickPhoto: ({ index, extend }) => {
      selection.pick(search.results.matches, index, extend);
      dispatch(host, 'select', selection.photos);
    },
    markPhoto: ({ index, mark }) => say(selection.ids.size > 0 ? [...selection.ids] : idsAt(index), mark),
    markOpenPhoto: ({ index, mark }) => say(idsAt(index), mark),
    mark: (request) => void marking.mark(request),
    undo: () => void marking.undo(),
    redo: () => void marking.redo(),
    dismissDone: () => marking.dismiss(),
    chooseAll: () => {
      if (selection.canBeMany) choose(search.results.matches.map(({ photo }) => photo));
    },
    chooseNone: () => choose([]),
    toggleFavourite: () => void marking.toggleFavourite([...selection.ids]),
    toggleHidden: () => void marking.toggleHidden([...selection.ids]),
    showMarks: () => void report(dialogs.showMarks([...selection.ids])),
    showAlbums: () => void report(dialogs.showAlbums()),
    saveChosen: () => savePhotos(selection.photos),
    openAlbum: ({ id, name }) => {
      choose([]);
      search.write(`album:"${name}"`);
      // What it has now is not new any more.
      controllers.library?.albums.look(id).catch((error) => errorState.report(error));
    },
    openGroup: ({ query }) => {
      choose([]);
      search.write(query);
    },
    openPhoto: (index) => {
      bar.note();
      void report(dialogs.openPhoto(index));
    },
    scrolled: (first) => {
      // Not by rendering everything for each row.
      if (rendered.timeline) rendered.timeline.first = first;
    },
    seek: (index) => rendered.grid?.scrollToPhoto(index),
    sortByDate: (isByDate) => search.sortByDate(isByDate),
    showPart: (matches) => search.showPart(matches),
    showWhole: () => search.change(search.query),
    showCopies: (areShown) => {
      search.results.showCopies(areShown);
      host.requestUpdate();
    },
    showMap: () => void report(dialogs.showMap()),
    savePhotos,
    importExport: (archives) =>
      controllers.withLibrary(async (library) => {
        await controllers.transfers.open();
        const { importExport } = await import('./transfer/photo-import.ts');
        await importExport(library, archives, indexing, controllers.transfers.work);
      }),
    photoClosed: (index) => void rendered.grid?.focusPhoto(index),
    searchSimilar: async (photo) => {
      search.like(photosLike(photo));
      await focusLastChip();
    },
    addToSearch: async (photo) => {
      search.add({ example: photosLike(photo) });
      await focusLastChip();
    },
  };
}
