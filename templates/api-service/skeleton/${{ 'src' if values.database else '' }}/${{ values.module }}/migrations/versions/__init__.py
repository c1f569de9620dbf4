"""Each change of the tables, oldest first. What has run anywhere is never edited."""
