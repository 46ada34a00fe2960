"""One annual report, as the data set has it."""

from dataclasses import dataclass, field

from archive.capture import Capture
from archive.problem import Problem
from pipelines.contact import Contact
from pipelines.flow import Image
from pipelines.links import Attachment, Related
from pipelines.section import Section
from pipelines.statistics import Statistics
from pipelines.table import Table

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """The record of one report.

    ``capture`` is the page's, without its bytes; ``captures`` are those of its attachments, by
    address; ``pictures`` are the images that hold its tables where nothing else does.
    """

    id: str
    url: str
    title: str
    year: int | None
    agency: str | None
    source: str | None
    published_at: str | None
    breadcrumbs: tuple[str, ...]
    contact: Contact | None
    body: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    statistics: Statistics
    attachments: tuple[Attachment, ...]
    images: tuple[Image, ...]
    related: tuple[Related, ...]
    problems: tuple[Problem, ...]
    capture: Capture
    reader: tuple[str, str]
    captures: dict[str, Capture] = field(default_factory=dict)
    pictures: tuple[tuple[str, Capture | None], ...] = ()

    def to_json(self) -> dict[str, object]:
        """Give the line of the data set; its keys have a fixed order."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "year": self.year,
            "agency": self.agency,
            "source": self.source,
            "published_at": self.published_at,
            "breadcrumbs": list(self.breadcrumbs),
            "contact": self.contact.to_json() if self.contact else None,
            "body": self.body,
            "sections": [section.to_json() for section in self.sections],
            "tables": [table.to_json() for table in self.tables],
            "statistics": {**self.statistics.to_json(), **self._image_only()},
            "attachments": [self._attachment(each) for each in self.attachments],
            "images": [{"url": image.src, "alt": image.alt} for image in self.images],
            "related": [{"title": each.title, "url": each.url} for each in self.related],
            "problems": [problem.to_json() for problem in self.problems],
            "capture": self.capture.to_json(),
            "reader": {"name": self.reader[0], "version": self.reader[1]},
        }

    def _image_only(self) -> dict[str, object]:
        pictures = [
            {"url": url, "capture": capture.to_json() if capture else None} for url, capture in self.pictures
        ]
        return {"image_only": pictures} if pictures else {}

    def _attachment(self, attachment: Attachment) -> dict[str, object]:
        capture = self.captures.get(attachment.url)
        return {
            "title": attachment.title,
            "url": attachment.url,
            "media_type": attachment.media_type,
            "capture": capture.to_json() if capture else None,
        }
