"""``python -m mmel_desktop`` is the command line."""

import sys

from mmel_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
