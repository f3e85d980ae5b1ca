"""Pictures made anew: the same picture, without where, when and with what it was taken, and without anything hidden in it."""

import io
import struct
import threading
import zlib

from PIL import Image

from civic.core.files.rules import FileRefusal, Kind, check_pixels, webp_size
from civic.core.refusal import Refused

MAX_SIDE = 4096
"""Longer pictures are made smaller: nobody needs more, and a phone loads them."""

Image.MAX_IMAGE_PIXELS = None  # check_pixels decides, before anything is decoded

_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}
_SAVE: dict[Kind, dict[str, object]] = {
    Kind.JPEG: {"quality": 88, "optimize": True, "progressive": True},
    Kind.PNG: {"optimize": False},
    Kind.WEBP: {"quality": 86, "method": 4},
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to turn a picture upright, by its EXIF orientation."""

_AT_ONCE = threading.BoundedSemaphore(2)  # a decoded picture may take 160 MB


def remade(content: bytes, kind: Kind) -> tuple[bytes, int, int]:
    """The picture's new bytes, width and height; refuses what is too large or does not decode to its end."""
    if kind is Kind.WEBP:
        check_pixels(*webp_size(content))
    with _AT_ONCE:
        try:
            return _remade(content, kind)
        except (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, zlib.error) as error:
            raise Refused(FileRefusal.DAMAGED) from error


def _remade(content: bytes, kind: Kind) -> tuple[bytes, int, int]:
    with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as opened:
        check_pixels(*opened.size)
        opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
        opened.load()
        orientation = opened.getexif().get(0x0112, 1)
        picture = _plain(opened, kind)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    if orientation in _TURNS:
        picture = picture.transpose(_TURNS[orientation])
    made = io.BytesIO()
    picture.save(made, _FORMATS[kind], **_SAVE[kind])
    return made.getvalue(), picture.width, picture.height


def _plain(opened: Image.Image, kind: Kind) -> Image.Image:
    """Pixels only, in a mode the format and every browser know."""
    clear = opened.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in opened.info
    mode = "RGBA" if clear and kind is not Kind.JPEG else "RGB"
    pixels = opened.convert(mode) if opened.mode != mode else opened.copy()
    pixels.info.clear()
    return pixels
