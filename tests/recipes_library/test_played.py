"""Every template with its example, on the real engine and the practice engine, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from app.bootstrap import Services
from app.domain.runs import Run, RunStatus
from app.practice.notice import NOTICE
from tests.recipes_library.shelf import BOTH, FILES, template

# What must stand in the result: facts of the example, the parts of the result's form, and what was reckoned.
FACTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ('blog-artikel', 'de'): (
        '# Tomaten auf dem Balkon ziehen', 'Anfänger mit einem kleinen Balkon', '## Aussaat', '## Ernte', '20 Litern',
        '16. Mai', '12,50 Euro', 'Das Wichtigste in Kürze', 'Für die Suche im Internet', '29 / 60',
    ),
    ('blog-artikel', 'en'): (
        '# Growing tomatoes on the balcony', 'beginners with a small balcony', '## Sowing', '## Harvest', '20 litres',
        '16 May', '£12.50', 'The main points in short', 'For search on the internet', '31 / 60',
    ),
    ('email-beantworten', 'de'): (
        'Re: Kaffee am Samstag', 'Hallo Sabine,', 'Ja, ich komme sehr gern.', 'Apfelkuchen bringe ich mit', 'Knie',
        'halb drei', 'Liebe Grüße', 'Erika',
    ),
    ('email-beantworten', 'en'): (
        'Re: Coffee on Saturday', 'Dear Sabine,', 'gladly come', 'I will bring the apple cake', 'knee',
        'half past two',
        'Best wishes', 'Erika',
    ),
    ('text-schreiben-und-pruefen', 'de'): (
        'verteiler@example.org', 'Betreff:** Sommerfest', 'Hallo zusammen,', 'Samstag, den 11. Juli 2026', '14 Uhr',
        'Mühlenweg 3', 'eingeladen, auch', 'Kaffee und Kuchen!', 'Petra Lang', '07551 998877', 'Heinz Brandt',
    ),
    ('text-schreiben-und-pruefen', 'en'): (
        'members@example.org', 'Subject:** Summer party', 'Hello everyone,', 'Saturday, 11 July 2026', '2 pm',
        '3 Mill Lane', 'invited, families', 'coffee and cake!', 'Petra Lang', '01234 998877', 'Heinz Brandt',
    ),
    ('brief-ans-amt', 'de'): (
        'Erika Sommer  \nGartenweg 5', 'Frau Huber  \nBahnhofstraße 4', 'Überlingen, ',
        'Wohngeldbescheid vom 3. November 2026',
        'WG 4711/26', 'Sehr geehrte Frau Huber,\n\nich habe am 5. November 2026', '148 Euro', '212 Euro', '585 Euro',
        'Ich lege Widerspruch gegen den Bescheid ein.', 'Mit freundlichen Grüßen', 'Eine Kopie der Mieterhöhung',
        'Vor dem Abschicken', 'keine Rechtsberatung',
    ),
    ('brief-ans-amt', 'en'): (
        'Erika Sommer  \n5 Garden Lane', 'Mrs Hubert  \n4 Station Road', 'of 3 November 2026', 'HB 4711/26',
        'Dear Mrs Hubert,', '£148', '£212', '£585', 'I would like to appeal', 'Yours sincerely',
        'a copy of the rent increase', 'Before you send it', 'no legal advice',
    ),
    ('schulbrief', 'de'): (
        '# Wandertag der Klasse 3b', 'Emma', 'Worum geht es?', 'Donnerstag, den 10. Dezember 2026', '7:45 Uhr',
        'Was musst du tun?', 'bis 2. Dezember 2026', 'bis 4. Dezember 2026', '☐ Regenjacke', '☐ Eine Sitzunterlage',
        '6,50 € + 8,00 € = **14,50 €**', '07551 123456', 'weber@schule.example',
        'Einverständniserklärung: Du erlaubst',
    ),
    ('schulbrief', 'en'): (
        '# Excursion of class 3b', 'Emma', 'What is it about?', 'Thursday, 10 December 2026', '7:45 am',
        'What do you have to do?', 'by 2 December 2026', 'by 4 December 2026', '☐ A rain jacket',
        '☐ Something to sit on',
        '£6.50 + £8.00 = **£14.50**', '01234 567890', 'weber@school.example', 'Consent form: you allow',
    ),
    ('sitzungsprotokoll', 'de'): (
        '# Protokoll: Vorstand Gartenfreunde', '14. April 2026', 'Heinz Brandt, Petra Lang', 'Anna Roth',
        '2.340,50 Euro',
        '1. Der Eintritt kostet 3 Euro', '4 + 1 = 5', 'einstimmig beschlossen',
        '| Petra Lang | Fragt bei der Blaskapelle an | 30. April 2026 |',
        '| Inge Vogt | Kümmert sich um die Kuchenliste | – |',
        '### Murat Yilmaz\n\n- ☐ Besorgt zwei Grills – bis 1. Juli 2026', '5. Mai 2026', 'Zaun am Parkplatz',
    ),
    ('sitzungsprotokoll', 'en'): (
        '# Minutes: Board of the garden club', '14 April 2026', 'Heinz Brandt, Petra Lang', 'Anna Roth', '£2,340.50',
        '1. Entrance costs £3', '4 + 1 = 5', 'agreed unanimously',
        '| Petra Lang | Asks the brass band | 30 April 2026 |',
        '| Inge Vogt | Looks after the list of cakes | – |',
        '### Murat Yilmaz\n\n- ☐ Organises two barbecues – by 1 July 2026', '5 May 2026', 'fence at the car park',
    ),
    ('wochenplan', 'de'): (
        '| Montag | Linsensuppe |', '| Sonntag | Apfelkuchen |', '☐ 4 Möhren', '☐ 4 Zwiebeln', '☐ 1,75 kg Kartoffeln',
        '☐ 900 g Nudeln', '☐ 1 Ei\n', '☐ 50 g Mehl', '☐ 3 Dosen Tomaten', '☐ 750 ml Milch', '☐ 250 g Butter',
        '1 + 1 + 1 + 3 = 6; 2 sind da; kaufen: 4', '- Zucker', '- Öl',
    ),
    ('wochenplan', 'en'): (
        '| Monday | Lentil soup |', '| Sunday | Apple cake |', '☐ 4 carrots', '☐ 4 onions', '☐ 1.75 kg potatoes',
        '☐ 900 g pasta', '☐ 1 egg\n', '☐ 50 g flour', '☐ 3 tins tomatoes', '☐ 750 ml milk', '☐ 250 g butter',
        '1 + 1 + 1 + 3 = 6; 2 at home; to buy: 4', '- sugar', '- oil',
    ),
    ('beschwerde', 'de'): (
        'Elektro Winkler GmbH  \nIndustriestraße 12', 'Beschwerde: Waschmaschine – Rechnungsnummer 20261012-77',
        '12. Oktober 2026', '449 Euro', 'am 3., 5. und 9. November', 'Ich möchte, dass Sie die Maschine reparieren',
        'geht sie nicht mehr', 'Bitte antworten Sie mir bis zum', 'Eine Kopie der Rechnung', 'Erika Sommer',
    ),
    ('beschwerde', 'en'): (
        'Winkler Electric Ltd  \n12 Industry Road', 'Complaint: washing machine – invoice number 20261012-77',
        '12 October 2026', '£449', '3, 5 and 9 November', 'I would like you to repair the machine',
        'it has not worked',
        'Please answer by', 'a copy of the invoice', 'Erika Sommer',
    ),
    ('bewerbung', 'de'): (
        'Carmen Ott  \nLindenweg 9', 'Bäckerei Sonnenschein  \nFrau Krüger  \nMarktplatz 2',
        'Bewerbung als Verkäuferin',
        'Sehr geehrte Frau Krüger,\n\nmit Interesse', '8 Jahre im Verkauf', 'Am Samstag kann ich gern arbeiten.',
        '15. Dezember 2026', 'Wie sieht es bei Ihnen damit aus: gute Kenntnisse in Englisch?',
    ),
    ('bewerbung', 'en'): (
        'Carmen Ott  \n9 Linden Lane', 'Sunshine Bakery  \nMrs Kruger  \n2 Market Square',
        'Application as shop assistant',
        'Dear Mrs Kruger,', 'sales at a garden centre for 8 years', 'I am glad to work on Saturdays.',
        '15 December 2026',
        'What about this: good knowledge of German?',
    ),
    ('zwei-meinungen', 'de'): (
        '# Soll ich in die kleinere Wohnung', '| Dafür spricht | Dagegen spricht |', 'Keine Treppen mehr', 'Inge',
        '790,00 € − 620,00 € = **170,00 €**', '12 × 170,00 € = **2.040,00 €**', '15. Dezember 2026',
        '4 Gründe dafür und 3',
        'Entscheiden kannst nur du',
    ),
    ('zwei-meinungen', 'en'): (
        '# Should I move to the smaller flat', '| In favour | Against |', 'No stairs any more', 'Inge',
        '£790.00 − £620.00 = **£170.00**', '12 × £170.00 = **£2,040.00**', '15 December 2026',
        '4 reasons for it and 3',
        'Only you can decide',
    ),
}  # fmt: skip
# What must not: insults, shouting, slips that were to be corrected.
GONE: Mapping[str, tuple[str, ...]] = {
    'beschwerde': ('Frechheit', 'Saftladen', 'outrage', 'rip-off', '!!', 'NICHT', 'NOT'),
    'text-schreiben-und-pruefen': ('und und', 'and and', '!!', ' ,'),
    'email-beantworten': ('Kommst du auch?', 'Will you come'),
}
GAP = re.compile(r'\[[^\]\n]{2,60}\]')


async def play(home: Services, id: str, language: str, inputs: Mapping[str, str]) -> Run:
    me = home.accounts.builtin_owner()
    recipe = await home.templates.for_start(me, id, language)
    run = await home.runs.start(me, recipe.id, inputs, language=language)
    return await home.runs.wait(me, run.id, 30)


@pytest.mark.parametrize(('id', 'language'), BOTH)
async def test_the_example_gives_a_result_worth_reading(home: Services, id: str, language: str) -> None:
    run = await play(home, id, language, template(id, language).example_inputs)
    assert run.status is RunStatus.DONE and run.practice
    for step in run.steps:
        assert step.output.split('\n', 1)[0] == NOTICE.in_language(language), step.id
        assert sum(step.output.count(line) for line in (NOTICE.de, NOTICE.en)) == 1, step.id
        assert not GAP.search(step.output), step.id
    missing = [fact for fact in FACTS[id, language] if fact not in run.result]
    assert not missing
    assert not [word for word in GONE.get(id, ()) if word in run.result]
    assert 'None' not in run.result and '{' not in run.result


def test_every_template_has_its_facts() -> None:
    assert set(FACTS) == set(BOTH)


@pytest.mark.parametrize('id', FILES)
async def test_one_field_alone_gives_a_result_with_marked_gaps_only(home: Services, id: str) -> None:
    first = template(id, 'de').inputs[0].key
    given = template(id, 'de').example_inputs[first]
    run = await play(home, id, 'de', {first: given})
    assert run.status is RunStatus.DONE
    assert run.result.startswith(NOTICE.de)
    others = [value for key, value in template(id, 'de').example_inputs.items() if key != first]
    for value in others:  # what was not given is not known
        assert not [word for word in re.findall(r'[A-ZÄÖÜ]\w{7,}', value) if word in run.result and word not in given]


async def test_numbers_of_a_result_come_from_the_person_or_from_reckoning(home: Services) -> None:
    inputs = template('schulbrief', 'de').example_inputs
    run = await play(home, 'schulbrief', 'de', inputs)
    known = set(re.findall(r'\d+', ' '.join(inputs.values()))) | {'14'}  # 6,50 + 8,00 = 14,50
    assert set(re.findall(r'\d+', run.result)) <= known | {'50'}


async def test_description_and_title_for_the_search_keep_their_lengths(home: Services) -> None:
    long = {
        'thema': 'Warum ' + 'Tomatenpflanzen und Balkonkästen ' * 8,
        'notizen': 'Ein Satz über Tomaten und Erde. ' * 40,
    }
    run = await play(home, 'blog-artikel', 'de', long)
    rows = dict(re.findall(r'^\| (Titel|Beschreibung) \| (.*?) \| \d', run.result, re.MULTILINE))
    assert 0 < len(rows['Titel']) <= 60 and 0 < len(rows['Beschreibung']) <= 155
