"""Emoji of people, animals, plants and food, with words to find them by: data only.

A line is the emoji, its German words and its English words; the first word of each is its name.
"""

from __future__ import annotations

FACES = """
🤖 Roboter, Bot, Maschine | robot, bot, machine
😀 Lachen, froh, Gesicht | smile, happy, face
😊 Lächeln, nett, zufrieden | gentle smile, kind, content
😄 Strahlen, Freude | beaming, joy
😂 Lachtränen, lustig, Witz | tears of joy, funny, joke
😉 Zwinkern, Spaß | wink, fun
😍 Verliebt, toll, Liebe | in love, great, love
😎 Sonnenbrille, cool, Sommer | sunglasses, cool, summer
🤓 Schlau, Brille, Streber | clever, glasses, nerd
🤔 Nachdenken, Frage, grübeln | thinking, question
😴 Schlafen, müde, Nacht | sleeping, tired, night
😇 Engel, brav, lieb | angel, good
🥳 Feiern, Party, Geburtstag | celebrating, party, birthday
😢 Traurig, Träne, weinen | sad, tear, cry
😤 Ärger, wütend, Beschwerde | anger, angry, complaint
😮 Staunen, Überraschung | surprise, wow
🤗 Umarmen, herzlich, drücken | hug, warm
🧐 Genau, prüfen, Lupe | exact, check, monocle
🤠 Cowboy, Hut | cowboy, hat
👻 Gespenst, Geist, Spuk | ghost, spook
👽 Alien, Weltraum, fremd | alien, space
🦸 Held, Retter, stark | hero, rescue, strong
🧙 Zauberer, Magie, Märchen | wizard, magic, fairy tale
🧚 Fee, Märchen, Wunsch | fairy, tale, wish
👶 Baby, Kind, klein | baby, child, small
🧒 Kind, Enkel, Junge, Mädchen | child, grandchild, boy, girl
👩 Frau, Dame, Mutter | woman, lady, mother
👨 Mann, Herr, Vater | man, gentleman, father
👵 Oma, Großmutter, alt | grandma, grandmother, old
👴 Opa, Großvater, alt | grandpa, grandfather, old
👪 Familie, Eltern, Kinder | family, parents, children
👥 Leute, Gruppe, Team | people, group, team
🧑‍🍳 Koch, Küche, kochen | cook, kitchen, chef
👩‍🍳 Köchin, Küche, kochen | woman cook, kitchen, chef
🧑‍🏫 Lehrer, Lehrerin, Schule | teacher, school
🧑‍⚕️ Arzt, Ärztin, Praxis | doctor, practice
🧑‍🌾 Bauer, Gärtner, Hof | farmer, gardener
🧑‍🔧 Mechaniker, Werkstatt | mechanic, workshop
🧑‍💼 Büro, Chefin, Chef | boss, office
🧑‍🎨 Künstler, malen, Kunst | artist, paint, art
🧑‍⚖️ Richter, Gericht, Recht | judge, court, law
🕵️ Detektiv, suchen, Spur | detective, search, clue
👍 Daumen hoch, gut, ja, prima | thumbs up, good, yes
👎 Daumen runter, schlecht, nein | thumbs down, bad, no
👋 Winken, hallo, Gruß | waving, hello, greeting
🙏 Danke, bitte, beten | thanks, please, pray
👏 Klatschen, Beifall, bravo | clap, applause, bravo
🤝 Handschlag, Vertrag, Verein | handshake, deal, club
💪 Stark, Kraft, Sport | strong, power, sport
👀 Augen, sehen, schauen | eyes, see, look
🧠 Gehirn, denken, klug | brain, think, clever
"""

ANIMALS = """
🐱 Katze, Kater, Miau | cat, kitten
🐶 Hund, Welpe, Wau | dog, puppy
🦊 Fuchs, schlau | fox, sly
🐻 Bär, Teddy | bear, teddy
🐼 Panda, Bär | panda, bear
🐨 Koala | koala
🐯 Tiger | tiger
🦁 Löwe, Mähne | lion, mane
🐮 Kuh, Milch | cow, milk
🐷 Schwein, Glück | pig, luck
🐸 Frosch, Teich | frog, pond
🐵 Affe | monkey
🐔 Huhn, Henne, Ei | hen, chicken
🐧 Pinguin | penguin
🐦 Vogel, Spatz | bird, sparrow
🦆 Ente | duck
🦅 Adler | eagle
🦉 Eule, weise, Nacht | owl, wise, night
🐝 Biene, fleißig, Honig | bee, busy, honey
🦋 Schmetterling, bunt | butterfly
🐌 Schnecke, langsam | snail, slow
🐞 Marienkäfer, Glück | ladybird, luck
🐜 Ameise, fleißig | ant, busy
🐢 Schildkröte, langsam, geduldig | turtle, slow, patient
🐍 Schlange | snake
🐙 Krake, Tintenfisch | octopus
🐟 Fisch, Wasser | fish, water
🐬 Delfin, Meer | dolphin, sea
🐳 Wal, Meer | whale, sea
🐴 Pferd, reiten | horse, ride
🦄 Einhorn, Märchen | unicorn, fairy tale
🐑 Schaf, Wolle | sheep, wool
🐐 Ziege | goat
🐰 Hase, Kaninchen, Ostern | rabbit, bunny, Easter
🐿️ Eichhörnchen, Nuss | squirrel, nut
🦔 Igel, Stachel | hedgehog
🐭 Maus | mouse
🐘 Elefant, Gedächtnis | elephant, memory
🦒 Giraffe | giraffe
🐾 Pfote, Haustier, Spur | paw, pet
"""

PLANTS = """
🌻 Sonnenblume, Garten, Blume | sunflower, garden, flower
🌹 Rose, Blume, Liebe | rose, flower, love
🌷 Tulpe, Blume, Frühling | tulip, flower, spring
🌼 Blüte, Blume, Wiese | blossom, flower, meadow
💐 Strauß, Blumen, Geschenk | bouquet, flowers, gift
🌱 Keim, Pflanze, wachsen | seedling, plant, grow
🌿 Kraut, Kräuter, grün | herb, herbs, green
🍀 Klee, Glück | clover, luck
🌳 Baum, Wald, Park | tree, forest, park
🌲 Tanne, Wald, Nadelbaum | fir, forest
🎄 Weihnachten, Christbaum, Advent | Christmas, tree, Advent
🌵 Kaktus | cactus
🍁 Herbst, Laub, Blatt | autumn, leaf
🍄 Pilz, Wald | mushroom, forest
☀️ Sonne, Wetter, Sommer | sun, weather, summer
🌙 Mond, Nacht, Abend | moon, night, evening
⭐ Stern, Favorit, gut | star, favourite, good
🌈 Regenbogen, bunt | rainbow, colourful
⛅ Wolke, Wetter | cloud, weather
🌧️ Regen, Wetter | rain, weather
⚡ Blitz, schnell, Strom | lightning, fast, power
❄️ Schnee, Winter, kalt | snow, winter, cold
🔥 Feuer, heiß, Kamin | fire, hot
💧 Tropfen, Wasser | drop, water
🌊 Welle, Meer, Urlaub | wave, sea, holiday
🌍 Erde, Welt, Sprache | earth, world, language
"""

FOOD = """
🍎 Apfel, Obst, gesund | apple, fruit, healthy
🍐 Birne, Obst | pear, fruit
🍌 Banane, Obst | banana, fruit
🍓 Erdbeere, Obst | strawberry, fruit
🍒 Kirsche, Obst | cherry, fruit
🍇 Traube, Wein, Obst | grape, wine, fruit
🍋 Zitrone, sauer | lemon, sour
🍅 Tomate, Gemüse | tomato, vegetable
🥕 Möhre, Karotte, Gemüse | carrot, vegetable
🥔 Kartoffel, Gemüse | potato, vegetable
🥦 Brokkoli, Gemüse | broccoli, vegetable
🥗 Salat, gesund, Diät | salad, healthy, diet
🍞 Brot, backen | bread, bake
🥐 Croissant, Frühstück | croissant, breakfast
🥨 Brezel, Bäcker | pretzel, baker
🧀 Käse | cheese
🥚 Ei, Frühstück | egg, breakfast
🍳 Pfanne, Spiegelei, kochen | pan, fried egg, cook
🍲 Kochen, Eintopf, Suppe, Topf | cooking, stew, soup, pot
🥘 Gericht, Pfanne, Reis | dish, pan, rice
🍝 Nudeln, Spaghetti, Essen | pasta, spaghetti, food
🍕 Pizza, Essen | pizza, food
🍰 Kuchen, Torte, Kaffee | cake, coffee
🎂 Geburtstag, Torte, Feier | birthday, cake, party
🍪 Keks, Plätzchen, backen | biscuit, cookie, bake
🍫 Schokolade, süß | chocolate, sweet
🍯 Honig, süß | honey, sweet
☕ Kaffee, Tasse, Pause | coffee, cup, break
🫖 Tee, Kanne | tea, pot
🍷 Wein, Glas, Abend | wine, glass, evening
🍺 Bier, Stammtisch | beer, pub
🍽️ Essen, Teller, Restaurant | meal, plate, restaurant
🛒 Einkaufen, Einkauf, Wagen | shopping, groceries, cart
"""
