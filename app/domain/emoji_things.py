"""Emoji of writing, home, leisure and signs, with words to find them by: data only, lines as in `emoji_living`."""

from __future__ import annotations

WRITING = """
✉️ Brief, Post, Umschlag | letter, mail, envelope
📬 Briefkasten, Post | mailbox, post
📤 Abschicken, Ausgang, senden | sending, outbox
📧 E-Mail, Mail | e-mail, mail
📦 Paket, Päckchen, Lieferung | parcel, package, delivery
🖋️ Füller, Stift, schreiben | fountain pen, write
🖊️ Kuli, Stift, schreiben | pen, write
✒️ Feder, Tinte, schreiben | nib, ink, write
✍️ Schreiben, Hand, Text | writing, hand, text
✏️ Bleistift, Stift, zeichnen | pencil, draw
📝 Notizen, Zettel, Protokoll | notes, note, minutes
📄 Blatt, Seite, Dokument | sheet, page, document
📑 Seiten, Vertrag, Unterlagen | pages, contract, papers
📚 Bücher, lesen, Bibliothek | books, read, library
📖 Buch, lesen, Geschichte | book, read, story
📔 Tagebuch, Heft, Kochbuch | diary, exercise book
📘 Anleitung, Buch, Handbuch | manual, book, guide
🗞️ Blättchen, Zeitung, Rundbrief | newsletter, paper
📰 Zeitung, Nachrichten | newspaper, news
🗒️ Block, Notizen | notepad, notes
📋 Liste, Formular, Plan | list, form, plan
📌 Pinnnadel, wichtig, merken | pin, important, remember
📎 Klammer, Anhang | clip, attachment
🗂️ Ordner, Ablage, Register | folders, filing
📁 Mappe, Ordner | folder
🗄️ Schrank, Akten, Ablage | cabinet, files
🗑️ Papierkorb, Müll | bin, rubbish
🔎 Suchen, Lupe, finden | search, magnifier, find
🔍 Genau suchen, Lupe, prüfen | look closely, magnifier, check
📅 Kalender, Termin, Tag | calendar, date, day
⏰ Wecker, Uhr, Zeit | alarm clock, time
⏱️ Stoppuhr, Zeit, schnell | stopwatch, time, fast
⏳ Sanduhr, warten, Frist | hourglass, wait, deadline
📈 Wachstum, Kurve, Zahlen | growth, chart, numbers
📊 Diagramm, Balken, Zahlen | chart, bars, numbers
🧮 Rechnen, Zahlen, Mathe | sums, numbers, maths
💶 Geld, Euro, Kosten | money, euro, costs
💰 Geldsack, Sparen, Kasse | money bag, saving, till
🏷️ Preis, Etikett, Schild | price, label, tag
🛍️ Tüten, Einkauf, Laden | shopping bags, shop
🧾 Rechnung, Bon, Kasse | receipt, bill
💳 Karte, Bank, zahlen | card, bank, pay
🏦 Bank, Konto | bank
💬 Gespräch, reden, Antwort | talk, chat, answer
🗣️ Sprechen, Sprache, vorlesen | speaking, language, read aloud
📣 Aufruf, Megafon, Verein | announcement, megaphone, club
📞 Telefon, anrufen | telephone, call
🎓 Schule, Abschluss, lernen | school, degree, learn
🎒 Schulranzen, Rucksack, Schule | school bag, backpack
🔬 Mikroskop, Forschung | microscope, research
💼 Arbeit, Aktentasche, Büro | work, briefcase, office
🏛️ Amt, Behörde, Museum | office, authority, museum
⚖️ Waage, Recht, Urteil | scales, law, verdict
"""

HOME = """
🏡 Haus, Garten, Zuhause | house, garden, home
🏠 Heim, Haus, Wohnung | home, house, flat
🛋️ Sofa, Wohnzimmer | sofa, living room
🛏️ Bett, schlafen | bed, sleep
🚿 Dusche, Bad | shower, bath
🧺 Wäsche, Korb | laundry, basket
🧹 Besen, putzen | broom, clean
🧽 Schwamm, putzen, Fleck | sponge, clean, stain
🪴 Topfpflanze, Zimmerpflanze | pot plant, house plant
🔧 Werkzeug, Schlüssel, reparieren | tool, spanner, repair
🔨 Hammer, bauen | hammer, build
🪛 Schrauben, Schraubenzieher | screwdriver, screws
⚙️ Zahnrad, Technik, einstellen | gear, technology, settings
💡 Idee, Lampe, Licht | idea, lamp, light
🔌 Stecker, Strom | plug, power
🔋 Batterie, Akku | battery
🖥️ Rechner, Bildschirm, Computer | computer, screen
💻 Laptop, Rechner | laptop, computer
🌐 Netz, Internet, Welt | web, internet, world
📱 Handy, Smartphone | phone, mobile
🖨️ Drucker, drucken | printer, print
📷 Kamera, Foto, Bild | camera, photo, picture
🔑 Schlüssel, Tür | key, door
🔒 Schloss, sicher, zu | lock, safe, closed
🛡️ Schild, Schutz, sicher | shield, protection, safe
🚨 Alarm, Warnung, Notfall | alarm, warning, emergency
🩺 Gesundheit, Arzt, Praxis | health, doctor, practice
💊 Medizin, Tablette, Pille | medicine, tablet, pill
🧊 Eis, kühl, ruhig | ice, cool, calm
🌡️ Fieber, Thermometer, Wärme | fever, thermometer, warmth
🩹 Pflaster, Wunde | plaster, wound
🦷 Zahn, Zahnarzt | tooth, dentist
👓 Brille, sehen | spectacles, see
♿ Rollstuhl, barrierefrei | wheelchair, accessible
✂️ Schere, schneiden, kürzen | scissors, cut, shorten
🧵 Nähen, Faden, Garn | sewing, thread
🧶 Stricken, Wolle | knitting, wool
👕 Hemd, Kleidung | shirt, clothes
👗 Kleid, Kleidung, Mode | dress, clothes, fashion
👞 Schuh | shoe
"""

LEISURE = """
🧳 Reise, Koffer, Urlaub | travel, suitcase, holiday
🚗 Auto, fahren | car, drive
🚌 Bus, fahren | bus, ride
🚆 Zug, Bahn, Bahnhof | train, railway, station
🚲 Fahrrad, Rad | bicycle, bike
✈️ Flugzeug, fliegen | plane, fly
🚢 Schiff, Kreuzfahrt | ship, cruise
⛵ Segeln, Boot | sailing, boat
🚀 Rakete, Start, schnell | rocket, start, fast
🗺️ Landkarte, Karte, Weg | map, way
🧭 Kompass, Weg, Richtung | compass, way
📍 Ort, Stelle, hier | place, spot, here
🏖️ Strand, Urlaub, Meer | beach, holiday, sea
⛰️ Berg, wandern | mountain, hike
🏕️ Zelt, Camping | tent, camping
🏰 Burg, Schloss, Märchen | castle, fairy tale
⛪ Kirche, Gemeinde | church, parish
🎵 Musik, Note, Lied | music, note, song
🎶 Melodie, Singen, Chor | melody, singing, choir
🎸 Gitarre, Musik | guitar, music
🎹 Klavier, Musik | piano, music
🎺 Trompete, Blasmusik | trumpet, brass band
🎤 Mikrofon, singen | microphone, sing
🎬 Film, Kino | film, cinema
📺 Fernseher, Fernsehen | television
📻 Radio | radio
🎨 Malen, Farbe, Kunst | painting, colour, art
🎭 Theater, Bühne | theatre, stage
🎲 Spiel, Würfel | game, dice
🧩 Rätsel, Puzzle | puzzle, riddle
♟️ Schach, Spiel | chess, game
🃏 Karten, Spiel, Joker | cards, game, joker
⚽ Fußball, Ball, Sport | football, ball, sport
🎾 Tennis, Sport | tennis, sport
🏊 Schwimmen, Sport, Bad | swimming, sport
🚶 Spazieren, gehen | walking, stroll
🧘 Yoga, Ruhe, entspannen | yoga, calm, relax
🎣 Angeln, Fisch | fishing, fish
🎁 Geschenk, Überraschung | present, gift, surprise
🎉 Fest, Feier, Party | party, celebration
🎈 Ballon, Luftballon, Feier | balloon, party
🏆 Pokal, Sieg, Preis | cup, win, prize
"""

SIGNS = """
❤️ Herz, Liebe | heart, love
💛 Gelbes Herz, Freundschaft | yellow heart, friendship
💚 Grünes Herz, Natur | green heart, nature
💙 Blaues Herz | blue heart
✅ Fertig, Haken, erledigt | done, tick
☑️ Angekreuzt, Liste, Wahl | ticked, list, choice
❌ Kreuz, nein, falsch | cross, no, wrong
❓ Frage, Fragezeichen | question, question mark
❗ Achtung, Ausrufezeichen, wichtig | attention, exclamation mark, important
⚠️ Warnung, Vorsicht | warning, careful
ℹ️ Info, Auskunft, Hilfe | info, information, help
🆘 Notruf, Hilfe, SOS | emergency, help, SOS
🔔 Glocke, erinnern | bell, remind
🔁 Wiederholen, immer wieder | repeat, again
🔗 Kette, Verbindung, Link | chain, connection, link
🎯 Ziel, treffen, genau | target, aim, exact
🏁 Zielflagge, Ende | finish, flag, end
🚩 Fahne, merken | flag, mark
✨ Glitzern, neu, schön | sparkles, new, beautiful
💎 Edelstein, wertvoll | gem, precious
👑 Krone, König, Königin | crown, king, queen
🪄 Zauberstab, Magie | magic wand, magic
🔮 Kugel, Zukunft, Magie | crystal ball, future, magic
🪶 Federleicht, leicht, Vogel | feather, light, bird
♻️ Recycling, Umwelt | recycling, environment
☮️ Frieden | peace
🔢 Ziffern, Zahlen | digits, numbers
🔤 Buchstaben, Alphabet | letters, alphabet
🇩🇪 Deutschland, Deutsch | Germany, German
🇪🇺 Europa, EU | Europe, EU
🇬🇧 England, Englisch | Britain, English
"""
