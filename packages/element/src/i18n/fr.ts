import type { ClipErrorCode } from '@web-clip/clip';
import type { LeftOutKind, PhotoTrait } from '@web-clip/photos';
import type { FilterName, Formats, PluralForms } from './formats.ts';
import type { Strings } from './strings.ts';

/** Values of the filter `is`. */
const PHOTO_KINDS: Readonly<Record<PhotoTrait, string>> = {
  portrait: 'format portrait',
  landscape: 'format paysage',
  square: 'format carré',
  screenshot: 'captures d’écran',
  panorama: 'panoramiques',
  document: 'pièces écrites',
  video: 'vidéos',
  blurred: 'photos floues',
  favourite: 'favoris',
  hidden: 'photos masquées',
};

/** Filters with one value. */
const FILTERS: Readonly<Record<FilterName, string>> = {
  near: 'Près du lieu',
  place: 'Lieu',
  camera: 'Appareil',
  lens: 'Objectif',
  is: 'Genre',
  rating: 'Note',
  label: 'Étiquette',
  album: 'Album photo',
  group: 'Groupe',
  folder: 'Dossier',
  type: 'Type de fichier',
};

const FILES: Readonly<Record<LeftOutKind, PluralForms>> = {
  video: { one: '# vidéo', other: '# vidéos' },
  psd: { one: '# fichier PSD', other: '# fichiers PSD' },
  svg: { one: '# fichier SVG', other: '# fichiers SVG' },
  image: { one: '# image non prise en charge', other: '# images non prises en charge' },
  audio: { one: '# fichier audio', other: '# fichiers audio' },
  document: { one: '# document', other: '# documents' },
  archive: { one: '# archive', other: '# archives' },
  sidecar: { one: '# fichier annexe', other: '# fichiers annexes' },
  code: { one: '# fichier de code', other: '# fichiers de code' },
  other: { one: '# fichier d’un autre type', other: '# fichiers d’autres types' },
  hidden: { one: '# fichier caché', other: '# fichiers cachés' },
};

const ADVICE: Readonly<Record<ClipErrorCode, string>> = {
  'invalid-argument': 'Cette demande est impossible.',
  disposed: 'Le modèle a été arrêté. Rechargez la page.',
  'unknown-model': 'Ce modèle est introuvable. Choisissez-en un autre.',
  'unsupported-model': 'Ce modèle ne fonctionne pas ici. Choisissez-en un autre.',
  'invalid-model': 'Un fichier du modèle est endommagé. Supprimez le modèle et téléchargez-le de nouveau.',
  'unsupported-dtype': 'Ce modèle ne fonctionne pas sur cet appareil. Choisissez-en un autre.',
  'no-webgpu': 'Ce navigateur n’a pas WebGPU.',
  'download-failed': 'Le téléchargement a échoué. Vérifiez la connexion et réessayez.',
  'storage-failed': 'Le stockage du navigateur est inaccessible. Rechargez la page.',
  'storage-full': 'Le stockage est plein. Supprimez un modèle ou libérez de la place sur l’appareil.',
  'undecodable-image': 'Cette image est endommagée, ou le navigateur ne lit pas son format.',
  'too-large-image': 'Cette image est trop grande.',
  'unreadable-file': 'Un fichier ou un dossier n’a pas pu être lu. Choisissez-le de nouveau.',
  'invalid-library': 'Ce fichier n’est pas une bibliothèque enregistrée, ou il est endommagé.',
  'wrong-results': 'Cet appareil calcule mal avec ce modèle. Choisissez-en un autre.',
  'engine-failed': 'Le modèle a cessé de fonctionner. Rechargez la page.',
};

/** The texts in French, which addresses people as “vous”. */
export const fr = (f: Formats): Strings => {
  const photos = (count: number): string =>
    f.plural(count, { one: '# photo', many: '# de photos', other: '# photos' });
  const withOthers = (count: number): string =>
    count === 0
      ? ''
      : f.plural(count, {
          one: ', avec # fichier RAW ou annexe',
          many: ', avec # de fichiers RAW et annexes',
          other: ', avec # fichiers RAW et annexes',
        });
  return {
    cancel: 'Annuler',
    close: 'Fermer',
    dismiss: 'Masquer',
    addFolder: 'Ajouter un dossier',
    addPhotos: 'Ajouter des photos',
    chooseFolder: 'Choisir un dossier',
    choosePhotos: 'Choisir des photos',
    photos,

    searchLabel: 'Rechercher dans vos photos',
    searchPlaceholder: 'Décrivez une photo',
    searchPlaceholderWithChips: 'Ajouter des mots',
    searchByImage: 'Rechercher par image',
    searchHelp: 'Ce que vous pouvez chercher',
    editChip: (label) => `Modifier : ${label}`,
    removeChip: (label) => `Retirer : ${label}`,
    except: (label) => `sauf : ${label}`,
    without: (label) => `sans ${label}`,
    weighted: (weight, label) => `${f.number(weight)} × ${label}`,
    anyOf: (labels) => f.alternatives(labels),
    since: (day) => `depuis ${day}`,
    until: (day) => `jusqu’à ${day}`,
    range: (first, last) => `${first} – ${last}`,
    nearPlace: (place, kilometres) =>
      kilometres === undefined ? `près de ${place}` : `${f.number(kilometres)} km autour de ${place}`,
    inFolder: (name) => `dossier ${name}`,
    labelled: (name) => `étiquette ${name}`,
    inAlbum: (name) => `album ${name}`,
    inGroup: (name) => `groupe ${name}`,
    photoKind: (kind) => PHOTO_KINDS[kind],
    suggestions: 'Chercher plus précisément',
    suggestionFor: (words, label) => `${label}, au lieu des mots « ${words} »`,
    problem: (kind, text) =>
      ({
        date: `« ${text} » n’est pas une date.`,
        kind: `« ${text} » n’existe pas.`,
        place: `« ${text} » n’est pas un lieu.`,
        rating: `« ${text} » n’est pas une note de 1 à 5.`,
        value: `Il manque une valeur à « ${text} ».`,
      })[kind],
    didYouMean: (text) => `Vouliez-vous dire ${text} ?`,
    completions: 'Propositions',
    savedQuery: 'enregistrée',
    recentQuery: 'récente',
    forgetRecent: 'Oublier les recherches récentes',
    saveQuery: 'Enregistrer cette recherche',
    unsaveQuery: 'Oublier cette recherche',
    words: 'Mots',
    weight: 'Importance',
    weightInWords: (weight) => {
      if (weight === 1) return 'normale';
      if (weight === 0) return 'aucune';
      return `${weight < 0 ? 'sans' : weight < 1 ? 'moins' : 'plus'} (${f.number(weight)})`;
    },
    leaveOut: 'Écarter ces photos',
    firstDay: 'Premier jour',
    lastDay: 'Dernier jour',
    filterValue: (filter) => FILTERS[filter],
    done: 'Terminé',
    helpLead:
      'Décrivez une photo avec vos mots. Pour être plus précis, utilisez des signes et des filtres. Les mots-clés existent aussi en français, comme appareil: ou dossier:.',
    helpWords: 'Ce que montre la photo',
    helpPhrase: 'Des mots ensemble forment une description.',
    helpPlus: 'Les deux.',
    helpMinus: 'L’un sans l’autre. Un tiret prend un mot, ou plusieurs entre guillemets.',
    helpWeight: 'Compte double.',
    helpAnyOf: 'L’un ou l’autre.',
    helpQuotes: 'Entre guillemets, des mots ne sont jamais un filtre.',
    helpFilters: 'Quelles photos',
    helpDate: 'Une année, un mois ou un jour.',
    helpRange: 'De l’une à l’autre. L’une des deux peut manquer.',
    helpSeason: 'En toutes lettres. Les saisons sont celles de l’hémisphère nord.',
    helpBefore: 'Avant ou après.',
    helpNear: 'À 20 km d’un lieu au plus.',
    helpPlace: 'Dans une ville, une région ou un pays.',
    helpCamera: 'Appareil ou objectif.',
    helpKind: 'Portrait, paysage, carré, capture d’écran, panorama, document, vidéo ou photo floue.',
    helpFolder: 'Un mot du nom d’un dossier.',
    helpType: 'Un format de fichier.',
    helpNot: 'Toutes les autres photos : un tiret devant un filtre.',
    helpKeys: 'Touches',
    helpFocusKey: 'Aller au champ de recherche',
    helpHelpKey: 'Afficher cette aide',
    helpListKey: 'Recherches récentes ou propositions',
    helpEscapeKey: 'Fermer la liste, puis vider la recherche',
    helpPhotoKeys: 'Touches quand une photo est ouverte',
    helpTurnKey: 'Photo précédente ou suivante. Si elle est agrandie, les flèches la déplacent.',
    helpZoomKey: 'Agrandir ou réduire, comme avec la molette ou deux doigts',
    helpActualKey:
      'Afficher à 100 % : chaque pixel de la photo en est un de l’écran. Un double clic fait de même.',
    helpRotateKey: 'Faire pivoter la vue ; avec Maj, dans l’autre sens. Le fichier ne change pas.',
    helpSlideShowKey: 'Lancer le diaporama ou le mettre en pause',
    helpFullScreenKey: 'Plein écran',
    helpDetailsKey: 'Informations sur la photo',
    helpChooseKey: 'Choisir la photo, là où l’on peut en choisir',
    likePhoto: (name) => `comme ${name}`,
    likePastedImage: 'comme l’image collée',
    likeUnnamedImage: 'comme une image',
    likeUnnamedPhoto: 'comme une photo',
    likeEmbedding: 'comme un vecteur',
    searching: 'Recherche…',
    nothingFound: 'Aucune photo trouvée',
    nothingFits: 'Rien ici n’y ressemble ; voici le plus proche.',
    lessLikely: 'Moins probable à partir d’ici',
    showAll: (count) => `Tout afficher (${f.count(count)})`,
    bestFirst: (count) => `${photos(count)}, les plus proches d’abord`,
    newestFirst: (count) => `${photos(count)}, les plus récentes d’abord`,
    filesUnread: (count) =>
      f.plural(count, { one: '# fichier n’a pas pu être lu', other: '# fichiers n’ont pas pu être lus' }),
    demonstrationModel: 'Petit modèle de démonstration.',
    demonstrationModelLimits: 'Petit modèle de démonstration, faible sur les photos chargées.',
    betterModels: 'Meilleurs modèles',
    notUnderstood: (model) => `${model} ne comprend pas cela.`,
    onlyUnderstood: (model, languages) => `${model} ne comprend que : ${f.languages(languages)}.`,
    understood: (model) => `${model} le comprend.`,
    chooseModel: 'Le choisir',
    chooseModelLabel: (model) => `Le choisir : ${model}`,

    startTitle: 'Trouvez vos photos en les décrivant.',
    startLead: (example) =>
      `Tapez ${example} pour voir les photos qui en montrent un, quel que soit le nom des fichiers.`,
    startExample: 'un chien sur la plage',
    trySamples: 'Essayer l’album d’exemple',
    dropHint: 'ou déposez des photos et des dossiers n’importe où ici',
    loadLibrary: 'Charger une bibliothèque enregistrée',
    privacy: 'Rien ne quitte cet appareil : vos photos sont lues, indexées et recherchées ici même.',
    opening: 'Ouverture de vos photos…',
    dropHere: 'Déposez des photos et des dossiers pour les ajouter',
    dropOnBox: 'Déposez une image sur le champ de recherche pour chercher avec elle',
    nothingIndexed: 'Ce modèle n’a encore indexé aucune photo.',

    startingModel: 'Démarrage du modèle…',
    noModel: 'Aucun modèle n’est en cours d’exécution.',
    onGpu: 'sur le GPU',
    onCpu: 'sur le processeur',
    runsOnWebgpu: (adapter, dtype) => `WebGPU${adapter ? ` sur ${adapter}` : ''}, ${dtype}`,
    runsOnWasm: (threads, dtype) =>
      `WASM, ${f.plural(threads, { one: '# thread', other: '# threads' })}, ${dtype}`,
    searchable: (count) => `${photos(count)} dans la recherche`,
    folders: 'Dossiers',
    models: 'Modèles',

    lookingForPhotos: (found) =>
      found > 0 ? `Recherche de photos : ${f.count(found)} jusqu’ici` : 'Recherche de photos',
    indexing: 'Indexation',
    indexingPhotos: (done, total) => `Indexation : ${f.count(done)} sur ${photos(total)}`,
    rate: (photosPerSecond) => `${f.rate(photosPerSecond)} photos/s`,
    secondsLeft: (seconds) => `encore ${f.count(seconds)} s`,
    minutesLeft: (minutes) => `encore ${f.count(minutes)} min`,
    hoursLeft: (hours, minutes) =>
      minutes > 0 ? `encore ${f.count(hours)} h ${f.count(minutes)} min` : `encore ${f.count(hours)} h`,
    unread: (count) => f.plural(count, { one: '# illisible', other: '# illisibles' }),
    countOf: (done, total) => `${f.count(done)} sur ${f.count(total)}`,
    download: 'Téléchargement du modèle',
    downloading: (model) => `Téléchargement de ${model}`,
    connecting: 'connexion',
    bytes: (bytes) => f.bytes(bytes),
    bytesOf: (done, total) => `${f.bytes(done)} sur ${f.bytes(total)}`,
    preparing: (model) => `Préparation de ${model}`,
    preparingPhotos: (model) => `Préparation de vos photos pour ${model}`,
    stillUsed: (model) => `La recherche utilise encore ${model}`,

    chosen: (count) =>
      f.plural(count, { one: '# photo choisie', many: '# de photos choisies', other: '# photos choisies' }),
    chooseAll: (count) => `Choisir les ${f.count(count)}`,
    chooseNone: 'Annuler le choix',
    chooseNamed: (name) => `Choisir ${name}`,
    favourite: 'Favori',
    hide: 'Masquer',
    unhide: 'Afficher de nouveau',
    marks: 'Note et mots-clés',
    rating: 'Note',
    stars: (count) => f.plural(count, { one: '# étoile', other: '# étoiles' }),
    labels: 'Mots-clés',
    addLabel: 'Ajouter un mot-clé',
    removeLabel: (label) => `Retirer le mot-clé ${label}`,
    add: 'Ajouter',
    undo: 'Annuler',
    favouritesAdded: (count) =>
      f.plural(count, { one: '# photo ajoutée aux favoris.', other: '# photos ajoutées aux favoris.' }),
    favouritesRemoved: (count) =>
      f.plural(count, { one: '# photo retirée des favoris.', other: '# photos retirées des favoris.' }),
    photosHidden: (count) =>
      f.plural(count, {
        one: '# photo masquée. Le fichier reste.',
        other: '# photos masquées. Les fichiers restent.',
      }),
    photosUnhidden: (count) =>
      f.plural(count, { one: '# photo affichée de nouveau.', other: '# photos affichées de nouveau.' }),
    photosRated: (count, stars) =>
      stars === 0
        ? `${photos(count)} : sans note`
        : `${photos(count)} : ${f.plural(stars, { one: '# étoile', other: '# étoiles' })}`,
    labelAdded: (count, label) => `Mot-clé « ${label} » : ${photos(count)}`,
    labelRemoved: (count, label) => `Mot-clé « ${label} » retiré : ${photos(count)}`,
    undone: 'Annulé.',
    doneAgain: 'Rétabli.',
    nothingToUndo: 'Il n’y a rien à annuler.',
    nothingToRedo: 'Il n’y a rien à rétablir.',
    albums: 'Albums',
    albumsHint:
      'Un album contient les photos que vous y ajoutez, ou ce qu’une recherche trouve, maintenant et plus tard. Les fichiers restent où ils sont.',
    noAlbums: 'Il n’y a pas encore d’album.',
    newAlbum: 'Nom d’un nouvel album',
    createAlbum: 'Créer',
    albumOfSearch: (query) => `avec tout ce que cette recherche trouve, maintenant et plus tard : ${query}`,
    newPhotos: (count) => f.plural(count, { one: '# nouvelle', other: '# nouvelles' }),
    rename: 'Renommer',
    renameAlbum: (name) => `Renommer l’album ${name}`,
    removeAlbum: (name) => `Supprimer l’album ${name}. Ses photos restent.`,
    takeOut: 'Retirer',
    addTo: (name, count) => `Ajouter ${photos(count)} à ${name}`,
    takeFrom: (name, count) => `Retirer ${photos(count)} de ${name}`,
    albumCreated: (name) => `L’album « ${name} » a été créé.`,
    albumRenamed: (name) => `L’album s’appelle maintenant « ${name} ».`,
    albumRemoved: (name) => `L’album « ${name} » a été supprimé. Ses photos restent.`,
    addedTo: (name, count) => `Ajouté à « ${name} » : ${photos(count)}`,
    takenFrom: (name, count) => `Retiré de « ${name} » : ${photos(count)}`,
    helpMarks: 'Touches pour les photos, ouvertes ou non',
    helpFavouriteKey: 'Favori',
    helpRatingKey: 'Note de 1 à 5 étoiles ; 0 pour aucune',
    helpHideKey: 'Masquer. Le fichier reste.',
    helpUndoKey: 'Annuler ; avec Maj, rétablir',
    helpExtendKey: 'Choisir jusqu’à la photo suivante',
    helpAllKey: 'Choisir toutes les photos',
    helpFavourites: 'Les favoris, ou les photos masquées.',
    helpRating: 'Avec quatre étoiles ou plus.',
    helpLabel: 'Avec un mot-clé.',
    helpAlbum: 'Dans un album.',

    filesLeftOut: (kinds) => `Laissés de côté : ${f.list(kinds)}.`,
    filesOfKind: (kind, count) => f.plural(count, FILES[kind]),
    systemFoldersSkipped: (count) =>
      f.plural(count, {
        one: '# dossier système (miniatures, corbeille, etc.) a été ignoré.',
        other: '# dossiers système (miniatures, corbeille, etc.) ont été ignorés.',
      }),
    separateFolder: (name, missing) =>
      `Vous avez déjà un dossier nommé « ${name} ». ${f.plural(missing, {
        one: 'Il manque # de ses photos',
        other: 'Il manque # de ses photos',
      })} au dossier que vous venez d’ajouter ; il a donc été ajouté séparément.`,
    separateFolderOnce: 'Si c’est le même dossier, choisissez-le avec « Ajouter un dossier ».',
    sameFolder: 'C’est le même dossier',
    foldersOffered: 'Pour trouver les nouvelles photos de vos dossiers et voir les photos en taille réelle :',
    foldersUnfinished: (names) =>
      `Certaines photos de ${f.list(names.map((name) => `« ${name} »`))} ne sont pas encore indexées. Pour continuer :`,
    indexAgain: (folder) => `Indexer de nouveau « ${folder} »`,
    chooseAgain: (folder) => `Choisir de nouveau « ${folder} »`,
    notIndexed: (count) =>
      f.plural(count, {
        one: '# photo n’est pas encore indexée avec ce modèle.',
        many: '# de photos ne sont pas encore indexées avec ce modèle.',
        other: '# photos ne sont pas encore indexées avec ce modèle.',
      }),
    indexNow: (count) => f.plural(count, { one: 'L’indexer maintenant', other: 'Les indexer maintenant' }),
    stopped: (searchable, total) =>
      total === undefined
        ? `L’indexation s’est arrêtée : ${photos(searchable)} dans la recherche.`
        : `L’indexation s’est arrêtée : ${f.count(searchable)} sur ${photos(total)} dans la recherche.`,
    continue: 'Continuer',
    modelUsed: (model) => `La recherche utilise maintenant ${model}.`,
    gpuRestarted: 'Le GPU s’est arrêté et a été relancé. Rien n’est perdu.',
    gpuReplaced:
      'Le GPU a échoué ou a donné de faux résultats avec ce modèle. Le processeur a pris le relais, plus lentement.',
    modelRestarted: 'Le modèle s’est arrêté et a été relancé. Rien n’est perdu.',
    switchCancelled: (model) => `Le passage à ${model} a été annulé.`,

    noPhotosInFolder: (name) => `Il n’y a aucune photo dans « ${name} ». Choisissez autre chose.`,
    noPhotosInSelection: 'Il n’y a aucune photo dans votre sélection. Choisissez autre chose.',
    noPhotosInDrop: 'Il n’y a aucune photo parmi les éléments déposés. Choisissez autre chose.',
    folderDenied: (name) =>
      `Le navigateur ne laisse pas cette page lire « ${name} ». Autorisez-la dans les paramètres du site, ou choisissez de nouveau le dossier.`,
    samplesFailed: 'L’album d’exemple n’a pas pu être chargé. Vérifiez la connexion et réessayez.',
    modelStays: (model) => `${model} reste utilisé.`,
    modelDied:
      'Le modèle s’est arrêté. Le navigateur manque peut-être de mémoire : fermez d’autres onglets et réessayez.',
    modelDiedTwice:
      'Le modèle s’est arrêté deux fois en quelques minutes. Le navigateur manque peut-être de mémoire. Fermez d’autres onglets et rechargez la page, ou choisissez un modèle plus petit. Les photos indexées sont conservées.',
    modelNotRestarted:
      'Le modèle s’est arrêté et n’a pas redémarré. Fermez d’autres onglets et rechargez la page, ou choisissez un modèle plus petit. Les photos indexées sont conservées.',
    noRoom: (model, needed, left) =>
      `${model} a besoin de ${f.bytes(needed)} de plus, mais le stockage de ce navigateur ${left !== undefined ? `n’a que ${f.bytes(left)} de libre` : 'n’a plus de place'}. Supprimez un modèle que vous n’utilisez pas, ou libérez de l’espace disque, puis choisissez-le de nouveau.`,
    chooseWhatToDelete: 'Choisir quoi supprimer',
    advice: (code) => ADVICE[code],

    photoList: 'Photos',
    strength: (strength) => ({ strong: 'très probable', likely: 'probable', weak: 'faible' })[strength],
    scoreInGrid: (score) => f.decimal(score, 2),
    open: 'Ouvrir',
    openPhoto: (name) => `Ouvrir ${name}`,
    timeline: 'Chronologie',
    sortByDate: 'Trier par date',
    sortByMatch: 'Meilleurs résultats d’abord',
    showWhole: 'Tout afficher',
    // Copies of a picture among the results.
    withCopies: (count) =>
      f.plural(count, { one: 'et # copie', many: 'et # de copies', other: 'et # copies' }),
    showCopies: (count) =>
      f.plural(count, { one: 'Afficher # copie', many: 'Afficher # de copies', other: 'Afficher # copies' }),
    collapseCopies: 'Regrouper les copies',
    onThisDay: (count) => `Ce jour-là : ${photos(count)}`,
    photo: 'Photo',
    pixels: (width, height) => `${f.count(width)} × ${f.count(height)} px`,
    withRaw: (names) => `avec RAW : ${names.join(', ')}`,
    score: (score) => `score ${f.decimal(score, 3)}`,
    date: (milliseconds) => f.date(milliseconds) ?? 'Date inconnue',
    partOfDate: (milliseconds, precision) => f.partOfDate(milliseconds, precision),
    dateOfName: (date) => `${date} (d’après le nom du fichier)`,
    dateOfFile: (milliseconds) => `Date du fichier : ${f.date(milliseconds) ?? 'inconnue'}`,
    incomplete: 'Le fichier de cette photo est incomplet : il manque la fin.',
    previewOfUnreachable:
      'Ce n’est qu’un aperçu. Pour voir la photo entière, choisissez-la de nouveau, ou son dossier.',
    previewOfUndecodable: 'Ce n’est qu’un aperçu. Le navigateur ne peut pas afficher ce type de fichier.',
    moreLikeThis: 'Photos similaires',
    addToSearch: 'Ajouter à la recherche',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    previousPhoto: 'Photo précédente',
    nextPhoto: 'Photo suivante',
    photoTools: 'Outils',
    choosePhoto: 'Choisir cette photo',
    rotate: 'Faire pivoter la vue',
    slideShow: 'Diaporama',
    pauseSlideShow: 'Mettre le diaporama en pause',
    slideShowPaused: 'Le diaporama est en pause.',
    slideTime: 'Durée par photo',
    fullScreen: 'Plein écran',
    leaveFullScreen: 'Quitter le plein écran',
    wholePhoto: 'Photo entière',
    slideSeconds: (seconds) => f.seconds(seconds),
    zoom: (percent) => `Agrandissement ${f.percent(percent)}`,
    rotated: (degrees) => `Pivotée de ${f.count(degrees)}°`,

    details: 'Informations',
    detailDate: 'Prise le',
    detailCamera: 'Appareil',
    detailExposure: 'Exposition',
    detailPlace: 'Lieu',
    detailOrigin: 'Origine',
    detailKind: 'Genre',
    detailSize: 'Taille',
    detailFile: 'Fichier',
    dateFromMetadata: (source) => `D’après les métadonnées de la photo (${source})`,
    dateFromName: 'D’après le nom du fichier',
    dateFromFile: 'Dernière modification du fichier : rien ne dit quand la photo a été prise',
    exposureTime: (seconds) => f.seconds(seconds),
    aperture: (aperture) => `f/${f.compact(aperture)}`,
    iso: (iso) => `ISO ${f.count(iso)}`,
    focalLength: (millimetres, equivalent) =>
      equivalent === undefined || equivalent === millimetres
        ? f.millimetres(millimetres)
        : `${f.millimetres(millimetres)} (équivaut à ${f.millimetres(equivalent)} en 24 × 36)`,
    coordinates: (latitude, longitude) => `${f.decimal(latitude, 5)} ${f.decimal(longitude, 5)}`,
    altitude: (metres) => `${f.metres(metres)} d’altitude`,
    megapixels: (count) => `${f.rate(count)} mégapixels`,
    mapOf: (place) => `Carte : ${place}`,
    placesCredit: 'Noms de lieux : GeoNames, CC BY 4.0',
    kindOfPhoto: (kind) =>
      ({
        screenshot: 'Capture d’écran',
        panorama: 'Panoramique',
        document: 'Document numérisé',
        video: 'Vidéo',
      })[kind],
    generated: (how) =>
      how === 'generated'
        ? 'Le fichier indique qu’un programme a créé cette image.'
        : 'Le fichier indique qu’un programme a créé une partie de cette image.',

    // Videos.
    detailLength: 'Durée',
    videoLength: (length) => `Vidéo, ${length}`,
    videoFrom: (time) => `Vidéo, meilleur passage à ${time}`,

    map: 'Carte',
    mapHint: 'Carte. Les flèches la déplacent, plus et moins changent le zoom.',
    photosOnMap: (count) => `${photos(count)} sur la carte`,
    photosAt: (count, place) => (place ? `${place} : ${photos(count)}` : photos(count)),
    clusterCount: (count) => f.count(count),
    mapCredit: 'Carte : Natural Earth. Noms : GeoNames, CC BY 4.0',

    // Photos that are taken elsewhere.
    saveChosen: 'Enregistrer',
    savePhotos: 'Enregistrer ces photos',
    savePhotosTitle: (count) => `Enregistrer ${photos(count)}`,
    copyPhotos: 'Copier dans un dossier',
    copyPhotosHint:
      'Avec leurs fichiers RAW et annexes. Chaque copie est comparée à l’original, et rien n’est écrasé.',
    movePhotos: 'Déplacer dans un dossier',
    movePhotosHint:
      'Un original n’est supprimé qu’une fois sa copie vérifiée par SHA-256. Vous pouvez l’annuler, même plus tard.',
    moveQuestion: (count, folder) => `Déplacer ${photos(count)} dans « ${folder} » ?`,
    moveNow: 'Déplacer',
    zipPhotos: 'Enregistrer en fichier ZIP',
    zipPhotosHint: (bytes) => `Environ ${f.bytes(bytes)}, plus les fichiers RAW et annexes.`,
    zipWithMarks: 'Emporter favoris, notes et étiquettes dans des fichiers annexes XMP',
    listAsCsv: 'Liste en tableau (CSV)',
    listAsJson: 'Liste pour programmes (JSON)',
    listPhotosHint:
      'Tout ce que l’on sait de chaque photo : date, lieu, appareil, et ce que vous en avez dit.',
    writeSidecars: 'Écrire des fichiers XMP',
    clearSidecars: 'Retirer nos données XMP',
    sidecarsHint:
      'Favoris, notes et étiquettes vont dans des fichiers à côté des photos, où d’autres logiciels les lisent. Ce que ceux-ci ont écrit reste.',
    contactSheet: 'Imprimer une planche-contact',
    contactSheetHint: 'De petites images avec noms et dates, sur des pages A4.',
    sharePhotos: (count) => `Partager ${photos(count)}`,
    shareHint: 'Avec une autre application de cet appareil.',
    shareSomeHint: (count) =>
      `Avec une autre application de cet appareil. ${f.count(count)} peuvent partir à la fois.`,
    favouriteKeyword: 'Favori',
    transferring: (task) =>
      ({
        copy: 'Copie des photos',
        move: 'Déplacement des photos',
        undo: 'Annulation',
        zip: 'Écriture du fichier ZIP',
        list: 'Écriture de la liste',
        'write-sidecars': 'Écriture des fichiers annexes',
        'clear-sidecars': 'Retrait de nos données des fichiers annexes',
        sheet: 'Préparation de la planche-contact',
        import: 'Reprise des favoris et des albums',
      })[task],
    transferStopped: 'Arrêté.',
    transferred: (kind, isUndone, count, others) => {
      if (count === 0) return 'Il n’y avait rien à faire.';
      const forms = (one: string, other: string): string =>
        `${photos(count)} ${f.plural(count, { one, other })}`;
      const copies = f.plural(count, {
        one: '# copie supprimée',
        many: '# de copies supprimées',
        other: '# copies supprimées',
      });
      const back = forms('remise à sa place', 'remises à leur place');
      const there = kind === 'copy' ? forms('copiée', 'copiées') : forms('déplacée', 'déplacées');
      return `${isUndone ? (kind === 'copy' ? copies : back) : there}${withOthers(others)}.`;
    },
    transferInterrupted: (kind, isUndoing, count, folder) => {
      const what = `${kind === 'copy' ? 'copie' : 'déplacement'} de ${photos(count)} dans « ${folder} »`;
      return isUndoing ? `Annulation interrompue : ${what}.` : `Opération interrompue : ${what}.`;
    },
    undoTransfer: 'Défaire',
    searchTarget: (folder) => `Chercher aussi dans « ${folder} »`,
    transferLeft: (count) =>
      f.plural(count, {
        one: '# photo est restée telle quelle',
        many: '# de photos sont restées telles quelles',
        other: '# photos sont restées telles quelles',
      }),
    zipped: (count, others) =>
      `${photos(count)} ${f.plural(count, { one: 'enregistrée', other: 'enregistrées' })}${withOthers(others)}.`,
    zipSaved: (name) => `Le fichier est « ${name} ».`,
    zipDownloaded: 'Le fichier ZIP est dans vos téléchargements.',
    listDownloaded: 'La liste est dans vos téléchargements.',
    sidecarsWritten: (count) =>
      count === 0
        ? 'Les fichiers annexes disent déjà tout cela, ou il n’y a rien à dire.'
        : f.plural(count, {
            one: '# fichier annexe modifié.',
            many: '# de fichiers annexes modifiés.',
            other: '# fichiers annexes modifiés.',
          }),
    sidecarsCleared: (count) =>
      count === 0
        ? 'Il n’y a rien de nous dans les fichiers annexes.'
        : f.plural(count, {
            one: '# fichier annexe nettoyé.',
            many: '# de fichiers annexes nettoyés.',
            other: '# fichiers annexes nettoyés.',
          }),
    folderNotWritable: (name) =>
      `Le navigateur ne laisse pas cette page modifier le dossier « ${name} ». Réessayez et autorisez-le.`,
    importExport: 'Importer de Google Takeout ou de Photos d’Apple',
    importExportHint:
      'Choisissez tous les fichiers ZIP d’un export, tels que téléchargés. Favoris, photos masquées et albums sont repris, ainsi que la date des photos qui n’en ont pas. Les photos restent dans les fichiers ZIP : pour les voir en taille réelle lors d’une autre visite, choisissez-les de nouveau.',
    chooseExport: 'Choisir les fichiers ZIP',
    imported: (count, favourites, hidden, albums, trashed) =>
      `${photos(count)} de l’export. Repris : ${f.plural(favourites, { one: '# favori', many: '# de favoris', other: '# favoris' })}, ${f.plural(hidden, { one: '# photo masquée', many: '# de photos masquées', other: '# photos masquées' })}, ${f.plural(albums, { one: '# album', many: '# d’albums', other: '# albums' })}.${trashed > 0 ? ` Laissé de côté : ${photos(trashed)} dans la corbeille.` : ''}`,

    noFolders: 'Il n’y a encore aucun dossier.',
    foldersBusy: 'L’indexation est en cours. Vous pourrez ensuite retirer des dossiers.',
    foldersHint: 'Un dossier retiré n’apparaît plus dans la recherche. Ses fichiers restent où ils sont.',
    singleFiles: 'Fichiers isolés',
    sampleAlbum: 'Album d’exemple',
    sampleAlbumAndSingleFiles: 'Album d’exemple et fichiers isolés',
    remove: 'Retirer',
    removeFolder: (name) => `Retirer ${name}`,
    removeQuestion: (name) => `Retirer « ${name} » de la recherche ?`,
    filesStay: (count) => `${photos(count)} ; les fichiers restent où ils sont.`,
    keep: 'Garder',
    leftOut: (kinds) => `Laissés de côté : ${f.list(kinds)}.`,
    systemFoldersIndexed: 'Les dossiers système sont aussi indexés.',
    systemFoldersLeftOut: (count) =>
      f.plural(count, {
        one: '# dossier système ignoré (miniatures, corbeille, etc.).',
        other: '# dossiers système ignorés (miniatures, corbeille, etc.).',
      }),
    skipSystemFolders: 'Les ignorer',
    skipSystemFoldersOf: (folder) => `Ignorer les dossiers système de ${folder}`,
    indexSystemFolders: 'Les indexer aussi',
    indexSystemFoldersOf: (folder) => `Indexer aussi les dossiers système de ${folder}`,
    moreFiles: (count) => f.plural(count, { one: 'Et # autre fichier', other: 'Et # autres fichiers' }),
    filesUnreadHint: 'La recherche laisse ces fichiers de côté. Chacun est relu dès qu’il change.',
    copy: 'Copie de la bibliothèque',
    copyHint:
      'Un seul fichier avec tout votre index, comme sauvegarde ou pour un autre navigateur ou appareil. Il contient de petits aperçus de vos photos, pas les photos elles-mêmes.',
    saveCopy: 'Enregistrer une copie',
    loadCopy: 'Charger une copie',
    savedLibrary: 'Bibliothèque enregistrée',
    savingCopy: (done, total) => `Enregistrement : ${f.count(done)} sur ${photos(total)}`,
    loadingCopy: (done, total) => `Chargement : ${f.count(done)} sur ${photos(total)}`,
    copySaved: 'La copie est dans vos téléchargements.',
    copyLoaded: (added, known) =>
      `${f.plural(added, { one: '# photo ajoutée', many: '# de photos ajoutées', other: '# photos ajoutées' })}, ${f.count(known)} déjà là.`,
    copyDamaged: (count) =>
      `La copie est endommagée : ${f.plural(count, { one: '# photo doit être indexée', other: '# photos doivent être indexées' })} de nouveau.`,
    copyModel: (model) => `Pour les rechercher, choisissez le modèle ${model}.`,

    // Groups with names: things, scenes and events.
    namedGroups: 'Groupes',
    namedGroupsHint:
      'Choses, scènes et événements trouvés dans les photos. Chaque groupe s’ouvre comme une recherche.',
    noNamedGroups:
      'Aucun groupe trouvé. Il faut plusieurs photos d’une même chose, ou d’un même moment et d’un même lieu.',
    thingsAndScenes: 'Choses et scènes',
    events: 'Événements',
    pinnedGroups: 'Épinglés',
    readingVocabulary: (done, total) => `Préparation des mots : ${f.count(done)} sur ${f.count(total)}`,
    lookingForNamedGroups: (done, total) =>
      total > 0
        ? `Recherche de groupes : ${f.count(done)} mots sur ${f.count(total)}`
        : 'Recherche de groupes…',
    pin: 'Épingler',
    unpin: 'Détacher',
    pinGroup: (name) => `Épingler le groupe ${name}`,
    unpinGroup: (name) => `Détacher le groupe ${name}`,
    renameGroup: (name) => `Renommer le groupe ${name}`,
    chooseGroup: (name) => `Choisir le groupe ${name} à fusionner`,
    mergeGroups: (count) =>
      count < 2 ? 'Fusionner les groupes choisis' : `Fusionner ${f.count(count)} groupes`,
    groupRenamed: (name) => `Le groupe s’appelle maintenant ${name}.`,
    groupPinned: (name) => `${name} est épinglé.`,
    groupUnpinned: (name) => `${name} n’est plus épinglé.`,
    groupsMerged: (name) => `Les groupes sont fusionnés dans ${name}.`,

    // Cleaning up: photos of the same picture or moment.
    cleanUp: 'Faire le tri',
    cleanUpHint:
      'Les photos masquées quittent les listes et les recherches. Leurs fichiers restent tels quels.',
    lookingForGroups: 'Recherche des photos d’une même image ou d’un même instant',
    lookingForCopies: (done, total) => `Recherche des copies : ${f.count(done)} sur ${photos(total)}`,
    comparingCopies: (done, total) =>
      `Comparaison des copies probables : ${f.count(done)} sur ${f.count(total)}`,
    samePicture: (groups) => `Même image (${f.count(groups)})`,
    sameMoment: (groups) => `Même instant (${f.count(groups)})`,
    noSamePicture: 'Aucune photo ne montre la même image qu’une autre.',
    noSameMoment: 'Aucune photo n’a été prise au même instant qu’une autre.',
    showMoreGroups: 'Afficher la suite',
    keepWhich: 'La photo à garder',
    keepWhichOnes: 'Les photos à garder',
    keepLabel: (name) => `Garder ${name}`,
    ownChoice: 'Votre choix.',
    sharpest: 'La plus nette',
    hideCopies: (count) => f.plural(count, { one: 'Masquer la copie', other: 'Masquer # copies' }),
    hideCopiesOf: (count, name) =>
      `${f.plural(count, { one: 'Masquer la copie de', other: 'Masquer # copies de' })} ${name}`,
    hideAllCopies: (count) => `Masquer toutes les copies (${f.count(count)})`,
    moveCopies: (count) => f.plural(count, { one: 'Déplacer la copie…', other: 'Déplacer # copies…' }),
    moveCopiesOf: (count, name) =>
      `${f.plural(count, { one: 'Déplacer la copie de', other: 'Déplacer # copies de' })} ${name}`,
    moveAllCopies: (count) => `Déplacer toutes les copies (${f.count(count)})…`,
    hideOthers: (count) => f.plural(count, { one: 'Masquer l’autre', other: 'Masquer # autres' }),
    hideOthersOf: (count, name) =>
      `${f.plural(count, { one: 'Masquer l’autre', other: 'Masquer # autres' })}, garder ${name}`,
    hidingUndone: 'Action annulée : les photos sont de nouveau visibles.',
    keepOriginal: (other, others) =>
      f.plural(
        others,
        {
          cropped: {
            one: 'Elle montre davantage : l’autre est recadrée.',
            other: 'Elle montre davantage : d’autres sont recadrées.',
          },
          named: {
            one: 'L’autre est une copie, d’après son nom.',
            other: 'Les autres sont des copies, d’après leurs noms.',
          },
          changed: {
            one: 'Elle est telle que l’appareil l’a écrite : l’autre a été modifiée plus tard.',
            other: 'Elle est telle que l’appareil l’a écrite : d’autres ont été modifiées plus tard.',
          },
        }[other],
      ),
    keepCameraData: (camera) =>
      camera
        ? `Elle contient davantage de ce que l’appareil a écrit (${camera}).`
        : 'Elle contient davantage de ce qu’un appareil écrit.',
    keepPixels: (kept, other) =>
      `Elle a plus de pixels : ${f.millions(kept)} mégapixels au lieu de ${f.millions(other)}.`,
    keepFormat: (kept, other) => `Son format contient davantage : ${kept} au lieu de ${other}.`,
    keepCompression: (kept, other) =>
      `Elle est moins compressée : par pas de ${f.rate(kept)} au lieu de ${f.rate(other)}.`,
    keepSharpness: (kept, other) => `Elle est plus nette : ${f.rate(kept)} au lieu de ${f.rate(other)}.`,
    keepAge: (kept, other) => {
      const [ours, theirs] = [f.date(kept), f.date(other)];
      return ours && theirs && ours !== theirs
        ? `Son fichier est plus ancien : ${ours} au lieu de ${theirs}.`
        : 'Son fichier est plus ancien.';
    },
    keepPath: (kept, other) => `Seuls leurs chemins diffèrent : « ${kept} » vient avant « ${other} ».`,
    compare: 'Comparer',
    compareLabel: (name) => `Comparer ${name} avec les autres`,
    compareHint:
      'Deux photos. Plus et moins agrandissent ou réduisent les deux, les flèches les déplacent, zéro les montre en entier.',
    compareWith: 'Comparer avec',
    differences: 'Ce qui diffère',
    noDifferences: 'On ne leur connaît aucune autre différence.',
    fileSize: 'Taille du fichier',
    fileBytes: (bytes) => f.fileBytes(bytes),
    sharpness: 'Netteté',
    compression: 'Taux de compression',
    measure: (value) => f.rate(value),

    modelsHint:
      'Le modèle décide de la qualité de la recherche. Un nouveau modèle est téléchargé une seule fois et conservé dans ce navigateur. Il indexe ensuite vos photos pendant que vous continuez à chercher avec l’actuel.',
    inUse: 'Utilisé',
    gettingReady: 'En préparation',
    runsOn: (what) => `Il fonctionne sur ${what}.`,
    recommended: 'Recommandés',
    smallAndFast: 'Petit et rapide',
    bestInEnglish: 'Le meilleur en anglais',
    bestInOthers: 'Le meilleur dans d’autres langues',
    otherModels: (count) => f.plural(count, { one: '# autre modèle', other: '# autres modèles' }),
    english: 'Anglais',
    otherLanguages: 'Autres langues',
    specialModels: 'Sujets spécialisés et modèles sans résultats publiés',
    softwareLicences: 'Licences des logiciels',
    useModel: 'Utiliser ce modèle',
    useModelLabel: (model) => `Utiliser ce modèle : ${model}`,
    sizeUnknown: 'taille inconnue',
    sizeIncluded: (bytes) => `${f.bytes(bytes)}, inclus`,
    sizeToDownload: (bytes) => `${f.bytes(bytes)} à télécharger`,
    sizeStored: (bytes) => `${f.bytes(bytes)} en stock`,
    languages: (codes) => f.languages(codes),
    languageCount: (count) => f.plural(count, { one: '# langue', other: '# langues' }),
    languagesUnknown: 'langues inconnues',
    licenceUnknown: 'licence inconnue',
    demonstrationUse:
      'Un petit modèle de démonstration. Pour vos propres photos, choisissez-en un plus grand.',
    modelDetails: 'Qualité, entraînement et langues',
    quality: 'Qualité',
    qualitySource: 'Source',
    qualityUnknown: 'Aucun résultat publié.',
    qualityTextToImage: (percent) =>
      `Pour ${f.percent(percent)} des descriptions, la bonne image arrive en tête parmi ${f.count(5000)} (COCO).`,
    qualityImageToText: (percent) =>
      `Pour ${f.percent(percent)} des images, une bonne description arrive en tête.`,
    qualityImagenet: (percent) =>
      `Il trouve le bon nom parmi ${f.count(1000)} pour ${f.percent(percent)} des images (ImageNet).`,
    trainedOn: 'Entraîné sur',
    languagesTitle: 'Langues',
    licenceFor: (model) => `Licence de ${model}`,
    licenceHint:
      'Elle limite ce que vous pouvez faire de ce modèle. Vous n’acceptez qu’une fois. Rien n’a encore été téléchargé.',
    licence: (name) => `Licence : ${name}`,
    readLicence: (name) => `Lire la licence : ${name}`,
    agree: 'J’accepte',
    stored: 'Conservés dans ce navigateur',
    storedHint:
      'Vous pouvez télécharger de nouveau un modèle supprimé. Les photos qu’il a indexées le restent.',
    storedModel: (bytes, day, now) =>
      `${f.bytes(bytes)}, dernière utilisation ${f.ago(day, now) ?? `le ${f.day(day)}`}`,
    storage: (used, left) =>
      `Avec votre index, cette page occupe ${f.bytes(used)} du stockage du navigateur et peut encore en utiliser ${f.bytes(left)}.`,
    storageKept: 'Le navigateur garde tout jusqu’à ce que vous l’effaciez.',
    storageNotKept:
      'Le navigateur peut tout effacer quand le disque est plein, et le fait quand vous fermez une fenêtre privée.',
    keepStorage: 'Garder',
    storageAgreed: 'Le navigateur a accepté de tout garder.',
    storageRefused:
      'Le navigateur n’a pas accepté. Il le fera peut-être quand vous aurez installé cette page ou l’aurez utilisée quelques jours.',
    delete: 'Supprimer',
    deleteModel: (model) => `Supprimer ${model}`,
    modelDeleted: (model, bytes) => `${model} a été supprimé. Cela a libéré ${f.bytes(bytes)}.`,
  };
};
