"""Jobs: which is whose, and what it takes to do one."""
