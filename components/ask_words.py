"""What is said about a question to a person: until when, what was answered, and by whom."""

from __future__ import annotations

from app.bootstrap import Services
from app.domain.runs import Answer, Decision, Run, StepRun
from components.texts import t, when
from components.viewer import viewer


def deadline_sentence(services: Services, run: Run, step: StepRun) -> str:
    """'Ohne Antwort geht der Text am Freitag um 8 Uhr so weiter.'"""
    question = step.question
    if question is None or question.due_at is None:
        return t('ask.no_deadline')
    then = run.pipeline.step(step.id).settings.get('then')
    moment = when(question.due_at, services.clock.now())
    return t(f'ask.deadline.{then if then in ("approve", "reject") else "wait"}', when=moment)


def answer_sentence(services: Services, answer: Answer) -> str:
    """'„Passt so“: von dir, heute um 8 Uhr'."""
    return t(
        f'ask.said.{answer.decision.value}', who=_who(services, answer.by), when=when(answer.at, services.clock.now())
    )


def rounds(services: Services, step: StepRun) -> list[str]:
    """What was wished for this text before, oldest first."""
    item = step.question.item if step.question else None
    now = services.clock.now()
    return [
        t('ask.round', when=when(answer.at, now), comment=answer.comment)
        for answer in step.answers
        if answer.decision is Decision.CHANGE and answer.item == item
    ]


def _who(services: Services, account_id: str) -> str:
    if not account_id:
        return t('ask.who.deadline')
    if account_id == viewer().id:
        return t('ask.who.you')
    account = services.accounts.get(account_id)
    return t('ask.who.named', name=account.name) if account and account.name else t('ask.who.somebody')
