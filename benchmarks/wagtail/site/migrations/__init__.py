"""None: the tables are made when the database is filled."""
