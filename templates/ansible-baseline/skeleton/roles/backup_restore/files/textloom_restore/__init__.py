"""Restores the newest backup of PostgreSQL into a scratch instance, and says how long it took and what was lost."""
