"""How a text is read aloud: the words that a voice is given, and the sound of it."""

from pathlib import Path

import click

from tourism.cli import door
from tourism.cli.reasons import sentence
from tourism.cli.spoken import KINDS, file_of, kind_of, read_aloud
from tourism.cli.voices_here import voices_here
from tourism.communes import queries as communes
from tourism.engines.speech.port import SpeechError, Take, Unsupported, Voice
from tourism.narration import pronunciations
from tourism.narration.lexicon import NONE, Lexicon
from tourism.narration.script import Script, compose

STANDARD_INPUT = "-"


@click.command()
@click.argument("language", metavar="LANG")
@click.argument("text")
@click.option("--words", is_flag=True, help="Print what the voice is given, sentence by sentence.")
@click.option("--commune", metavar="SLUG", help="With the pronunciations of this commune.")
@click.option("-o", "target", type=click.Path(path_type=Path), help=f"Write the sound: {', '.join(KINDS)}.")
@click.option("--voice", "wanted", metavar="NAME", help="This voice instead of the best; python -m tourism voices.")
def say(language: str, text: str, words: bool, commune: str | None, target: Path | None, wanted: str | None) -> None:
    """Say TEXT (Markdown; - reads it from standard input) in LANG: as words, as a sound, or both."""
    with door.told():
        written = click.get_text_stream("stdin").read() if text == STANDARD_INPUT else text
        script = compose(language, "", written, lexicon=_lexicon(commune, language))
        if words or target is None:
            for each in script.sentences:
                click.echo(each.spoken)
        if target:
            kind = kind_of(target) or door.stop(f"{target} must end in one of {', '.join(KINDS)}.")
            take = _read(_able(language, wanted), script)
            target.write_bytes(file_of(take, script, kind))
            click.echo(f"{target}: {take.seconds:.1f} s, {take.engine}")


def _lexicon(commune: str | None, language: str) -> Lexicon:
    if commune is None:
        return NONE
    with door.prepared().sessions.reading() as session:
        return pronunciations.lexicon(session, communes.commune_id(session, commune), language)


def _able(language: str, wanted: str | None) -> list[Voice]:
    """Voices that may be asked, the best first."""
    found = voices_here(door.settings())
    names = ", ".join(each.name for each in found)
    if wanted and wanted not in names.split(", "):
        door.stop(f"There is no voice {wanted} here: {names or 'there is none at all'}.")
    able = [each for each in found if each.supports(language) and wanted in (None, each.name)]
    if not able:
        raise Unsupported(language)
    return sorted(able, key=lambda voice: -voice.quality)


def _read(voices: list[Voice], script: Script) -> Take:
    """By the first that speaks; the others' reasons are told, and the last one's is raised."""
    for voice in voices[:-1]:
        try:
            return read_aloud(voice, script)
        except SpeechError as error:
            click.echo(f"{voice.name}: {sentence(error.reason, str(error))}", err=True)
    return read_aloud(voices[-1], script)
