from pathlib import Path

import pytest

from licensecheck.model_folders.reading import folder_of, read_folder


def made(tmp_path, **files):
    for name, content in files.items():
        path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    return read_folder(tmp_path)


def declared(folder):
    return [(each.line, each.key, each.expression, each.link) for each in folder.declarations]


CARD = (
    "---\nlanguage: en\nlicense: other\nlicense_name: own-1.0\nlicense_link: LICENSE\n---\n# Card\n"
)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("README.md", CARD, [(3, "license", "other", None), (4, "license_name", "own-1.0", None),
                             (5, "license_link", None, "LICENSE")]),
        ("README.md", "---\nlicense: mit\nlicense_name: own-1.0\n---\n",
         [(2, "license", "mit", None)]),
        ("README.md", "---\nlicense_name: own-1.0\n---\n", [(2, "license_name", "own-1.0", None)]),
        ("README.md", "---\nlicense: [mit, apache-2.0]\n---\n",
         [(2, "license", "(mit) AND (apache-2.0)", None)]),
        ("model_card.md", "---\nlicense: mit\n---\n", [(2, "license", "mit", None)]),
        ("README.md", "# No front matter\n\n---\nlicense: mit\n---\n", []),
        ("README.md", "---\n---\n", []),
        ("config.json", '{\n  "a": 1,\n  "license": "mit"\n}', [(3, "license", "mit", None)]),
        ("config.json", "[]", []),
        ("package.json", '{"license": "(MIT OR GPL-2.0-only)"}',
         [(1, "license", "(MIT OR GPL-2.0-only)", None)]),
        ("package.json", '{"license": "SEE LICENSE IN TERMS.md"}',
         [(1, "license", None, "TERMS.md")]),
        ("package.json", '{"licenses": [{"type": "MIT"}]}', [(1, "license", "MIT", None)]),
        ("package.json", '{"license": {"type": "MIT"}}', [(1, "license", "MIT", None)]),
        ("package.json", '{"license": "UNLICENSED"}', []),
        ("pyproject.toml", '[project]\nname = "x"\nlicense = "MIT"\n',
         [(3, "license", "MIT", None)]),
        ("pyproject.toml", '[project]\nlicense = { file = "LICENSE" }\n',
         [(2, "license", None, "LICENSE")]),
        ("pyproject.toml", '[project.license]\ntext = "MIT"\n', [(1, "license", "MIT", None)]),
        ("pyproject.toml", "[tool.x]\n", []),
        ("README.md", "", []),
    ],
)  # fmt: skip
def test_declarations(tmp_path, name, content, found):
    (tmp_path / name).write_text(content)
    folder = read_folder(tmp_path)
    assert folder.failures == []
    assert declared(folder) == found


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("README.md", "---\nlicense: [mit\nother: x\n---\n", "README.md: line 3: the front matter"),
        ("README.md", "---\n- mit\n---\n", "is not a YAML mapping"),
        ("README.md", "---\nlicense: !!python/object:os.system x\n---\n", "is not YAML"),
        ("config.json", "{", "config.json: is not JSON"),
        ("package.json", '{"license": }', "package.json: is not JSON"),
        ("pyproject.toml", "[project", "pyproject.toml: is not TOML"),
        ("README.md", "\x00\x01\x02" * 30, "binary data"),
        ("LICENSE", "", "LICENSE: is empty"),
    ],
)
def test_broken_files(tmp_path, name, content, words):
    (tmp_path / name).write_text(content)
    (failure,) = read_folder(tmp_path).failures
    assert words in failure.message
    assert "\n" not in failure.message


def test_kinds_of_files(tmp_path):
    folder = made(
        tmp_path,
        LICENSE="a", USE_POLICY_dot_md="b", PROHIBITED_USES_dot_txt="c", NOTICE="d",
        LICENSES__MIT_dot_txt="e", sub__LICENSE="f", weights_dot_bin="g", policy_dot_py="h",
        use_policy_test_dot_py="i",
    )  # fmt: skip
    assert [each.text for each in folder.licenses] == ["a", "e"]
    assert sorted(each.text for each in folder.policies) == ["b", "c"]
    assert [each.text for each in folder.notices] == ["d"]


def test_the_folder_of_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model").mkdir()
    made(tmp_path / "model", LICENSE="a")
    (tmp_path / "model/tokenizer").mkdir()
    (tmp_path / "model/tokenizer/config.json").write_text("{}")
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/config.json").write_text("{}")
    assert folder_of("model") == Path("model")
    assert folder_of("model/LICENSE") == Path("model")
    assert folder_of("model/tokenizer/config.json") == Path("model")
    assert folder_of("bare/config.json") == Path("bare")
