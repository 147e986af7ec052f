"""The desk's memory: one encrypted SQLite database and a folder of encrypted scans."""
