"""SQLite: tables and indexes that are filled in this very process."""
