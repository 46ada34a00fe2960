"""Runs that a merge took from other collections: each keeps its own words, and says where it is from."""

import json
from dataclasses import dataclass
from pathlib import Path

from archive.collection import Collection

# Beside the ``run.json`` of such a run, which is byte for byte that of the collection it is from.
ORIGIN = "taken-from.json"
# The ``run.json`` of a run that was copied to stand alone: it vouches for a chain that is not there.
ELSEWHERE = "run-in-its-collection.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """The collection that a run is from, by the name of its folder, and how the run is called there."""

    collection: str
    run: str

    @property
    def name(self) -> str:
        """Give the name of the run in a collection that took it; in the order of names it keeps its time."""
        return f"{self.run}-{self.collection}"

    def to_bytes(self) -> bytes:
        """Give the file that says so."""
        words = {"collection": self.collection, "run": self.run}
        return json.dumps(words, ensure_ascii=False, indent=1).encode() + b"\n"

    def here(self, path: str) -> str:
        """Give where a file lies that the run names in its own collection."""
        before = f"runs/{self.run}/"
        return f"runs/{self.name}/{path.removeprefix(before)}" if path.startswith(before) else path


def origin_of(folder: Path) -> Origin | None:
    """Read where a run is from; ``None`` for one that the collection ran itself."""
    path = folder / ORIGIN
    if not path.is_file():
        return None
    try:
        words = json.loads(path.read_bytes())
        return Origin(str(words["collection"]), str(words["run"]))
    except (ValueError, KeyError, TypeError):
        return Origin("?", folder.name)  # the seal of the merge tells that it was changed


def has_taken(collection: Collection) -> bool:
    """Tell whether a collection has runs of others."""
    return any(collection.runs.glob(f"*/{ORIGIN}"))
