"""The domain. Import models from here only."""
