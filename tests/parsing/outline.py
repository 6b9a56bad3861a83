"""Short descriptions of a parse, so that a test can say in a line what it expects."""

from licensecheck.parsing import Document, parse


def leaves(document: Document) -> list[int]:
    """The indexes of the clauses that are nobody's parent."""
    parents = {clause.parent for clause in document.clauses}
    return [index for index in range(len(document.clauses)) if index not in parents]


def numbers(text: str) -> list[str]:
    """All clause numbers, in text order."""
    return [clause.number for clause in parse(text).clauses if clause.number]


def headings(text: str) -> list[str]:
    """The text of all heading statements."""
    document = parse(text)
    return [words(text, s.start, s.end) for s in document.statements if s.role == "heading"]


def statements(text: str) -> list[str]:
    """The text of all statements, white space folded."""
    return [words(text, s.start, s.end) for s in parse(text).statements]


def items(text: str) -> list[str]:
    """The text of all statements in list items."""
    return [words(text, s.start, s.end) for s in parse(text).statements if s.role == "item"]


def leads(text: str) -> dict[str, list[str]]:
    """The lead-ins of every statement that has some."""
    return {
        words(text, s.start, s.end): [words(text, *lead) for lead in s.leads]
        for s in parse(text).statements
        if s.leads
    }


def words(text: str, start: int, end: int) -> str:
    """A slice with its white space folded."""
    return " ".join(text[start:end].split())
