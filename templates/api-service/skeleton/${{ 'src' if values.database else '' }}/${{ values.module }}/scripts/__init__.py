"""Scripts that users keep."""
