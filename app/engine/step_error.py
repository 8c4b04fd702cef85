"""An error as the journal keeps it."""

from __future__ import annotations

from app.domain.errors import AppError, ProviderError
from app.domain.runs import StepError
from app.engine.call import storable


def step_error(error: AppError) -> StepError:
    """Key and plain parameters; the service's own words for the experts' corner."""
    params = {name: value for name, value in error.params.items() if isinstance(value, (str, int, float))}
    detail = error.detail if isinstance(error, ProviderError) else ''
    return StepError(code=error.key, detail=storable(detail), params=params)
