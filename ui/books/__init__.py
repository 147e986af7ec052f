"""The books and lists of the page «Sổ sách», one module each."""
