"""The subcommands, one module each.

A module has `add(subparsers)`, which makes the subcommand's parser and sets its `run` (taking
the parsed arguments, returning the exit code). `licensecheck.cli` lists the modules. Everything
heavy is imported inside `run`: a help text must not cost a second.
"""
