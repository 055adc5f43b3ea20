import type { ClipErrorCode } from '@web-clip/clip';
import type { LeftOutKind, PhotoTrait } from '@web-clip/photos';
import type { FilterName, Formats, PluralForms } from './formats.ts';
import type { Strings } from './strings.ts';

/** Values of the filter `is`. */
const PHOTO_KINDS: Readonly<Record<PhotoTrait, string>> = {
  portrait: 'formato vertical',
  landscape: 'formato horizontal',
  square: 'formato cuadrado',
  screenshot: 'capturas de pantalla',
  panorama: 'panorámicas',
  document: 'documentos',
  video: 'vídeos',
  blurred: 'fotos borrosas',
  favourite: 'favoritas',
  hidden: 'fotos ocultas',
};

/** Filters with one value. */
const FILTERS: Readonly<Record<FilterName, string>> = {
  near: 'Cerca del lugar',
  place: 'Lugar',
  camera: 'Cámara',
  lens: 'Objetivo',
  is: 'Clase',
  rating: 'Valoración',
  label: 'Etiqueta',
  album: 'Álbum',
  group: 'Grupo',
  folder: 'Carpeta',
  type: 'Formato',
};

const FILES: Readonly<Record<LeftOutKind, PluralForms>> = {
  video: { one: '# vídeo', other: '# vídeos' },
  psd: { one: '# archivo PSD', other: '# archivos PSD' },
  svg: { one: '# archivo SVG', other: '# archivos SVG' },
  image: { one: '# imagen no compatible', other: '# imágenes no compatibles' },
  audio: { one: '# archivo de audio', other: '# archivos de audio' },
  document: { one: '# documento', other: '# documentos' },
  archive: { one: '# archivo comprimido', other: '# archivos comprimidos' },
  sidecar: { one: '# archivo auxiliar', other: '# archivos auxiliares' },
  code: { one: '# archivo de código', other: '# archivos de código' },
  other: { one: '# archivo de otro tipo', other: '# archivos de otros tipos' },
  hidden: { one: '# archivo oculto', other: '# archivos ocultos' },
};

const ADVICE: Readonly<Record<ClipErrorCode, string>> = {
  'invalid-argument': 'Esta petición no es posible.',
  disposed: 'El modelo se ha cerrado. Recarga la página.',
  'unknown-model': 'No se ha encontrado este modelo. Elige otro.',
  'unsupported-model': 'Este modelo no funciona aquí. Elige otro.',
  'invalid-model': 'Un archivo del modelo está dañado. Elimina el modelo y vuelve a descargarlo.',
  'unsupported-dtype': 'Este modelo no funciona en este dispositivo. Elige otro.',
  'no-webgpu': 'Este navegador no tiene WebGPU.',
  'download-failed': 'La descarga ha fallado. Comprueba la conexión e inténtalo de nuevo.',
  'storage-failed': 'No se puede acceder al almacenamiento del navegador. Recarga la página.',
  'storage-full': 'El almacenamiento está lleno. Elimina un modelo o libera espacio en el dispositivo.',
  'undecodable-image': 'Esta imagen está dañada, o el navegador no lee su formato.',
  'too-large-image': 'Esta imagen es demasiado grande.',
  'unreadable-file': 'No se ha podido leer un archivo o una carpeta. Vuelve a elegirlo.',
  'invalid-library': 'Este archivo no es una biblioteca guardada, o está dañado.',
  'wrong-results': 'Este dispositivo calcula mal con este modelo. Elige otro.',
  'engine-failed': 'El modelo ha dejado de funcionar. Recarga la página.',
};

/** The texts in Spanish, which addresses people as “tú”. */
export const es = (f: Formats): Strings => {
  const photos = (count: number): string =>
    f.plural(count, { one: '# foto', many: '# de fotos', other: '# fotos' });
  const withOthers = (count: number): string =>
    count === 0
      ? ''
      : f.plural(count, {
          one: ', con # archivo RAW o auxiliar',
          many: ', con # de archivos RAW y auxiliares',
          other: ', con # archivos RAW y auxiliares',
        });
  return {
    cancel: 'Cancelar',
    close: 'Cerrar',
    dismiss: 'Descartar',
    addFolder: 'Añadir carpeta',
    addPhotos: 'Añadir fotos',
    chooseFolder: 'Elegir carpeta',
    choosePhotos: 'Elegir fotos',
    photos,

    searchLabel: 'Buscar en tus fotos',
    searchPlaceholder: 'Describe una foto',
    searchPlaceholderWithChips: 'Añadir palabras',
    searchByImage: 'Buscar con una imagen',
    searchHelp: 'Lo que puede buscar',
    editChip: (label) => `Cambiar: ${label}`,
    removeChip: (label) => `Quitar: ${label}`,
    except: (label) => `excepto: ${label}`,
    without: (label) => `sin ${label}`,
    weighted: (weight, label) => `${f.number(weight)} × ${label}`,
    anyOf: (labels) => f.alternatives(labels),
    since: (day) => `desde ${day}`,
    until: (day) => `hasta ${day}`,
    range: (first, last) => `${first} – ${last}`,
    nearPlace: (place, kilometres) =>
      kilometres === undefined ? `cerca de ${place}` : `${f.number(kilometres)} km alrededor de ${place}`,
    inFolder: (name) => `carpeta ${name}`,
    labelled: (name) => `etiqueta ${name}`,
    inAlbum: (name) => `álbum ${name}`,
    inGroup: (name) => `grupo ${name}`,
    photoKind: (kind) => PHOTO_KINDS[kind],
    suggestions: 'Buscar con más precisión',
    suggestionFor: (words, label) => `${label}, en lugar de las palabras «${words}»`,
    problem: (kind, text) =>
      ({
        date: `«${text}» no es una fecha.`,
        kind: `«${text}» no existe.`,
        place: `«${text}» no es un lugar.`,
        rating: `«${text}» no es una valoración del 1 al 5.`,
        value: `A «${text}» le falta un valor.`,
      })[kind],
    didYouMean: (text) => `¿Quería decir ${text}?`,
    completions: 'Propuestas',
    savedQuery: 'guardada',
    recentQuery: 'reciente',
    forgetRecent: 'Olvidar las búsquedas recientes',
    saveQuery: 'Guardar esta búsqueda',
    unsaveQuery: 'Olvidar esta búsqueda',
    words: 'Palabras',
    weight: 'Importancia',
    weightInWords: (weight) => {
      if (weight === 1) return 'normal';
      if (weight === 0) return 'ninguna';
      return `${weight < 0 ? 'sin' : weight < 1 ? 'menos' : 'más'} (${f.number(weight)})`;
    },
    leaveOut: 'Descartar estas fotos',
    firstDay: 'Primer día',
    lastDay: 'Último día',
    filterValue: (filter) => FILTERS[filter],
    done: 'Listo',
    helpLead:
      'Describa una foto con sus palabras. Para ser más exacto, use signos y filtros. Las palabras clave también existen en español, como camara: o carpeta:.',
    helpWords: 'Lo que muestra la foto',
    helpPhrase: 'Las palabras juntas son una descripción.',
    helpPlus: 'Ambas cosas.',
    helpMinus: 'Una cosa sin la otra. Un guion toma una palabra, o varias entre comillas.',
    helpWeight: 'Cuenta el doble.',
    helpAnyOf: 'Cualquiera de ellas.',
    helpQuotes: 'Entre comillas, las palabras nunca son un filtro.',
    helpFilters: 'Qué fotos',
    helpDate: 'Un año, un mes o un día.',
    helpRange: 'De uno a otro. Uno de los dos puede faltar.',
    helpSeason: 'En palabras. Las estaciones son las del hemisferio norte.',
    helpBefore: 'Antes o después.',
    helpNear: 'A 20 km de un lugar como máximo.',
    helpPlace: 'En una ciudad, región o país.',
    helpCamera: 'Cámara u objetivo.',
    helpKind: 'Retrato, paisaje, cuadrado, captura de pantalla, panorámica, documento, vídeo o foto borrosa.',
    helpFolder: 'Una palabra del nombre de una carpeta.',
    helpType: 'Un formato de archivo.',
    helpNot: 'Todas las demás fotos: un guion delante de un filtro.',
    helpKeys: 'Teclas',
    helpFocusKey: 'Ir al cuadro de búsqueda',
    helpHelpKey: 'Mostrar esta ayuda',
    helpListKey: 'Búsquedas recientes o propuestas',
    helpEscapeKey: 'Cerrar la lista y, después, vaciar la búsqueda',
    helpPhotoKeys: 'Teclas con una foto abierta',
    helpTurnKey: 'Foto anterior o siguiente. Si está ampliada, las flechas la mueven.',
    helpZoomKey: 'Acercar o alejar, igual que con la rueda o con dos dedos',
    helpActualKey:
      'Mostrar al 100 %: cada píxel de la foto es uno de la pantalla. También con un doble clic.',
    helpRotateKey: 'Girar la vista; con Mayús, en el otro sentido. El archivo no cambia.',
    helpSlideShowKey: 'Iniciar o pausar la presentación',
    helpFullScreenKey: 'Pantalla completa',
    helpDetailsKey: 'Detalles de la foto',
    helpChooseKey: 'Elegir la foto, donde se puedan elegir fotos',
    likePhoto: (name) => `como ${name}`,
    likePastedImage: 'como la imagen pegada',
    likeUnnamedImage: 'como una imagen',
    likeUnnamedPhoto: 'como una foto',
    likeEmbedding: 'como un vector',
    searching: 'Buscando…',
    nothingFound: 'No se han encontrado fotos',
    nothingFits: 'Nada aquí se parece a eso; esto es lo más cercano.',
    lessLikely: 'Menos probable a partir de aquí',
    showAll: (count) => `Mostrar las ${f.count(count)}`,
    bestFirst: (count) => `${photos(count)}, primero las más parecidas`,
    newestFirst: (count) => `${photos(count)}, primero las más recientes`,
    filesUnread: (count) =>
      f.plural(count, {
        one: '# archivo no se ha podido leer',
        other: '# archivos no se han podido leer',
      }),
    demonstrationModel: 'Modelo pequeño de demostración.',
    demonstrationModelLimits: 'Modelo pequeño de demostración, flojo con fotos recargadas.',
    betterModels: 'Modelos mejores',
    notUnderstood: (model) => `${model} no entiende esto.`,
    onlyUnderstood: (model, languages) => `${model} solo entiende ${f.languages(languages)}.`,
    understood: (model) => `${model} sí lo entiende.`,
    chooseModel: 'Elegirlo',
    chooseModelLabel: (model) => `Elegirlo: ${model}`,

    startTitle: 'Encuentra tus fotos describiéndolas.',
    startLead: (example) =>
      `Escribe ${example} para ver las fotos en las que sale uno, se llamen como se llamen los archivos.`,
    startExample: 'un perro en la playa',
    trySamples: 'Probar el álbum de ejemplo',
    dropHint: 'o suelta fotos y carpetas en cualquier parte de aquí',
    loadLibrary: 'Cargar una biblioteca guardada',
    privacy: 'Nada sale de este dispositivo: tus fotos se leen, se indexan y se buscan aquí mismo.',
    opening: 'Abriendo tus fotos…',
    dropHere: 'Suelta fotos y carpetas para añadirlas',
    dropOnBox: 'Suelte una imagen sobre el cuadro de búsqueda para buscar con ella',
    nothingIndexed: 'Este modelo aún no ha indexado ninguna foto.',

    startingModel: 'Iniciando el modelo…',
    noModel: 'No hay ningún modelo en marcha.',
    onGpu: 'en la GPU',
    onCpu: 'en la CPU',
    runsOnWebgpu: (adapter, dtype) => `WebGPU${adapter ? ` en ${adapter}` : ''}, ${dtype}`,
    runsOnWasm: (threads, dtype) =>
      `WASM, ${f.plural(threads, { one: '# hilo', other: '# hilos' })}, ${dtype}`,
    searchable: (count) => `${photos(count)} en la búsqueda`,
    folders: 'Carpetas',
    models: 'Modelos',

    lookingForPhotos: (found) =>
      found > 0 ? `Buscando fotos: ${f.count(found)} hasta ahora` : 'Buscando fotos',
    indexing: 'Indexación',
    indexingPhotos: (done, total) => `Indexando ${f.count(done)} de ${photos(total)}`,
    rate: (photosPerSecond) => `${f.rate(photosPerSecond)} fotos/s`,
    secondsLeft: (seconds) => `quedan ${f.count(seconds)} s`,
    minutesLeft: (minutes) => `quedan ${f.count(minutes)} min`,
    hoursLeft: (hours, minutes) =>
      minutes > 0 ? `quedan ${f.count(hours)} h ${f.count(minutes)} min` : `quedan ${f.count(hours)} h`,
    unread: (count) => `${f.count(count)} sin poder leerse`,
    countOf: (done, total) => `${f.count(done)} de ${f.count(total)}`,
    download: 'Descarga del modelo',
    downloading: (model) => `Descargando ${model}`,
    connecting: 'conectando',
    bytes: (bytes) => f.bytes(bytes),
    bytesOf: (done, total) => `${f.bytes(done)} de ${f.bytes(total)}`,
    preparing: (model) => `Preparando ${model}`,
    preparingPhotos: (model) => `Preparando tus fotos para ${model}`,
    stillUsed: (model) => `La búsqueda aún usa ${model}`,

    chosen: (count) =>
      f.plural(count, { one: '# foto elegida', many: '# de fotos elegidas', other: '# fotos elegidas' }),
    chooseAll: (count) => `Elegir las ${f.count(count)}`,
    chooseNone: 'No elegir ninguna',
    chooseNamed: (name) => `Elegir ${name}`,
    favourite: 'Favorita',
    hide: 'Ocultar',
    unhide: 'Volver a mostrar',
    marks: 'Valoración y etiquetas',
    rating: 'Valoración',
    stars: (count) => f.plural(count, { one: '# estrella', other: '# estrellas' }),
    labels: 'Etiquetas',
    addLabel: 'Añadir una etiqueta',
    removeLabel: (label) => `Quitar la etiqueta ${label}`,
    add: 'Añadir',
    undo: 'Deshacer',
    favouritesAdded: (count) =>
      f.plural(count, { one: '# foto es favorita.', other: '# fotos son favoritas.' }),
    favouritesRemoved: (count) =>
      f.plural(count, { one: '# foto ya no es favorita.', other: '# fotos ya no son favoritas.' }),
    photosHidden: (count) =>
      f.plural(count, {
        one: '# foto está oculta. El archivo se conserva.',
        other: '# fotos están ocultas. Los archivos se conservan.',
      }),
    photosUnhidden: (count) =>
      f.plural(count, { one: '# foto se muestra de nuevo.', other: '# fotos se muestran de nuevo.' }),
    photosRated: (count, stars) =>
      stars === 0
        ? `${photos(count)}: sin valoración`
        : `${photos(count)}: ${f.plural(stars, { one: '# estrella', other: '# estrellas' })}`,
    labelAdded: (count, label) => `Etiqueta «${label}»: ${photos(count)}`,
    labelRemoved: (count, label) => `Etiqueta «${label}» quitada: ${photos(count)}`,
    undone: 'Deshecho.',
    doneAgain: 'Rehecho.',
    nothingToUndo: 'No hay nada que deshacer.',
    nothingToRedo: 'No hay nada que rehacer.',
    albums: 'Álbumes',
    albumsHint:
      'Un álbum contiene las fotos que usted añade, o lo que una búsqueda encuentra, ahora y más adelante. Los archivos se quedan donde están.',
    noAlbums: 'Aún no hay álbumes.',
    newAlbum: 'Nombre de un álbum nuevo',
    createAlbum: 'Crear',
    albumOfSearch: (query) => `con todo lo que esta búsqueda encuentra, ahora y más adelante: ${query}`,
    newPhotos: (count) => f.plural(count, { one: '# nueva', other: '# nuevas' }),
    rename: 'Cambiar nombre',
    renameAlbum: (name) => `Cambiar nombre: álbum ${name}`,
    removeAlbum: (name) => `Eliminar el álbum ${name}. Sus fotos se conservan.`,
    takeOut: 'Sacar',
    addTo: (name, count) => `Añadir ${photos(count)} a ${name}`,
    takeFrom: (name, count) => `Sacar ${photos(count)} de ${name}`,
    albumCreated: (name) => `Se ha creado el álbum «${name}».`,
    albumRenamed: (name) => `El álbum se llama ahora «${name}».`,
    albumRemoved: (name) => `Se ha eliminado el álbum «${name}». Sus fotos se conservan.`,
    addedTo: (name, count) => `Añadido a «${name}»: ${photos(count)}`,
    takenFrom: (name, count) => `Sacado de «${name}»: ${photos(count)}`,
    helpMarks: 'Teclas para las fotos, abiertas o no',
    helpFavouriteKey: 'Favorita',
    helpRatingKey: 'Valoración de 1 a 5 estrellas; 0 para ninguna',
    helpHideKey: 'Ocultar. El archivo se conserva.',
    helpUndoKey: 'Deshacer; con Mayús, rehacer',
    helpExtendKey: 'Elegir hasta la foto siguiente',
    helpAllKey: 'Elegir todas las fotos',
    helpFavourites: 'Favoritas, o fotos ocultas.',
    helpRating: 'Con cuatro estrellas o más.',
    helpLabel: 'Con una etiqueta.',
    helpAlbum: 'En un álbum.',

    filesLeftOut: (kinds, count) =>
      `${f.plural(count, { one: 'Se ha omitido', other: 'Se han omitido' })} ${f.list(kinds)}.`,
    filesOfKind: (kind, count) => f.plural(count, FILES[kind]),
    systemFoldersSkipped: (count) =>
      f.plural(count, {
        one: 'Se ha omitido # carpeta del sistema (miniaturas, papelera y similares).',
        other: 'Se han omitido # carpetas del sistema (miniaturas, papelera y similares).',
      }),
    separateFolder: (name, missing) =>
      `Ya tienes una carpeta llamada «${name}». A la que acabas de añadir ${f.plural(missing, {
        one: 'le falta # de sus fotos',
        other: 'le faltan # de sus fotos',
      })}, así que se ha añadido por separado.`,
    separateFolderOnce: 'Si es la misma carpeta, elígela con «Añadir carpeta».',
    sameFolder: 'Es la misma carpeta',
    foldersOffered: 'Para encontrar fotos nuevas en tus carpetas y ver las fotos a tamaño completo:',
    foldersUnfinished: (names) =>
      `Algunas fotos de ${f.list(names.map((name) => `«${name}»`))} aún no están indexadas. Para continuar:`,
    indexAgain: (folder) => `Volver a indexar «${folder}»`,
    chooseAgain: (folder) => `Volver a elegir «${folder}»`,
    notIndexed: (count) =>
      f.plural(count, {
        one: '# foto aún no está indexada con este modelo.',
        many: '# de fotos aún no están indexadas con este modelo.',
        other: '# fotos aún no están indexadas con este modelo.',
      }),
    indexNow: (count) => f.plural(count, { one: 'Indexarla ahora', other: 'Indexarlas ahora' }),
    stopped: (searchable, total) =>
      total === undefined
        ? `La indexación se ha detenido: ${photos(searchable)} en la búsqueda.`
        : `La indexación se ha detenido: ${f.count(searchable)} de ${photos(total)} en la búsqueda.`,
    continue: 'Continuar',
    modelUsed: (model) => `La búsqueda ahora usa ${model}.`,
    gpuRestarted: 'La GPU se detuvo y se ha reiniciado. No se ha perdido nada.',
    gpuReplaced:
      'La GPU ha fallado o ha dado resultados erróneos con este modelo. La CPU ha tomado el relevo y es más lenta.',
    modelRestarted: 'El modelo se detuvo y se ha reiniciado. No se ha perdido nada.',
    switchCancelled: (model) => `El cambio a ${model} se ha cancelado.`,

    noPhotosInFolder: (name) => `No hay fotos en «${name}». Elige otra cosa.`,
    noPhotosInSelection: 'No hay fotos en tu selección. Elige otra cosa.',
    noPhotosInDrop: 'No hay fotos entre lo que has soltado. Elige otra cosa.',
    folderDenied: (name) =>
      `El navegador no deja que esta página lea «${name}». Permítelo en los ajustes del sitio o vuelve a elegir la carpeta.`,
    samplesFailed: 'No se ha podido cargar el álbum de ejemplo. Comprueba la conexión e inténtalo de nuevo.',
    modelStays: (model) => `${model} sigue en uso.`,
    modelDied:
      'El modelo se ha detenido. Puede que al navegador le falte memoria: cierra otras pestañas e inténtalo de nuevo.',
    modelDiedTwice:
      'El modelo se ha detenido dos veces en pocos minutos. Puede que al navegador le falte memoria. Cierra otras pestañas y recarga la página, o elige un modelo más pequeño. Las fotos indexadas se conservan.',
    modelNotRestarted:
      'El modelo se ha detenido y no se ha reiniciado. Cierra otras pestañas y recarga la página, o elige un modelo más pequeño. Las fotos indexadas se conservan.',
    noRoom: (model, needed, left) =>
      `${model} necesita ${f.bytes(needed)} más, pero al almacenamiento de este navegador ${left !== undefined ? `solo le quedan ${f.bytes(left)}` : 'no le queda sitio'}. Elimina un modelo que no uses o libera espacio en el disco, y vuelve a elegirlo.`,
    chooseWhatToDelete: 'Elegir qué eliminar',
    advice: (code) => ADVICE[code],

    photoList: 'Fotos',
    strength: (strength) => ({ strong: 'muy probable', likely: 'probable', weak: 'débil' })[strength],
    scoreInGrid: (score) => f.decimal(score, 2),
    open: 'Abrir',
    openPhoto: (name) => `Abrir ${name}`,
    timeline: 'Cronología',
    sortByDate: 'Ordenar por fecha',
    sortByMatch: 'Mejores resultados primero',
    showWhole: 'Mostrar todas',
    // Copies of a picture among the results.
    withCopies: (count) => f.plural(count, { one: 'y # copia', many: 'y # de copias', other: 'y # copias' }),
    showCopies: (count) =>
      f.plural(count, { one: 'Mostrar # copia', many: 'Mostrar # de copias', other: 'Mostrar # copias' }),
    collapseCopies: 'Agrupar las copias',
    onThisDay: (count) => `Tal día como hoy: ${photos(count)}`,
    photo: 'Foto',
    pixels: (width, height) => `${f.count(width)} × ${f.count(height)} px`,
    withRaw: (names) => `con RAW: ${names.join(', ')}`,
    score: (score) => `puntuación ${f.decimal(score, 3)}`,
    date: (milliseconds) => f.date(milliseconds) ?? 'Fecha desconocida',
    partOfDate: (milliseconds, precision) => f.partOfDate(milliseconds, precision),
    dateOfName: (date) => `${date} (según el nombre del archivo)`,
    dateOfFile: (milliseconds) => `Fecha del archivo: ${f.date(milliseconds) ?? 'desconocida'}`,
    incomplete: 'El archivo de esta foto está incompleto: le falta el final.',
    previewOfUnreachable:
      'Esto es solo una vista previa. Para ver la foto completa, vuelve a elegirla, o a elegir su carpeta.',
    previewOfUndecodable:
      'Esto es solo una vista previa. El navegador no puede mostrar archivos de este tipo.',
    moreLikeThis: 'Fotos parecidas',
    addToSearch: 'Añadir a la búsqueda',
    zoomIn: 'Acercar',
    zoomOut: 'Alejar',
    previousPhoto: 'Foto anterior',
    nextPhoto: 'Foto siguiente',
    photoTools: 'Herramientas',
    choosePhoto: 'Elegir esta foto',
    rotate: 'Girar la vista',
    slideShow: 'Presentación',
    pauseSlideShow: 'Pausar la presentación',
    slideShowPaused: 'La presentación está en pausa.',
    slideTime: 'Tiempo por foto',
    fullScreen: 'Pantalla completa',
    leaveFullScreen: 'Salir de la pantalla completa',
    wholePhoto: 'Foto entera',
    slideSeconds: (seconds) => f.seconds(seconds),
    zoom: (percent) => `Ampliación ${f.percent(percent)}`,
    rotated: (degrees) => `Girada ${f.count(degrees)}°`,

    details: 'Detalles',
    detailDate: 'Fecha',
    detailCamera: 'Cámara',
    detailExposure: 'Exposición',
    detailPlace: 'Lugar',
    detailOrigin: 'Origen',
    detailKind: 'Tipo',
    detailSize: 'Tamaño',
    detailFile: 'Archivo',
    dateFromMetadata: (source) => `De los metadatos de la foto (${source})`,
    dateFromName: 'Del nombre del archivo',
    dateFromFile: 'Último cambio del archivo: nada indica cuándo se tomó la foto',
    exposureTime: (seconds) => f.seconds(seconds),
    aperture: (aperture) => `f/${f.compact(aperture)}`,
    iso: (iso) => `ISO ${f.count(iso)}`,
    focalLength: (millimetres, equivalent) =>
      equivalent === undefined || equivalent === millimetres
        ? f.millimetres(millimetres)
        : `${f.millimetres(millimetres)} (como ${f.millimetres(equivalent)} en película de 35 mm)`,
    coordinates: (latitude, longitude) => `${f.decimal(latitude, 5)} ${f.decimal(longitude, 5)}`,
    altitude: (metres) => `${f.metres(metres)} sobre el nivel del mar`,
    megapixels: (count) => `${f.rate(count)} megapíxeles`,
    mapOf: (place) => `Mapa: ${place}`,
    placesCredit: 'Nombres de lugares: GeoNames, CC BY 4.0',
    kindOfPhoto: (kind) =>
      ({ screenshot: 'Captura de pantalla', panorama: 'Panorámica', document: 'Documento', video: 'Vídeo' })[
        kind
      ],
    generated: (how) =>
      how === 'generated'
        ? 'El archivo indica que un programa creó esta imagen.'
        : 'El archivo indica que un programa creó una parte de esta imagen.',

    // Videos.
    detailLength: 'Duración',
    videoLength: (length) => `Vídeo, ${length}`,
    videoFrom: (time) => `Vídeo, mejor momento: ${time}`,

    map: 'Mapa',
    mapHint: 'Mapa. Las flechas lo mueven; más y menos cambian el zoom.',
    photosOnMap: (count) => `${photos(count)} en el mapa`,
    photosAt: (count, place) => (place ? `${place}: ${photos(count)}` : photos(count)),
    clusterCount: (count) => f.count(count),
    mapCredit: 'Mapa: Natural Earth. Nombres: GeoNames, CC BY 4.0',

    // Photos that are taken elsewhere.
    saveChosen: 'Guardar',
    savePhotos: 'Guardar estas fotos',
    savePhotosTitle: (count) => `Guardar ${photos(count)}`,
    copyPhotos: 'Copiar a una carpeta',
    copyPhotosHint:
      'Con sus archivos RAW y auxiliares. Cada copia se compara con el original, y nada se sobrescribe.',
    movePhotos: 'Mover a una carpeta',
    movePhotosHint:
      'Un original solo se elimina cuando su copia se ha comprobado con SHA-256. Puedes deshacerlo, también más tarde.',
    moveQuestion: (count, folder) => `¿Mover ${photos(count)} a «${folder}»?`,
    moveNow: 'Mover',
    zipPhotos: 'Guardar como archivo ZIP',
    zipPhotosHint: (bytes) => `Unos ${f.bytes(bytes)}, más los archivos RAW y auxiliares.`,
    zipWithMarks: 'Llevar favoritos, valoraciones y etiquetas en archivos auxiliares XMP',
    listAsCsv: 'Lista como tabla (CSV)',
    listAsJson: 'Lista para programas (JSON)',
    listPhotosHint: 'Todo lo que se sabe de cada foto: fecha, lugar, cámara y lo que has dicho de ella.',
    writeSidecars: 'Escribir archivos XMP',
    clearSidecars: 'Quitar nuestros datos XMP',
    sidecarsHint:
      'Favoritos, valoraciones y etiquetas van en archivos junto a las fotos, donde otros programas los leen. Lo que estos han escrito se queda.',
    contactSheet: 'Imprimir una hoja de contactos',
    contactSheetHint: 'Imágenes pequeñas con nombres y fechas, en páginas A4.',
    sharePhotos: (count) => `Compartir ${photos(count)}`,
    shareHint: 'Con otra aplicación de este dispositivo.',
    shareSomeHint: (count) =>
      `Con otra aplicación de este dispositivo. Pueden ir ${f.count(count)} a la vez.`,
    favouriteKeyword: 'Favorita',
    transferring: (task) =>
      ({
        copy: 'Copiando fotos',
        move: 'Moviendo fotos',
        undo: 'Deshaciendo',
        zip: 'Escribiendo el archivo ZIP',
        list: 'Escribiendo la lista',
        'write-sidecars': 'Escribiendo archivos auxiliares',
        'clear-sidecars': 'Quitando lo nuestro de los archivos auxiliares',
        sheet: 'Preparando la hoja de contactos',
        import: 'Recogiendo favoritas y álbumes',
      })[task],
    transferStopped: 'Detenido.',
    transferred: (kind, isUndone, count, others) => {
      if (count === 0) return 'No había nada que hacer.';
      const forms = (one: string, other: string): string =>
        `${photos(count)} ${f.plural(count, { one, other })}`;
      const copies = f.plural(count, {
        one: '# copia eliminada',
        many: '# de copias eliminadas',
        other: '# copias eliminadas',
      });
      const back = forms('devuelta a su sitio', 'devueltas a su sitio');
      const there = kind === 'copy' ? forms('copiada', 'copiadas') : forms('movida', 'movidas');
      return `${isUndone ? (kind === 'copy' ? copies : back) : there}${withOthers(others)}.`;
    },
    transferInterrupted: (kind, isUndoing, count, folder) => {
      const what = `${kind === 'copy' ? 'copiar' : 'mover'} ${photos(count)} a «${folder}»`;
      return isUndoing ? `Se interrumpió al deshacer: ${what}.` : `Se interrumpió: ${what}.`;
    },
    undoTransfer: 'Deshacer',
    searchTarget: (folder) => `Buscar también en «${folder}»`,
    transferLeft: (count) =>
      f.plural(count, {
        one: '# foto se ha quedado como estaba',
        many: '# de fotos se han quedado como estaban',
        other: '# fotos se han quedado como estaban',
      }),
    zipped: (count, others) =>
      `${photos(count)} ${f.plural(count, { one: 'guardada', other: 'guardadas' })}${withOthers(others)}.`,
    zipSaved: (name) => `El archivo es «${name}».`,
    zipDownloaded: 'El archivo ZIP está en tus descargas.',
    listDownloaded: 'La lista está en tus descargas.',
    sidecarsWritten: (count) =>
      count === 0
        ? 'Los archivos auxiliares ya dicen todo eso, o no hay nada que decir.'
        : f.plural(count, {
            one: '# archivo auxiliar cambiado.',
            many: '# de archivos auxiliares cambiados.',
            other: '# archivos auxiliares cambiados.',
          }),
    sidecarsCleared: (count) =>
      count === 0
        ? 'No hay nada nuestro en los archivos auxiliares.'
        : f.plural(count, {
            one: '# archivo auxiliar limpiado.',
            many: '# de archivos auxiliares limpiados.',
            other: '# archivos auxiliares limpiados.',
          }),
    folderNotWritable: (name) =>
      `El navegador no deja que esta página cambie la carpeta «${name}». Inténtalo de nuevo y permítelo.`,
    importExport: 'Importar de Google Takeout o Fotos de Apple',
    importExportHint:
      'Elige todos los archivos ZIP de una exportación, tal como se descargaron. Se recogen favoritas, fotos ocultas y álbumes, y la fecha de las fotos que no tienen. Las fotos se quedan en los archivos ZIP: para verlas a tamaño completo en otra visita, vuelve a elegirlos.',
    chooseExport: 'Elegir los archivos ZIP',
    imported: (count, favourites, hidden, albums, trashed) =>
      `${photos(count)} de la exportación. Recogido: ${f.plural(favourites, { one: '# favorita', many: '# de favoritas', other: '# favoritas' })}, ${f.plural(hidden, { one: '# foto oculta', many: '# de fotos ocultas', other: '# fotos ocultas' })}, ${f.plural(albums, { one: '# álbum', many: '# de álbumes', other: '# álbumes' })}.${trashed > 0 ? ` Omitido: ${photos(trashed)} en la papelera.` : ''}`,

    noFolders: 'Aún no hay carpetas.',
    foldersBusy: 'Se están indexando fotos. Después podrás quitar carpetas.',
    foldersHint: 'Una carpeta que se quita sale de la búsqueda. Sus archivos se quedan donde están.',
    singleFiles: 'Archivos sueltos',
    sampleAlbum: 'Álbum de ejemplo',
    sampleAlbumAndSingleFiles: 'Álbum de ejemplo y archivos sueltos',
    remove: 'Quitar',
    removeFolder: (name) => `Quitar ${name}`,
    removeQuestion: (name) => `¿Quitar «${name}» de la búsqueda?`,
    filesStay: (count) => `${photos(count)}; los archivos se quedan donde están.`,
    keep: 'Conservar',
    leftOut: (kinds) => `Omitidos: ${f.list(kinds)}.`,
    systemFoldersIndexed: 'Las carpetas del sistema también se indexan.',
    systemFoldersLeftOut: (count) =>
      f.plural(count, {
        one: '# carpeta del sistema omitida (miniaturas, papelera y similares).',
        other: '# carpetas del sistema omitidas (miniaturas, papelera y similares).',
      }),
    skipSystemFolders: 'Omitirlas',
    skipSystemFoldersOf: (folder) => `Omitir las carpetas del sistema de ${folder}`,
    indexSystemFolders: 'Indexarlas también',
    indexSystemFoldersOf: (folder) => `Indexar también las carpetas del sistema de ${folder}`,
    moreFiles: (count) => f.plural(count, { one: 'Y # archivo más', other: 'Y # archivos más' }),
    filesUnreadHint: 'La búsqueda omite estos archivos. Cada uno se vuelve a leer cuando cambia.',
    copy: 'Copia de la biblioteca',
    copyHint:
      'Un solo archivo con todo tu índice, como copia de seguridad o para otro navegador o dispositivo. Contiene vistas previas pequeñas de tus fotos, no las fotos.',
    saveCopy: 'Guardar una copia',
    loadCopy: 'Cargar una copia',
    savedLibrary: 'Biblioteca guardada',
    savingCopy: (done, total) => `Guardando: ${f.count(done)} de ${photos(total)}`,
    loadingCopy: (done, total) => `Cargando: ${f.count(done)} de ${photos(total)}`,
    copySaved: 'La copia está en tus descargas.',
    copyLoaded: (added, known) =>
      `${f.plural(added, { one: '# foto añadida', many: '# de fotos añadidas', other: '# fotos añadidas' })}; ${f.count(known)} ya estaban aquí.`,
    copyDamaged: (count) => `La copia está dañada: hay que volver a indexar ${photos(count)}.`,
    copyModel: (model) => `Para buscar en ellas, elige el modelo ${model}.`,

    // Groups with names: things, scenes and events.
    namedGroups: 'Grupos',
    namedGroupsHint:
      'Cosas, escenas y eventos encontrados en las fotos. Cada grupo se abre como una búsqueda.',
    noNamedGroups:
      'No se encontró ningún grupo. Hacen falta varias fotos de una cosa, o de un mismo momento y lugar.',
    thingsAndScenes: 'Cosas y escenas',
    events: 'Eventos',
    pinnedGroups: 'Fijados',
    readingVocabulary: (done, total) => `Preparando las palabras: ${f.count(done)} de ${f.count(total)}`,
    lookingForNamedGroups: (done, total) =>
      total > 0 ? `Buscando grupos: ${f.count(done)} de ${f.count(total)} palabras` : 'Buscando grupos…',
    pin: 'Fijar',
    unpin: 'No fijar',
    pinGroup: (name) => `Fijar el grupo ${name}`,
    unpinGroup: (name) => `Dejar de fijar el grupo ${name}`,
    renameGroup: (name) => `Cambiar el nombre del grupo ${name}`,
    chooseGroup: (name) => `Elegir el grupo ${name} para combinarlo`,
    mergeGroups: (count) =>
      count < 2 ? 'Combinar los grupos elegidos' : `Combinar ${f.count(count)} grupos`,
    groupRenamed: (name) => `El grupo se llama ahora ${name}.`,
    groupPinned: (name) => `${name} está fijado.`,
    groupUnpinned: (name) => `${name} ya no está fijado.`,
    groupsMerged: (name) => `Los grupos se combinaron en ${name}.`,

    // Cleaning up: photos of the same picture or moment.
    cleanUp: 'Hacer limpieza',
    cleanUpHint: 'Las fotos ocultas salen de las listas y las búsquedas. Sus archivos se quedan como están.',
    lookingForGroups: 'Buscando fotos de la misma imagen o del mismo momento',
    lookingForCopies: (done, total) => `Buscando copias: ${f.count(done)} de ${photos(total)}`,
    comparingCopies: (done, total) => `Comparando posibles copias: ${f.count(done)} de ${f.count(total)}`,
    samePicture: (groups) => `La misma imagen (${f.count(groups)})`,
    sameMoment: (groups) => `El mismo momento (${f.count(groups)})`,
    noSamePicture: 'No hay dos fotos que muestren la misma imagen.',
    noSameMoment: 'No hay dos fotos tomadas en el mismo momento.',
    showMoreGroups: 'Mostrar más',
    keepWhich: 'Qué foto conservar',
    keepWhichOnes: 'Qué fotos conservar',
    keepLabel: (name) => `Conservar: ${name}`,
    ownChoice: 'Tu elección.',
    sharpest: 'La más nítida',
    hideCopies: (count) => f.plural(count, { one: 'Ocultar la copia', other: 'Ocultar # copias' }),
    hideCopiesOf: (count, name) =>
      `${f.plural(count, { one: 'Ocultar la copia de', other: 'Ocultar # copias de' })} ${name}`,
    hideAllCopies: (count) => `Ocultar todas las copias (${f.count(count)})`,
    moveCopies: (count) => f.plural(count, { one: 'Mover la copia…', other: 'Mover # copias…' }),
    moveCopiesOf: (count, name) =>
      `${f.plural(count, { one: 'Mover la copia de', other: 'Mover # copias de' })} ${name}`,
    moveAllCopies: (count) => `Mover todas las copias (${f.count(count)})…`,
    hideOthers: (count) => f.plural(count, { one: 'Ocultar la otra', other: 'Ocultar las otras #' }),
    hideOthersOf: (count, name) =>
      `${f.plural(count, { one: 'Ocultar la otra', other: 'Ocultar las otras #' })}, conservar ${name}`,
    hidingUndone: 'Deshecho: las fotos se muestran de nuevo.',
    keepOriginal: (other, others) =>
      f.plural(
        others,
        {
          cropped: {
            one: 'Muestra más: la otra está recortada.',
            other: 'Muestra más: otras están recortadas.',
          },
          named: {
            one: 'Por su nombre, la otra es una copia.',
            other: 'Por sus nombres, las otras son copias.',
          },
          changed: {
            one: 'Está tal como la escribió la cámara: la otra se cambió después.',
            other: 'Está tal como la escribió la cámara: otras se cambiaron después.',
          },
        }[other],
      ),
    keepCameraData: (camera) =>
      camera
        ? `Conserva más de lo que escribió la cámara (${camera}).`
        : 'Conserva más de lo que escribe una cámara.',
    keepPixels: (kept, other) =>
      `Tiene más píxeles: ${f.millions(kept)} megapíxeles en lugar de ${f.millions(other)}.`,
    keepFormat: (kept, other) => `Su formato contiene más: ${kept} en lugar de ${other}.`,
    keepCompression: (kept, other) =>
      `Está menos comprimida: en pasos de ${f.rate(kept)} en lugar de ${f.rate(other)}.`,
    keepSharpness: (kept, other) => `Es más nítida: ${f.rate(kept)} en lugar de ${f.rate(other)}.`,
    keepAge: (kept, other) => {
      const [ours, theirs] = [f.date(kept), f.date(other)];
      return ours && theirs && ours !== theirs
        ? `Su archivo es más antiguo: ${ours} en lugar de ${theirs}.`
        : 'Su archivo es más antiguo.';
    },
    keepPath: (kept, other) => `Solo difieren sus rutas: «${kept}» va antes que «${other}».`,
    compare: 'Comparar',
    compareLabel: (name) => `Comparar ${name} con las demás`,
    compareHint:
      'Dos fotos. Más y menos amplían o reducen ambas, las flechas las mueven, cero las muestra enteras.',
    compareWith: 'Comparar con',
    differences: 'Diferencias',
    noDifferences: 'No se conoce nada más que las distinga.',
    fileSize: 'Tamaño del archivo',
    fileBytes: (bytes) => f.fileBytes(bytes),
    sharpness: 'Nitidez',
    compression: 'Compresión',
    measure: (value) => f.rate(value),

    modelsHint:
      'Del modelo depende lo bien que la búsqueda encuentra tus fotos. Uno nuevo se descarga una sola vez y se guarda en este navegador. Después indexa tus fotos mientras sigues buscando con el actual.',
    inUse: 'En uso',
    gettingReady: 'Preparándose',
    runsOn: (what) => `Funciona en ${what}.`,
    recommended: 'Recomendados',
    smallAndFast: 'Pequeño y rápido',
    bestInEnglish: 'El mejor en inglés',
    bestInOthers: 'El mejor en otros idiomas',
    otherModels: (count) => f.plural(count, { one: '# modelo más', other: '# modelos más' }),
    english: 'Inglés',
    otherLanguages: 'Otros idiomas',
    specialModels: 'Temas especializados y modelos sin resultados publicados',
    softwareLicences: 'Licencias del software',
    useModel: 'Usar este modelo',
    useModelLabel: (model) => `Usar este modelo: ${model}`,
    sizeUnknown: 'tamaño desconocido',
    sizeIncluded: (bytes) => `${f.bytes(bytes)}, incluido`,
    sizeToDownload: (bytes) => `${f.bytes(bytes)} por descargar`,
    sizeStored: (bytes) => `${f.bytes(bytes)}, guardado`,
    languages: (codes) => f.languages(codes),
    languageCount: (count) => f.plural(count, { one: '# idioma', other: '# idiomas' }),
    languagesUnknown: 'idiomas desconocidos',
    licenceUnknown: 'licencia desconocida',
    demonstrationUse: 'Un modelo pequeño de demostración. Para tus propias fotos, elige uno más grande.',
    modelDetails: 'Calidad, entrenamiento e idiomas',
    quality: 'Calidad',
    qualitySource: 'Fuente',
    qualityUnknown: 'No hay resultados publicados.',
    qualityTextToImage: (percent) =>
      `Para el ${f.percent(percent)} de las descripciones, la imagen correcta sale primera entre ${f.count(5000)} (COCO).`,
    qualityImageToText: (percent) =>
      `Para el ${f.percent(percent)} de las imágenes, una descripción correcta sale primera.`,
    qualityImagenet: (percent) =>
      `Acierta el nombre entre ${f.count(1000)} para el ${f.percent(percent)} de las imágenes (ImageNet).`,
    trainedOn: 'Entrenado con',
    languagesTitle: 'Idiomas',
    licenceFor: (model) => `Licencia de ${model}`,
    licenceHint:
      'Limita para qué puedes usar este modelo. Solo la aceptas una vez. Aún no se ha descargado nada.',
    licence: (name) => `Licencia: ${name}`,
    readLicence: (name) => `Leer la licencia: ${name}`,
    agree: 'Acepto',
    stored: 'Guardado en este navegador',
    storedHint: 'Puedes volver a descargar un modelo eliminado. Las fotos que indexó siguen indexadas.',
    storedModel: (bytes, day, now) => `${f.bytes(bytes)}, último uso: ${f.ago(day, now) ?? f.day(day)}`,
    storage: (used, left) =>
      `Con tu índice, esta página ocupa ${f.bytes(used)} del almacenamiento del navegador y puede usar hasta ${f.bytes(left)} más.`,
    storageKept: 'El navegador lo conserva hasta que lo borres.',
    storageNotKept:
      'El navegador puede borrarlo cuando el disco está lleno, y lo hace al cerrar una ventana privada.',
    keepStorage: 'Conservarlo',
    storageAgreed: 'El navegador ha aceptado conservarlo.',
    storageRefused:
      'El navegador no ha aceptado. Quizá lo haga cuando instales esta página o la hayas usado unos días.',
    delete: 'Eliminar',
    deleteModel: (model) => `Eliminar ${model}`,
    modelDeleted: (model, bytes) => `Se ha eliminado ${model}. Se han liberado ${f.bytes(bytes)}.`,
  };
};
