"""When a run was, by its name."""

import re

from pipelines.site.element import Html, element

_RUN = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


def moment_of(run: object) -> Html:
    """Show the moment after which a run is named; a name of another form stays as it is."""
    found = _RUN.match(str(run))
    if found is None:
        return element("code", run)
    year, month, day, hour, minute, second = found.groups()
    stamp = f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"
    return element("time", f"{year}-{month}-{day} {hour}:{minute} UTC", datetime=stamp, title=run)
