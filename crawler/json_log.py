"""Log lines as JSON, one object a line, for those who collect logs."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """Gives time, level, logger and message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record as one line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
