"""Every line of the data set against its JSON Schema."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import jsonschema_rs

from archive.problem import Problem


@cache
def _validator() -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json.loads(files("pipelines").joinpath("schema.json").read_bytes()))


def check_line(line: Mapping[str, object]) -> list[Problem]:
    """List what the schema does not allow in a line; none where it is right."""
    if _validator().is_valid(line):
        return []
    return [
        Problem(
            "schema",
            f"{'/'.join(map(str, error.instance_path))}: {error.message[:300]}",
            str(line.get("id", "")),
        )
        for error in _validator().iter_errors(line)
    ]
