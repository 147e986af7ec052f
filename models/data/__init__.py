"""Dated data: procedures, components, fees, calendars, code lists, wording of problems. No code."""
