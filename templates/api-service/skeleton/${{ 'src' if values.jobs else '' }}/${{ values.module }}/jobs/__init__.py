"""Long work: this service takes it and tells how far it is; a worker does it."""
