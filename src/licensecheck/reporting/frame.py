"""Findings as a pandas table."""

from typing import TYPE_CHECKING

from licensecheck.model import Analysis

if TYPE_CHECKING:
    import pandas

#: Columns and dtypes; names and order are those of a finding in the JSON output. The Python
#: string storage holds any str, lone surrogates included.
COLUMNS = {
    "clause_id": "string[python]",
    "kind": "string[python]",
    "osd": "object",
    "start": "int64",
    "end": "int64",
    "line": "int64",
    "column": "int64",
    "text": "string[python]",
    "score": "float64",
    "parameters": "object",
}


def findings_frame(analysis: Analysis) -> "pandas.DataFrame":
    """One row a finding, in text order, with the columns of the JSON output.

    `start` and `end` count code points into `analysis.text`, `line` and `column` are 1-based,
    `score` is between 0 and 1; `osd` holds a tuple of criteria and `parameters` a dict. Without
    findings the table is empty and keeps its columns and dtypes. Raises ImportError, naming
    the extra to install, where pandas is missing.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError(
            "a table of findings needs pandas: pip install 'licenseclauses[pandas]'"
        ) from error

    rows = [
        (
            finding.clause_id,
            finding.kind.value,
            finding.osd,
            finding.span.start,
            finding.span.end,
            finding.line,
            finding.column,
            finding.text,
            finding.score,
            dict(finding.parameters),
        )
        for finding in analysis.findings
    ]
    return pandas.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
