"""What the recipes next door say about themselves, in both languages."""

from __future__ import annotations

from tests.app.services.told_recipes import (
    ALONE,
    CALCULATED,
    CHAIN,
    CONDITIONS,
    GONE,
    LANES,
    LONG_LANES,
    NESTED,
    QUESTIONS,
    REPEATED,
    SHAPES,
    SOURCES,
    recipe,
)

GERMAN = [
    (
        CHAIN,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Recherche arbeitet mit allem, was du hineingibst. Die Aufgabe: „Finde fünf Fakten.“',
            'Schritt 2: Texter arbeitet mit dem Ergebnis davor. Die Aufgabe: „Schreib einen Artikel.“',
            'Schritt 3: SEO-Bot arbeitet mit dem Ergebnis davor. Die Aufgabe: „Verbessere die Überschrift.“',
            'Das Ergebnis ist der Text aus Schritt 3. Es läuft, wenn du es startest.',
        ],
    ),
    (
        LANES,
        [
            'Du gibst hinein: „Thema“. Wenn du magst, auch „Ton“.',
            'Schritt 1: Recherche arbeitet mit „Thema“. Die Aufgabe: „Finde Gründe dafür.“',
            'Schritt 2: Recherche arbeitet mit „Thema“. Die Aufgabe: „Finde Gründe dagegen.“ '
            'Das geschieht gleichzeitig mit Schritt 1.',
            'Schritt 3: Texter arbeitet mit den Ergebnissen von Schritt 1 und 2. Die Aufgabe: „Wäge ab.“ '
            'Es beginnt, wenn alle davon fertig sind.',
            'Das Ergebnis ist der Text aus Schritt 3. Es läuft, wenn du es startest.',
        ],
    ),
    (
        LONG_LANES,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Recherche arbeitet mit allem, was du hineingibst.',
            'Schritt 2: Recherche arbeitet mit dem Ergebnis davor.',
            'Schritt 3: Texter arbeitet mit allem, was du hineingibst. Das geschieht gleichzeitig mit Schritt 1 und 2.',
            'Schritt 4: Texter arbeitet mit dem Ergebnis davor.',
            'Schritt 5: SEO-Bot arbeitet mit den Ergebnissen von Schritt 2 und 4. '
            'Es beginnt, wenn alle davon fertig sind.',
            'Das Ergebnis ist der Text aus Schritt 5. Es läuft, wenn du es startest.',
        ],
    ),
    (
        QUESTIONS,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Texter arbeitet mit allem, was du hineingibst. Die Aufgabe: „Schreib einen Brief.“',
            'Schritt 2: Hier wartet das Rezept auf dich, mit dem Ergebnis davor. Du wirst gefragt: '
            '„Ist der Ton so gut?“ Du sagst: passt so, ändern oder verwerfen. '
            'Nach 3 Tagen ohne Antwort geht es von allein weiter.',
            'Schritt 3: Hier wartet das Rezept auf dich, mit dem Ergebnis davor. '
            'Du sagst: passt so, ändern oder verwerfen. Nach 1 Tag ohne Antwort hört das Rezept auf.',
            'Schritt 4: Hier wartet das Rezept auf dich, mit dem Ergebnis davor. '
            'Du sagst: passt so, ändern oder verwerfen. '
            'Antworte am besten in 7 Tagen. Das Rezept wartet aber auch länger.',
            'Schritt 5: Hier wartet das Rezept auf dich, mit dem Ergebnis davor. '
            'Du sagst: passt so, ändern oder verwerfen. Du hast dafür so viel Zeit, wie du willst.',
            'Das Ergebnis ist der Text aus Schritt 5. Es läuft, wenn du es startest.',
        ],
    ),
    (
        REPEATED,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Recherche arbeitet mit allem, was du hineingibst. Die Aufgabe: „Nenne Städte.“ '
            'Heraus kommt eine Tabelle mit „Stadt“ und „Land“.',
            'Schritt 2: Texter arbeitet mit dem Ergebnis davor. Die Aufgabe: „Beschreib die Stadt.“ '
            'Das geschieht für jede Zeile der Tabelle, höchstens 3 zugleich. '
            'Das geschieht jedes Mal nur, wenn das Feld „Land“ gleich „Spanien“ ist. '
            'Sonst kommt dabei nichts heraus. Danach kommt alles in der alten Reihenfolge zusammen.',
            'Schritt 3: Texter arbeitet mit dem Ergebnis davor. '
            'Das geschieht für jede Zeile einzeln, eine nach der anderen. '
            'Danach kommt alles in der alten Reihenfolge zusammen.',
            'Schritt 4: Texter arbeitet mit der Unterlage „Liste.txt“. Das geschieht gleichzeitig mit Schritt 1 bis 3. '
            'Das geschieht für jede Datei einzeln, höchstens 2 zugleich. '
            'Danach kommt alles in der alten Reihenfolge zusammen.',
            'Das Ergebnis sind die Texte aus Schritt 3 und 4. Es läuft, wenn du es startest.',
        ],
    ),
    (
        CONDITIONS,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Recherche arbeitet mit „Thema“. '
            'Das geschieht nur, wenn Recherche auf „Ist das eine Beschwerde?“ mit Ja antwortet. '
            'Sonst geht der Text unverändert weiter.',
            'Schritt 2: Texter arbeitet mit dem Ergebnis davor. '
            'Das geschieht nur, wenn der gelesene Text „Eilt“ enthält. Sonst kommt dabei nichts heraus. '
            'Schritte danach fallen dann aus, wenn sie nichts anderes lesen.',
            'Schritt 3: Texter arbeitet mit dem Ergebnis davor. '
            'Das geschieht nur, wenn das Feld „Betrag“ mehr als 1.000 ist. Sonst geht der Text unverändert weiter.',
            'Das Ergebnis ist der Text aus Schritt 3. Es läuft, wenn du es startest.',
        ],
    ),
    (
        SHAPES,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Recherche arbeitet mit allem, was du hineingibst. Heraus kommt eine Tabelle.',
            'Schritt 2: Texter arbeitet mit dem Ergebnis davor. Heraus kommen einzelne Felder.',
            'Schritt 3: Texter arbeitet mit dem Ergebnis davor. Heraus kommen die Felder „Name“, „Ort“ und „Jahr“.',
            'Das Ergebnis ist der Text aus Schritt 3. Es läuft, wenn du es startest.',
        ],
    ),
    (
        NESTED,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Recherche arbeitet mit „Thema“. Die Aufgabe: „Sammle.“',
            'Schritt 2 „Prüfung“: Hier läuft das Rezept „Brief prüfen“ mit dem Ergebnis davor. '
            'Das kommt dort in das Feld „Text“. Dabei gilt: Ton: „nett“.',
            'Schritt 2.1: Texter arbeitet mit allem, was Schritt 2 hineingibt. Die Aufgabe: „Prüfe den Brief.“',
            'Schritt 2.2: SEO-Bot arbeitet mit dem Ergebnis von Schritt 2.1. Die Aufgabe: „Kürze ihn.“',
            'Schritt 3: Texter arbeitet mit dem Ergebnis davor. Die Aufgabe: „Fertig.“ '
            'Der Text geht auch als „Brief (Datum).md“ in die Unterlagen von Texter.',
            'Das Ergebnis ist der Text aus Schritt 3. Es läuft, wenn du es startest.',
        ],
    ),
    (
        GONE,
        [
            'Das Rezept ist ausgeschaltet und läuft noch nicht. Wenn du magst, gibst du hinein: „Ton“.',
            'Schritt 1: Der Bot für diesen Schritt ist nicht mehr da.',
            'Schritt 2: Das Rezept für diesen Schritt ist nicht mehr da.',
            'Schritt 3: Das macht das Programm selbst, ohne KI: (nicht mehr da). Es arbeitet mit dem Ergebnis davor.',
            'Schritt 4: Texter arbeitet mit einem Schritt, den es nicht mehr gibt. '
            'Das geschieht gleichzeitig mit Schritt 1 bis 3.',
            'Das Ergebnis sind die Texte aus Schritt 3 und 4. Es startet auch von allein.',
        ],
    ),
    (
        CALCULATED,
        [
            'Du gibst hinein: „Thema“.',
            'Schritt 1: Das macht das Programm selbst, ohne KI: Summen bilden. Es arbeitet mit „Thema“. '
            'Dabei gilt: Spalte mit den Zahlen: „Betrag“; Was willst du wissen: „Durchschnitt“.',
            'Schritt 2: Das macht das Programm selbst, ohne KI: Mehrwertsteuer rechnen. '
            'Es arbeitet mit dem Ergebnis davor. Dabei gilt: Gesamtzeile darunter: „Nein“.',
            'Das Ergebnis ist der Text aus Schritt 2. Es läuft, wenn du es startest.',
        ],
    ),
    (
        SOURCES,
        [
            'Du gibst hinein: „Thema“. Wenn du magst, auch „Ton“.',
            'Schritt 1: Recherche arbeitet mit „Thema“ und „Ton“.',
            'Schritt 2: Texter arbeitet mit dem festen Text „Guten Tag“, dem Ergebnis davor '
            'und dem Ergebnis von Schritt 1.',
            'Das Ergebnis ist der Text aus Schritt 2. Es läuft, wenn du es startest.',
        ],
    ),
    (
        ALONE,
        [
            'Du musst nichts hineingeben.',
            'Schritt 1: Recherche fängt ohne Angaben von dir an. Die Aufgabe: „Erzähl einen Witz.“',
            'Das Ergebnis ist der Text aus Schritt 1. Es läuft, wenn du es startest.',
        ],
    ),
    (recipe(), ['Dieses Rezept hat noch keine Schritte.']),
]

ENGLISH = [
    (
        CALCULATED,
        [
            'You give it: “Thema”.',
            'Step 1: The program does this itself, without AI: Add up a table. It works with “Thema”. '
            'With these settings: Column with the numbers: “Betrag”; What do you want to know: “Average”.',
            'Step 2: The program does this itself, without AI: Work out the VAT. It works with the result before. '
            'With these settings: Total below: “No”.',
            'The result is the text of step 2. It runs when you start it.',
        ],
    ),
    (
        LANES,
        [
            'You give it: “Thema”. If you like, also “Ton”.',
            'Step 1: Recherche works with “Thema”. The task: “Finde Gründe dafür.”',
            'Step 2: Recherche works with “Thema”. The task: “Finde Gründe dagegen.” '
            'This happens at the same time as step 1.',
            'Step 3: Texter works with the results of steps 1 and 2. The task: “Wäge ab.” '
            'It begins when all of these are done.',
            'The result is the text of step 3. It runs when you start it.',
        ],
    ),
    (
        QUESTIONS,
        [
            'You give it: “Thema”.',
            'Step 1: Texter works with everything you put in. The task: “Schreib einen Brief.”',
            'Step 2: Here the recipe waits for you, with the result before. You are asked: “Ist der Ton so gut?” '
            'You say: fine, change it or discard it. After 3 days without an answer it goes on by itself.',
            'Step 3: Here the recipe waits for you, with the result before. '
            'You say: fine, change it or discard it. After 1 day without an answer the recipe stops.',
            'Step 4: Here the recipe waits for you, with the result before. You say: fine, change it or discard it. '
            'Best answer within 7 days. But the recipe waits longer, too.',
            'Step 5: Here the recipe waits for you, with the result before. '
            'You say: fine, change it or discard it. You have as much time for that as you like.',
            'The result is the text of step 5. It runs when you start it.',
        ],
    ),
    (
        REPEATED,
        [
            'You give it: “Thema”.',
            'Step 1: Recherche works with everything you put in. The task: “Nenne Städte.” '
            'A table with “Stadt” and “Land” comes out.',
            'Step 2: Texter works with the result before. The task: “Beschreib die Stadt.” '
            'This happens for every row of the table, at most 3 at once. '
            'Each time, this happens only if the field “Land” is “Spanien”. Otherwise nothing comes of it. '
            'Then everything comes together in the old order.',
            'Step 3: Texter works with the result before. This happens for every line on its own, one after the other. '
            'Then everything comes together in the old order.',
            'Step 4: Texter works with the document “Liste.txt”. This happens at the same time as steps 1 to 3. '
            'This happens for every file on its own, at most 2 at once. '
            'Then everything comes together in the old order.',
            'The texts of steps 3 and 4 are the result. It runs when you start it.',
        ],
    ),
    (
        NESTED,
        [
            'You give it: “Thema”.',
            'Step 1: Recherche works with “Thema”. The task: “Sammle.”',
            'Step 2 “Prüfung”: Here the recipe “Brief prüfen” runs with the result before. '
            'There it goes into the field “Text”. With these settings: Ton: “nett”.',
            'Step 2.1: Texter works with everything that step 2 gives it. The task: “Prüfe den Brief.”',
            'Step 2.2: SEO-Bot works with the result of step 2.1. The task: “Kürze ihn.”',
            'Step 3: Texter works with the result before. The task: “Fertig.” '
            'The text also goes as “Brief (date).md” into the documents of Texter.',
            'The result is the text of step 3. It runs when you start it.',
        ],
    ),
    (
        CONDITIONS,
        [
            'You give it: “Thema”.',
            'Step 1: Recherche works with “Thema”. '
            'This happens only if Recherche answers “Ist das eine Beschwerde?” with yes. '
            'Otherwise the text goes on unchanged.',
            'Step 2: Texter works with the result before. This happens only if the text it reads contains “Eilt”. '
            'Otherwise nothing comes of it. Steps after it are left out then if they read nothing else.',
            'Step 3: Texter works with the result before. '
            'This happens only if the field “Betrag” is more than 1.000. Otherwise the text goes on unchanged.',
            'The result is the text of step 3. It runs when you start it.',
        ],
    ),
]
