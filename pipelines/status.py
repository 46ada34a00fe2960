"""The exit status that every command has."""

WELL, FINDINGS, WRONG_USE, NOTHING_DONE = range(4)
