"""The styles that a video can have."""

from typing import Literal

Style = Literal["cinematic", "documentary", "cartoon", "plain"]

STYLES: dict[Style, str] = {
    "cinematic": "Slow camera, film colours",
    "documentary": "Archive pictures, maps and captions",
    "cartoon": "Drawn figures, bright colours",
    "plain": "Text on a calm background",
}
