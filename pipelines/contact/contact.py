"""Whom to ask about a report."""

from dataclasses import dataclass

from pipelines.statistics.figure import Evidence


@dataclass(frozen=True, slots=True)
class Contact:
    """The contact that a report gives for itself, and where it stands."""

    office: str | None
    address: str | None
    postcode: str | None
    phones: tuple[str, ...]
    faxes: tuple[str, ...]
    emails: tuple[str, ...]
    evidence: Evidence

    def to_json(self) -> dict[str, object]:
        """Give the contact as the JSON line has it."""
        return {
            "office": self.office,
            "address": self.address,
            "postcode": self.postcode,
            "phones": list(self.phones),
            "faxes": list(self.faxes),
            "emails": list(self.emails),
            "evidence": self.evidence.to_json(),
        }
