"""Who runs this place, as far as they said so in the settings."""

import re
from dataclasses import dataclass

from app.config import Settings

MAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+")


@dataclass(frozen=True, slots=True)
class Operator:
    """Name and contact as typed; nothing is made up where nothing was given."""

    name: str
    contact: str

    @classmethod
    def of(cls, settings: Settings) -> "Operator":
        """The operator of this installation."""
        return cls(settings.operator_name, settings.operator_contact)

    @property
    def is_known(self) -> bool:
        return bool(self.name or self.contact)

    @property
    def address(self) -> str | None:
        """Where a link may lead: a page, or a letter by e-mail; a postal address is only read."""
        if self.contact.startswith("https://") and " " not in self.contact:
            return self.contact
        return f"mailto:{self.contact}" if MAIL.fullmatch(self.contact) else None
