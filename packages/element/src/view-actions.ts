import type { Controllers, ControllersHost } from './controllers.ts';
import { dispatch } from './events.ts';
import { photosLike, photosLikeFile } from './search/example.ts';
import type { ViewActions } from './view.ts';

/** @returns What each action of the user does. */
export function viewActions(host: ControllersHost, controllers: Controllers): ViewActions {
  const { bar, current, dialogs, errorState, indexing, offers, rendered, search, selection, sources } =
    controllers;
  const report = (opening: Promise<void>): Promise<void> =>
    opening.catch((error) => errorState.report(error));
  const focusLastChip = async (): Promise<void> => {
    await host.updateComplete;
    rendered.lastChip?.focus();
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
    showFailures: () => controllers.withLibrary((library) => dialogs.showFailures(library)),
    pickPhoto: ({ index, extend }) => {
      selection.pick(search.matches, index, extend);
      dispatch(host, 'select', selection.photos);
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
    showMap: () => void report(dialogs.showMap()),
    savePhotos: (photos) => controllers.withLibrary(() => dialogs.savePhotos(photos)),
    importExport: (archives) =>
      controllers.withLibrary(async (library) => {
        const { importExport } = await import('./transfer/photo-import.ts');
        await importExport(library, archives, indexing, controllers.transfers);
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
