"""Faults made on purpose on a site served as in production, outside the suite: `make drill`."""
