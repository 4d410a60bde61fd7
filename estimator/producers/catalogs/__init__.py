"""What the catalogs of a running PostgreSQL, MySQL or MariaDB say of its tables, and the sheet of it."""
