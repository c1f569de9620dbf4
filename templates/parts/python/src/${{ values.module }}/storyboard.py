"""How a script becomes scenes: the first step of each video. Pure: the same script gives the same scenes."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

# A calm narrator: 150 words of a language with spaces a minute, or 240 Chinese, Japanese or Korean characters.
SECONDS_PER_WORD = 0.4
SECONDS_PER_CHARACTER = 0.25

# Twenty times 0.4 is a little more than 8 to a computer.
_ROUNDING = 1e-6

_CHARACTERS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_CJK = re.compile(rf"[{_CHARACTERS}]")
# A character of those scripts, or a word of any other, such as don't.
_UNIT = re.compile(rf"[{_CHARACTERS}]|[^\W{_CHARACTERS}]+(?:['\u2019][^\W{_CHARACTERS}]+)*")
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]*|[.!?。！？]+")  # noqa: RUF001


@dataclass(frozen=True)
class Scene:
    """A part of the script that one picture accompanies."""

    text: str
    seconds: float


@dataclass(frozen=True)
class Storyboard:
    """The scenes in their order, and how long the video gets."""

    scenes: tuple[Scene, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """For an answer, a row or a file."""
        return {**asdict(self), "scenes": [asdict(scene) for scene in self.scenes]}


def spoken_seconds(text: str) -> float:
    """How long a narrator needs for the text."""
    units = _UNIT.findall(text)
    characters = sum(1 for unit in units if _CJK.match(unit))
    return characters * SECONDS_PER_CHARACTER + (len(units) - characters) * SECONDS_PER_WORD


def make_storyboard(script: str, *, longest: float = 8.0) -> Storyboard:
    """Cuts the script into scenes of at most `longest` seconds, at the ends of sentences where that is possible."""
    scenes: list[Scene] = []
    text, seconds = "", 0.0
    for piece in _pieces(script, longest):
        more = spoken_seconds(piece)
        if text and seconds + more > longest + _ROUNDING:
            scenes.append(Scene(text, round(seconds, 2)))
            text, seconds = "", 0.0
        text = f"{text} {piece}" if text else piece
        seconds += more
    if text:
        scenes.append(Scene(text, round(seconds, 2)))
    return Storyboard(tuple(scenes), round(sum(scene.seconds for scene in scenes), 2))


def _pieces(script: str, longest: float) -> Iterator[str]:
    for match in _SENTENCE.finditer(script):
        sentence = match.group().strip()
        if not sentence:
            continue
        if spoken_seconds(sentence) <= longest + _ROUNDING:
            yield sentence
        else:
            yield from _cut(sentence, longest)


def _cut(sentence: str, longest: float) -> Iterator[str]:
    start, end, seconds = 0, 0, 0.0
    for unit in _UNIT.finditer(sentence):
        more = spoken_seconds(unit.group())
        if seconds + more > longest + _ROUNDING and end > start:
            yield sentence[start:end].strip()
            start, seconds = unit.start(), 0.0
        end = unit.end()
        seconds += more
    yield sentence[start:].strip()
