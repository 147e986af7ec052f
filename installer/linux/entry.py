"""The program's entry in a frozen bundle."""

import sys

from desk.__main__ import main

sys.exit(main())
