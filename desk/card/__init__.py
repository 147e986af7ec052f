"""The chip card: ICAO 9303 parts 10 and 11 over PC/SC, and the QR text printed on the card."""
