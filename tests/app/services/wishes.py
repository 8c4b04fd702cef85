"""What people say they want, and the template they mean."""

from __future__ import annotations

# The words of `app/services/nearest.py` were chosen with these in view.
GERMAN = {
    'blog-artikel': [
        'Ich möchte einen Artikel über Tomaten auf dem Balkon schreiben lassen',
        'schreib mir einen blogbeitrag zum thema wandern',
        'Für unsere Webseite brauche ich einen Text, den man bei der Suche im Netz gut findet',
        'Der Bot soll einen Beitrag für meinen Blog über Rosen verfassen',
        'einen langen Artikel aus meinen Stichworten machen',
    ],
    'email-beantworten': [
        'Ich habe eine Mail bekommen und weiß nicht, was ich antworten soll',
        'Bitte beantworte meine E-Mails freundlich',
        'Antwort auf eine Nachricht von meiner Vermieterin',
        'Beantworte diese Email von meinem Enkel',
        'Mir hat jemand geschrieben, entwirf eine Antwort',
    ],
    'text-schreiben-und-pruefen': [
        'Einladung zum Geburtstag schreiben und auf Fehler prüfen',
        'Jemand soll meinen Text schreiben und danach die Rechtschreibung kontrollieren',
        'Ein Bot schreibt, ein anderer prüft den Entwurf',
        'Text für die Nachbarn verfassen, dann prüfen, dann zum Verschicken fertig machen',
        'Jemand soll schauen, ob in meinem Text Fehler sind',
    ],
    'brief-ans-amt': [
        'Ich muss an das Finanzamt schreiben',
        'Widerspruch gegen den Bescheid der Krankenkasse',
        'Brief an die Stadt wegen Parkausweis',
        'Schreiben ans Jobcenter wegen meinem Antrag',
        'Ich brauche einen höflichen Brief an die Behörde',
    ],
    'schulbrief': [
        'Der Elternbrief aus der Schule ist so kompliziert, erklär ihn mir',
        'Was muss ich laut dem Brief von der Lehrerin mitbringen und wann',
        'Zettel von der Schule verstehen',
        'Mein Sohn hat einen Brief von der Schule bekommen, was ist zu tun',
        'Schulbriefe in einfacher Sprache',
    ],
    'arztbrief': [
        'Was steht in meinem Arztbrief, ich verstehe die Wörter nicht',
        'Befund vom Krankenhaus verständlich machen',
        'Ich brauche Fragen für meinen nächsten Arzttermin',
        'Erklär mir den Bericht vom Doktor in einfachen Worten',
        'diagnose verstehen',
    ],
    'zwei-meinungen': [
        'Soll ich mir ein Auto kaufen oder nicht? Gründe dafür und dagegen',
        'Ich kann mich nicht entscheiden ob ich umziehe',
        'Zwei Bots sollen streiten und einer entscheidet',
        'Was spricht für einen Hund und was dagegen',
        'Hilf mir bei einer schweren Entscheidung',
    ],
    'sitzungsprotokoll': [
        'Aus meiner Mitschrift soll ein Protokoll der Vereinssitzung werden',
        'Notizen vom Treffen ordnen und aufschreiben wer was macht',
        'Protokol für die Besprechung',
        'Wer macht was nach der Sitzung? Schreib das Protokoll',
        'Besprechungsnotizen zusammenfassen und Aufgaben verteilen',
    ],
    'wochenplan': [
        'Was koche ich diese Woche und was muss ich einkaufen',
        'Essensplan mit Einkaufszettel für die Familie',
        'Mach mir eine Einkaufsliste aus den Gerichten',
        'Kochplan für 7 Tage',
        'Ich hasse einkaufen, mach mir eine Liste was ich brauche',
    ],
    'rechnungen': [
        'Belege sortieren und Summe mit Mehrwertsteuer für den Steuerberater',
        'Rechnungen vom letzten Monat zusammenzählen',
        'Buchhaltung: Quittungen erfassen',
    ],
    'rezeptbuch': [
        'Omas Backrezepte in ein Buch bringen',
        'Unsere alten Kochrezepte ordentlich aufschreiben',
        'Familienkochbuch',
    ],
    'beschwerde': [
        'Meine Waschmaschine ist kaputt und die Firma meldet sich nicht',
        'Ich will mich bei der Telekom beschweren',
        'Reklamation schreiben, ich bin so sauer',
        'Beschwerdebrief an den Handyladen',
        'Ich ärgere mich über die Bahn und will mein Geld zurück',
    ],
    'brief-uebersetzen': [
        'Übersetze diesen Brief ins Englische',
        'Mein Nachbar schreibt auf Türkisch, ich brauche es auf Deutsch',
        'Text in eine andere Sprache bringen und prüfen',
    ],
    'bewerbung': [
        'Ich suche Arbeit und brauche ein Anschreiben für die Stelle',
        'Bewerbung als Verkäuferin',
        'Hilf mir beim Vorstellungsgespräch',
        'Bewerbungsschreiben für einen Job im Garten',
        'Passt die Stellenanzeige zu mir? Schreib die Bewerbung',
    ],
    'vereins-rundbrief': [
        'Rundbrief für den Gartenverein',
        'Aus den Berichten der Mitglieder soll ein Vereinsblatt werden',
        'Newsletter für unseren Sportverein',
    ],
    'produktbeschreibung': [
        'Beschreibungen für die Artikel in meinem Shop schreiben',
        'Verkaufstext für ein altes Fahrrad',
        'Produkttexte für eine Liste von Waren',
    ],
    'kundenstimmen': [
        'Die Bewertungen meiner Kunden auswerten',
        'Was sagen die Leute über meinen Laden und wie antworte ich',
        'Kundenmeinungen zusammenfassen',
        'Wie zufrieden sind unsere Gäste laut den Rezensionen',
    ],
    'social-media-woche': [
        'Beiträge für Instagram und Facebook für die nächste Woche',
        'Posts für unseren Laden im Internet',
        'Social Media Plan',
    ],
    'reiseplan': [
        'Wir fahren eine Woche an die Ostsee, plan die Tage und was es kostet',
        'Urlaub planen mit Packliste',
        'Reise nach Wien für vier Leute',
        'Ausflug mit den Enkeln planen',
    ],
    'morgenblatt': [
        'Jeden Morgen will ich lesen, was heute ansteht',
        'Meine Termine und Nachrichten für heute kurz zusammengefasst',
        'Tagesüberblick zum Frühstück',
    ],
}
# Written afterwards and never looked at while choosing: what is measured here is not learnt by heart.
UNSEEN = {
    'blog-artikel': [
        'Ich will über unseren Garten im Netz schreiben, mach einen schönen Artikel daraus',
        'Ein Beitrag für die Homepage aus ein paar Stichpunkten',
    ],
    'email-beantworten': [
        'Meine Schwester hat mir gemailt, was schreibe ich zurück',
        'Höfliche Antwort auf eine unfreundliche Mail',
    ],
    'text-schreiben-und-pruefen': [
        'Glückwunschkarte verfassen und vorher auf Tippfehler durchsehen',
        'Jemand schreibt den Text und ein anderer liest ihn Korrektur',
    ],
    'brief-ans-amt': [
        'Die Rentenversicherung will Unterlagen, schreib denen einen Brief',
        'Fristverlängerung beim Finanzamt beantragen',
    ],
    'schulbrief': [
        'Was steht auf dem Zettel aus der Grundschule',
        'Der Brief der Klassenlehrerin in kurz',
    ],
    'arztbrief': [
        'Arztbericht in einfacher Sprache',
        'Was bedeutet der Befund von meinem Mann',
    ],
    'zwei-meinungen': [
        'Vorteile und Nachteile einer Wärmepumpe',
        'Hund oder Katze? Ich brauche eine Entscheidungshilfe',
    ],
    'sitzungsprotokoll': [
        'Ich habe bei der Vereinssitzung mitgeschrieben',
        'Protokoll mit Beschlüssen und Aufgaben',
    ],
    'wochenplan': [
        'Speiseplan für die nächste Woche',
        'Was muss ich alles im Supermarkt kaufen für unser Essen',
    ],
    'rechnungen': [
        'Kassenzettel sammeln und am Monatsende die Summen haben',
        'Meine Belege für die Steuererklärung ordnen',
    ],
    'rezeptbuch': [
        'Aus den handgeschriebenen Rezepten meiner Mutter ein Kochbuch machen',
        'Alle Kuchenrezepte einheitlich aufschreiben',
    ],
    'beschwerde': [
        'Der neue Fernseher ist defekt, ich will mein Geld wieder',
        'Dem Reiseveranstalter einen Beschwerdebrief schicken',
    ],
    'brief-uebersetzen': [
        'Diesen Brief auf Polnisch',
        'Ein Schreiben aus Frankreich übersetzen',
    ],
    'bewerbung': [
        'Anschreiben für eine Stelle als Erzieherin',
        'Ich will mich auf eine Anzeige bewerben',
    ],
    'vereins-rundbrief': [
        'Die Vereinszeitung für alle Mitglieder schreiben',
        'Einladung und Neuigkeiten an unsere Vereinsmitglieder',
    ],
    'produktbeschreibung': [
        'Texte für die Artikel in meinem kleinen Laden',
        'Ich verkaufe Marmelade und brauche Beschreibungen dazu',
    ],
    'kundenstimmen': [
        'Auswerten, was die Kunden geschrieben haben',
        'Lob und Kritik von Gästen sortieren',
    ],
    'social-media-woche': [
        'Was soll ich diese Woche auf Instagram posten',
        'Fünf Ideen für Facebook',
    ],
    'reiseplan': [
        'Eine Rundreise durch Italien organisieren mit Budget',
        'Was kostet unser Urlaub und was kommt in den Koffer',
    ],
    'morgenblatt': [
        'Eine Morgenzeitung nur für mich',
        'Lies mir vor, was heute ansteht',
    ],
}
# The same in English.
ENGLISH = {
    'blog-artikel': [
        'write a blog article',
    ],
    'email-beantworten': [
        'Answer the e-mail I got from my landlord',
    ],
    'text-schreiben-und-pruefen': [
        'write a text and check it',
    ],
    'brief-ans-amt': [
        'letter to the tax office',
    ],
    'schulbrief': [
        'explain the letter from school',
    ],
    'arztbrief': [
        "understand the doctor's letter",
    ],
    'zwei-meinungen': [
        'should I buy a dog? pros and cons',
    ],
    'sitzungsprotokoll': [
        'minutes of our club meeting',
    ],
    'wochenplan': [
        'Plan our meals and write the shopping list',
    ],
    'rechnungen': [
        'add up invoices',
    ],
    'beschwerde': [
        'I want to complain about a broken washing machine',
    ],
    'brief-uebersetzen': [
        'translate a letter into English',
    ],
    'bewerbung': [
        'job application letter',
    ],
    'vereins-rundbrief': [
        'club newsletter',
    ],
    'produktbeschreibung': [
        'product descriptions for my shop',
    ],
    'kundenstimmen': [
        'evaluate customer reviews',
    ],
    'reiseplan': [
        'plan a trip to Vienna',
    ],
}
# For these there is no template.
NOTHING = [
    'Fahr mein Auto in die Garage',
    'asdf qwertz',
    'Wie spät ist es',
    'Mach das Licht im Wohnzimmer aus',
    'Spiel Musik von Bach',
    'Rufe meine Tochter an',
    'Überweise 50 Euro an Klaus',
    '???',
    'Gieße die Blumen',
    'Berechne die Umlaufbahn eines Satelliten',
    'Repariere meinen Rasenmäher',
    'Wie wird das Wetter am Wochenende',
    'Stell den Wecker auf sieben Uhr',
    'Zeichne ein Bild von einem Pferd',
    'Programmiere mir ein Computerspiel',
    'Wer hat die Weltmeisterschaft gewonnen',
    'Kauf mir Aktien',
    'Bestell eine Pizza',
    'Finde einen guten Zahnarzt in der Nähe',
    'Öffne die Haustür',
    'Lösche alle Fotos vom Handy',
    'Turn on the heating',
    'Wie hoch ist der Eiffelturm',
    'Singe ein Lied',
    'Melde mich beim Fitnessstudio an',
]
