"""Reads a file's bytes into the text that everything later points into.

The text is the file's own text with the byte order mark removed and nothing else changed: line
ends, tabs and odd spaces stay, because findings count code points into it. The encoding is
asked for in this order: byte order mark, strict UTF-8, a guess (and `Source.note` says so).
Files that hold no plain text are refused with a message that says what they seem to be.
"""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from licensecheck.errors import NoLicenseTextError, UnreadableFileError
from licensecheck.license_files import find_license_files

__all__ = ["MAX_BYTES", "Source", "find_license_files", "read_bytes", "read_file", "shown_path"]

_MEBIBYTE = 1024 * 1024
MAX_BYTES = 10 * _MEBIBYTE
"""The largest file that is read, in bytes. The longest license texts have under 1 MiB."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file.

    `text` is what was decoded, `sha256` the hash (hexadecimal) of the file's bytes, `path` the
    name to report it under, None for a text that is no file; `note` says that the encoding was
    guessed, None where it was not.
    """

    text: str
    sha256: str
    path: str | None
    note: str | None = None


# What a file that begins so is, so that the message can say it.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive (or a DOCX, ODT or wheel file)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "an ELF program"),
    (b"\xca\xfe\xba\xbe", "a Java class or a macOS program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\x00asm", "a WebAssembly module"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
# Short marks that a text could begin with too: these count only together with NUL bytes.
_WEAK_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a Windows program"),
    (b"BM", "a BMP image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
)

# Longest first: the mark of UTF-32 little-endian begins with that of UTF-16.
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)

# Encodings that a guess may end with, and what people call them.
_LEGACY_ENCODINGS = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "iso8859_2": "ISO 8859-2",
    "iso8859_15": "ISO 8859-15",
    "latin_1": "ISO 8859-1",
    "koi8_r": "KOI8-R",
    "mac_roman": "Mac Roman",
    "shift_jis": "Shift JIS",
    "euc_jp": "EUC-JP",
    "euc_kr": "EUC-KR",
    "gb18030": "GB 18030",
    "big5": "Big5",
}

_CONTROL_BYTES = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\b\x1a\x1b")) + b"\x7f"
_MAX_CONTROL_SHARE = 0.03
# A Western text is mostly ASCII and never has a fraction or a raised digit inside a word.
_MAX_WESTERN_SHARE = 0.25
_UNWESTERN = re.compile(r"(?<=[^\W\d_])[¡-¦¨-¬®-¶¸-¿×÷‚„†‡‰‹›ƒˆ˜](?=[^\W\d_])|�")
_VISIBLE = re.compile(r"[^\s\u200b\u2060\ufeff]")


def shown_path(path: str | os.PathLike[str]) -> str:
    """The path as it is reported: with `/`, on one line, and always encodable as UTF-8."""
    shown = os.fsencode(Path(path).as_posix()).decode("utf-8", "replace")
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in shown
    )


def read_file(path: str | os.PathLike[str]) -> Source:
    """Reads and decodes one file.

    Raises:
        UnreadableFileError: The file is missing, a folder, forbidden, too large, binary or in
            no known encoding; the message is one line that names it and says what to do.
        NoLicenseTextError: The file is empty or blank.
    """
    name = shown_path(path)
    try:
        with open(path, "rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > MAX_BYTES:
                raise _too_large(name, status.st_size)
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{name}: {_explain(path, error)}") from error
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Source:
    """Decodes the bytes of a file or of standard input; `name` is used in messages and results.

    Raises:
        UnreadableFileError: Too large, binary, or in no known encoding.
        NoLicenseTextError: There are no bytes, or nothing but white space.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    if not data:
        raise NoLicenseTextError(f"{name}: is empty; there are no license terms to read")
    text, note = _decode(data, name)
    if not _VISIBLE.search(text):
        raise NoLicenseTextError(
            f"{name}: holds nothing but white space; there are no license terms to read"
        )
    return Source(text=text, sha256=hashlib.sha256(data).hexdigest(), path=name, note=note)


def _decode(data: bytes, name: str) -> tuple[str, str | None]:
    for mark, codec, label in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), None
            except UnicodeDecodeError as error:
                raise UnreadableFileError(
                    f"{name}: begins with a byte order mark of {label} but is not {label} at byte "
                    f"{error.start + len(mark)}; save it again as UTF-8"
                ) from error
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return _guess(data, name, error.start)


def _refuse_binary(data: bytes, name: str) -> None:
    has_nul = b"\x00" in data
    signatures = _SIGNATURES + (_WEAK_SIGNATURES if has_nul else ())
    for signature, kind in signatures:
        if data.startswith(signature):
            raise UnreadableFileError(
                f"{name}: seems to be {kind}, not plain text; give the license as a text file"
            )
    if has_nul:
        kind = "UTF-16 without a byte order mark" if _looks_like_utf16(data) else "binary data"
        advice = "save it as UTF-8" if kind != "binary data" else "give the license as a text file"
        raise UnreadableFileError(f"{name}: seems to be {kind}, not plain text; {advice}")
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > max(1, _MAX_CONTROL_SHARE * len(data)):
        raise UnreadableFileError(
            f"{name}: seems to be binary data, not plain text; give the license as a text file"
        )


def _looks_like_utf16(data: bytes) -> bool:
    even, odd = data[0::2].count(0), data[1::2].count(0)
    many, few = max(even, odd), min(even, odd)
    return many > 0.4 * (len(data) // 2) and few < 0.05 * many + 1


def _guess(data: bytes, name: str, bad_byte: int) -> tuple[str, str]:
    western = _as_western(data)
    if western is not None:
        return western, _guessed("cp1252", bad_byte)

    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_LEGACY_ENCODINGS), enable_fallback=False).best()
    if best is not None and best.encoding in _LEGACY_ENCODINGS:
        try:
            return data.decode(best.encoding), _guessed(best.encoding, bad_byte)
        except UnicodeDecodeError:  # the guess looks at samples of a long text
            pass
    raise UnreadableFileError(
        f"{name}: is neither UTF-8 (byte {bad_byte}) nor in an encoding that can be guessed; "
        "save it as UTF-8"
    )


def _as_western(data: bytes) -> str | None:
    """The text as Windows-1252 where it reads as Western European, None where it does not.

    For a text that is nearly all ASCII, a statistical guess has too little to go by: it takes a
    lone copyright sign for Japanese.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    beyond_ascii = sum(byte >= 0x80 for byte in data)
    if beyond_ascii > _MAX_WESTERN_SHARE * len(data) or _UNWESTERN.search(text):
        return None
    return text


def _guessed(codec: str, bad_byte: int) -> str:
    label = _LEGACY_ENCODINGS[codec]
    return f"decoded as {label}, which was guessed: not UTF-8 at byte {bad_byte}"


def _too_large(name: str, size: int) -> UnreadableFileError:
    # A pipe is read one byte past the limit; how much more it holds is not known.
    shown = f"{size / _MEBIBYTE:.1f} MiB" if size > MAX_BYTES + 1 else "more than that"
    return UnreadableFileError(
        f"{name}: is too large (the limit is {MAX_BYTES // _MEBIBYTE} MiB, this is {shown}); "
        "give the part that holds the license"
    )


def _explain(path: str | os.PathLike[str], error: OSError | ValueError) -> str:
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        try:
            os.scandir(path).close()
        except OSError as listing_error:
            error = listing_error
        else:
            return "is a folder, not a file; name a file in it"
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):
            return "is a link to a file that does not exist; repair or remove the link"
        return "does not exist; check the path"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied); ask its owner or change its mode"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read ({reason.lower()}); check the path and the disk"
