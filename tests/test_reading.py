import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensecheck.errors import LicenseCheckError, NoLicenseTextError, UnreadableFileError
from licensecheck.license_files import is_license_name
from licensecheck.reading import MAX_BYTES, find_license_files, read_bytes, read_file

TERMS = "© 2024 “Müller”\r\nYou may use the work – as is.\n\tTabs stay.\n"


class TestDecoding:
    @pytest.mark.parametrize(
        ("mark", "codec"),
        [
            (b"", "utf-8"),
            (b"\xef\xbb\xbf", "utf-8"),
            (b"\xff\xfe", "utf-16-le"),
            (b"\xfe\xff", "utf-16-be"),
            (b"\xff\xfe\x00\x00", "utf-32-le"),
            (b"\x00\x00\xfe\xff", "utf-32-be"),
        ],
    )
    def test_mark_is_removed_and_nothing_else_changes(self, mark, codec):
        source = read_bytes(mark + TERMS.encode(codec), "LICENSE")
        assert source.text == TERMS
        assert source.note is None

    @pytest.mark.parametrize(
        ("text", "codec", "label"),
        [
            (TERMS, "cp1252", "Windows-1252"),
            ("Copyright © 2020 Foo. You may use it.", "cp1252", "Windows-1252"),
            ("Die Vervielfältigung gemäß § 3 ist für jeden erlaubt", "cp1252", "Windows-1252"),
            ("Les œuvres dérivées—même partagées—sont autorisées", "cp1252", "Windows-1252"),
            ("Licencja użytkownika końcowego: można używać wyłącznie", "cp1250", "Windows-1250"),
            ("Лицензия. Разрешается использовать программу", "cp1251", "Windows-1251"),
            ("许可证 您可以使用本软件，但不得用于商业用途。", "gb18030", "GB 18030"),
        ],
    )
    def test_legacy_encoding_is_guessed_and_noted(self, text, codec, label):
        source = read_bytes(text.encode(codec), "LICENSE")
        assert source.text == text
        assert label in source.note
        assert "guessed" in source.note

    def test_hash_is_of_the_files_bytes(self):
        data = b"\xef\xbb\xbfYou may use it."
        assert read_bytes(data, "x").sha256 == hashlib.sha256(data).hexdigest()

    def test_a_second_mark_is_text(self):
        assert read_bytes(b"\xef\xbb\xbf\xef\xbb\xbfa", "x").text == "\ufeffa"

    @given(st.binary(max_size=400))
    def test_any_bytes_give_a_text_or_a_documented_error(self, data):
        try:
            source = read_bytes(data, "LICENSE")
        except LicenseCheckError as error:
            message = str(error)
            assert message.startswith("LICENSE: ")
            assert "\n" not in message
        else:
            assert source.text.strip()

    @given(st.text(min_size=1, max_size=200))
    def test_any_text_with_a_mark_survives(self, text):
        try:
            assert read_bytes(b"\xef\xbb\xbf" + text.encode(), "x").text == text
        except NoLicenseTextError:
            assert not any(char.isalnum() for char in text)


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "empty"),
            (b" \r\n\t\n", "nothing but white space"),
            (b"\xef\xbb\xbf \n", "nothing but white space"),
        ],
    )
    def test_empty_and_blank(self, data, words):
        with pytest.raises(NoLicenseTextError, match=words):
            read_bytes(data, "LICENSE")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF document"),
            (b"PK\x03\x04\x14\x00\x00", "ZIP archive"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
            (b"\x7fELF\x02\x01\x01\x00", "ELF program"),
            (b"MZ\x90\x00\x03\x00", "Windows program"),
            (b"{\\rtf1\\ansi You may use", "RTF document"),
            (b"some\x00thing", "binary data"),
            ("You may use".encode("utf-16-le"), "UTF-16 without a byte order mark"),
            (bytes(range(1, 32)) * 4, "binary data"),
            (b"\xff\xfea", "UTF-16"),
            (b"\xef\xbb\xbf\xff", "UTF-8"),
            (b"\x81\x8d\x8f\x90\x9d" * 50, "save it as UTF-8"),
        ],
    )
    def test_not_plain_text(self, data, words):
        with pytest.raises(UnreadableFileError, match=words) as caught:
            read_bytes(data, "LICENSE")
        assert str(caught.value).startswith("LICENSE: ")
        assert "\n" not in str(caught.value)

    def test_text_that_begins_like_a_program_is_text(self):
        assert read_bytes(b"MZ Corp. lets you use it.", "x").text.startswith("MZ")

    def test_too_large(self, tmp_path):
        big = tmp_path / "LICENSE"
        with big.open("wb") as file:
            file.truncate(50 * 1024 * 1024)
        with pytest.raises(UnreadableFileError, match=r"limit is 10 MiB, this is 50\.0 MiB"):
            read_file(big)
        assert read_bytes(b"a" * MAX_BYTES, "x").text[:1] == "a"
        with pytest.raises(UnreadableFileError, match="limit"):
            read_bytes(b"a" * (MAX_BYTES + 1), "x")

    def test_missing(self, tmp_path):
        with pytest.raises(UnreadableFileError, match=r"nowhere: does not exist"):
            read_file(tmp_path / "nowhere")

    def test_folder(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="is a folder"):
            read_file(tmp_path)

    def test_broken_link(self, tmp_path):
        link = tmp_path / "LICENSE"
        link.symlink_to(tmp_path / "gone")
        with pytest.raises(UnreadableFileError, match="link to a file that does not exist"):
            read_file(link)

    @pytest.mark.parametrize(
        ("error", "words"),
        [
            (PermissionError(13, "Permission denied"), "permission denied"),
            (OSError(5, "I/O"), "i/o"),
        ],
    )
    def test_the_system_says_no(self, tmp_path, monkeypatch, error, words):
        def refuse(*_args, **_kwargs):
            raise error

        monkeypatch.setattr("builtins.open", refuse)
        with pytest.raises(UnreadableFileError, match=words):
            read_file(tmp_path / "LICENSE")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
    def test_forbidden_file(self, tmp_path):
        path = tmp_path / "LICENSE"
        path.write_text("You may use it.")
        path.chmod(0)
        with pytest.raises(UnreadableFileError, match="permission denied"):
            read_file(path)

    def test_a_name_with_a_line_break_stays_on_one_line(self, tmp_path):
        with pytest.raises(UnreadableFileError) as caught:
            read_file(tmp_path / "a\nb")
        assert "\n" not in str(caught.value)


class TestLicenseNames:
    @pytest.mark.parametrize(
        "name",
        "LICENSE license.txt Licence.md LICENSE-MIT LICENSE.Apache-2.0 LICENSES COPYING "
        "COPYING.LESSER COPYING3 UNLICENSE UNLICENSE.txt USE_POLICY.md LLAMA-USE-POLICY "
        "Acceptable_Use_Policy.txt MODEL_LICENSE MODEL_LICENSE.pdf MIT-LICENSE "
        "third_party_license.txt LicenseAgreement.md EULA.txt model-license_v2".split(),
    )
    def test_is_one(self, name):
        assert is_license_name(name)

    @pytest.mark.parametrize(
        "name",
        "NOTICE NOTICE.txt README.md license.py license.js license_checker.rs licenses.json "
        "LICENSE.svg licensing_tool copyingmachine Makefile .license icon.png.license "
        "relicense".split(),
    )
    def test_is_none(self, name):
        assert not is_license_name(name)


def _tree(top: Path, *names: str) -> None:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("You may use it.")


def _found(top: Path) -> list[str]:
    return [path.relative_to(top).as_posix() for path in find_license_files(top)]


class TestFolders:
    def test_files_in_path_order(self, tmp_path):
        _tree(tmp_path, "b/COPYING", "LICENSE", "a/c/LICENCE.md", "a/main.py", "NOTICE")
        assert _found(tmp_path) == ["LICENSE", "a/c/LICENCE.md", "b/COPYING"]

    def test_reuse_folder(self, tmp_path):
        _tree(
            tmp_path, "LICENSES/MIT.txt", "LICENSES/more/Own-1.0", "LICENSES/README.md", "MIT.txt"
        )
        assert _found(tmp_path) == ["LICENSES/MIT.txt", "LICENSES/more/Own-1.0"]
        assert _found(tmp_path / "LICENSES") == ["MIT.txt", "more/Own-1.0"]

    def test_vendored_licenses_count_and_version_control_does_not(self, tmp_path):
        _tree(tmp_path, "node_modules/x/LICENSE", ".git/LICENSE", ".venv/x/LICENSE", ".hg/LICENSE")
        assert _found(tmp_path) == ["node_modules/x/LICENSE"]

    def test_gitignore_at_every_level(self, tmp_path):
        _tree(tmp_path, *(f"{d}/LICENSE" for d in ["keep", "build", "a/out", "a/b/gen", "a/b/x"]))
        _tree(tmp_path, "vendor/LICENSE", "vendor/other/LICENSE", "a/LICENSE-tmp")
        (tmp_path / ".gitignore").write_text("build/\n*-tmp\nvendor/**\n!vendor/LICENSE\n!\n")
        (tmp_path / "a/.gitignore").write_text("/out\n!LICENSE-tmp\n")
        (tmp_path / "a/b/.gitignore").write_text("gen\n")
        assert _found(tmp_path) == [
            "a/LICENSE-tmp",
            "a/b/x/LICENSE",
            "keep/LICENSE",
            "vendor/LICENSE",
        ]

    def test_rules_of_the_repository_around(self, tmp_path):
        _tree(tmp_path, "sub/LICENSE", "sub/gen/LICENSE", "ignored/LICENSE", "ignored/gen/LICENSE")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".gitignore").write_text("gen/\nignored/\n")
        assert _found(tmp_path / "sub") == ["LICENSE"]
        assert _found(tmp_path / "ignored") == ["LICENSE", "gen/LICENSE"]

    def test_agrees_with_git(self, tmp_path):
        _tree(
            tmp_path, "LICENSE", "a/LICENSE", "a/b/LICENSE", "b/LICENSE", "b/a/LICENSE",
            "doc/x/LICENSE.txt", "doc/LICENSE.md", "q/LICENSE", "q/r/LICENSE", "s/t/u/COPYING",
        )  # fmt: skip
        (tmp_path / ".gitignore").write_text(
            "/a/b\n**/x/\nq/*\n!q/LICENSE\ns/**/COPYING\n#LICENSE\n"
        )
        (tmp_path / "b/.gitignore").write_text("LICENSE\n!/LICENSE\n")
        try:
            subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no git here")
        listed = subprocess.run(
            ["git", "ls-files", "-o", "--exclude-standard"],
            cwd=tmp_path, check=True, capture_output=True, text=True,
        )  # fmt: skip
        expected = [name for name in listed.stdout.split() if not name.endswith(".gitignore")]
        assert _found(tmp_path) == sorted(expected, key=Path)

    def test_links(self, tmp_path):
        _tree(tmp_path, "a/LICENSE")
        (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "LICENSE").symlink_to(tmp_path / "a/LICENSE")
        (tmp_path / "COPYING").symlink_to(tmp_path / "gone")
        assert _found(tmp_path) == ["COPYING", "LICENSE", "a/LICENSE"]

    def test_folder_without_license_files(self, tmp_path):
        _tree(tmp_path, "main.py")
        with pytest.raises(UnreadableFileError, match=r"holds no license file .* name the file"):
            find_license_files(tmp_path)

    def test_a_subfolder_that_cannot_be_listed_is_not_passed_over(self, tmp_path, monkeypatch):
        _tree(tmp_path, "LICENSE", "locked/LICENSE")
        scandir = os.scandir

        def guarded(path):
            if Path(path).name == "locked":
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", guarded)
        assert _found(tmp_path) == ["LICENSE", "locked"]
        with pytest.raises(UnreadableFileError, match="locked: may not be read"):
            read_file(tmp_path / "locked")

    def test_missing_folder(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="cannot be listed"):
            find_license_files(tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform == "win32", reason="bytes in names")
def test_an_undecodable_name_is_reported_in_utf8(tmp_path):
    path = os.fsencode(tmp_path) + b"/LICENSE-\xff"
    with open(path, "w", encoding="utf-8") as file:
        file.write("You may use it.")
    source = read_file(find_license_files(tmp_path)[0])
    assert source.path.encode("utf-8").endswith("LICENSE-\ufffd".encode())
