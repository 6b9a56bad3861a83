"""Where each key of a TOML file stands, which `tomllib` does not tell.

The file must be valid TOML (`tomllib` has read it): this only walks over its tokens.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and, inside arrays and arrays of tables, 0-based places."""

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')'
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<newline>\r?\n)"
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,.\"'#]+)",
    re.DOTALL,
)


def key_lines(source: str) -> dict[Path, int]:
    """The 1-based line of every table, key and array element, by its path."""
    return _Walk(source).run()


def nearest_line(lines: dict[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest thing around it; 1 where there is nothing."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Walk:
    def __init__(self, source: str) -> None:
        self._tokens = list(_tokens(source))
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip_blank():
            kind, text, line = self._tokens[self._at]
            if (kind, text) == ("mark", "["):
                table = self._header(line)
            else:
                self._key_and_value(table)
        return self._lines

    def _header(self, line: int) -> Path:
        self._at += 1
        many = self._mark() == "["
        if many:
            self._at += 1
        parts = self._key()
        self._at += 2 if many else 1
        path = (*self._resolve(parts[:-1]), parts[-1])
        self._lines.setdefault(path, line)
        if many:
            self._counts[path] = self._counts.get(path, -1) + 1
        if path in self._counts:
            path = (*path, self._counts[path])
            self._lines[path] = line
        return path

    def _resolve(self, parts: list[str]) -> Path:
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self._counts:
                path = (*path, self._counts[path])
            self._lines.setdefault(path, self._tokens[self._at - 1][2])
        return path

    def _key_and_value(self, table: Path) -> None:
        line = self._tokens[self._at][2]
        path = table
        for part in self._key():
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _key(self) -> list[str]:
        parts = []
        while True:
            kind, text, _ = self._tokens[self._at]
            parts.append(text[1:-1] if kind == "string" else text)
            self._at += 1
            if self._mark() != ".":
                return parts
            self._at += 1

    def _value(self, path: Path) -> None:
        opening = self._mark()
        if opening == "[":
            self._at += 1
            place = 0
            while self._skip_blank() and self._mark() != "]":
                self._lines[(*path, place)] = self._tokens[self._at][2]
                self._value((*path, place))
                place += 1
                self._skip_comma()
            self._at += 1
        elif opening == "{":
            self._at += 1
            while self._skip_blank() and self._mark() != "}":
                self._key_and_value(path)
                self._skip_comma()
            self._at += 1
        else:
            while self._at < len(self._tokens) and (
                self._tokens[self._at][0] in ("string", "bare") or self._mark() == "."
            ):
                self._at += 1

    def _mark(self) -> str | None:
        if self._at >= len(self._tokens):
            return None
        kind, text, _ = self._tokens[self._at]
        return text if kind == "mark" else None

    def _skip_blank(self) -> bool:
        while self._at < len(self._tokens) and self._tokens[self._at][0] in ("newline", "comment"):
            self._at += 1
        return self._at < len(self._tokens)

    def _skip_comma(self) -> None:
        if self._skip_blank() and self._mark() == ",":
            self._at += 1


def _tokens(source: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    counted = 0
    for match in _TOKEN.finditer(source):
        line += source.count("\n", counted, match.start())
        counted = match.start()
        yield match.lastgroup or "", match[0], line
