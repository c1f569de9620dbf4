"""Three levels of cache: this process, Redis, and the CDN."""
