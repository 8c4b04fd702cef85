"""Who sends a letter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Name and address as they stand on a letter; whatever is not known is ''."""

    name: str = ''
    street: str = ''
    town: str = ''  # with its postcode
    phone: str = ''
    email: str = ''

    @property
    def is_known(self) -> bool:
        """True when a letter can come back to this sender."""
        return bool(self.name and self.town)

    @property
    def address(self) -> tuple[str, ...]:
        """Name, street and town, as far as they are known."""
        return tuple(line for line in (self.name, self.street, self.town) if line)
