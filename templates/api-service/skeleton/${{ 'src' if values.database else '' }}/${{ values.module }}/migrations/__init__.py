"""Brings the database up to date, one version after the other."""

from pathlib import Path

from alembic import command
from alembic.config import Config


def alembic_config(database_url: str) -> Config:
    """Where the versions are and which database is meant."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    # Not a main option: ConfigParser would read a % of the password as its own.
    config.attributes["database_url"] = database_url
    return config


def migrate(database_url: str) -> None:
    """Applies what is missing. Two at the same time wait for each other."""
    command.upgrade(alembic_config(database_url), "head")
