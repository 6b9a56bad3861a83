"""One answer for a folder with a vendored model: what it declares, what its texts say.

`reading` collects the files and the declarations, `declared` says what a declared id means,
`claims` finds prose that calls the model open source, `comparing` holds them against the texts.
"""
