"""Where the captures of a page lie, noted while archives are read once."""

from archive.capture import Capture
from archive.order import Rank, rank
from archive.reading import Repeats, capture_of, open_warc, read_record_at, same_page


class Places:
    """The newest whole capture of every page, one with status 200 before any other."""

    def __init__(self) -> None:
        """Begin without any."""
        # With each its length; where it begins is part of its rank.
        self._places: dict[str, tuple[Rank, Repeats, int]] = {}

    def note(self, capture: Capture, repeats: Repeats) -> None:
        """Note a capture of the input whose repeats are given."""
        if capture.truncated:
            return
        ranked = rank_of(capture)
        held = self._places.get(same_page(capture.url))
        if held is None or held[0] < ranked:
            self._places[same_page(capture.url)] = (ranked, repeats, capture.length)

    def find(self, url: str) -> Capture | None:
        """Read the capture that is noted for a page."""
        held = self._places.get(same_page(url))
        if held is None:
            return None
        (_ok, _timestamp, name, offset), repeats, length = held
        place = (offset, length)
        with open_warc(repeats.path, name) as file:
            record = read_record_at(file, place)
        return (
            repeats.capture_of(record, name, place)
            if record.type == "revisit"
            else capture_of(record, name, place)
        )


def rank_of(capture: Capture) -> Rank:
    """Give the order in which captures of one page are preferred, the best greatest."""
    return rank(capture.status, capture.captured_at, capture.warc, capture.offset)
