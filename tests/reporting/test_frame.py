"""The table of findings has the JSON's columns, with findings and without."""

import sys

import pandas
import pytest

from licensecheck.reporting.frame import COLUMNS, findings_frame
from reporting.made_by_hand import make_analysis, make_finding, sample


def test_one_row_a_finding_with_the_columns_of_the_json() -> None:
    analysis = sample()
    frame = findings_frame(analysis)
    documents = analysis.model_dump(mode="json")["findings"]
    assert list(frame.columns) == list(documents[0])
    assert len(frame) == len(documents)
    for row, document in zip(frame.to_dict("records"), documents, strict=True):
        assert {**row, "osd": list(row["osd"])} == document


def test_rows_can_be_selected_and_sorted() -> None:
    frame = sample().to_frame()
    caps = frame[frame.clause_id == "user-cap"]
    assert caps.parameters.iloc[0]["threshold"] == 40_000_000
    assert list(frame.sort_values("start").start) == sorted(frame.start)


def test_an_empty_analysis_keeps_columns_and_dtypes() -> None:
    empty = findings_frame(make_analysis("Nothing."))
    full = findings_frame(sample())
    assert len(empty) == 0
    assert list(empty.columns) == list(COLUMNS)
    assert list(empty.dtypes) == list(full.dtypes)
    assert list(pandas.concat([empty, full]).dtypes) == list(full.dtypes)


def test_changing_the_table_leaves_the_analysis_alone() -> None:
    analysis = sample()
    findings_frame(analysis).parameters[1]["threshold"] = 1
    assert analysis.findings[1].parameters["threshold"] == 40_000_000


def test_any_string_fits() -> None:
    text = "a\x00b\ud800c"
    frame = findings_frame(make_analysis(text, [make_finding(text, 0, 5)]))
    assert frame.text[0] == text


def test_without_pandas_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"licenseclauses\[pandas\]"):
        sample().to_frame()
