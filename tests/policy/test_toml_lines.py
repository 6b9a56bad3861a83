import tomllib

from hypothesis import given
from hypothesis import strategies as st

from licensecheck.policy.toml_lines import key_lines, nearest_line

SOURCE = '''\
# comment = 1
top = "a # no comment"
[a.b]
"quoted key" = 1
dotted.key = [1, [2, 3],
  # comment ]
  "x", { y = 1 }]
long = """
[not.a.table]
"""
[[list]]
one = 1979-05-27 07:32:00
[list.sub]
two = 'C:\\'
[[list]]
three = 1.5e3
'''


def test_every_key_has_its_line():
    lines = key_lines(SOURCE)
    assert lines["top",] == 2
    assert lines["a", "b"] == 3
    assert lines["a", "b", "quoted key"] == 4
    assert lines["a", "b", "dotted", "key"] == 5
    assert lines["a", "b", "dotted", "key", 1, 1] == 5
    assert lines["a", "b", "dotted", "key", 2] == 7
    assert lines["a", "b", "dotted", "key", 3, "y"] == 7
    assert lines["a", "b", "long"] == 8
    assert ("not", "a", "table") not in lines
    assert (lines["list", 0], lines["list", 0, "one"]) == (11, 12)
    assert lines["list", 0, "sub", "two"] == 14
    assert (lines["list", 1], lines["list", 1, "three"]) == (15, 16)


def test_the_nearest_line():
    lines = key_lines(SOURCE)
    assert nearest_line(lines, ("a", "b", "missing")) == 3
    assert nearest_line(lines, ("nothing",)) == 1


def _paths(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in items:
        yield (*path, key)
        if isinstance(each, (dict, list)):
            yield from _paths(each, (*path, key))


_SCALARS = st.sampled_from(
    ["1", "-1.5", "true", '"a = [\\" # "', "'{'", "2027-01-31", '"""\n[x]\n"""']
)
_KEYS = st.sampled_from(["a", "b", '"c d"', "e.f", "'g'", "h-1"])
_VALUES = st.recursive(
    _SCALARS,
    lambda each: st.lists(each, max_size=3).map(lambda items: "[" + ", # x\n".join(items) + "\n]"),
    max_leaves=5,
)


@given(st.lists(st.tuples(st.sampled_from(["", "[t]\n", "[[u]]\n", "[u.v]\n"]), _KEYS, _VALUES)))
def test_every_path_of_valid_toml_is_found(rows):
    source = "".join(f"{header}{key} = {value}\n" for header, key, value in rows)
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return
    assert set(_paths(data)) <= set(key_lines(source))
