"""`python -m licensecheck` does what the command `licenseclauses` does."""

import sys

from licensecheck.cli import main

if __name__ == "__main__":
    sys.exit(main())
