"""The order of the tests: the longest first, so that no core is left with one at the end."""

_FIRST = ("test_the_snippets_of_the_readme", "test_what_happens_is_told_on_its_day", "test_a_cluster_that")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.name.startswith(_FIRST))
