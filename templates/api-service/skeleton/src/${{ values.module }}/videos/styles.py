"""The styles that a video can have."""

STYLES = {
    "cinematic": "Slow camera, film colours",
    "documentary": "Archive pictures, maps and captions",
    "cartoon": "Drawn figures, bright colours",
    "plain": "Text on a calm background",
}
