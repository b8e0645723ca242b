"""AVIF, the one format whose bytes differ by the version of its encoder, which belongs to what is kept of them."""

from __future__ import annotations

from functools import cache


@cache
def avif_encoder() -> str:
    """The versions of what writes AVIF here; empty where Pillow came without it."""
    from PIL import features  # only where a site wants AVIF: loading Pillow takes long

    if not features.check("avif"):
        return ""
    from PIL import _avif

    return f"{features.version('avif')} {_avif.codec_versions()}"
