"""Reads inputs (files, folders, standard input): one source or one failure for each.

A broken input never stops the others: it becomes a `FailedInput` in its place.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, TypeAlias, TypeVar

from licensecheck.errors import LibraryError, LicenseCheckError
from licensecheck.reading import (
    MAX_BYTES,
    Source,
    find_license_files,
    read_bytes,
    read_file,
    shown_path,
)

STDIN = "-"
STDIN_NAME = "<stdin>"

PathLike: TypeAlias = str | os.PathLike[str]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class FailedInput:
    """An input that could not be analyzed: where, the error's type and its one-line message."""

    path: str
    error_type: str
    message: str
    sha256: str | None = None


def failed(path: str, error: LicenseCheckError, sha256: str | None = None) -> FailedInput:
    """The record of an input that could not be analyzed."""
    return FailedInput(path, type(error).__name__, str(error), sha256)


def read_inputs(
    paths: Iterable[PathLike], stdin: BinaryIO | None = None
) -> Iterator[Source | FailedInput]:
    """Reads the inputs lazily: in the order given, the files of a folder in path order.

    A file that is named twice, or by itself and through its folder, is read once. `-` stands
    for `stdin` where that is given, and for a file of that name where it is None.
    """
    seen: set[str] = set()
    for path in paths:
        for name, place, read in _readers(path, stdin):
            if place not in seen:
                seen.add(place)
                try:
                    yield read()
                except LicenseCheckError as error:
                    yield failed(name, error)


def process_inputs(
    process: Callable[[Source], Result],
    paths: Iterable[PathLike],
    stdin: BinaryIO | None = None,
    on_start: Callable[[str], None] | None = None,
) -> Iterator[Result | FailedInput]:
    """What `process` makes of each input, lazily, in the order of `read_inputs`.

    `on_start` is called with the path of each input that could be read, before it is processed.
    Raises LibraryError, which is the fault of no input.
    """
    for source in read_inputs(paths, stdin):
        if isinstance(source, FailedInput):
            yield source
            continue
        path = source.path or ""
        if on_start is not None:
            on_start(path)
        try:
            yield process(source)
        except LibraryError:
            raise
        except LicenseCheckError as error:
            yield failed(path, error, source.sha256)


def _readers(
    path: PathLike, stdin: BinaryIO | None
) -> Iterator[tuple[str, str, Callable[[], Source]]]:
    """For each file behind `path`: its name, its place on the disk, and how to read it."""
    if stdin is not None and os.fspath(path) == STDIN:
        yield STDIN_NAME, STDIN, partial(_read_stdin, stdin)
        return
    files: Iterable[PathLike] = [path]
    if os.path.isdir(path):
        try:
            files = find_license_files(path)
        except LicenseCheckError as error:
            yield shown_path(path), os.path.abspath(path), partial(_raise, error)
            return
    for file in files:
        yield shown_path(file), os.path.abspath(file), partial(read_file, file)


def _read_stdin(stdin: BinaryIO) -> Source:
    return read_bytes(stdin.read(MAX_BYTES + 1), STDIN_NAME)


def _raise(error: LicenseCheckError) -> Source:
    raise error
