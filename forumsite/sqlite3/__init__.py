"""Django's SQLite, whose writers take turns."""
