"""The configuration that the settings name, or the one that changes nothing."""

from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.config import Config, read_config


def configured(settings: BaseSettings) -> Config:
    """Read the file that the setting CONFIG names. Raises ``WrongConfig``."""
    return read_config(Path(settings["CONFIG"])) if settings["CONFIG"] else Config({})


def configure(settings: BaseSettings) -> None:
    """Take the configuration into the settings, name the contact in the user agent, replay at once."""
    settings.setdict(dict(configured(settings).settings), priority="spider")
    if settings["CONTACT"]:
        agent = settings["USER_AGENT"].rstrip(")") + f"; {settings['CONTACT']})"
        settings.set("USER_AGENT", agent, priority="spider")
    if settings["REPLAY"]:  # an archive needs no manners
        manners = {"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_SLOTS": {}, "HOURS": ""}
        settings.setdict(manners, priority="spider")
