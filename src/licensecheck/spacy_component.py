"""A spaCy component that puts the clauses of a license text into `doc.spans`.

    nlp = spacy.blank("en")
    nlp.add_pipe("license_clauses")
    doc = nlp(text)
    doc.spans["license_clauses"]     # the leaf clauses, in order; label_ is the clause's kind
    doc._.license_clauses            # a tuple: a dict for each of these spans, in the same order

The dicts have the keys `start` and `end` (code points into `doc.text`), `kind` ("heading",
"paragraph", "item" or "section"), `level` (0 at the top), `number` ("3(b)" or None) and
`heading` (a title or None). They are plain values, so that a `Doc` with them can be saved.

spaCy finds the component by itself where the distribution is installed; elsewhere, import this
module first.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from licensecheck.parsing import parse

SPANS_KEY = "license_clauses"


class LicenseClauses:
    """The component; it holds no state and needs no other component before it."""

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.spans["license_clauses"]` and `doc._.license_clauses`, and return `doc`.

        A clause is widened to whole tokens. Where two clauses meet inside a token, the token
        belongs to the first, so spans never overlap; a clause that has no token left to itself
        is left out.
        """
        spans: list[Span] = []
        records: list[dict[str, str | int | None]] = []
        clauses = parse(doc.text).clauses
        parents = {clause.parent for clause in clauses}
        next_token = 0
        for index, clause in enumerate(clauses):
            if index in parents:
                continue
            widened = doc.char_span(
                clause.span.start, clause.span.end, label=clause.kind, alignment_mode="expand"
            )
            if widened is None or max(widened.start, next_token) >= widened.end:
                continue
            span = Span(doc, max(widened.start, next_token), widened.end, label=clause.kind)
            next_token = span.end
            spans.append(span)
            records.append(
                {
                    "start": clause.span.start,
                    "end": clause.span.end,
                    "kind": clause.kind,
                    "level": clause.level,
                    "number": clause.number,
                    "heading": clause.heading,
                }
            )
        doc.spans[SPANS_KEY] = spans
        doc._.license_clauses = tuple(records)
        return doc


@Language.factory("license_clauses", assigns=["doc.spans", "doc._.license_clauses"])
def make_license_clauses(nlp: Language, name: str) -> LicenseClauses:
    """Make the component for `nlp.add_pipe("license_clauses")`."""
    if not Doc.has_extension("license_clauses"):
        Doc.set_extension("license_clauses", default=())
    return LicenseClauses()
