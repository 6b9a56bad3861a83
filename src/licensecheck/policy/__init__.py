"""What `licenseclauses check` objects to: settings, where they are read, and how they judge.

`presets` and `model` say what a policy is, `schema` and `toml_lines` read it from TOML with
errors that name the line, `loading` finds it, `judging` turns a document into violations.
Only `schema` loads pydantic; a policy that was read before comes from the cache.
"""
