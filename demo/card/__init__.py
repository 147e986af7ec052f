"""A virtual Vietnamese chip card, written from ICAO 9303 and sharing nothing with the reader."""
