"""Recipes on their way, for tests: one with everything in it, and any that could be."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from app.domain.pipelines import (
    ForEach,
    InputField,
    InputKind,
    InputPart,
    OnlyIf,
    Op,
    Otherwise,
    OutputPart,
    Over,
    Shape,
    Step,
    StepKind,
    Subject,
)
from app.domain.sharing import Shared, SharedBot, SharedFolder, SharedRecipe

TEXTER = SharedBot(
    key='texter',
    name='Texter',
    emoji='✍️',
    system_prompt='Du schreibst kurz.\nNie „Sie“.',
    settings={'temperature': 0.4},
)
PRUEFER = SharedBot(key='pruefer', name='Prüfer', emoji='🔎', description='Sieht alles.')
INNER = SharedRecipe(
    key='kurz',
    name='Kürzen',
    inputs=(InputField(key='text', label='Was?', kind=InputKind.LONGTEXT, required=True),),
    steps=(Step(id='k', bot_id='texter', instruction='Kürze.', input_source=(InputPart('start'),)),),
)
MAIN = SharedRecipe(
    key='haupt',
    name='Rechnungen prüfen',
    emoji='🧾',
    description='Sammelt, prüft und fasst zusammen.',
    inputs=(
        InputField(key='thema', label='Worüber?', required=True, help='Ein Satz.'),
        InputField(key='ton', label='Wie?', kind=InputKind.CHOICE, default='kurz', choices=('kurz', 'lang')),
    ),
    steps=(
        Step(
            id='a',
            bot_id='texter',
            name='Lesen',
            instruction='Lies die Rechnung.\nNenne den Betrag.',
            input_source=(InputPart('document', name='Regeln.pdf'), InputPart('input', ref='thema')),
            for_each=ForEach(over=Over.FILES, at_once=5),
            shape=Shape.TABLE,
            columns=('Datum', 'Betrag'),
        ),
        Step(id='b', kind=StepKind.ACTION, settings={'action': 'dedupe'}),
        Step(
            id='c',
            bot_id='pruefer',
            instruction='Prüfe.',
            input_source=(InputPart('step', ref='a'), InputPart('text', ref='Streng sein.')),
            only_if=OnlyIf(subject=Subject.FIELD, name='Betrag', op=Op.MORE, value='100', otherwise=Otherwise.NOTHING),
            practice='check',
            timeout_s=120,
            idle_timeout_s=30,
            retries=0,
        ),
        Step(
            id='d',
            kind=StepKind.ASK,
            instruction='Stimmt das?',
            settings={'days': 3, 'then': 'approve'},
            bot_id='texter',
        ),
        Step(
            id='e',
            kind=StepKind.RECIPE,
            settings={'pipeline_id': 'kurz', 'into': 'text'},
        ),
        Step(
            id='f',
            bot_id='texter',
            instruction='Schreib.',
            output_target=(OutputPart('next'), OutputPart('document', {'document': 'Bericht {date}.md'})),
        ),
    ),
    example_inputs={'thema': 'Rechnungen vom März'},
)
EVERYTHING = Shared(recipes=(MAIN, INNER), bots=(TEXTER, PRUEFER), made_by='Anna', made_at='2026-03-02T08:00:00+00:00')

FILING = Step(
    id='g',
    bot_id='texter',
    instruction='Fass zusammen.',
    input_source=(InputPart('workspace', ref='akten'), InputPart('workspace', ref='akten', name='Preise.pdf')),
    output_target=(
        OutputPart('next'),
        OutputPart('workspace', {'workspace': 'ablage', 'document': 'Kurz {date}.docx'}),
    ),
)
FOLDERS = (
    SharedFolder(key='akten', name='Akten', emoji='🗄️', description='Alles vom Amt.', bots=('texter',)),
    SharedFolder(key='ablage', name='Ablage'),
)
WITH_FOLDERS = replace(EVERYTHING, recipes=(replace(MAIN, steps=(*MAIN.steps, FILING)), INNER), folders=FOLDERS)

NAMES = (
    st.text('aäß „Ö1.–', min_size=1, max_size=8).map(str.strip).filter(bool).map(lambda text: ' '.join(text.split()))
)
EMOJIS = st.sampled_from(['🤖', '✍️', '\U0001f469\u200d\U0001f373', '🇩🇪'])
TEXTS = st.text(st.characters(exclude_categories=['Cs'], exclude_characters='\x00'), max_size=30)
KEYS = st.from_regex(r'[A-Za-z0-9_-]{1,12}', fullmatch=True)


@st.composite
def shared(draw: st.DrawFn) -> Shared:
    """Anything a file may hold, as far as its form goes."""
    bots = [
        SharedBot(key=key, name=draw(NAMES), emoji=draw(EMOJIS), description=draw(TEXTS), system_prompt=draw(TEXTS))
        for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
    ]
    if draw(st.booleans()):
        return Shared(bots=tuple(bots), made_by=draw(NAMES))
    fields = [InputField(key=key, label=draw(TEXTS)) for key in draw(st.lists(KEYS, max_size=3, unique=True))]
    ids = draw(st.lists(KEYS, min_size=len(bots), max_size=5, unique=True))
    steps = [_step(draw, id, bots[place % len(bots)].key, fields, ids) for place, id in enumerate(ids)]
    folders = [
        SharedFolder(
            key=key,
            name=draw(NAMES),
            emoji=draw(EMOJIS),
            description=draw(TEXTS),
            bots=tuple(draw(st.lists(st.sampled_from([bot.key for bot in bots]), max_size=3, unique=True))),
        )
        for key in draw(st.lists(KEYS, max_size=2, unique=True))
    ]
    read = tuple(InputPart('workspace', ref=folder.key) for folder in folders)
    steps[0] = replace(steps[0], input_source=(*steps[0].input_source, *read))
    recipe = SharedRecipe(
        key=draw(KEYS),
        name=draw(NAMES),
        emoji=draw(EMOJIS),
        description=draw(TEXTS),
        inputs=tuple(fields),
        steps=tuple(steps),
        example_inputs={field.key: draw(TEXTS) for field in fields if draw(st.booleans())},
    )
    return Shared(
        recipes=(recipe,), bots=tuple(bots), folders=tuple(folders), made_by=draw(NAMES), made_at='2026-03-02'
    )


def _step(draw: st.DrawFn, id: str, bot: str, fields: list[InputField], ids: list[str]) -> Step:
    parts = [InputPart('start'), InputPart('previous'), InputPart('text', ref=draw(TEXTS))]
    parts += [InputPart('input', ref=field.key) for field in fields] + [InputPart('step', ref=other) for other in ids]
    kind = draw(st.sampled_from([StepKind.BOT, StepKind.ASK, StepKind.ACTION]))
    settings = {
        StepKind.BOT: st.just({}),
        StepKind.ASK: st.fixed_dictionaries({'days': st.integers(1, 300), 'then': st.sampled_from(['wait', 'reject'])}),
        StepKind.ACTION: st.dictionaries(KEYS, TEXTS.filter(bool), max_size=3),
    }
    return Step(
        id=id,
        bot_id=bot,
        kind=kind,
        name=draw(NAMES | st.just('')),
        instruction=draw(TEXTS),
        input_source=tuple(draw(st.lists(st.sampled_from(parts), min_size=1, max_size=3))),
        settings=draw(settings[kind]),
        for_each=draw(st.none() | st.builds(ForEach, over=st.sampled_from(Over), at_once=st.integers(1, 100))),
        only_if=draw(st.none() | st.builds(OnlyIf, subject=st.sampled_from(Subject), name=TEXTS, value=TEXTS)),
        shape=draw(st.sampled_from(Shape)),
        columns=tuple(draw(st.lists(TEXTS, max_size=3))),
        retries=draw(st.integers(0, 20)),
        timeout_s=float(draw(st.integers(1, 86_400))),
    )
