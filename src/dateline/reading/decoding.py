"""Bytes → text: binaries are told by their first bytes; an encoding is declared, UTF-8 or proved, never guessed."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.errors import InputError
from dateline.model import Problem

_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"RIFF": "an image or a recording",
    b"PK\x03\x04": "an archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "a compressed file",
}
_SAVE = "save the story's text as .txt"
_HINTS = {"a compressed file": "unpack it, or code it with `dateline code --output`, which reads .gz and .zst"}
_MARKS = {  # UTF-32 first: its little-endian mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=["']([\w.:-]+)""", re.I
)
# What the code page of Western Windows adds to ASCII in English news: typographic marks, and letters of foreign names.
_WESTERN = re.compile(r"[\x00-\x7f\xa0“”‘’–—…•€£©®°·´½«»éèêëáàâäãåíìîïóòôöõøúùûüñçßÉÁÖÜÇŠšŽžÅØ]*")
_TWICE = "â€"  # UTF-8 quotation marks read as Western Windows: a sign that the bytes are damaged UTF-8
_FOREIGN = 0.5  # share of letters outside the Latin script that proves an encoding: damaged English has hardly any
_LATIN_ENDS = "\u024f"


def decode(data: bytes, source: str, *, html: bool = False, declared: str | None = None) -> str:
    """The text of `data`. Raises `InputError` naming `source` for a binary, and for an encoding that cannot be told.

    `declared` is the encoding that a server named. It stands above what a page says of itself (WHATWG Encoding
    Standard), save that a server's Western default is not believed of bytes that are UTF-8.
    """
    _refuse_binary(data, source)
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _strict(data, encoding, source)
    if b"\0" in data:
        raise InputError(Problem(source=source, reason="is a binary file, not text"))
    text = _named(data, declared) if declared else None
    # Beyond ASCII, valid UTF-8 is hardly ever anything else, whatever a page declares: templates outlive encodings.
    if text is None and html and (data.isascii() or _try(data, "utf-8") is None):
        text = _try(data, _charset(data))
    text = text if text is not None else _try(data, "utf-8")
    text = text if text is not None else _western(data)
    return text if text is not None else _proved(data, source)


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(Problem(source=source, reason=f"is {kind}, not text", hint=_HINTS.get(kind, _SAVE)))


def _strict(data: bytes, encoding: str, source: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise _unknown(source, f"is marked as {encoding.removesuffix('-sig').upper()} but is not")
    return text.removeprefix("\ufeff")


def _charset(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    return _label((found[1] or found[2]).decode("ascii", "replace") if found else "utf-8")


def _named(data: bytes, declared: str) -> str | None:
    label = _label(declared)
    text = _try(data, "utf-8") if label == "cp1252" else None
    return text if text is not None else _try(data, label)


def _label(label: str) -> str:
    # Browsers read these labels as Windows-1252 (WHATWG Encoding Standard), and writers rely on it.
    return "cp1252" if label.lower() in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else label


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _western(data: bytes) -> str | None:
    text = _try(data, "cp1252")
    return text if text is not None and _TWICE not in text and _WESTERN.fullmatch(text) else None


def _proved(data: bytes, source: str) -> str:
    best = from_bytes(data).best()
    text = str(best) if best else ""
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char > _LATIN_ENDS for char in letters) < _FOREIGN * len(letters):
        raise _unknown(source, "is not UTF-8, and its encoding cannot be told")
    return text


def _unknown(source: str, reason: str) -> InputError:
    return InputError(Problem(source=source, reason=reason, hint="save it again as UTF-8"))
