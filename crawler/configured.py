"""The configuration that the settings name, or the one that changes nothing."""

from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.config import Config, read_config


def configured(settings: BaseSettings) -> Config:
    """Read the file that the setting CONFIG names. Raises ``WrongConfig``."""
    return read_config(Path(settings["CONFIG"])) if settings["CONFIG"] else Config({})
