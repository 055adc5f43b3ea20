/**
 * Things that few photos show. A calibration takes care that hardly any of them is found, so that a search says when there
 * is nothing. None of them was chosen for its result.
 */
export const ABSENT_TEXTS: readonly string[] = `
a unicorn in a spacesuit
a submarine under ice
an x-ray of a broken arm
a chess board
a courtroom with a judge
a giraffe
a kangaroo
a panda eating bamboo
a zebra
a crocodile
a snake
a spider web
a squid
a lobster on a plate
sushi
a bowl of ramen
a plate of spaghetti
a taco
a cheese board
fried eggs and bacon
a pineapple
a watermelon
a pumpkin pie
a cup of tea with lemon
a cocktail with an olive
a fridge full of food
a washing machine
a bathtub
a toilet
a toothbrush
a microwave oven
an ironing board
a vacuum cleaner
a typewriter
a fax machine
a printer
a circuit board
a server room
an oil rig
a wind turbine
a nuclear power plant
a solar panel
a crane at a construction site
an excavator
a tank
a fighter jet
a helicopter
a hot air balloon
a space station
an astronaut on the moon
the planet saturn
a telescope
a microscope
a test tube
a dna helix
a skeleton
a dinosaur
a mammoth
a dragon
a mermaid
a vampire
a wizard with a staff
a knight in armour
a samurai
a pharaoh’s mask
the pyramids of egypt
the eiffel tower
the statue of liberty
the great wall of china
a japanese temple
a mosque
a cathedral window
a windmill in holland
a lighthouse
an igloo
a tepee
a log cabin
a greenhouse
a vineyard
a rice terrace
a tulip field
a bonsai
an orchid
a dandelion clock
a fern
a coconut palm
a canyon
a glacier
a geyser
an erupting volcano
a tornado
an eclipse of the sun
the northern lights
a coral reef
a shark
a dolphin
an octopus
a jellyfish
a starfish
a seahorse
a crab
a frog on a lily pad
a lizard
a chameleon
a parrot
a peacock
a flamingo
an ostrich
an eagle
a swan on a pond
a rooster
a hedgehog
a squirrel with a nut
a fox
a wolf howling at the moon
a camel in the desert
a donkey
a pig in the mud
a goat on a cliff
a bull fight
a rodeo
a polo match
a boxing match
a sumo wrestler
a fencing duel
an ice hockey goalie
a figure skater
a bobsleigh
a pole vaulter
a javelin thrower
a weight lifter
a gymnast on the rings
a golf course
a tennis court
a bowling alley
a pool table
a dart board
a poker game
a roulette wheel
a slot machine
a crossword puzzle
a jigsaw puzzle
a rubik’s cube
a doll’s house
a model railway
a carousel
a roller coaster
a ferris wheel
a circus elephant
a magician with a rabbit
a puppet show
an opera singer
a string quartet
a church organ
a harp
a saxophone
a record player
a dj at a club
a movie theatre
a red carpet
a fashion show
a wedding dress in a shop
a diamond ring
a pearl necklace
a pocket watch
a sewing machine
a loom
a potter’s wheel
a blacksmith’s forge
a welder
a coal mine
an assembly line
a dentist’s chair
an operating room
an ambulance
a wheelchair
a pregnancy test
a newborn in an incubator
a cemetery
a coffin
a prison cell
a police car
a fingerprint
a crime scene
a voting booth
a press conference
a parliament
a bank vault
a stack of euro coins
a stock market chart
a tax form
a passport
a boarding pass
a train ticket
a subway map
a traffic jam on a motorway
a petrol station
a car wash
a parking garage
an elevator
an escalator
a revolving door
a spiral staircase
a chandelier
a grandfather clock
a fireplace
a rocking chair
a bunk bed
a hammock
a mosquito net
an anchor
a ship in a bottle
a pirate flag
a treasure chest
a message in a bottle
a gondola in venice
a canal boat
a ferry
a cargo ship with containers
an aircraft carrier
a whiteboard full of equations
a spreadsheet
a barcode
a crossroads sign
a graffiti wall
a stained glass window
a mosaic
a cave painting
an oil portrait of a king
a marble bust
`
  .trim()
  .split('\n');
