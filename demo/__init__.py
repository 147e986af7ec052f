"""A desk without hardware: virtual card, sample papers, demo office. Never part of the installed product."""
