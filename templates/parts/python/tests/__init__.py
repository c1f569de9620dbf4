"""Run without network and servers: everything outside is a fake here."""
