"""The order of the tests: the longest files first, so that no core is left with one at the end."""

_FIRST = (
    "test_docs",
    "test_politeness",
    "test_thirty_days",
    "test_incremental",
    "test_cluster",
    "test_resume",
)


def pytest_collection_modifyitems(items):
    places = {name: place for place, name in enumerate(_FIRST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(_FIRST)))
