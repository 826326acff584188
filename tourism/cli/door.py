"""How every command begins and ends: settings in, sentences out."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from rich.console import Console

from tourism.backends import Backends
from tourism.cli.reasons import sentence
from tourism.config import Config
from tourism.engines.speech.port import SpeechError
from tourism.errors import BrokenContent, Invalid, TourismError
from tourism.storage.schema import is_newest

console = Console(stderr=True)
WIDE = 200


def paper() -> Console:
    """What tables are printed on: the terminal; where there is none, so wide that no line breaks."""
    printed = Console()
    return printed if printed.is_terminal else Console(width=WIDE)


@contextmanager
def told() -> Iterator[None]:
    """Every failure leaves as sentences, with exit code 2."""
    try:
        yield
    except BrokenContent as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        stop(f"{len(error.problems)} problem(s); nothing was loaded.")
    except TourismError as error:
        stop(str(error.details.get("sentence") or sentence(error.reason, str(error))))
    except SpeechError as error:
        stop(sentence(error.reason, str(error)))
    except OSError as error:
        if error.filename is None:
            raise
        stop(f"{error.filename}: {error.strerror}.")


def stop(told: str) -> NoReturn:
    """Ends the command with a sentence and exit code 2."""
    click.echo(told, err=True)
    sys.exit(2)


def settings() -> Config:
    """What the environment says; raises Invalid."""
    return Config.from_env(os.environ)


def backends() -> Backends:
    """The real things that the settings name."""
    return Backends.of(settings())


def prepared() -> Backends:
    """For commands that need a database as it should be, and are not the ones who make it so."""
    found = backends()
    if not is_newest(found.sessions.engine):
        raise Invalid("not-prepared", sentence="The database is not up to date: python -m tourism prepare makes it so.")
    return found
