"""What all routes have in common: who calls, what is measured, how errors look."""
