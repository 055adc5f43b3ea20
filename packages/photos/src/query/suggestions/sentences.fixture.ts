/** A sentence, the chips that are right for it, as the box writes them, and what is left of it with all of them. */
type Sentence = readonly [sentence: string, chips: readonly string[], rest: string];

/** The 1st of December 2026. */
export const NOW = new Date(2026, 11, 1, 12).getTime();

/** Sentences as people type them. */
export const SENTENCES: Readonly<Record<'en' | 'de' | 'fr', readonly Sentence[]>> = {
  en: [
    ['a beach without people', ['-people'], 'a beach'],
    ['street with no cars', ['-cars'], 'street'],
    ['sunset, no people', ['-people'], 'sunset'],
    ['dogs but no leash', ['-leash'], 'dogs'],
    ['an empty bench with nobody on it', ['-people'], 'an empty bench'],
    ['forest without any snow in winter 2021', ['-snow', '2020-12..2021-02'], 'forest'],
    ['beach in July 2019', ['in:2019-07'], 'beach'],
    ['birthday cake from 2018', ['in:2018'], 'birthday cake'],
    ['last summer', ['2026-06..2026-08'], ''],
    ['photos from last year', ['in:2025'], ''],
    ['hiking two years ago', ['in:2024'], 'hiking'],
    ['skiing between 2015 and 2018', ['2015..2018'], 'skiing'],
    ['fireworks on January 1st, 2020', ['in:2020-01-01'], 'fireworks'],
    ['sunsets from my iPhone', ['camera:iPhone'], 'sunsets'],
    ['birds shot with a Nikon D850', ['camera:"Nikon D850"'], 'birds'],
    ['screenshots of a map', ['is:screenshot'], 'a map'],
    ['mountains in portrait format', ['is:portrait'], 'mountains'],
    ['a castle in Lausanne', ['near:Lausanne'], 'a castle'],
    ['lakes near New York last autumn', ['near:"New York"', '2026-09..2026-11'], 'lakes'],
    ['raw files of a cat', ['type:raw'], 'a cat'],
    ['my favourite photos of a cat', ['is:favourite'], 'a cat'],
  ],
  de: [
    ['Strand ohne Menschen', ['-Menschen'], 'Strand'],
    ['Straße ohne Autos bei Nacht', ['-Autos'], 'Straße bei Nacht'],
    ['Wald, aber kein Schnee', ['-Schnee'], 'Wald'],
    ['ein Bahnhof, keine Züge', ['-Züge'], 'ein Bahnhof'],
    ['eine Bank und niemand darauf', ['-Menschen'], 'eine Bank'],
    ['Strand im Sommer 2020', ['2020-06..2020-08'], 'Strand'],
    ['Geburtstag im März 2017', ['in:2017-03'], 'Geburtstag'],
    ['letzten Sommer am See', ['2026-06..2026-08'], 'am See'],
    ['Wanderung letztes Jahr', ['in:2025'], 'Wanderung'],
    ['Bilder vom letzten Wochenende', ['2026-11-28..2026-11-29'], ''],
    ['Hochzeit am 14. Juni 2014', ['in:2014-06-14'], 'Hochzeit'],
    ['Skifahren vor drei Jahren', ['in:2023'], 'Skifahren'],
    ['Fotos von 2015 bis 2018', ['2015..2018'], ''],
    ['Berge im Hochformat', ['is:portrait'], 'Berge'],
    ['Panoramabilder aus dem Jahr 2016', ['is:panorama', 'in:2016'], ''],
    ['Bildschirmfotos von einer Karte', ['is:screenshot'], 'einer Karte'],
    ['Katzen mit meinem iPhone 13', ['camera:"iPhone 13"'], 'Katzen'],
    ['Vögel, mit der Canon aufgenommen', ['camera:Canon'], 'Vögel'],
    ['Lieblingsfotos vom Meer', ['is:favourite'], 'Meer'],
    ['ein Schloss bei Bern', ['near:Bern'], 'ein Schloss'],
    ['Kühe in der Schweiz ohne Zaun', ['place:Schweiz', '-Zaun'], 'Kühe'],
  ],
  fr: [
    ['plage sans personne', ['-personnes'], 'plage'],
    ['montagne sans neige', ['-neige'], 'montagne'],
    ['une rue sans voitures la nuit', ['-voitures'], 'une rue la nuit'],
    ['un chien mais pas de laisse', ['-laisse'], 'un chien'],
    ['un lac, aucun bateau', ['-bateau'], 'un lac'],
    ['photos d’hiver 2021', ['2020-12..2021-02'], ''],
    ['plage en juillet 2019', ['in:2019-07'], 'plage'],
    ['anniversaire du 3 mars 2017', ['in:2017-03-03'], 'anniversaire'],
    ['l’été dernier à la mer', ['2026-06..2026-08'], 'à la mer'],
    ['ski l’année dernière', ['in:2025'], 'ski'],
    ['randonnée il y a deux ans', ['in:2024'], 'randonnée'],
    ['photos de 2015 à 2018', ['2015..2018'], ''],
    ['un mariage en 2014', ['in:2014'], 'un mariage'],
    ['couchers de soleil de mon iPhone', ['camera:iPhone'], 'couchers de soleil'],
    ['oiseaux pris avec un Nikon', ['camera:Nikon'], 'oiseaux'],
    ['captures d’écran d’une carte', ['is:screenshot'], 'd’une carte'],
    ['montagnes au format portrait', ['is:portrait'], 'montagnes'],
    ['un château à Lausanne', ['near:Lausanne'], 'un château'],
    ['vaches en Suisse', ['place:Suisse'], 'vaches'],
    ['fichiers raw d’un chat', ['type:raw'], 'd’un chat'],
    ['mes photos préférées d’un chat', ['is:favourite'], 'd’un chat'],
  ],
};

/** Captions and searches with words that look like dates, places, cameras or negations and are none. */
export const TRAPS: readonly string[] = `
a woman in white
two men in march
may
in spring water
a girl in a spring dress
a boy takes a fall on his bike
a man braces for this fall
leaves fall from a tree
a band on a march
the last march of the penguins
a man with a camera
a man taking a picture with his iPhone
a girl looks at her iPhone on a bench
two people on a Canon poster
a Nikon on a tripod
a portrait of a man
a portrait of a woman in black
a landscape with mountains
people in a square
a square table
a square picture frame on the wall
a panorama of the Alps
a man signs a document
a pile of documents on a desk
raw fish on a plate
a no parking sign
a sign that says no dogs
a boy with his favourite toy
no smoking sign on a wall
a bus with the number 2019
a runner with number 1984
bus 2010 on the street
a 2008 Olympics banner
a car from the fifties
a man in Nike shoes
a dog in Santa hat
a boy in a Yankees shirt
a woman in Indian dress
a man reading in English
a knot in a rope
a knight on a horse
a notebook on a table
nothing on the table
a norwegian flag
a cannon on a hill
a pixelated screen
a gift with a red bow
a gopher in the grass
a march hare
june bug on a leaf
august statue
a winter coat
a summer dress
a snowman in winter
summer camp
autumn leaves
spring flowers
ein Hund hier am Strand
im Wald
am See
ein Mann in Rot
ein Mann im Anzug
eine Frau mit Kamera
ein Porträt von einem Mann
eine Landschaft mit See
ein Platz in der Stadt
ein Kleinkind auf einer Schaukel
ein Keks auf dem Teller
das Meer im Sommer
ein Sommerkleid
ein Fall im Gericht
ein Dokument auf dem Tisch
ein Einhorn
mai
mars
une personne sur la plage
un pas de danse
un homme avec un appareil photo
un portrait de femme
un paysage de montagne
une place carrée
la planète Mars
un été sur la plage
les sans-abri
une orange et une pomme
un château de sable
un chien dans la neige
une femme en blanc
un homme en rouge
en mai
avril
une robe d’été
un manteau d’hiver
le dernier train
la dernière photo
the last train
the last supper
last
this
today’s newspaper on a table
a man in May West costume
a yearbook
weekend
a week
two years old
a 3 year old child
a child of 5 years
a cat named April
a dog called Summer
Paris Hilton
a London bus
`
  .trim()
  .split('\n');
