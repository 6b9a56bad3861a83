"""From a text to its clauses and statements."""

from licensecheck.parsing.document import Document, parse
from licensecheck.parsing.statements import Statement, StatementList

__all__ = ["Document", "Statement", "StatementList", "parse"]
