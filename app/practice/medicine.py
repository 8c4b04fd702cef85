"""Words of doctors' letters in plain language. Only what every health dictionary says; no advice."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word, how it is recognised, and what it means."""

    pattern: str
    de: str
    en: str


TERMS: tuple[Term, ...] = (
    Term(r'anamnese|\bhistory\b', 'Anamnese: was du über deine Beschwerden erzählt hast.',
         'History: what you have told about your complaints.'),
    Term(r'befund\w*|findings?\b', 'Befund: was bei der Untersuchung herauskam.',
         'Findings: what the examination has shown.'),
    Term(r'diagnose\w*|diagnos[ie]s', 'Diagnose: der Name der Krankheit.', 'Diagnosis: the name of the illness.'),
    Term(r'therapie|therapy', 'Therapie: die Behandlung.', 'Therapy: the treatment.'),
    Term(r'hypertonie|hypertension', 'Hypertonie: hoher Blutdruck.', 'Hypertension: high blood pressure.'),
    Term(r'hypotonie|hypotension', 'Hypotonie: niedriger Blutdruck.', 'Hypotension: low blood pressure.'),
    Term(r'diabetes mellitus|diabetes', 'Diabetes: Zuckerkrankheit. Im Blut ist zu viel Zucker.',
         'Diabetes: there is too much sugar in the blood.'),
    Term(r'hba1c', 'HbA1c: zeigt den Blutzucker der letzten Wochen.', 'HbA1c: shows the sugar of the last weeks.'),
    Term(r'rr\b|blutdruck|blood pressure', 'Blutdruck: zwei Zahlen. Die erste gilt, wenn das Herz pumpt.',
         'Blood pressure: two numbers. The first is for when the heart pumps.'),
    Term(r'\bekg\b|\becg\b', 'EKG: zeichnet den Herzschlag auf. Es tut nicht weh.',
         'ECG: records the heartbeat. It does not hurt.'),
    Term(r'vorhofflimmern|atrial fibrillation', 'Vorhofflimmern: Das Herz schlägt unregelmäßig.',
         'Atrial fibrillation: the heart beats unevenly.'),
    Term(r'echokardiogra\w+|echocardiogra\w+', 'Echokardiografie: Ultraschall vom Herzen.',
         'Echocardiography: ultrasound of the heart.'),
    Term(r'sonogra\w+|ultraschall|ultrasound', 'Sonografie: Ultraschall. Er macht ein Bild ohne Strahlen.',
         'Ultrasound: makes a picture without rays.'),
    Term(r'röntgen|x-ray', 'Röntgen: ein Bild vom Inneren des Körpers.', 'X-ray: a picture of the inside of the body.'),
    Term(r'\bmrt\b|\bmri\b', 'MRT: ein genaues Bild ohne Röntgenstrahlen. Man liegt in einer Röhre.',
         'MRI: an exact picture without X-rays. You lie in a tube.'),
    Term(r'\bct\b|computertomogra\w+', 'CT: viele Röntgenbilder, die zusammen ein genaues Bild ergeben.',
         'CT: many X-ray pictures that make one exact picture.'),
    Term(r'arthrose|osteoarthritis', 'Arthrose: Ein Gelenk ist abgenutzt.', 'Osteoarthritis: a joint is worn.'),
    Term(r'gonarthrose', 'Gonarthrose: Das Kniegelenk ist abgenutzt.', ''),
    Term(r'coxarthrose|koxarthrose', 'Coxarthrose: Das Hüftgelenk ist abgenutzt.', ''),
    Term(r'osteoporose|osteoporosis', 'Osteoporose: Die Knochen brechen leichter.',
         'Osteoporosis: bones break more easily.'),
    Term(r'fraktur|fracture', 'Fraktur: ein Knochenbruch.', 'Fracture: a broken bone.'),
    Term(r'ödem\w*|o?edemas?\b', 'Ödem: Im Gewebe ist Wasser. Es ist geschwollen.',
         'Oedema: water in the tissue. It is swollen.'),
    Term(r'dyspnoe|dyspn(?:o)?ea', 'Dyspnoe: Luftnot.', 'Dyspnoea: being short of breath.'),
    Term(r'niereninsuffizienz|renal insufficiency|kidney failure', 'Niereninsuffizienz: Die Nieren arbeiten zu wenig.',
         'Renal insufficiency: the kidneys work too little.'),
    Term(r'herzinsuffizienz|heart failure', 'Herzinsuffizienz: Das Herz pumpt zu schwach.',
         'Heart failure: the heart pumps too weakly.'),
    Term(r'kreatinin|creatinine', 'Kreatinin: ein Blutwert. Er sagt etwas über die Nieren.',
         'Creatinine: a blood value. It tells about the kidneys.'),
    Term(r'cholesterin|\bldl\b|cholesterol', 'Cholesterin: Fett im Blut.', 'Cholesterol: fat in the blood.'),
    Term(r'leukozyten|leu[ck]ocytes', 'Leukozyten: weiße Blutkörper. Sie wehren Keime ab.',
         'Leukocytes: white blood cells. They fight germs.'),
    Term(r'\bcrp\b', 'CRP: ein Blutwert. Er steigt bei einer Entzündung.', 'CRP: a blood value. It rises with an '
         'inflammation.'),
    Term(r'\bthrombose|thrombosis', 'Thrombose: Ein Blutgefäß ist verstopft.', 'Thrombosis: a vessel is blocked.'),
    Term(r'antikoagula\w+|blutverdünn\w+|anticoagula\w+', 'Antikoagulation: Mittel, die das Blut langsamer gerinnen '
         'lassen.', 'Anticoagulation: medicine that makes blood clot more slowly.'),
    Term(r'medikation|medication', 'Medikation: die Liste der Medikamente.', 'Medication: the list of medicines.'),
    Term(r'1-0-1|1-0-0|0-0-1|1-1-1|0-1-0', 'Zahlen wie 1-0-1: so viele Tabletten morgens, mittags und abends.',
         'Numbers like 1-0-1: so many tablets in the morning, at noon and in the evening.'),
    Term(r'\bambulant\w*|outpatient', 'Ambulant: ohne Übernachtung im Krankenhaus.',
         'Outpatient: without a night in hospital.'),
    Term(r'\bstationär\w*|inpatient', 'Stationär: mit Übernachtung im Krankenhaus.',
         'Inpatient: with a night in hospital.'),
    Term(r'überweis\w+|referral', 'Überweisung: ein Zettel für eine andere Praxis.',
         'Referral: a paper for another doctor.'),
    Term(r'z\.\s?n\.|zustand nach', 'Z. n.: Zustand nach. Das war früher einmal.', ''),
    Term(r'\bv\.\s?a\.|verdacht auf', 'V. a.: Verdacht auf. Es ist noch nicht sicher.', ''),
    Term(r'\bo\.\s?b\.|unauffällig|unremarkable', 'Unauffällig: Es wurde nichts Krankes gefunden.',
         'Unremarkable: nothing ill was found.'),
    Term(r'kontrolle|follow-up', 'Kontrolle: Es wird später noch einmal nachgesehen.',
         'Follow-up: it will be looked at again later.'),
    Term(r'chronisch\w*|chronic', 'Chronisch: Es dauert lange.', 'Chronic: it lasts a long time.'),
    Term(r'\bakut\w*|\bacute', 'Akut: Es ist plötzlich da.', 'Acute: it has come suddenly.'),
    Term(r'\bbilateral\w*|beidseits', 'Beidseits: auf beiden Seiten.', 'Bilateral: on both sides.'),
)  # fmt: skip


def explained(text: str, language: str) -> list[tuple[str, int]]:
    """The explanations of the words in `text` in the order of the text, each with the place of its word."""
    found = []
    for term in TERMS:
        meaning = term.en if language == 'en' else term.de
        match = re.search(rf'(?<!\w)(?:{term.pattern})', text, re.IGNORECASE) if meaning else None
        if match:
            found.append((meaning, match.start()))
    return sorted(found, key=lambda entry: entry[1])
