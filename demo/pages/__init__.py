"""Generated pages: invented papers whose text is known, as scanners and cameras deliver them."""
