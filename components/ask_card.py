"""A text that waits for a person: to read, to change, to send back, to accept or to discard."""

from __future__ import annotations

from functools import partial

from nicegui import background_tasks

from app.bootstrap import Services
from app.domain.runs import Decision, Question, Run, StepRun
from app.domain.shapes import has_table
from app.engine.graph import author
from components.ask_words import answer_sentence, deadline_sentence, rounds
from components.attempt import attempt
from components.buttons import main_button, second_button, text_button
from components.draft import PAUSE, Draft
from components.feedback import notice
from components.field import LIMIT, Field
from components.focus import keep_focus
from components.fold import fold
from components.form import Form
from components.live import Boundary
from components.markup import box, heading, icon, tile, words
from components.rich_text import rich_text
from components.step_words import step_title
from components.texts import t
from components.viewer import viewer


class AskCard(Boundary):
    """One question of a run. What is typed survives everything until it was answered."""

    def __init__(self, services: Services, run: Run, step: StepRun) -> None:
        assert step.question is not None
        super().__init__('card ask-card', tag='section')
        self._services, self._run, self._step = services, run, step
        self._question: Question = step.question
        self._sent: str | None = None  # the text this window answered with
        self._draft, self._form = Draft(services, draft_name(run, step)), Form()
        self.mark(f'ask-{step.id}')
        with self:
            self._draw()

    def is_about(self, step: StepRun) -> bool:
        """True while the step still asks this very question."""
        return step.question == self._question

    def ended(self, step: StepRun) -> None:
        """The question is over. Answered here: nothing is left; elsewhere: by whom, when, and what stood here."""
        if not step.answers or step.answers[-1].text == self._sent:
            self.delete()
            return
        unsent = self.unsent(step)
        self.clear()
        with self:
            with box('note').mark('answered'):
                icon('info')
                with box('words'):
                    words(t('ask.answered'), 'strong')
                    words(answer_sentence(self._services, step.answers[-1]))
            if unsent:
                draw_unsent(unsent)

    def unsent(self, step: StepRun) -> str:
        """What was typed here although somebody else answered; '' when nothing would be lost."""
        typed = self._edit.value if self._edit else self._question.text
        known = {self._question.text, *(answer.text for answer in step.answers)}
        return '' if typed in known else typed

    def _draw(self) -> None:
        with box('row'):
            tile('✋', 'ask')
            with box('grow'):
                heading(step_title(self._run, self._step), 2, 'as-card')
                self._draw_place()
                words(self._run.pipeline.step(self._step.id).instruction or t('ask.look'), 'plain')
        with box('row deadline'):
            icon('clock')
            words(deadline_sentence(self._services, self._run, self._step), 'grow')
        self._draw_rounds()
        self._draw_text()
        self._draw_actions()

    def _draw_place(self) -> None:
        """Which of the texts of a repeated step it is."""
        if self._question.item is None:
            return
        number, total = self._question.item + 1, len(self._step.items)
        name = self._step.items[self._question.item].name
        key = 'ask.item_named' if name else 'ask.item'
        words(t(key, number=number, total=total, name=name), 'soft')

    def _draw_rounds(self) -> None:
        if before := rounds(self._services, self._step):
            with box('note info').mark('rounds'):
                icon('repeat')
                with box('words'):
                    words(t('ask.rounds'), 'strong')
                    for sentence in before:
                        words(sentence)

    def _draw_text(self) -> None:
        self._edit: Field | None = None
        self._preview = box('paper ask-preview').mark('preview')
        self._preview.set_visibility(False)
        if len(self._question.text) > LIMIT:
            self._show_preview()
            words(t('ask.too_long'), 'soft')
            return
        with box('row wrap'):
            self._toggle = text_button(t('ask.preview'), self._turn_preview, icon='results', kind='edge', name='peek')
            self._toggle.props('aria-expanded=false')
        help = t('ask.text_help')
        self._edit = Field(
            t('ask.text'), kind='longtext', value=self._question.text, rows=12, help=help, name='ask-text'
        )
        self._edit.on_value_change(lambda event: self._typed())
        self._form.add('text', self._draft.keep('text', self._edit))
        if has_table(self._question.text):
            self._turn_preview()  # bars and dashes are hard to read

    def _draw_actions(self) -> None:
        with box('stack') as self._decide, box('actions'):
            main_button(t('ask.approve'), self.approve, icon='check', kind='big', name='approve')
            if author(self._run.pipeline, self._step.id)[0]:
                second_button(t('ask.change'), self._ask_for_comment, icon='edit', name='change')
            text_button(t('ask.reject'), self.reject, name='reject')
        with self._decide:
            words(t('ask.reject_help'), 'soft small')
        with box('stack') as self._say_what:
            self._comment = Field(
                t('ask.comment'), kind='longtext', rows=3, help=t('ask.comment_help'), limit=20_000, name='ask-comment'
            )
            self._comment.classes('short')
            self._form.add('comment', self._draft.keep('comment', self._comment))
            with box('actions'):
                main_button(t('ask.send'), self.give_back, icon='repeat', kind='big', name='give-back')
                text_button(t('ask.not_now'), self._decide_again, name='not-now')
        self._turn(to_comment=bool(self._comment.value.strip()))

    async def approve(self) -> None:
        """The text as it stands goes on; an emptied box is a slip, nothing could go on from there."""
        if self._edit and not self._edit.value.strip() and self._question.text.strip():
            self._edit.show_error(t('field.required'))
            self._edit.focus()
            return
        await self._answer(Decision.APPROVE)

    async def give_back(self) -> None:
        """The bot works in what the comment says."""
        self._comment.show_error('')
        if not self._comment.value.strip():
            self._comment.show_error(t('field.required'))
            self._comment.focus()
            return
        await self._answer(Decision.CHANGE, self._comment.value.strip())

    async def reject(self) -> None:
        """Nothing goes on from here. What was typed stays a draft, for when the run goes on after all."""
        await self._answer(Decision.REJECT)

    async def _answer(self, decision: Decision, comment: str = '') -> None:
        text = self._edit.value if self._edit else self._question.text
        answer = partial(
            self._services.runs.answer, viewer(), self._run.id, self._step.id, decision, text=text, comment=comment
        )
        self._sent = text
        if await attempt(partial(self._form.send, answer)) is None:
            self._sent = None
            return
        notice(t(f'ask.thanks.{decision.value}'))
        keep_focus()
        if decision is not Decision.REJECT:
            await self._draft.clear()

    def _ask_for_comment(self) -> None:
        self._turn(to_comment=True)
        self._comment.focus()

    def _decide_again(self) -> None:
        self._turn(to_comment=False)

    def _turn(self, *, to_comment: bool) -> None:
        self._decide.set_visibility(not to_comment)
        self._say_what.set_visibility(to_comment)

    def _turn_preview(self) -> None:
        if self._preview.visible:
            self._preview.set_visibility(False)
        else:
            self._show_preview()
        self._toggle.set_text(t('ask.preview_close') if self._preview.visible else t('ask.preview'))
        self._toggle.props(f'aria-expanded={"true" if self._preview.visible else "false"}')

    def _show_preview(self) -> None:
        self._preview.set_visibility(True)
        self._preview.clear()
        with self._preview:
            rich_text(self._edit.value if self._edit else self._question.text)

    def _typed(self) -> None:
        if self._preview.visible:
            background_tasks.create(self._renew_preview(), name='preview', context=self._preview)

    async def _renew_preview(self) -> None:
        shown = self._edit.value if self._edit else ''
        await self._services.clock.sleep(PAUSE)
        still_wanted = not self.is_deleted and self._edit and self._edit.value == shown
        if still_wanted and self._preview.visible:
            self._show_preview()


def draft_name(run: Run, step: StepRun) -> str:
    """What is typed belongs to one question: another item or another round starts with its own text."""
    changes = sum(answer.decision is Decision.CHANGE for answer in step.answers)
    item = step.question.item if step.question else None
    return f'ask-{run.id}-{step.id}-{"" if item is None else item}-{changes}'


def draw_unsent(text: str) -> None:
    """A text somebody typed that nobody needs any more; it is theirs to copy."""
    with fold(t('ask.unsent'), name='unsent'):
        words(text, 'exact', 'div').props('tabindex=0 role=group').props['aria-label'] = t('ask.unsent')
