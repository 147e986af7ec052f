"""A desk without hardware: virtual card, sample papers, demo office; never in the product."""
