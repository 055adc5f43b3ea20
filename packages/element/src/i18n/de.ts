import type { ClipErrorCode } from '@web-clip/clip';
import type { LeftOutKind, PhotoTrait } from '@web-clip/photos';
import type { FilterName, Formats, PluralForms } from './formats.ts';
import type { Strings } from './strings.ts';

/** Values of the filter `is`. */
const PHOTO_KINDS: Readonly<Record<PhotoTrait, string>> = {
  portrait: 'Hochformat',
  landscape: 'Querformat',
  square: 'quadratisch',
  screenshot: 'Bildschirmfotos',
  panorama: 'Panoramen',
  document: 'Dokumente',
  video: 'Videos',
  blurred: 'unscharfe Fotos',
  favourite: 'Favoriten',
  hidden: 'versteckte Fotos',
};

/** Filters with one value. */
const FILTERS: Readonly<Record<FilterName, string>> = {
  near: 'In der Nähe von',
  place: 'Ort',
  camera: 'Kamera',
  lens: 'Objektiv',
  is: 'Art',
  rating: 'Bewertung',
  label: 'Schlagwort',
  album: 'Album',
  group: 'Gruppe',
  folder: 'Ordner',
  type: 'Format',
};

const FILES: Readonly<Record<LeftOutKind, PluralForms>> = {
  video: { one: '# Video', other: '# Videos' },
  psd: { one: '# PSD-Datei', other: '# PSD-Dateien' },
  svg: { one: '# SVG-Datei', other: '# SVG-Dateien' },
  image: { one: '# nicht unterstütztes Bild', other: '# nicht unterstützte Bilder' },
  audio: { one: '# Audiodatei', other: '# Audiodateien' },
  document: { one: '# Dokument', other: '# Dokumente' },
  archive: { one: '# Archiv', other: '# Archive' },
  sidecar: { one: '# Begleitdatei', other: '# Begleitdateien' },
  code: { one: '# Quelltextdatei', other: '# Quelltextdateien' },
  other: { one: '# Datei anderer Art', other: '# Dateien anderer Art' },
  hidden: { one: '# versteckte Datei', other: '# versteckte Dateien' },
};

const ADVICE: Readonly<Record<ClipErrorCode, string>> = {
  'invalid-argument': 'Diese Anfrage ist nicht möglich.',
  disposed: 'Das Modell wurde beendet. Laden Sie die Seite neu.',
  'unknown-model': 'Dieses Modell wurde nicht gefunden. Wählen Sie ein anderes.',
  'unsupported-model': 'Dieses Modell läuft hier nicht. Wählen Sie ein anderes.',
  'invalid-model':
    'Eine Datei des Modells ist beschädigt. Löschen Sie das Modell und laden Sie es erneut herunter.',
  'unsupported-dtype': 'Dieses Modell läuft auf diesem Gerät nicht. Wählen Sie ein anderes.',
  'no-webgpu': 'In diesem Browser gibt es kein WebGPU.',
  'download-failed':
    'Das Herunterladen ist fehlgeschlagen. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  'storage-failed': 'Der Speicher des Browsers ist nicht zugänglich. Laden Sie die Seite neu.',
  'storage-full': 'Der Speicher ist voll. Löschen Sie ein Modell oder schaffen Sie Platz auf dem Gerät.',
  'undecodable-image': 'Dieses Bild ist beschädigt oder hat ein Format, das der Browser nicht lesen kann.',
  'too-large-image': 'Dieses Bild ist zu groß.',
  'unreadable-file': 'Eine Datei oder ein Ordner konnte nicht gelesen werden. Wählen Sie sie erneut aus.',
  'invalid-library': 'Diese Datei ist keine gespeicherte Bibliothek oder beschädigt.',
  'wrong-results': 'Dieses Gerät rechnet mit diesem Modell falsch. Wählen Sie ein anderes.',
  'engine-failed': 'Das Modell ist ausgefallen. Laden Sie die Seite neu.',
};

/** The texts in German, which addresses people as “Sie”. */
export const de = (f: Formats): Strings => {
  const photos = (count: number): string => f.plural(count, { one: '# Foto', other: '# Fotos' });
  const withOthers = (count: number): string =>
    count === 0
      ? ''
      : f.plural(count, { one: ' mit # RAW- oder Begleitdatei', other: ' mit # RAW- und Begleitdateien' });
  return {
    cancel: 'Abbrechen',
    close: 'Schließen',
    dismiss: 'Ausblenden',
    addFolder: 'Ordner hinzufügen',
    addPhotos: 'Fotos hinzufügen',
    chooseFolder: 'Ordner auswählen',
    choosePhotos: 'Fotos auswählen',
    photos,

    searchLabel: 'Ihre Fotos durchsuchen',
    searchPlaceholder: 'Foto beschreiben',
    searchPlaceholderWithChips: 'Wörter hinzufügen',
    searchByImage: 'Mit einem Bild suchen',
    searchHelp: 'Wonach Sie suchen können',
    editChip: (label) => `Ändern: ${label}`,
    removeChip: (label) => `Entfernen: ${label}`,
    except: (label) => `nicht: ${label}`,
    without: (label) => `ohne ${label}`,
    weighted: (weight, label) => `${f.number(weight)} × ${label}`,
    anyOf: (labels) => f.alternatives(labels),
    since: (day) => `seit ${day}`,
    until: (day) => `bis ${day}`,
    range: (first, last) => `${first} – ${last}`,
    nearPlace: (place, kilometres) =>
      kilometres === undefined ? `bei ${place}` : `${f.number(kilometres)} km um ${place}`,
    inFolder: (name) => `Ordner ${name}`,
    labelled: (name) => `Schlagwort ${name}`,
    inAlbum: (name) => `Album ${name}`,
    inGroup: (name) => `Gruppe ${name}`,
    photoKind: (kind) => PHOTO_KINDS[kind],
    suggestions: 'Genauer suchen',
    suggestionFor: (words, label) => `${label}, statt der Wörter „${words}“`,
    problem: (kind, text) =>
      ({
        date: `„${text}“ ist kein Datum.`,
        kind: `„${text}“ gibt es nicht.`,
        place: `„${text}“ ist kein Ort.`,
        rating: `„${text}“ ist keine Bewertung von 1 bis 5.`,
        value: `Bei „${text}“ fehlt der Wert.`,
      })[kind],
    didYouMean: (text) => `Meinten Sie ${text}?`,
    completions: 'Vervollständigungen',
    savedQuery: 'gespeichert',
    recentQuery: 'kürzlich',
    forgetRecent: 'Letzte Suchen vergessen',
    saveQuery: 'Diese Suche speichern',
    unsaveQuery: 'Diese Suche vergessen',
    words: 'Wörter',
    weight: 'Wie viel es zählt',
    weightInWords: (weight) => {
      if (weight === 1) return 'wie üblich';
      if (weight === 0) return 'gar nicht';
      return `${weight < 0 ? 'ohne' : weight < 1 ? 'weniger' : 'mehr'} (${f.number(weight)})`;
    },
    leaveOut: 'Diese Fotos weglassen',
    firstDay: 'Erster Tag',
    lastDay: 'Letzter Tag',
    filterValue: (filter) => FILTERS[filter],
    done: 'Fertig',
    helpLead:
      'Beschreiben Sie ein Foto mit eigenen Worten. Genauer geht es mit Zeichen und Filtern. Schlüsselwörter gibt es auch auf Deutsch, etwa kamera: oder ordner:.',
    helpWords: 'Was auf dem Foto ist',
    helpPhrase: 'Wörter zusammen sind eine Beschreibung.',
    helpPlus: 'Beides.',
    helpMinus: 'Das eine ohne das andere. Ein Strich gilt für ein Wort, mit Anführungszeichen für mehrere.',
    helpWeight: 'Zählt doppelt.',
    helpAnyOf: 'Eines davon.',
    helpQuotes: 'Wörter in Anführungszeichen sind nie ein Filter.',
    helpFilters: 'Welche Fotos',
    helpDate: 'Ein Jahr, ein Monat oder ein Tag.',
    helpRange: 'Von … bis. Eines von beiden darf fehlen.',
    helpSeason: 'In Worten. Die Jahreszeiten sind die der Nordhalbkugel.',
    helpBefore: 'Davor oder danach.',
    helpNear: 'Höchstens 20 km von einem Ort.',
    helpPlace: 'In einer Stadt, einer Region oder einem Land.',
    helpCamera: 'Kamera oder Objektiv.',
    helpKind: 'Hochformat, Querformat, Quadrat, Bildschirmfoto, Panorama, Dokument, Video oder unscharf.',
    helpFolder: 'Ein Wort im Namen eines Ordners.',
    helpType: 'Ein Dateiformat.',
    helpNot: 'Alle anderen Fotos: ein Strich vor einem Filter.',
    helpKeys: 'Tasten',
    helpFocusKey: 'Zum Suchfeld',
    helpHelpKey: 'Diese Hilfe zeigen',
    helpListKey: 'Letzte Suchen oder Vervollständigungen',
    helpEscapeKey: 'Die Liste schließen, dann die Suche leeren',
    helpPhotoKeys: 'Tasten, solange ein Foto offen ist',
    helpTurnKey: 'Vorheriges oder nächstes Foto. Ein vergrößertes Foto verschieben die Pfeile.',
    helpZoomKey: 'Vergrößern oder verkleinern, wie mit dem Mausrad und mit zwei Fingern',
    helpActualKey:
      '100 % zeigen: Jedes Pixel des Fotos ist eines des Bildschirms. Das geht auch mit einem Doppelklick.',
    helpRotateKey: 'Die Ansicht drehen, mit Umschalt in die andere Richtung. Die Datei bleibt, wie sie ist.',
    helpSlideShowKey: 'Die Diashow starten oder anhalten',
    helpFullScreenKey: 'Vollbild',
    helpDetailsKey: 'Einzelheiten zum Foto',
    helpChooseKey: 'Das Foto auswählen, wo Fotos ausgewählt werden können',
    likePhoto: (name) => `wie ${name}`,
    likePastedImage: 'wie das eingefügte Bild',
    likeUnnamedImage: 'wie ein Bild',
    likeUnnamedPhoto: 'wie ein Foto',
    likeEmbedding: 'wie ein Embedding',
    searching: 'Suche läuft …',
    nothingFound: 'Keine Fotos gefunden',
    nothingFits: 'Nichts hier sieht danach aus; das hier kommt am nächsten.',
    lessLikely: 'Ab hier weniger wahrscheinlich',
    showAll: (count) => `Alle ${f.count(count)} zeigen`,
    bestFirst: (count) => `${photos(count)}, beste Treffer zuerst`,
    newestFirst: (count) => `${photos(count)}, neueste zuerst`,
    filesUnread: (count) =>
      f.plural(count, {
        one: '# Datei konnte nicht gelesen werden',
        other: '# Dateien konnten nicht gelesen werden',
      }),
    demonstrationModel: 'Kleines Demomodell.',
    demonstrationModelLimits: 'Kleines Demomodell, schwach bei unübersichtlichen Fotos.',
    betterModels: 'Bessere Modelle',
    notUnderstood: (model) => `${model} versteht das nicht.`,
    onlyUnderstood: (model, languages) => `${model} versteht nur ${f.languages(languages)}.`,
    understood: (model) => `${model} versteht es.`,
    chooseModel: 'Auswählen',
    chooseModelLabel: (model) => `Auswählen: ${model}`,

    startTitle: 'Finden Sie Ihre Fotos, indem Sie sie beschreiben.',
    startLead: (example) =>
      `Geben Sie ${example} ein, um passende Fotos zu sehen – egal, wie die Dateien heißen.`,
    startExample: 'Hund am Strand',
    trySamples: 'Beispielalbum ausprobieren',
    dropHint: 'oder legen Sie Fotos und Ordner irgendwo hier ab',
    loadLibrary: 'Gespeicherte Bibliothek laden',
    privacy: 'Nichts verlässt dieses Gerät: Ihre Fotos werden genau hier gelesen, indexiert und durchsucht.',
    opening: 'Ihre Fotos werden geöffnet …',
    dropHere: 'Fotos und Ordner zum Hinzufügen ablegen',
    dropOnBox: 'Zum Suchen ein Bild auf das Suchfeld ziehen',
    nothingIndexed: 'Dieses Modell hat noch keine Fotos indexiert.',

    startingModel: 'Das Modell wird gestartet …',
    noModel: 'Es läuft kein Modell.',
    onGpu: 'auf der GPU',
    onCpu: 'auf der CPU',
    runsOnWebgpu: (adapter, dtype) => `WebGPU${adapter ? ` auf ${adapter}` : ''}, ${dtype}`,
    runsOnWasm: (threads, dtype) =>
      `WASM, ${f.plural(threads, { one: '# Thread', other: '# Threads' })}, ${dtype}`,
    searchable: (count) => `${photos(count)} durchsuchbar`,
    folders: 'Ordner',
    models: 'Modelle',

    lookingForPhotos: (found) =>
      found > 0 ? `Fotos werden gesucht: bisher ${f.count(found)}` : 'Fotos werden gesucht',
    indexing: 'Indexierung',
    indexingPhotos: (done, total) => `Indexiere ${f.count(done)} von ${photos(total)}`,
    rate: (photosPerSecond) => `${f.rate(photosPerSecond)} Fotos/s`,
    secondsLeft: (seconds) => `noch ${f.count(seconds)} s`,
    minutesLeft: (minutes) => `noch ${f.count(minutes)} min`,
    hoursLeft: (hours, minutes) =>
      minutes > 0 ? `noch ${f.count(hours)} h ${f.count(minutes)} min` : `noch ${f.count(hours)} h`,
    unread: (count) => `${f.count(count)} nicht lesbar`,
    countOf: (done, total) => `${f.count(done)} von ${f.count(total)}`,
    download: 'Herunterladen des Modells',
    downloading: (model) => `${model} wird heruntergeladen`,
    connecting: 'Verbindung wird aufgebaut',
    bytes: (bytes) => f.bytes(bytes),
    bytesOf: (done, total) => `${f.bytes(done)} von ${f.bytes(total)}`,
    preparing: (model) => `Vorbereitung von ${model}`,
    preparingPhotos: (model) => `Ihre Fotos werden für ${model} vorbereitet`,
    stillUsed: (model) => `Die Suche nutzt noch ${model}`,

    chosen: (count) => `${photos(count)} ausgewählt`,
    chooseAll: (count) => `Alle ${f.count(count)} auswählen`,
    chooseNone: 'Auswahl aufheben',
    chooseNamed: (name) => `${name} auswählen`,
    favourite: 'Favorit',
    hide: 'Ausblenden',
    unhide: 'Wieder zeigen',
    marks: 'Bewertung und Schlagwörter',
    rating: 'Bewertung',
    stars: (count) => f.plural(count, { one: '# Stern', other: '# Sterne' }),
    labels: 'Schlagwörter',
    addLabel: 'Schlagwort hinzufügen',
    removeLabel: (label) => `Schlagwort ${label} entfernen`,
    add: 'Hinzufügen',
    undo: 'Rückgängig',
    favouritesAdded: (count) =>
      f.plural(count, { one: '# Foto ist ein Favorit.', other: '# Fotos sind Favoriten.' }),
    favouritesRemoved: (count) =>
      f.plural(count, { one: '# Foto ist kein Favorit mehr.', other: '# Fotos sind keine Favoriten mehr.' }),
    photosHidden: (count) =>
      f.plural(count, {
        one: '# Foto ist ausgeblendet. Die Datei bleibt.',
        other: '# Fotos sind ausgeblendet. Die Dateien bleiben.',
      }),
    photosUnhidden: (count) =>
      f.plural(count, { one: '# Foto wird wieder gezeigt.', other: '# Fotos werden wieder gezeigt.' }),
    photosRated: (count, stars) =>
      stars === 0
        ? `${photos(count)}: ohne Bewertung`
        : `${photos(count)}: ${f.plural(stars, { one: '# Stern', other: '# Sterne' })}`,
    labelAdded: (count, label) => `Schlagwort „${label}“: ${photos(count)}`,
    labelRemoved: (count, label) => `Schlagwort „${label}“ entfernt: ${photos(count)}`,
    undone: 'Rückgängig gemacht.',
    doneAgain: 'Wiederholt.',
    nothingToUndo: 'Es gibt nichts rückgängig zu machen.',
    nothingToRedo: 'Es gibt nichts zu wiederholen.',
    albums: 'Alben',
    albumsHint:
      'Ein Album enthält Fotos, die Sie hinzufügen, oder was eine Suche findet, jetzt und später. Die Dateien bleiben, wo sie sind.',
    noAlbums: 'Es gibt noch keine Alben.',
    newAlbum: 'Name eines neuen Albums',
    createAlbum: 'Anlegen',
    albumOfSearch: (query) => `mit allem, was diese Suche jetzt und später findet: ${query}`,
    newPhotos: (count) => f.plural(count, { one: '# neues', other: '# neue' }),
    rename: 'Umbenennen',
    renameAlbum: (name) => `Das Album ${name} umbenennen`,
    removeAlbum: (name) => `Das Album ${name} löschen. Seine Fotos bleiben.`,
    takeOut: 'Herausnehmen',
    addTo: (name, count) => `${photos(count)} zu ${name} hinzufügen`,
    takeFrom: (name, count) => `${photos(count)} aus ${name} herausnehmen`,
    albumCreated: (name) => `Das Album „${name}“ wurde angelegt.`,
    albumRenamed: (name) => `Das Album heißt jetzt „${name}“.`,
    albumRemoved: (name) => `Das Album „${name}“ wurde gelöscht. Seine Fotos bleiben.`,
    addedTo: (name, count) => `Zu „${name}“ hinzugefügt: ${photos(count)}`,
    takenFrom: (name, count) => `Aus „${name}“ herausgenommen: ${photos(count)}`,
    helpMarks: 'Tasten für Fotos, geöffnet oder nicht',
    helpFavouriteKey: 'Favorit',
    helpRatingKey: 'Bewertung von 1 bis 5 Sternen; 0 für keine',
    helpHideKey: 'Ausblenden. Die Datei bleibt.',
    helpUndoKey: 'Rückgängig; mit der Umschalttaste wiederholen',
    helpExtendKey: 'Bis zum nächsten Foto auswählen',
    helpAllKey: 'Alle Fotos auswählen',
    helpFavourites: 'Favoriten oder ausgeblendete Fotos.',
    helpRating: 'Mit vier oder mehr Sternen.',
    helpLabel: 'Mit einem Schlagwort.',
    helpAlbum: 'In einem Album.',

    filesLeftOut: (kinds, count) =>
      `${f.list(kinds)} ${f.plural(count, { one: 'wurde ausgelassen.', other: 'wurden ausgelassen.' })}`,
    filesOfKind: (kind, count) => f.plural(count, FILES[kind]),
    systemFoldersSkipped: (count) =>
      f.plural(count, {
        one: '# Systemordner (Vorschaubilder, Papierkorb und Ähnliches) wurde übersprungen.',
        other: '# Systemordner (Vorschaubilder, Papierkorb und Ähnliches) wurden übersprungen.',
      }),
    separateFolder: (name, missing) =>
      `Sie haben bereits einen Ordner namens „${name}“. ${f.plural(missing, {
        one: 'Dem neuen Ordner fehlt # seiner Fotos',
        other: 'Dem neuen Ordner fehlen # seiner Fotos',
      })}, deshalb wurde er getrennt hinzugefügt.`,
    separateFolderOnce: 'Ist es derselbe Ordner, wählen Sie ihn mit „Ordner hinzufügen“ aus.',
    sameFolder: 'Es ist derselbe Ordner',
    foldersOffered: 'Um neue Fotos in Ihren Ordnern zu finden und Fotos in voller Größe zu sehen:',
    foldersUnfinished: (names) =>
      `Einige Fotos in ${f.list(names.map((name) => `„${name}“`))} sind noch nicht indexiert. Zum Fortsetzen:`,
    indexAgain: (folder) => `„${folder}“ erneut indexieren`,
    chooseAgain: (folder) => `„${folder}“ erneut auswählen`,
    notIndexed: (count) =>
      f.plural(count, {
        one: '# Foto ist mit diesem Modell noch nicht indexiert.',
        other: '# Fotos sind mit diesem Modell noch nicht indexiert.',
      }),
    indexNow: () => 'Jetzt indexieren',
    stopped: (searchable, total) =>
      total === undefined
        ? `Die Indexierung wurde angehalten: ${photos(searchable)} durchsuchbar.`
        : `Die Indexierung wurde angehalten: ${f.count(searchable)} von ${photos(total)} durchsuchbar.`,
    continue: 'Fortsetzen',
    modelUsed: (model) => `Die Suche nutzt jetzt ${model}.`,
    gpuRestarted: 'Die GPU ist ausgefallen und wurde neu gestartet. Es ging nichts verloren.',
    gpuReplaced:
      'Die GPU ist ausgefallen oder hat mit diesem Modell falsch gerechnet. Jetzt rechnet die CPU, und zwar langsamer.',
    modelRestarted: 'Das Modell ist ausgefallen und wurde neu gestartet. Es ging nichts verloren.',
    switchCancelled: (model) => `Der Wechsel zu ${model} wurde abgebrochen.`,

    noPhotosInFolder: (name) => `In „${name}“ sind keine Fotos. Wählen Sie etwas anderes aus.`,
    noPhotosInSelection: 'In Ihrer Auswahl sind keine Fotos. Wählen Sie etwas anderes aus.',
    noPhotosInDrop: 'Unter dem Abgelegten sind keine Fotos. Wählen Sie etwas anderes aus.',
    folderDenied: (name) =>
      `Der Browser lässt diese Seite „${name}“ nicht lesen. Erlauben Sie es in den Website-Einstellungen, oder wählen Sie den Ordner erneut aus.`,
    samplesFailed:
      'Das Beispielalbum konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
    modelStays: (model) => `${model} bleibt in Gebrauch.`,
    modelDied:
      'Das Modell ist ausgefallen. Vielleicht hat der Browser zu wenig Arbeitsspeicher: Schließen Sie andere Tabs und versuchen Sie es erneut.',
    modelDiedTwice:
      'Das Modell ist innerhalb weniger Minuten zweimal ausgefallen. Vielleicht hat der Browser zu wenig Arbeitsspeicher. Schließen Sie andere Tabs und laden Sie die Seite neu, oder wählen Sie ein kleineres Modell. Indexierte Fotos bleiben erhalten.',
    modelNotRestarted:
      'Das Modell ist ausgefallen und ließ sich nicht neu starten. Schließen Sie andere Tabs und laden Sie die Seite neu, oder wählen Sie ein kleineres Modell. Indexierte Fotos bleiben erhalten.',
    noRoom: (model, needed, left) =>
      `${model} braucht noch ${f.bytes(needed)}, aber im Speicher dieses Browsers ${left !== undefined ? `sind nur ${f.bytes(left)} frei` : 'ist kein Platz mehr'}. Löschen Sie ein Modell, das Sie nicht brauchen, oder schaffen Sie Platz auf dem Gerät, und wählen Sie es dann erneut.`,
    chooseWhatToDelete: 'Auswählen, was gelöscht wird',
    advice: (code) => ADVICE[code],

    photoList: 'Fotos',
    strength: (strength) => ({ strong: 'sehr gut', likely: 'wahrscheinlich', weak: 'schwach' })[strength],
    scoreInGrid: (score) => f.decimal(score, 2),
    open: 'Öffnen',
    openPhoto: (name) => `${name} öffnen`,
    timeline: 'Zeitleiste',
    sortByDate: 'Nach Datum ordnen',
    sortByMatch: 'Beste Treffer zuerst',
    showWhole: 'Alle zeigen',
    // Copies of a picture among the results.
    withCopies: (count) => f.plural(count, { one: 'und # Kopie', other: 'und # Kopien' }),
    showCopies: (count) => f.plural(count, { one: '# Kopie zeigen', other: '# Kopien zeigen' }),
    collapseCopies: 'Kopien zusammenfassen',
    onThisDay: (count) => `An diesem Tag: ${photos(count)}`,
    photo: 'Foto',
    pixels: (width, height) => `${f.count(width)} × ${f.count(height)} px`,
    withRaw: (names) => `mit RAW: ${names.join(', ')}`,
    score: (score) => `Wert ${f.decimal(score, 3)}`,
    date: (milliseconds) => f.date(milliseconds) ?? 'Unbekanntes Datum',
    partOfDate: (milliseconds, precision) => f.partOfDate(milliseconds, precision),
    dateOfName: (date) => `${date} (aus dem Dateinamen)`,
    dateOfFile: (milliseconds) => {
      const date = f.date(milliseconds);
      return date ? `Datei vom ${date}` : 'Datei mit unbekanntem Datum';
    },
    incomplete: 'Die Datei dieses Fotos ist unvollständig: Das Ende fehlt.',
    previewOfUnreachable:
      'Dies ist nur eine Vorschau. Um das ganze Foto zu sehen, wählen Sie es oder seinen Ordner erneut aus.',
    previewOfUndecodable: 'Dies ist nur eine Vorschau. Der Browser kann Dateien dieser Art nicht anzeigen.',
    moreLikeThis: 'Ähnliche Fotos',
    addToSearch: 'Zur Suche hinzufügen',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    previousPhoto: 'Vorheriges Foto',
    nextPhoto: 'Nächstes Foto',
    photoTools: 'Werkzeuge',
    choosePhoto: 'Dieses Foto auswählen',
    rotate: 'Ansicht drehen',
    slideShow: 'Diashow',
    pauseSlideShow: 'Diashow anhalten',
    slideShowPaused: 'Die Diashow ist angehalten.',
    slideTime: 'Zeit für jedes Foto',
    fullScreen: 'Vollbild',
    leaveFullScreen: 'Vollbild verlassen',
    wholePhoto: 'Ganzes Foto',
    slideSeconds: (seconds) => f.seconds(seconds),
    zoom: (percent) => `${f.percent(percent)} Vergrößerung`,
    rotated: (degrees) => `Um ${f.count(degrees)}° gedreht`,

    details: 'Einzelheiten',
    detailDate: 'Datum',
    detailCamera: 'Kamera',
    detailExposure: 'Belichtung',
    detailPlace: 'Ort',
    detailOrigin: 'Herkunft',
    detailKind: 'Art',
    detailSize: 'Größe',
    detailFile: 'Datei',
    dateFromMetadata: (source) => `Aus den Metadaten des Fotos (${source})`,
    dateFromName: 'Aus dem Dateinamen',
    dateFromFile: 'Letzte Änderung der Datei: nichts sagt, wann das Foto entstand',
    exposureTime: (seconds) => f.seconds(seconds),
    aperture: (aperture) => `f/${f.compact(aperture)}`,
    iso: (iso) => `ISO ${f.count(iso)}`,
    focalLength: (millimetres, equivalent) =>
      equivalent === undefined || equivalent === millimetres
        ? f.millimetres(millimetres)
        : `${f.millimetres(millimetres)} (wie ${f.millimetres(equivalent)} bei Kleinbild)`,
    coordinates: (latitude, longitude) => `${f.decimal(latitude, 5)} ${f.decimal(longitude, 5)}`,
    altitude: (metres) => `${f.metres(metres)} über dem Meer`,
    megapixels: (count) => `${f.rate(count)} Megapixel`,
    mapOf: (place) => `Karte: ${place}`,
    placesCredit: 'Ortsnamen: GeoNames, CC BY 4.0',
    kindOfPhoto: (kind) =>
      ({
        screenshot: 'Bildschirmfoto',
        panorama: 'Panoramabild',
        document: 'Dokument',
        video: 'Videoaufnahme',
      })[kind],
    generated: (how) =>
      how === 'generated'
        ? 'Die Datei sagt, dass ein Programm dieses Bild erzeugt hat.'
        : 'Die Datei sagt, dass ein Programm einen Teil dieses Bildes erzeugt hat.',

    // Videos.
    detailLength: 'Länge',
    videoLength: (length) => `Video, Länge ${length}`,
    videoFrom: (time) => `Video, passt am besten bei ${time}`,

    map: 'Karte',
    mapHint: 'Karte. Pfeiltasten verschieben sie, Plus und Minus zoomen.',
    photosOnMap: (count) => `${photos(count)} auf der Karte`,
    photosAt: (count, place) => (place ? `${place}: ${photos(count)}` : photos(count)),
    clusterCount: (count) => f.count(count),
    mapCredit: 'Karte: Natural Earth. Namen: GeoNames, CC BY 4.0',

    // Photos that are taken elsewhere.
    saveChosen: 'Speichern',
    savePhotos: 'Diese Fotos speichern',
    savePhotosTitle: (count) => `${photos(count)} speichern`,
    copyPhotos: 'In einen Ordner kopieren',
    copyPhotosHint:
      'Mit ihren RAW- und Begleitdateien. Jede Kopie wird mit dem Original verglichen, und nichts wird überschrieben.',
    movePhotos: 'In einen Ordner verschieben',
    movePhotosHint:
      'Ein Original wird erst entfernt, wenn seine Kopie mit SHA-256 geprüft ist. Sie können es rückgängig machen, auch später.',
    moveQuestion: (count, folder) => `${photos(count)} nach „${folder}“ verschieben?`,
    moveNow: 'Verschieben',
    zipPhotos: 'Als ZIP-Datei speichern',
    zipPhotosHint: (bytes) => `Etwa ${f.bytes(bytes)}, dazu RAW- und Begleitdateien.`,
    zipWithMarks: 'Favoriten, Bewertungen und Schlagwörter in XMP-Begleitdateien mitnehmen',
    listAsCsv: 'Liste als Tabelle (CSV)',
    listAsJson: 'Liste für Programme (JSON)',
    listPhotosHint:
      'Alles, was über jedes Foto bekannt ist: Datum, Ort, Kamera und was Sie dazu vermerkt haben.',
    writeSidecars: 'XMP-Begleitdateien schreiben',
    clearSidecars: 'Unsere XMP-Angaben entfernen',
    sidecarsHint:
      'Favoriten, Bewertungen und Schlagwörter kommen in Dateien neben den Fotos, wo andere Fotoprogramme sie lesen. Was diese geschrieben haben, bleibt.',
    contactSheet: 'Kontaktabzug drucken',
    contactSheetHint: 'Kleine Bilder mit Namen und Datum auf A4-Seiten.',
    sharePhotos: (count) => `${photos(count)} teilen`,
    shareHint: 'Mit einer anderen App auf diesem Gerät.',
    shareSomeHint: (count) =>
      `Mit einer anderen App auf diesem Gerät. ${f.count(count)} davon gehen auf einmal.`,
    favouriteKeyword: 'Favorit',
    transferring: (task) =>
      ({
        copy: 'Fotos werden kopiert',
        move: 'Fotos werden verschoben',
        undo: 'Wird rückgängig gemacht',
        zip: 'ZIP-Datei wird geschrieben',
        list: 'Liste wird geschrieben',
        'write-sidecars': 'Begleitdateien werden geschrieben',
        'clear-sidecars': 'Unsere Angaben werden aus den Begleitdateien entfernt',
        sheet: 'Kontaktabzug wird vorbereitet',
        import: 'Favoriten und Alben werden übernommen',
      })[task],
    transferStopped: 'Angehalten.',
    transferred: (kind, isUndone, count, others) => {
      if (count === 0) return 'Es gab nichts zu tun.';
      const copies = f.plural(count, { one: '# Kopie', other: '# Kopien' });
      const done = isUndone
        ? kind === 'copy'
          ? 'entfernt'
          : 'zurück verschoben'
        : kind === 'copy'
          ? 'kopiert'
          : 'verschoben';
      return `${isUndone && kind === 'copy' ? copies : photos(count)}${withOthers(others)} ${done}.`;
    },
    transferInterrupted: (kind, isUndoing, count, folder) => {
      const what = `${photos(count)} nach „${folder}“ ${kind === 'copy' ? 'kopieren' : 'verschieben'}`;
      return isUndoing ? `Das Rückgängigmachen wurde unterbrochen: ${what}.` : `Unterbrochen: ${what}.`;
    },
    undoTransfer: 'Rückgängig machen',
    searchTarget: (folder) => `Auch „${folder}“ durchsuchen`,
    transferLeft: (count) =>
      f.plural(count, { one: '# Foto blieb, wie es ist', other: '# Fotos blieben, wie sie sind' }),
    zipped: (count, others) => `${photos(count)}${withOthers(others)} gespeichert.`,
    zipSaved: (name) => `Sie sind in „${name}“.`,
    zipDownloaded: 'Die ZIP-Datei liegt in Ihren Downloads.',
    listDownloaded: 'Die Liste liegt in Ihren Downloads.',
    sidecarsWritten: (count) =>
      count === 0
        ? 'Die Begleitdateien sagen das schon, oder es gibt nichts zu sagen.'
        : f.plural(count, { one: '# Begleitdatei geändert.', other: '# Begleitdateien geändert.' }),
    sidecarsCleared: (count) =>
      count === 0
        ? 'In den Begleitdateien steht nichts von uns.'
        : f.plural(count, { one: '# Begleitdatei bereinigt.', other: '# Begleitdateien bereinigt.' }),
    folderNotWritable: (name) =>
      `Der Browser lässt diese Seite den Ordner „${name}“ nicht ändern. Versuchen Sie es erneut und erlauben Sie es.`,
    importExport: 'Aus Google Takeout oder Apple Fotos importieren',
    importExportHint:
      'Wählen Sie alle ZIP-Dateien eines Exports, wie sie heruntergeladen wurden. Favoriten, versteckte Fotos und Alben werden übernommen, ebenso das Datum von Fotos ohne eigenes. Die Fotos bleiben in den ZIP-Dateien: Um sie bei einem späteren Besuch in voller Größe zu sehen, wählen Sie diese erneut aus.',
    chooseExport: 'ZIP-Dateien auswählen',
    imported: (count, favourites, hidden, albums, trashed) =>
      `${photos(count)} aus dem Export. Übernommen: ${f.plural(favourites, { one: '# Favorit', other: '# Favoriten' })}, ${f.plural(hidden, { one: '# verstecktes Foto', other: '# versteckte Fotos' })}, ${f.plural(albums, { one: '# Album', other: '# Alben' })}.${trashed > 0 ? ` Ausgelassen: ${photos(trashed)} im Papierkorb.` : ''}`,

    noFolders: 'Es gibt noch keine Ordner.',
    foldersBusy: 'Fotos werden indexiert. Danach können Sie Ordner entfernen.',
    foldersHint: 'Ein entfernter Ordner wird nicht mehr durchsucht. Seine Dateien bleiben, wo sie sind.',
    singleFiles: 'Einzelne Dateien',
    sampleAlbum: 'Beispielalbum',
    sampleAlbumAndSingleFiles: 'Beispielalbum und einzelne Dateien',
    remove: 'Entfernen',
    removeFolder: (name) => `${name} entfernen`,
    removeQuestion: (name) => `„${name}“ aus der Suche entfernen?`,
    filesStay: (count) => `${photos(count)}; die Dateien bleiben, wo sie sind.`,
    keep: 'Behalten',
    leftOut: (kinds) => `Ausgelassen: ${f.list(kinds)}.`,
    systemFoldersIndexed: 'Auch Systemordner werden indexiert.',
    systemFoldersLeftOut: (count) =>
      f.plural(count, {
        one: '# Systemordner übersprungen (Vorschaubilder, Papierkorb und Ähnliches).',
        other: '# Systemordner übersprungen (Vorschaubilder, Papierkorb und Ähnliches).',
      }),
    skipSystemFolders: 'Überspringen',
    skipSystemFoldersOf: (folder) => `Überspringen: Systemordner von ${folder}`,
    indexSystemFolders: 'Auch indexieren',
    indexSystemFoldersOf: (folder) => `Auch indexieren: Systemordner von ${folder}`,
    moreFiles: (count) => f.plural(count, { one: 'Und # weitere Datei', other: 'Und # weitere Dateien' }),
    filesUnreadHint: 'Die Suche lässt diese Dateien aus. Sobald sich eine ändert, wird sie erneut gelesen.',
    copy: 'Kopie der Bibliothek',
    copyHint:
      'Eine Datei mit dem ganzen Index, zur Sicherung oder für einen anderen Browser oder ein anderes Gerät. Sie enthält kleine Vorschaubilder Ihrer Fotos, nicht die Fotos selbst.',
    saveCopy: 'Kopie speichern',
    loadCopy: 'Kopie laden',
    savedLibrary: 'Gespeicherte Bibliothek',
    savingCopy: (done, total) => `Speichern: ${f.count(done)} von ${photos(total)}`,
    loadingCopy: (done, total) => `Laden: ${f.count(done)} von ${photos(total)}`,
    copySaved: 'Die Kopie liegt in Ihren Downloads.',
    copyLoaded: (added, known) => `${photos(added)} hinzugefügt, ${f.count(known)} schon vorhanden.`,
    copyDamaged: (count) =>
      `Die Kopie ist beschädigt: ${f.plural(count, {
        one: '# Foto muss',
        other: '# Fotos müssen',
      })} erneut indexiert werden.`,
    copyModel: (model) => `Um sie zu durchsuchen, wählen Sie das Modell ${model}.`,

    // Groups with names: things, scenes and events.
    namedGroups: 'Gruppen',
    namedGroupsHint:
      'Dinge, Szenen und Ereignisse, die in den Fotos gefunden wurden. Jede Gruppe öffnet sich als Suche.',
    noNamedGroups:
      'Es wurden keine Gruppen gefunden. Dafür braucht es mehrere Fotos von einer Sache oder von einer Zeit und einem Ort.',
    thingsAndScenes: 'Dinge und Szenen',
    events: 'Ereignisse',
    pinnedGroups: 'Angeheftet',
    readingVocabulary: (done, total) => `Wörter werden vorbereitet: ${f.count(done)} von ${f.count(total)}`,
    lookingForNamedGroups: (done, total) =>
      total > 0
        ? `Gruppen werden gesucht: ${f.count(done)} von ${f.count(total)} Wörtern`
        : 'Gruppen werden gesucht …',
    pin: 'Anheften',
    unpin: 'Lösen',
    pinGroup: (name) => `Die Gruppe ${name} anheften`,
    unpinGroup: (name) => `Die Gruppe ${name} lösen`,
    renameGroup: (name) => `Die Gruppe ${name} umbenennen`,
    chooseGroup: (name) => `Die Gruppe ${name} zum Zusammenführen auswählen`,
    mergeGroups: (count) =>
      count < 2 ? 'Ausgewählte Gruppen zusammenführen' : `${f.count(count)} Gruppen zusammenführen`,
    groupRenamed: (name) => `Die Gruppe heißt jetzt ${name}.`,
    groupPinned: (name) => `${name} ist angeheftet.`,
    groupUnpinned: (name) => `${name} ist nicht mehr angeheftet.`,
    groupsMerged: (name) => `Die Gruppen sind in ${name} zusammengeführt.`,

    // Cleaning up: photos of the same picture or moment.
    cleanUp: 'Aufräumen',
    cleanUpHint:
      'Ausgeblendete Fotos erscheinen in keiner Liste und keiner Suche. Ihre Dateien bleiben, wie sie sind.',
    lookingForGroups: 'Fotos desselben Bildes oder Augenblicks werden gesucht',
    lookingForCopies: (done, total) => `Kopien werden gesucht: ${f.count(done)} von ${photos(total)}`,
    comparingCopies: (done, total) =>
      `Mögliche Kopien werden verglichen: ${f.count(done)} von ${f.count(total)}`,
    samePicture: (groups) => `Dasselbe Bild (${f.count(groups)})`,
    sameMoment: (groups) => `Derselbe Augenblick (${f.count(groups)})`,
    noSamePicture: 'Keine zwei Fotos zeigen dasselbe Bild.',
    noSameMoment: 'Keine zwei Fotos wurden im selben Augenblick aufgenommen.',
    showMoreGroups: 'Mehr anzeigen',
    keepWhich: 'Welches Foto Sie behalten',
    keepWhichOnes: 'Welche Fotos Sie behalten',
    keepLabel: (name) => `Behalten: ${name}`,
    ownChoice: 'Ihre Wahl.',
    sharpest: 'Am schärfsten',
    hideCopies: (count) => f.plural(count, { one: 'Kopie ausblenden', other: '# Kopien ausblenden' }),
    hideCopiesOf: (count, name) =>
      `${f.plural(count, { one: 'Kopie ausblenden', other: '# Kopien ausblenden' })}: ${name}`,
    hideAllCopies: (count) => `Alle ${f.count(count)} Kopien ausblenden`,
    moveCopies: (count) => f.plural(count, { one: 'Kopie verschieben …', other: '# Kopien verschieben …' }),
    moveCopiesOf: (count, name) =>
      `${f.plural(count, { one: 'Kopie verschieben', other: '# Kopien verschieben' })}: ${name}`,
    moveAllCopies: (count) => `Alle ${f.count(count)} Kopien verschieben …`,
    hideOthers: (count) => f.plural(count, { one: 'Das andere ausblenden', other: '# andere ausblenden' }),
    hideOthersOf: (count, name) =>
      `${f.plural(count, { one: 'Das andere ausblenden', other: '# andere ausblenden' })}, ${name} behalten`,
    hidingUndone: 'Rückgängig gemacht: Die Fotos sind wieder da.',
    keepOriginal: (other, others) =>
      f.plural(
        others,
        {
          cropped: {
            one: 'Es zeigt mehr: Das andere ist beschnitten.',
            other: 'Es zeigt mehr: Andere sind beschnitten.',
          },
          named: {
            one: 'Das andere ist dem Namen nach eine Kopie.',
            other: 'Die anderen sind dem Namen nach Kopien.',
          },
          changed: {
            one: 'Es ist so, wie die Kamera es geschrieben hat: Das andere wurde später geändert.',
            other: 'Es ist so, wie die Kamera es geschrieben hat: Andere wurden später geändert.',
          },
        }[other],
      ),
    keepCameraData: (camera) =>
      camera
        ? `Es enthält mehr von dem, was die Kamera geschrieben hat (${camera}).`
        : 'Es enthält mehr von dem, was eine Kamera schreibt.',
    keepPixels: (kept, other) =>
      `Es hat mehr Pixel: ${f.millions(kept)} statt ${f.millions(other)} Megapixel.`,
    keepFormat: (kept, other) => `Sein Format fasst mehr: ${kept} statt ${other}.`,
    keepCompression: (kept, other) =>
      `Es ist weniger komprimiert: in Schritten von ${f.rate(kept)} statt ${f.rate(other)}.`,
    keepSharpness: (kept, other) => `Es ist schärfer: ${f.rate(kept)} statt ${f.rate(other)}.`,
    keepAge: (kept, other) => {
      const [ours, theirs] = [f.date(kept), f.date(other)];
      return ours && theirs && ours !== theirs
        ? `Seine Datei ist älter: ${ours} statt ${theirs}.`
        : 'Seine Datei ist älter.';
    },
    keepPath: (kept, other) => `Nur die Pfade unterscheiden sich: „${kept}“ kommt vor „${other}“.`,
    compare: 'Vergleichen',
    compareLabel: (name) => `Vergleichen: ${name} mit den anderen`,
    compareHint:
      'Zwei Fotos. Plus und Minus vergrößern und verkleinern beide, Pfeiltasten verschieben sie, Null zeigt sie ganz.',
    compareWith: 'Vergleichen mit',
    differences: 'Unterschiede',
    noDifferences: 'Sonst ist kein Unterschied bekannt.',
    fileSize: 'Dateigröße',
    fileBytes: (bytes) => f.fileBytes(bytes),
    sharpness: 'Schärfe',
    compression: 'Kompression',
    measure: (value) => f.rate(value),

    modelsHint:
      'Vom Modell hängt ab, wie gut die Suche Ihre Fotos findet. Ein neues wird einmal heruntergeladen und in diesem Browser gespeichert. Dann indexiert es Ihre Fotos, während Sie mit dem jetzigen weitersuchen.',
    inUse: 'In Gebrauch',
    gettingReady: 'In Vorbereitung',
    runsOn: (what) => `Läuft auf: ${what}.`,
    recommended: 'Empfohlen',
    smallAndFast: 'Klein und schnell',
    bestInEnglish: 'Am besten auf Englisch',
    bestInOthers: 'Am besten in anderen Sprachen',
    otherModels: (count) => f.plural(count, { one: '# weiteres Modell', other: '# weitere Modelle' }),
    english: 'Englisch',
    otherLanguages: 'Andere Sprachen',
    specialModels: 'Spezialgebiete und Modelle ohne veröffentlichte Ergebnisse',
    softwareLicences: 'Softwarelizenzen',
    useModel: 'Dieses Modell nutzen',
    useModelLabel: (model) => `Dieses Modell nutzen: ${model}`,
    sizeUnknown: 'Größe unbekannt',
    sizeIncluded: (bytes) => `${f.bytes(bytes)}, enthalten`,
    sizeToDownload: (bytes) => `${f.bytes(bytes)} herunterzuladen`,
    sizeStored: (bytes) => `${f.bytes(bytes)} gespeichert`,
    languages: (codes) => f.languages(codes),
    languageCount: (count) => f.plural(count, { one: '# Sprache', other: '# Sprachen' }),
    languagesUnknown: 'Sprachen unbekannt',
    licenceUnknown: 'Lizenz unbekannt',
    demonstrationUse: 'Ein kleines Demomodell. Wählen Sie für Ihre eigenen Fotos ein größeres.',
    modelDetails: 'Qualität, Training und Sprachen',
    quality: 'Qualität',
    qualitySource: 'Quelle',
    qualityUnknown: 'Keine veröffentlichten Ergebnisse.',
    qualityTextToImage: (percent) =>
      `Bei ${f.percent(percent)} der Beschreibungen kommt das richtige Bild unter ${f.count(5000)} zuerst (COCO).`,
    qualityImageToText: (percent) =>
      `Bei ${f.percent(percent)} der Bilder kommt eine richtige Beschreibung zuerst.`,
    qualityImagenet: (percent) =>
      `Bei ${f.percent(percent)} der Bilder wählt es aus ${f.count(1000)} Namen den richtigen (ImageNet).`,
    trainedOn: 'Trainiert mit',
    languagesTitle: 'Sprachen',
    licenceFor: (model) => `Lizenz für ${model}`,
    licenceHint:
      'Sie schränkt ein, wofür Sie dieses Modell nutzen dürfen. Sie stimmen nur einmal zu. Bisher wurde nichts heruntergeladen.',
    licence: (name) => `Lizenz: ${name}`,
    readLicence: (name) => `Lizenz lesen: ${name}`,
    agree: 'Ich stimme zu',
    stored: 'In diesem Browser gespeichert',
    storedHint:
      'Ein gelöschtes Modell können Sie wieder herunterladen. Fotos, die es indexiert hat, bleiben indexiert.',
    storedModel: (bytes, day, now) =>
      `${f.bytes(bytes)} gespeichert, zuletzt genutzt ${f.ago(day, now) ?? `am ${f.day(day)}`}`,
    storage: (used, left) =>
      `Mit Ihrem Index belegt diese Seite ${f.bytes(used)} im Speicher des Browsers und darf noch bis zu ${f.bytes(left)} nutzen.`,
    storageKept: 'Der Browser behält alles, bis Sie es löschen.',
    storageNotKept:
      'Der Browser darf es löschen, wenn die Festplatte voll ist, und tut es, wenn Sie ein privates Fenster schließen.',
    keepStorage: 'Behalten',
    storageAgreed: 'Der Browser hat zugesagt, es zu behalten.',
    storageRefused:
      'Der Browser hat nicht zugesagt. Vielleicht tut er es, wenn Sie diese Seite installieren oder ein paar Tage lang benutzt haben.',
    delete: 'Löschen',
    deleteModel: (model) => `${model} löschen`,
    modelDeleted: (model, bytes) => `${model} wurde gelöscht. Das hat ${f.bytes(bytes)} freigegeben.`,
  };
};
