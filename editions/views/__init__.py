"""What readers are shown: one module per concept."""
