"""Videos: styles to choose from, and what a script would become."""
