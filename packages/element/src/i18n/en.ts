import type { ClipErrorCode } from '@web-clip/clip';
import type { LeftOutKind, PhotoTrait, QueryProblem } from '@web-clip/photos';
import type { FilterName, Formats, PluralForms } from './formats.ts';

/** Values of the filter `is`. */
const PHOTO_KINDS: Readonly<Record<PhotoTrait, string>> = {
  portrait: 'portrait format',
  landscape: 'landscape format',
  square: 'square',
  screenshot: 'screenshots',
  panorama: 'panoramas',
  document: 'documents',
  video: 'videos',
  blurred: 'blurred photos',
  favourite: 'favourites',
  hidden: 'hidden photos',
};

/** Filters with one value. */
const FILTERS: Readonly<Record<FilterName, string>> = {
  near: 'Near the place',
  place: 'Place',
  camera: 'Camera',
  lens: 'Lens',
  is: 'Kind',
  rating: 'Rating',
  label: 'Label',
  album: 'Album',
  group: 'Group',
  folder: 'Folder',
  type: 'Format',
};

/** Names of files that are not indexed, by kind. */
const FILES: Readonly<Record<LeftOutKind, PluralForms>> = {
  video: { one: '# video', other: '# videos' },
  psd: { one: '# PSD file', other: '# PSD files' },
  svg: { one: '# SVG file', other: '# SVG files' },
  image: { one: '# unsupported image', other: '# unsupported images' },
  audio: { one: '# audio file', other: '# audio files' },
  document: { one: '# document', other: '# documents' },
  archive: { one: '# archive', other: '# archives' },
  sidecar: { one: '# sidecar file', other: '# sidecar files' },
  code: { one: '# code file', other: '# code files' },
  other: { one: '# file of another kind', other: '# files of other kinds' },
  hidden: { one: '# hidden file', other: '# hidden files' },
};

/**
 * All texts of the element in English. The other languages have the same keys. Numbers, sizes and dates arrive as
 * such, and are formatted here.
 */
export const en = (f: Formats) => {
  const photos = (count: number): string => f.plural(count, { one: '# photo', other: '# photos' });
  const runsOn = {
    webgpu: (adapter: string | undefined, dtype: string): string =>
      `WebGPU${adapter ? ` on ${adapter}` : ''}, ${dtype}`,
    wasm: (threads: number, dtype: string): string =>
      `WASM, ${f.plural(threads, { one: '# thread', other: '# threads' })}, ${dtype}`,
  };
  /** RAW files and sidecars that go with photos. */
  const withOthers = (count: number): string =>
    count === 0
      ? ''
      : f.plural(count, {
          one: ', with # RAW or sidecar file',
          other: ', with # RAW and sidecar files',
        });
  return {
    // Buttons of several rooms.
    cancel: 'Cancel',
    close: 'Close',
    dismiss: 'Dismiss',
    addFolder: 'Add a folder',
    addPhotos: 'Add photos',
    chooseFolder: 'Choose a folder',
    choosePhotos: 'Choose photos',
    /** `1,204 photos`. */
    photos,

    // The search box, and the line below it.
    searchLabel: 'Search your photos',
    searchPlaceholder: 'Describe a photo',
    searchPlaceholderWithChips: 'Add words',
    searchByImage: 'Search by picture',
    searchHelp: 'What you can search for',
    editChip: (label: string): string => `Change: ${label}`,
    removeChip: (label: string): string => `Remove: ${label}`,
    /** What a chip says. */
    except: (label: string): string => `not: ${label}`,
    without: (label: string): string => `without ${label}`,
    weighted: (weight: number, label: string): string => `${f.number(weight)} × ${label}`,
    anyOf: (labels: readonly string[]): string => f.alternatives(labels),
    since: (day: string): string => `since ${day}`,
    until: (day: string): string => `until ${day}`,
    range: (first: string, last: string): string => `${first} – ${last}`,
    nearPlace: (place: string, kilometres?: number): string =>
      kilometres === undefined ? `near ${place}` : `${f.number(kilometres)} km around ${place}`,
    inFolder: (name: string): string => `folder ${name}`,
    labelled: (name: string): string => `label ${name}`,
    inAlbum: (name: string): string => `album ${name}`,
    inGroup: (name: string): string => `group ${name}`,
    photoKind: (kind: PhotoTrait): string => PHOTO_KINDS[kind],
    /** Offers below the search box. */
    suggestions: 'Search more exactly',
    suggestionFor: (words: string, label: string): string => `${label}, instead of the words “${words}”`,
    problem: (kind: QueryProblem['kind'], text: string): string =>
      ({
        date: `“${text}” is not a date.`,
        kind: `There is no “${text}”.`,
        place: `“${text}” is not a place.`,
        rating: `“${text}” is not a rating from 1 to 5.`,
        value: `“${text}” needs a value.`,
      })[kind],
    didYouMean: (text: string): string => `Did you mean ${text}?`,
    /** The list below the search box. */
    completions: 'Completions',
    savedQuery: 'saved',
    recentQuery: 'recent',
    forgetRecent: 'Forget recent searches',
    saveQuery: 'Save this search',
    unsaveQuery: 'Forget this search',
    /** The editor of a chip. */
    words: 'Words',
    weight: 'How much it counts',
    weightInWords: (weight: number): string => {
      if (weight === 1) return 'as usual';
      if (weight === 0) return 'not at all';
      return `${weight < 0 ? 'without' : weight < 1 ? 'less' : 'more'} (${f.number(weight)})`;
    },
    leaveOut: 'Leave these photos out',
    firstDay: 'First day',
    lastDay: 'Last day',
    filterValue: (filter: FilterName): string => FILTERS[filter],
    done: 'Done',
    /** The help for the search box. */
    helpLead:
      'Describe a photo in plain words. To be more exact, use signs and filters. Keywords may also be in German, French or Spanish.',
    helpWords: 'What is in the photo',
    helpPhrase: 'Words together are one description.',
    helpPlus: 'Both of them.',
    helpMinus: 'One without the other. A dash takes one word; quotes take several.',
    helpWeight: 'Counts twice.',
    helpAnyOf: 'Any of them.',
    helpQuotes: 'Words in quotes are never a filter.',
    helpFilters: 'Which photos',
    helpDate: 'A year, a month or a day.',
    helpRange: 'From one to the other. Either may be missing.',
    helpSeason: 'In plain words. Seasons are those of the northern half of the Earth.',
    helpBefore: 'Before or after.',
    helpNear: 'Within 20 km of a place.',
    helpPlace: 'In a city, region or country.',
    helpCamera: 'Camera or lens.',
    helpKind: 'Portrait, landscape, square, screenshot, panorama, document, video or blurred.',
    helpFolder: 'A word in the name of a folder.',
    helpType: 'A file format.',
    helpNot: 'All other photos: a dash before any filter.',
    helpKeys: 'Keys',
    helpFocusKey: 'Go to the search box',
    helpHelpKey: 'Show this help',
    helpListKey: 'Recent searches, or completions',
    helpEscapeKey: 'Close the list, then clear the search',
    helpPhotoKeys: 'Keys while a photo is open',
    helpTurnKey: 'Previous or next photo. While it is enlarged, arrows move it.',
    helpZoomKey: 'Zoom in or out. So do the wheel and two fingers.',
    helpActualKey: 'Show 100 %: each pixel of the photo is one of the screen. A double click shows it, too.',
    helpRotateKey: 'Rotate the view; with Shift, the other way. The file stays as it is.',
    helpSlideShowKey: 'Start or pause the slide show',
    helpFullScreenKey: 'Full screen',
    helpDetailsKey: 'Details of the photo',
    helpChooseKey: 'Choose the photo, where photos can be chosen',
    /** What is searched for when it is not a text. */
    likePhoto: (name: string): string => `like ${name}`,
    likePastedImage: 'like the pasted picture',
    likeUnnamedImage: 'like a picture',
    likeUnnamedPhoto: 'like a photo',
    likeEmbedding: 'like an embedding',
    searching: 'Searching…',
    nothingFound: 'No photos found',
    nothingFits: 'Nothing here looks like that; these come nearest.',
    lessLikely: 'Less likely from here on',
    showAll: (count: number): string => `Show all ${f.count(count)}`,
    bestFirst: (count: number): string => `${photos(count)}, best match first`,
    newestFirst: (count: number): string => `${photos(count)}, newest first`,
    filesUnread: (count: number): string =>
      f.plural(count, { one: '# file could not be read', other: '# files could not be read' }),
    demonstrationModel: 'Small demonstration model.',
    demonstrationModelLimits: 'Small demonstration model, weak on cluttered photos.',
    betterModels: 'Better models',
    notUnderstood: (model: string): string => `${model} does not understand this.`,
    onlyUnderstood: (model: string, languages: readonly string[]): string =>
      `${model} understands ${f.languages(languages)} only.`,
    understood: (model: string): string => `${model} understands this.`,
    chooseModel: 'Choose it',
    chooseModelLabel: (model: string): string => `Choose it: ${model}`,

    // The start screen.
    startTitle: 'Find your photos by describing them.',
    /** The example is quoted in the middle. */
    startLead: (example: string): string =>
      `Type ${example} to see the photos that show one, whatever their file names.`,
    startExample: 'a dog on the beach',
    trySamples: 'Try the sample album',
    dropHint: 'or drop photos and folders anywhere here',
    loadLibrary: 'Load a saved library',
    privacy: 'Nothing leaves this device: your photos are read, indexed and searched right here.',
    opening: 'Opening your photos…',
    dropHere: 'Drop photos and folders to add them',
    dropOnBox: 'Drop one picture on the search box to search by it',
    nothingIndexed: 'This model has not indexed any photos yet.',

    // The status line.
    startingModel: 'Starting the model…',
    noModel: 'No model is running.',
    onGpu: 'on the GPU',
    onCpu: 'on the CPU',
    runsOnWebgpu: runsOn.webgpu,
    runsOnWasm: runsOn.wasm,
    searchable: (count: number): string => `${photos(count)} searchable`,
    folders: 'Folders',
    models: 'Models',

    // Progress.
    lookingForPhotos: (found: number): string =>
      found > 0 ? `Looking for photos: ${f.count(found)} so far` : 'Looking for photos',
    indexing: 'Indexing',
    indexingPhotos: (done: number, total: number): string => `Indexing ${f.count(done)} of ${photos(total)}`,
    rate: (photosPerSecond: number): string => `${f.rate(photosPerSecond)} photos/s`,
    secondsLeft: (seconds: number): string => `${f.count(seconds)} s left`,
    minutesLeft: (minutes: number): string => `${f.count(minutes)} min left`,
    hoursLeft: (hours: number, minutes: number): string =>
      minutes > 0 ? `${f.count(hours)} h ${f.count(minutes)} min left` : `${f.count(hours)} h left`,
    unread: (count: number): string => `${f.count(count)} could not be read`,
    countOf: (done: number, total: number): string => `${f.count(done)} of ${f.count(total)}`,
    download: 'Model download',
    downloading: (model: string): string => `Downloading ${model}`,
    connecting: 'connecting',
    bytes: (bytes: number): string => f.bytes(bytes),
    bytesOf: (done: number, total: number): string => `${f.bytes(done)} of ${f.bytes(total)}`,
    preparing: (model: string): string => `Preparing ${model}`,
    preparingPhotos: (model: string): string => `Preparing your photos for ${model}`,
    stillUsed: (model: string): string => `Search still uses ${model}`,

    // Marks: favourites, ratings, labels, hidden photos and albums.
    chosen: (count: number): string => `${photos(count)} chosen`,
    chooseAll: (count: number): string => `Choose all ${f.count(count)}`,
    chooseNone: 'Choose none',
    chooseNamed: (name: string): string => `Choose ${name}`,
    favourite: 'Favourite',
    hide: 'Hide',
    unhide: 'Show again',
    marks: 'Rating and labels',
    rating: 'Rating',
    stars: (count: number): string => f.plural(count, { one: '# star', other: '# stars' }),
    labels: 'Labels',
    addLabel: 'Add a label',
    removeLabel: (label: string): string => `Remove the label ${label}`,
    add: 'Add',
    undo: 'Undo',
    favouritesAdded: (count: number): string =>
      f.plural(count, { one: '# photo is a favourite.', other: '# photos are favourites.' }),
    favouritesRemoved: (count: number): string =>
      f.plural(count, {
        one: '# photo is no favourite any more.',
        other: '# photos are no favourites any more.',
      }),
    photosHidden: (count: number): string =>
      f.plural(count, {
        one: '# photo is hidden. The file stays.',
        other: '# photos are hidden. The files stay.',
      }),
    photosUnhidden: (count: number): string =>
      f.plural(count, { one: '# photo is shown again.', other: '# photos are shown again.' }),
    photosRated: (count: number, stars: number): string =>
      stars === 0
        ? `${photos(count)}: no rating`
        : `${photos(count)}: ${f.plural(stars, { one: '# star', other: '# stars' })}`,
    labelAdded: (count: number, label: string): string => `Label “${label}”: ${photos(count)}`,
    labelRemoved: (count: number, label: string): string => `Label “${label}” removed: ${photos(count)}`,
    undone: 'Undone.',
    doneAgain: 'Done again.',
    nothingToUndo: 'There is nothing to undo.',
    nothingToRedo: 'There is nothing to do again.',
    albums: 'Albums',
    albumsHint:
      'An album holds photos that you add, or what a search finds, now and later. Files stay where they are.',
    noAlbums: 'There are no albums yet.',
    newAlbum: 'Name of a new album',
    createAlbum: 'Create',
    albumOfSearch: (query: string): string => `with all that this search finds, now and later: ${query}`,
    newPhotos: (count: number): string => f.plural(count, { one: '# new', other: '# new' }),
    rename: 'Rename',
    renameAlbum: (name: string): string => `Rename the album ${name}`,
    removeAlbum: (name: string): string => `Delete the album ${name}. Its photos stay.`,
    takeOut: 'Take out',
    addTo: (name: string, count: number): string => `Add ${photos(count)} to ${name}`,
    takeFrom: (name: string, count: number): string => `Take out ${photos(count)}: ${name}`,
    albumCreated: (name: string): string => `The album “${name}” was created.`,
    albumRenamed: (name: string): string => `The album is called “${name}” now.`,
    albumRemoved: (name: string): string => `The album “${name}” was deleted. Its photos stay.`,
    addedTo: (name: string, count: number): string => `Added to “${name}”: ${photos(count)}`,
    takenFrom: (name: string, count: number): string => `Taken out of “${name}”: ${photos(count)}`,
    helpMarks: 'Keys for photos, open or not',
    helpFavouriteKey: 'Favourite',
    helpRatingKey: 'Rating from 1 to 5 stars; 0 for none',
    helpHideKey: 'Hide. The file stays.',
    helpUndoKey: 'Undo; with Shift, do again',
    helpExtendKey: 'Choose up to the next photo',
    helpAllKey: 'Choose all photos',
    helpFavourites: 'Favourites, or hidden photos.',
    helpRating: 'With four or more stars.',
    helpLabel: 'With a label.',
    helpAlbum: 'In an album.',

    // Notices.
    /** The kinds of files are as {@link filesOfKind} says. */
    filesLeftOut: (kinds: readonly string[], count: number): string =>
      `${f.list(kinds)} ${f.plural(count, { one: 'was left out.', other: 'were left out.' })}`,
    filesOfKind: (kind: LeftOutKind, count: number): string => f.plural(count, FILES[kind]),
    systemFoldersSkipped: (count: number): string =>
      f.plural(count, {
        one: '# system folder (thumbnails, trash and the like) was skipped.',
        other: '# system folders (thumbnails, trash and the like) were skipped.',
      }),
    separateFolder: (name: string, missing: number): string =>
      `You already have a folder named “${name}”. The folder that you just added lacks ${f.count(missing)} of its photos, so it was added separately.`,
    separateFolderOnce: 'If it is the same folder, choose it with “Add a folder”.',
    sameFolder: 'It is the same folder',
    foldersOffered: 'To find new photos in your folders, and to see photos at full size:',
    foldersUnfinished: (names: readonly string[]): string =>
      `Some photos in ${names.map((name) => `‘${name}’`).join(' and ')} are not indexed yet. To continue:`,
    indexAgain: (folder: string): string => `Index ‘${folder}’ again`,
    chooseAgain: (folder: string): string => `Choose ‘${folder}’ again`,
    notIndexed: (count: number): string =>
      f.plural(count, {
        one: '# photo is not indexed with this model yet.',
        other: '# photos are not indexed with this model yet.',
      }),
    indexNow: (count: number): string => f.plural(count, { one: 'Index it now', other: 'Index them now' }),
    stopped: (searchable: number, total: number | undefined): string =>
      total === undefined
        ? `Indexing has stopped: ${photos(searchable)} ${f.plural(searchable, { one: 'is', other: 'are' })} searchable.`
        : `Indexing has stopped: ${f.count(searchable)} of ${photos(total)} are searchable.`,
    continue: 'Continue',
    modelUsed: (model: string): string => `Search now uses ${model}.`,
    gpuRestarted: 'The GPU stopped and was restarted. Nothing is lost.',
    gpuReplaced:
      'The GPU failed or gave wrong results with this model. The CPU has taken over, and is slower.',
    modelRestarted: 'The model stopped and was restarted. Nothing is lost.',
    switchCancelled: (model: string): string => `The switch to ${model} was cancelled.`,

    // Errors.
    noPhotosInFolder: (name: string): string => `There are no photos in “${name}”. Choose something else.`,
    noPhotosInSelection: 'There are no photos in your selection. Choose something else.',
    noPhotosInDrop: 'There are no photos in the dropped items. Choose something else.',
    folderDenied: (name: string): string =>
      `The browser does not let this page read “${name}”. Allow it in the site settings, or choose the folder again.`,
    samplesFailed: 'The sample album did not load. Check the connection and try again.',
    modelStays: (model: string): string => `${model} stays in use.`,
    modelDied: 'The model stopped. The browser may be low on memory: close other tabs, and try again.',
    modelDiedTwice:
      'The model stopped twice within minutes. The browser may be low on memory. Close other tabs and reload the page, or choose a smaller model. Indexed photos are kept.',
    modelNotRestarted:
      'The model stopped and did not restart. Close other tabs and reload the page, or choose a smaller model. Indexed photos are kept.',
    noRoom: (model: string, needed: number, left: number | undefined): string => {
      const room = left !== undefined ? `room for ${f.bytes(left)}` : 'no room left';
      return `${model} needs ${f.bytes(needed)} more, but this browser’s storage has ${room}. Delete a model that you do not use, or free some disk space, and choose it again.`;
    },
    chooseWhatToDelete: 'Choose what to delete',
    /**
     * What to do about an error of web-clip. Its own message, which is in English, follows in brackets. Undefined if that
     * is enough.
     */
    advice: (_code: ClipErrorCode): string | undefined => undefined,

    // The photos and the lightbox.
    photoList: 'Photos',
    /** A score in words. */
    strength: (strength: 'strong' | 'likely' | 'weak'): string =>
      ({ strong: 'strong', likely: 'likely', weak: 'weak' })[strength],
    scoreInGrid: (score: number): string => f.decimal(score, 2),
    open: 'Open',
    openPhoto: (name: string): string => `Open ${name}`,
    timeline: 'Timeline',
    sortByDate: 'Sort by date',
    sortByMatch: 'Best match first',
    showWhole: 'Show all',
    // Copies of a picture among the results.
    withCopies: (count: number): string => f.plural(count, { one: 'and # copy', other: 'and # copies' }),
    showCopies: (count: number): string => f.plural(count, { one: 'Show # copy', other: 'Show # copies' }),
    collapseCopies: 'Show copies as one',
    onThisDay: (count: number): string => `On this day: ${photos(count)}`,
    photo: 'Photo',
    pixels: (width: number, height: number): string => `${f.count(width)} × ${f.count(height)} px`,
    withRaw: (names: readonly string[]): string => `with RAW: ${names.join(', ')}`,
    score: (score: number): string => `score ${f.decimal(score, 3)}`,
    date: (milliseconds: number): string => f.date(milliseconds) ?? 'Unknown date',
    partOfDate: (milliseconds: number, precision: 'day' | 'month' | 'year'): string =>
      f.partOfDate(milliseconds, precision),
    /** The date arrives as text, because it may be a part of a date. */
    dateOfName: (date: string): string => `${date} (from the file name)`,
    dateOfFile: (milliseconds: number): string => `File dated ${f.date(milliseconds) ?? 'Unknown date'}`,
    incomplete: 'This photo’s file is incomplete: its end is missing.',
    previewOfUnreachable: 'This is only a preview. To see the full photo, choose it or its folder again.',
    previewOfUndecodable: 'This is only a preview. The browser cannot show files of this kind.',
    moreLikeThis: 'More like this',
    addToSearch: 'Add to search',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    previousPhoto: 'Previous photo',
    nextPhoto: 'Next photo',
    photoTools: 'Tools',
    choosePhoto: 'Choose this photo',
    rotate: 'Rotate the view',
    slideShow: 'Slide show',
    pauseSlideShow: 'Pause the slide show',
    slideShowPaused: 'The slide show pauses.',
    slideTime: 'Time for each photo',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    wholePhoto: 'Whole photo',
    slideSeconds: (seconds: number): string => f.seconds(seconds),
    zoom: (percent: number): string => `Zoom ${f.percent(percent)}`,
    rotated: (degrees: number): string => `Rotated by ${f.count(degrees)}°`,

    // The details of a photo.
    details: 'Details',
    detailDate: 'Date',
    detailCamera: 'Camera',
    detailExposure: 'Exposure',
    detailPlace: 'Place',
    detailOrigin: 'Origin',
    detailKind: 'Kind',
    detailSize: 'Size',
    detailFile: 'File',
    dateFromMetadata: (source: string): string => `From the photo’s metadata (${source})`,
    dateFromName: 'From the file name',
    dateFromFile: 'When the file last changed: nothing says when the photo was taken',
    exposureTime: (seconds: number): string => f.seconds(seconds),
    aperture: (aperture: number): string => `f/${f.compact(aperture)}`,
    iso: (iso: number): string => `ISO ${f.count(iso)}`,
    focalLength: (millimetres: number, equivalent: number | undefined): string =>
      equivalent === undefined || equivalent === millimetres
        ? f.millimetres(millimetres)
        : `${f.millimetres(millimetres)} (like ${f.millimetres(equivalent)} on 35 mm film)`,
    coordinates: (latitude: number, longitude: number): string =>
      `${f.decimal(latitude, 5)} ${f.decimal(longitude, 5)}`,
    altitude: (metres: number): string => `${f.metres(metres)} above sea level`,
    megapixels: (count: number): string => `${f.rate(count)} megapixels`,
    mapOf: (place: string): string => `Map: ${place}`,
    placesCredit: 'Names of places: GeoNames, CC BY 4.0',
    kindOfPhoto: (kind: 'screenshot' | 'panorama' | 'document' | 'video'): string =>
      ({ screenshot: 'Screenshot', panorama: 'Panorama', document: 'Document', video: 'Video' })[kind],
    generated: (how: 'generated' | 'composite'): string =>
      how === 'generated'
        ? 'The file says that a program made this image.'
        : 'The file says that a program made a part of this image.',

    // Videos.
    detailLength: 'Length',
    videoLength: (length: string): string => `Video, ${length}`,
    videoFrom: (time: string): string => `Video, best at ${time}`,

    map: 'Map',
    mapHint: 'Map. Arrow keys move it, plus and minus zoom.',
    photosOnMap: (count: number): string => `${photos(count)} on the map`,
    photosAt: (count: number, place: string | undefined): string =>
      place ? `${place}: ${photos(count)}` : photos(count),
    clusterCount: (count: number): string => f.count(count),
    mapCredit: 'Map: Natural Earth. Names: GeoNames, CC BY 4.0',

    // Photos that are taken elsewhere.
    saveChosen: 'Save',
    savePhotos: 'Save these photos',
    savePhotosTitle: (count: number): string => `Save ${photos(count)}`,
    copyPhotos: 'Copy into a folder',
    copyPhotosHint:
      'With their RAW files and sidecars. Each copy is compared with its original, and nothing is overwritten.',
    movePhotos: 'Move into a folder',
    movePhotosHint:
      'An original is removed only once its copy was checked by SHA-256. You can undo it, also later.',
    moveQuestion: (count: number, folder: string): string => `Move ${photos(count)} into “${folder}”?`,
    moveNow: 'Move',
    zipPhotos: 'Save as a ZIP file',
    zipPhotosHint: (bytes: number): string => `About ${f.bytes(bytes)}, with RAW files and sidecars on top.`,
    zipWithMarks: 'Favourites, ratings and labels go along, in XMP sidecars',
    listAsCsv: 'List as a table (CSV)',
    listAsJson: 'List for programs (JSON)',
    listPhotosHint: 'All that is known of each photo: dates, places, cameras, and what you said of it.',
    writeSidecars: 'Write XMP sidecars',
    clearSidecars: 'Remove our XMP data',
    sidecarsHint:
      'Favourites, ratings and labels go into files beside the photos, where other photo programs read them. What those have written stays.',
    contactSheet: 'Print a contact sheet',
    contactSheetHint: 'Small pictures with names and dates, on pages of A4.',
    sharePhotos: (count: number): string => `Share ${photos(count)}`,
    shareHint: 'To another app on this device.',
    shareSomeHint: (count: number): string =>
      `To another app on this device. ${f.count(count)} of them can go at once.`,
    favouriteKeyword: 'Favourite',
    transferring: (
      task:
        | 'copy'
        | 'move'
        | 'undo'
        | 'zip'
        | 'list'
        | 'write-sidecars'
        | 'clear-sidecars'
        | 'sheet'
        | 'import',
    ): string =>
      ({
        copy: 'Copying photos',
        move: 'Moving photos',
        undo: 'Undoing',
        zip: 'Writing the ZIP file',
        list: 'Writing the list',
        'write-sidecars': 'Writing sidecars',
        'clear-sidecars': 'Removing what is ours from sidecars',
        sheet: 'Preparing the contact sheet',
        import: 'Taking over favourites and albums',
      })[task],
    transferStopped: 'Stopped.',
    /** `others` are the RAW files and sidecars that went along. */
    transferred: (kind: 'copy' | 'move', isUndone: boolean, count: number, others: number): string => {
      if (count === 0) return 'There was nothing to do.';
      const copies = f.plural(count, { one: '# copy removed', other: '# copies removed' });
      const back = `${photos(count)} moved back`;
      const there = `${photos(count)} ${kind === 'copy' ? 'copied' : 'moved'}`;
      return `${isUndone ? (kind === 'copy' ? copies : back) : there}${withOthers(others)}.`;
    },
    transferInterrupted: (
      kind: 'copy' | 'move',
      isUndoing: boolean,
      count: number,
      folder: string,
    ): string => {
      const what = `${photos(count)} into “${folder}”`;
      if (isUndoing) return `Undoing was interrupted: to ${kind} ${what}.`;
      return `${kind === 'copy' ? 'Copying' : 'Moving'} ${what} was interrupted.`;
    },
    undoTransfer: 'Undo',
    searchTarget: (folder: string): string => `Search “${folder}” too`,
    transferLeft: (count: number): string =>
      f.plural(count, { one: '# photo was left as it is', other: '# photos were left as they are' }),
    zipped: (count: number, others: number): string => `${photos(count)} saved${withOthers(others)}.`,
    zipSaved: (name: string): string => `They are in “${name}”.`,
    zipDownloaded: 'The ZIP file is in your downloads.',
    listDownloaded: 'The list is in your downloads.',
    sidecarsWritten: (count: number): string =>
      count === 0
        ? 'The sidecars say all of that already, or there is nothing to say.'
        : f.plural(count, { one: '# sidecar changed.', other: '# sidecars changed.' }),
    sidecarsCleared: (count: number): string =>
      count === 0
        ? 'There is nothing of ours in the sidecars.'
        : f.plural(count, { one: '# sidecar cleared.', other: '# sidecars cleared.' }),
    folderNotWritable: (name: string): string =>
      `The browser does not let this page change the folder “${name}”. Try again and allow it.`,
    importExport: 'Import from Google Takeout or Apple Photos',
    importExportHint:
      'Choose all ZIP files of an export, as they were downloaded. Favourites, hidden photos and albums are taken over, and dates where a photo has none. The photos stay in the ZIP files: to see them at full size in a later visit, choose these again.',
    chooseExport: 'Choose the ZIP files',
    imported: (count: number, favourites: number, hidden: number, albums: number, trashed: number): string =>
      `${photos(count)} from the export. Taken over: ${f.plural(favourites, { one: '# favourite', other: '# favourites' })}, ${f.plural(hidden, { one: '# hidden photo', other: '# hidden photos' })}, ${f.plural(albums, { one: '# album', other: '# albums' })}.${trashed > 0 ? ` Left out: ${photos(trashed)} in the trash.` : ''}`,

    // The folders, and copies of the library.
    noFolders: 'There are no folders yet.',
    foldersBusy: 'Photos are being indexed. You can remove folders when that is done.',
    foldersHint: 'Removing a folder takes it out of the search. Its files stay where they are.',
    singleFiles: 'Single files',
    sampleAlbum: 'Sample album',
    sampleAlbumAndSingleFiles: 'Sample album and single files',
    remove: 'Remove',
    removeFolder: (name: string): string => `Remove ${name}`,
    removeQuestion: (name: string): string => `Remove “${name}” from the search?`,
    filesStay: (count: number): string => `${photos(count)}; the files stay where they are.`,
    keep: 'Keep',
    leftOut: (kinds: readonly string[]): string => `Left out: ${f.list(kinds)}.`,
    systemFoldersIndexed: 'System folders are indexed too.',
    systemFoldersLeftOut: (count: number): string =>
      f.plural(count, {
        one: '# system folder skipped (thumbnails, trash and the like).',
        other: '# system folders skipped (thumbnails, trash and the like).',
      }),
    skipSystemFolders: 'Skip them',
    skipSystemFoldersOf: (folder: string): string => `Skip them: system folders of ${folder}`,
    indexSystemFolders: 'Index them too',
    indexSystemFoldersOf: (folder: string): string => `Index them too: system folders of ${folder}`,
    moreFiles: (count: number): string =>
      f.plural(count, { one: 'And # more file', other: 'And # more files' }),
    filesUnreadHint: 'Search leaves these files out. Each is tried again when it changes.',
    copy: 'Copy of the library',
    copyHint:
      'One file with your whole index, as a backup or for another browser or device. It contains small previews of your photos, not the photos themselves.',
    saveCopy: 'Save a copy',
    loadCopy: 'Load a copy',
    savedLibrary: 'A saved library',
    savingCopy: (done: number, total: number): string => `Saving: ${f.count(done)} of ${photos(total)}`,
    loadingCopy: (done: number, total: number): string => `Loading: ${f.count(done)} of ${photos(total)}`,
    copySaved: 'The copy is in your downloads.',
    copyLoaded: (added: number, known: number): string =>
      `${photos(added)} added, ${f.count(known)} already here.`,
    copyDamaged: (count: number): string => `The copy is damaged: ${photos(count)} must be indexed again.`,
    copyModel: (model: string): string => `To search them, choose the model ${model}.`,

    // Groups with names: things, scenes and events.
    namedGroups: 'Groups',
    namedGroupsHint: 'Things, scenes and events that were found in the photos. Each one opens as a search.',
    noNamedGroups: 'No groups were found. They need several photos of one thing, or of one time and place.',
    thingsAndScenes: 'Things and scenes',
    events: 'Events',
    pinnedGroups: 'Pinned',
    readingVocabulary: (done: number, total: number): string =>
      `Preparing the words: ${f.count(done)} of ${f.count(total)}`,
    lookingForNamedGroups: (done: number, total: number): string =>
      total > 0 ? `Looking for groups: ${f.count(done)} of ${f.count(total)} words` : 'Looking for groups …',
    pin: 'Pin',
    unpin: 'Unpin',
    pinGroup: (name: string): string => `Pin the group ${name}`,
    unpinGroup: (name: string): string => `Unpin the group ${name}`,
    renameGroup: (name: string): string => `Rename the group ${name}`,
    chooseGroup: (name: string): string => `Choose the group ${name} to merge`,
    mergeGroups: (count: number): string =>
      count < 2 ? 'Merge chosen groups' : `Merge ${f.count(count)} groups`,
    groupRenamed: (name: string): string => `The group is called ${name} now.`,
    groupPinned: (name: string): string => `${name} is pinned.`,
    groupUnpinned: (name: string): string => `${name} is not pinned any more.`,
    groupsMerged: (name: string): string => `The groups are merged in ${name}.`,

    // Cleaning up: photos of the same picture or moment.
    cleanUp: 'Clean up',
    cleanUpHint: 'Hidden photos leave lists and searches. Their files stay as they are.',
    lookingForGroups: 'Looking for photos of the same picture or moment',
    lookingForCopies: (done: number, total: number): string =>
      `Looking for copies: ${f.count(done)} of ${photos(total)}`,
    comparingCopies: (done: number, total: number): string =>
      `Comparing likely copies: ${f.count(done)} of ${f.count(total)}`,
    samePicture: (groups: number): string => `Same picture (${f.count(groups)})`,
    sameMoment: (groups: number): string => `Same moment (${f.count(groups)})`,
    noSamePicture: 'No two photos here show the same picture.',
    noSameMoment: 'No two photos here were taken at the same moment.',
    showMoreGroups: 'Show more',
    keepWhich: 'Which one to keep',
    keepWhichOnes: 'Which ones to keep',
    keepLabel: (name: string): string => `Keep ${name}`,
    ownChoice: 'Your choice.',
    sharpest: 'Sharpest',
    hideCopies: (count: number): string => f.plural(count, { one: 'Hide the copy', other: 'Hide # copies' }),
    hideCopiesOf: (count: number, name: string): string =>
      `${f.plural(count, { one: 'Hide the copy of', other: 'Hide # copies of' })} ${name}`,
    hideAllCopies: (count: number): string => `Hide all ${f.count(count)} copies`,
    moveCopies: (count: number): string =>
      f.plural(count, { one: 'Move the copy…', other: 'Move # copies…' }),
    moveCopiesOf: (count: number, name: string): string =>
      `${f.plural(count, { one: 'Move the copy of', other: 'Move # copies of' })} ${name}`,
    moveAllCopies: (count: number): string => `Move all ${f.count(count)} copies…`,
    hideOthers: (count: number): string =>
      f.plural(count, { one: 'Hide the other one', other: 'Hide # others' }),
    hideOthersOf: (count: number, name: string): string =>
      `${f.plural(count, { one: 'Hide the other one', other: 'Hide # others' })}, keep ${name}`,
    hidingUndone: 'Undone: the photos are shown again.',
    /** Why a photo is the one to keep. */
    keepOriginal: (other: 'cropped' | 'named' | 'changed', others: number): string =>
      f.plural(
        others,
        {
          cropped: {
            one: 'It shows more: the other one is cropped.',
            other: 'It shows more: others are cropped.',
          },
          named: {
            one: 'The other one is a copy by its name.',
            other: 'The others are copies by their names.',
          },
          changed: {
            one: 'It is as the camera wrote it: the other one was changed later.',
            other: 'It is as the camera wrote it: others were changed later.',
          },
        }[other],
      ),
    keepCameraData: (camera: string | undefined): string =>
      camera ? `It has more of what the camera wrote (${camera}).` : 'It has more of what a camera writes.',
    keepPixels: (kept: number, other: number): string =>
      `It has more pixels: ${f.millions(kept)} instead of ${f.millions(other)} megapixels.`,
    keepFormat: (kept: string, other: string): string =>
      `Its format holds more: ${kept} instead of ${other}.`,
    keepCompression: (kept: number, other: number): string =>
      `It is compressed less: in steps of ${f.rate(kept)} instead of ${f.rate(other)}.`,
    keepSharpness: (kept: number, other: number): string =>
      `It is sharper: ${f.rate(kept)} instead of ${f.rate(other)}.`,
    keepAge: (kept: number, other: number): string => {
      const [ours, theirs] = [f.date(kept), f.date(other)];
      return ours && theirs && ours !== theirs
        ? `Its file is older: ${ours}, instead of ${theirs}.`
        : 'Its file is older.';
    },
    keepPath: (kept: string, other: string): string =>
      `Only their paths differ: “${kept}” comes before “${other}”.`,
    /** The comparison of two photos. */
    compare: 'Compare',
    compareLabel: (name: string): string => `Compare ${name} with the others`,
    compareHint: 'Two photos. Plus and minus enlarge both, arrow keys move them, zero shows all of them.',
    compareWith: 'Compare with',
    differences: 'What differs',
    noDifferences: 'Nothing else that is known of them differs.',
    fileSize: 'File size',
    fileBytes: (bytes: number): string => f.fileBytes(bytes),
    sharpness: 'Sharpness',
    compression: 'Compression',
    measure: (value: number): string => f.rate(value),

    // The models.
    modelsHint:
      'The model decides how well search finds your photos. A new one is downloaded once and stored in this browser. It then indexes your photos while you keep searching with the current one.',
    inUse: 'In use',
    gettingReady: 'Getting ready',
    runsOn: (what: string): string => `It runs on ${what}.`,
    recommended: 'Recommended',
    smallAndFast: 'Small and fast',
    bestInEnglish: 'Best in English',
    bestInOthers: 'Best in other languages',
    otherModels: (count: number): string =>
      f.plural(count, { one: '# other model', other: '# other models' }),
    english: 'English',
    otherLanguages: 'Other languages',
    specialModels: 'Special subjects, and models without published results',
    softwareLicences: 'Software licences',
    useModel: 'Use this model',
    useModelLabel: (model: string): string => `Use this model: ${model}`,
    sizeUnknown: 'size unknown',
    sizeIncluded: (bytes: number): string => `${f.bytes(bytes)} included`,
    sizeToDownload: (bytes: number): string => `${f.bytes(bytes)} to download`,
    sizeStored: (bytes: number): string => `${f.bytes(bytes)} stored`,
    languages: (codes: readonly string[]): string => f.languages(codes),
    languageCount: (count: number): string => f.plural(count, { one: '# language', other: '# languages' }),
    languagesUnknown: 'languages unknown',
    licenceUnknown: 'licence unknown',
    demonstrationUse: 'A small demonstration model. For your own photos, choose a larger one.',
    modelDetails: 'Quality, training and languages',
    quality: 'Quality',
    qualitySource: 'Source',
    qualityUnknown: 'No published results.',
    qualityTextToImage: (percent: number): string =>
      `For ${f.percent(percent)} of descriptions, the right picture comes first among ${f.count(5000)} (COCO).`,
    qualityImageToText: (percent: number): string =>
      `For ${f.percent(percent)} of pictures, a right description comes first.`,
    qualityImagenet: (percent: number): string =>
      `It picks the right name out of ${f.count(1000)} for ${f.percent(percent)} of pictures (ImageNet).`,
    trainedOn: 'Trained on',
    languagesTitle: 'Languages',
    licenceFor: (model: string): string => `Licence for ${model}`,
    licenceHint:
      'It limits what you may use this model for. You agree only once. Nothing has been downloaded yet.',
    licence: (name: string): string => `Licence: ${name}`,
    readLicence: (name: string): string => `Read the licence: ${name}`,
    agree: 'I agree',
    stored: 'Stored in this browser',
    storedHint: 'You can download a deleted model again. The photos that it indexed stay indexed.',
    storedModel: (bytes: number, day: number, now?: number): string =>
      `${f.bytes(bytes)} stored, last used ${f.ago(day, now) ?? `on ${f.day(day)}`}`,
    storage: (used: number, left: number): string =>
      `With your index, this page uses ${f.bytes(used)} of the browser’s storage and can use up to ${f.bytes(left)} more.`,
    storageKept: 'The browser keeps it until you clear it.',
    storageNotKept:
      'The browser may clear it when the disk is full, and does when you close a private window.',
    keepStorage: 'Keep it',
    storageAgreed: 'The browser agreed to keep it.',
    storageRefused:
      'The browser did not agree. It may agree once you install this page or have used it for a few days.',
    delete: 'Delete',
    deleteModel: (model: string): string => `Delete ${model}`,
    modelDeleted: (model: string, bytes: number): string =>
      `${model} was deleted. That freed ${f.bytes(bytes)}.`,
  };
};
