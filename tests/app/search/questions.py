"""Questions as people ask them about the household, each with words of the passage that answers it.

TUNED was looked at while the ranking was made. HELD_OUT was written before, and never looked at one by one.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from app.domain.documents import Page, Reading

HOUSEHOLD = Path(__file__).parent / 'household'


class Question(NamedTuple):
    """`answer`: words of the piece, in that document, which answers the question."""

    question: str
    document: str
    answer: str


def household() -> dict[str, Reading]:
    """The documents: a line `=== NAME` before each, `---` between pages."""
    found = {}
    for path in sorted(HOUSEHOLD.glob('*.md')):
        for part in path.read_text('utf-8').split('=== ')[1:]:
            name, _, text = part.partition('\n')
            pages = [page.strip() for page in text.split('\n---\n')]
            found[name] = Reading(
                pages=tuple(Page(number=number, text=page) for number, page in enumerate(pages, 1)),
                media_type='text/markdown',
                has_pages=len(pages) > 1,
            )
    return found


TUNED = [
    Question('Wie hoch ist die Miete?', 'Mietvertrag Lindenstraße.pdf', '1.140 Euro'),
    Question('Wie viel Kaution mussten wir zahlen?', 'Mietvertrag Lindenstraße.pdf', 'drei Grundmieten'),
    Question('Kündigungsfrist der Wohnung', 'Mietvertrag Lindenstraße.pdf', 'drei Monaten zum Monatsende'),
    Question('Dürfen wir einen Hund halten?', 'Mietvertrag Lindenstraße.pdf', 'Hund oder eine Katze'),
    Question('Wer muss die Wände streichen?', 'Mietvertrag Lindenstraße.pdf', 'Streichen der Wände'),
    Question(
        'Was tun, wenn ich den Schlüssel verloren habe?', 'Mietvertrag Lindenstraße.pdf', 'Verlust eines Schlüssels'
    ),
    Question('Wann ist Mittagsruhe im Haus?', 'Hausordnung.pdf', 'Zwischen 13 und 15 Uhr'),
    Question('Wann wird die gelbe Tonne geleert?', 'Hausordnung.pdf', 'die gelbe am Freitag'),
    Question('Darf man auf dem Balkon grillen?', 'Hausordnung.pdf', 'elektrisch gegrillt'),
    Question('Wer räumt im Winter den Schnee vom Gehweg?', 'Hausordnung.pdf', 'Hausmeisterfirma Petersen'),
    Question('Wie viel müssen wir bei den Nebenkosten nachzahlen?', 'Nebenkostenabrechnung 2025.pdf', '291,46'),
    Question('Was kostete die Müllabfuhr?', 'Nebenkostenabrechnung 2025.pdf', '200,50 €'),
    Question('Wann ist die nächste Heizungswartung?', 'Heizungswartung Protokoll.pdf', 'Oktober 2026'),
    Question('Die Heizung zeigt F28, was bedeutet das?', 'Heizungswartung Protokoll.pdf', 'Code F28'),
    Question('Stand des Stromzählers beim Einzug', 'Übergabeprotokoll.docx', '48211'),
    Question('Der Rauchmelder piept ständig', 'Rauchmelder Anleitung.pdf', 'alle vierzig Sekunden'),
    Question('Was kostet die Kilowattstunde?', 'Stromvertrag.pdf', '31,4 Cent'),
    Question('Wo steht das WLAN-Passwort?', 'Internet Auftragsbestätigung.pdf', 'Unterseite des Routers'),
    Question('Wie lange dauert der Umbau des Badezimmers?', 'Handwerker Angebot Bad.docx', 'etwa drei Wochen'),
    Question('Sind gestohlene Fahrräder versichert?', 'Hausratversicherung Police.pdf', 'mit einem Schloss gesichert'),
    Question('Zahlt die Versicherung, wenn ich Schlüssel vom Arbeitgeber verliere?', 'Haftpflicht.pdf', 'Auswechseln'),
    Question(
        'Wann hat der Kindergarten im Sommer geschlossen?', 'Kita Elternbrief März.docx', '20. Juli bis 7. August'
    ),
    Question('Läuse in der Kita, was sollen wir machen?', 'Kita Elternbrief März.docx', 'Läusekamm'),
    Question('Wer darf Ela abholen?', 'Kita Betreuungsvertrag.pdf', 'Sabine Weber'),
    Question('An welchem Tag hat Jonas Schwimmunterricht?', 'Schule Stundenplan 3b.pdf', 'Schwimmen'),
    Question('Bis wann muss ich die Klassenfahrt bezahlen?', 'Schule Klassenfahrt.pdf', 'bis 15. April'),
    Question('Was muss mit auf die Klassenfahrt?', 'Schule Klassenfahrt.pdf', 'Regenjacke'),
    Question('Welches Schmerzmittel darf Oma nicht nehmen?', 'Arztbrief Kardiologie Oma.pdf', 'Ibuprofen bitte meiden'),
    Question('Wogegen ist Ela geimpft?', 'Impfpass Ela.pdf', 'Masern'),
    Question('Was muss ich für die Zahnkrone selbst bezahlen?', 'Zahnarzt Heilplan.pdf', 'Eigenanteil 422'),
    Question('Wie viel Elterngeld bekommen wir?', 'Elternzeit Bescheid Elterngeld.pdf', '1.312,57'),
    Question('Wo liegt die Schatzkiste?', 'Kindergeburtstag Plan.txt', 'alten Eiche'),
    Question('Wer hat die Vorsorgevollmacht für Oma?', 'Vollmacht Patientenverfügung Oma.docx', 'Anke Krause'),
    Question('Wie trete ich aus dem Verein aus?', 'Vereinssatzung.pdf', 'zum 30. November'),
    Question('Welche Mehrheit braucht eine Änderung der Satzung?', 'Vereinssatzung.pdf', 'drei Viertel'),
    Question('Wann darf ich die Hecke schneiden?', 'Gartenordnung.pdf', '30. September'),
    Question('Wie hoch ist der neue Mitgliedsbeitrag?', 'Protokoll Mitgliederversammlung.docx', '72 Euro'),
    Question('Wann beginnt die Chorprobe?', 'Chorprobe Rundbrief.docx', '19:45 Uhr'),
    Question(
        'Müssen wir Handtücher nach Dänemark mitnehmen?', 'Reise Dänemark Buchung.pdf', 'Bettwäsche und Handtücher'
    ),
    Question('Welches Gleis hat der Zug nach München?', 'Bahn Fahrkarte München.pdf', 'Gleis 9'),
    Question('Wie viele Eier kommen in den Pfannkuchenteig?', 'Rezept Pfannkuchen.txt', '4 Eier'),
    Question('Wie lange muss das Brot in den Ofen?', 'Rezept Brot.docx', 'fünfzig Minuten'),
    Question('Wann werden Möhren gesät?', 'Gartenkalender.xlsx', 'Möhren'),
    Question(
        'Wie lange habe ich Garantie auf die Waschmaschine?', 'Waschmaschine Garantie.pdf', 'fünf Jahre auf den Motor'
    ),
    Question('Waschmaschine pumpt nicht ab E18', 'Waschmaschine Garantie.pdf', 'Flusensieb'),
    Question('Wo lagern die Winterreifen?', 'Auto Werkstatt Rechnung.pdf', 'Winterräder'),
    Question('Was mache ich nach einem Autounfall?', 'Kfz Versicherung.pdf', 'Warndreieck'),
    Question('Wie hoch ist die Steuererstattung?', 'Steuerbescheid 2024.pdf', '613 Euro'),
    Question('Wie viele Urlaubstage hat Anke?', 'Arbeitsvertrag Anke.pdf', '28 Arbeitstage'),
    Question('Welche Sprachen spricht Deniz?', 'Lebenslauf Deniz.docx', 'Türkisch'),
    Question('Wie viel Pflegegeld gibt es?', 'Pflegegrad Bescheid Oma.pdf', '347 Euro'),
    Question('Was brauchen wir für den Passantrag?', 'Reisepass Antrag Termin.pdf', 'Geburtsurkunde'),
]

HELD_OUT = [
    Question('Was passiert mit der Vereinskasse, wenn der Verein aufgelöst wird?', 'Vereinssatzung.pdf', 'Grünflächen'),
    Question('Wer prüft die Kasse des Vereins?', 'Vereinssatzung.pdf', 'Zwei Prüferinnen'),
    Question('Wie viele Stunden Gemeinschaftsarbeit sind Pflicht?', 'Gartenordnung.pdf', 'zehn Stunden'),
    Question('Darf ich Gartenabfälle verbrennen?', 'Gartenordnung.pdf', 'Verbrennen von Laub'),
    Question('Dürfen im Verein Hühner gehalten werden?', 'Protokoll Mitgliederversammlung.docx', 'Hühner'),
    Question('Wann ist das Sommerfest der Kleingärtner?', 'Protokoll Mitgliederversammlung.docx', '29. August'),
    Question('Wie viel kostet das Einzelzimmer beim Probenwochenende?', 'Chorprobe Rundbrief.docx', '140 Euro'),
    Question('Ab wann können wir ins Ferienhaus?', 'Reise Dänemark Buchung.pdf', 'ab 16 Uhr'),
    Question('Was kostet es, wenn wir die Reise stornieren?', 'Reise Dänemark Buchung.pdf', 'ein Viertel des Preises'),
    Question('Darf ich mit dem Sparpreis einen anderen Zug nehmen?', 'Bahn Fahrkarte München.pdf', 'Zugbindung'),
    Question('Brauchen wir einen Schlafsack für die Hütte?', 'Packliste Wandern.txt', 'Hüttenschlafsack'),
    Question('Bis wann kann man am Campingplatz ankommen?', 'Campingplatz Regeln.pdf', 'bis 21 Uhr'),
    Question('Wann kommen die Würste in den Grünkohl?', 'Rezept Omas Grünkohl.docx', 'zwanzig Minuten vor Schluss'),
    Question('Was hilft gegen Blattläuse?', 'Gartenkalender.xlsx', 'Seifenlauge'),
    Question('Bis wann muss ich das Theaterabo kündigen?', 'Theater Abo.pdf', 'bis 15. Mai'),
    Question('Was hat der Kühlschrank gekostet?', 'Kühlschrank Rechnung.pdf', '649,00'),
    Question('Wann muss das Auto zum TÜV?', 'Auto Werkstatt Rechnung.pdf', 'Hauptuntersuchung'),
    Question('Wer bezahlt das Abschleppen?', 'Kfz Versicherung.pdf', 'Abschleppen'),
    Question('Rahmennummer des Fahrrads', 'Fahrrad Kaufvertrag.docx', 'WKK9301882'),
    Question(
        'Bis wann kann ich gegen den Steuerbescheid Einspruch einlegen?',
        'Steuerbescheid 2024.pdf',
        'binnen eines Monats',
    ),
    Question('Warum wurde das Arbeitszimmer nicht anerkannt?', 'Steuerbescheid 2024.pdf', 'Arbeitszimmer'),
    Question('Ab welchem Tag brauche ich eine Krankschreibung?', 'Arbeitsvertrag Anke.pdf', 'ab dem dritten Tag'),
    Question('Bekommt Anke Weihnachtsgeld?', 'Arbeitsvertrag Anke.pdf', 'Weihnachtsgeld'),
    Question('Wo hat Deniz studiert?', 'Lebenslauf Deniz.docx', 'Hochschule Bremen'),
    Question('Kann ich den Kredit früher zurückzahlen?', 'Sparkasse Kredit.pdf', 'Sondertilgungen'),
    Question('Wie viel gibt die Krankenkasse zu einer Kinderbrille dazu?', 'Krankenkasse Brief Bonus.pdf', '40 Euro'),
    Question('Handy gestohlen, welche Nummer rufe ich an?', 'Handy Tarif.pdf', '116 116'),
    Question('Wie viel soll der Hund wiegen?', 'Hund Tierarzt Paula.pdf', 'Sollgewicht'),
    Question('Wie oft bekommt der Kater Futter?', 'Nachbarschaft Urlaub Zettel.txt', 'morgens und abends'),
    Question('Wo sind die Sicherungen?', 'Nachbarschaft Urlaub Zettel.txt', 'Leuchtturm'),
    Question('Muss ich das Balkonkraftwerk anmelden?', 'Solaranlage Balkon.pdf', 'Marktstammdatenregister'),
    Question('Was kostet es, wenn ich Bücher zu spät zurückbringe?', 'Bibliothek Ausweis.pdf', 'Woche Verspätung'),
    Question('Wer erbt die Briefmarken?', 'Grundsteuer Garten Testament.docx', 'Briefmarkensammlung'),
    Question('Zahlt die Pflegekasse den Umbau vom Bad?', 'Pflegegrad Bescheid Oma.pdf', '4.180 Euro'),
    Question('Wie viel Rente bekommt Oma?', 'Rentenbescheid Oma.pdf', '1.487,22'),
    Question('Wie schnell bin ich gefahren, als ich geblitzt wurde?', 'Bußgeld Schreiben.pdf', 'gemessen 39'),
    Question('Wie entkalke ich die Kaffeemaschine?', 'Kaffeemaschine Anleitung.pdf', 'entkalkt werden'),
    Question('Was tun bei zu niedrigem Blutzucker?', 'Ernährung Diabetes Merkblatt.pdf', 'Unterzuckerung'),
    Question('Wann wird das Sofa geliefert?', 'Möbelhaus Sofa Lieferung.pdf', 'Kalenderwoche 21'),
    Question(
        'Was kostet die Erneuerung des Daches in Norderney?', 'Eigentümerversammlung Ferienwohnung.pdf', '5.600 Euro'
    ),
]

ENGLISH = [
    Question('How much is the rent in Dublin?', 'Lease Flat Dublin.pdf', '1,350 euros'),
    Question('Can I smoke in the flat?', 'Lease Flat Dublin.pdf', 'Smoking is not permitted'),
    Question('How do I end the tenancy?', 'Lease Flat Dublin.pdf', "28 days' written notice"),
    Question('The boiler pressure is too low', 'Boiler manual.pdf', 'filling loop'),
    Question('What does error L2 mean?', 'Boiler manual.pdf', 'no flame'),
    Question('How long do scones bake?', 'Recipe scones.txt', 'ten minutes'),
    Question('When does the flight to Dublin leave?', 'Flight booking Dublin.pdf', 'departs 11:55'),
    Question('What does it cost to change the flight?', 'Flight booking Dublin.pdf', 'Changes cost 45'),
    Question('How many kilos may my luggage weigh? Bags', 'Flight booking Dublin.pdf', '20 kg'),
    Question('Which subject should Marie revise?', 'School report Marie.pdf', 'chemistry'),
    Question('Are dentists covered by the health insurance?', 'Health insurance letter.pdf', 'Dental treatment'),
    Question('How do I submit a claim?', 'Health insurance letter.pdf', 'photograph the receipt'),
    Question('When are bonfires allowed?', 'Allotment newsletter.docx', 'first Saturday in November'),
    Question('When will the water be switched on?', 'Allotment newsletter.docx', '28 March'),
    Question('How many vacation days does Marie have, annual leave?', 'Employment contract Marie.pdf', '25 days'),
    Question('How long is the probationary period?', 'Employment contract Marie.pdf', 'six months'),
]
