"""Days and hours of the desk where Django writes them otherwise than this house."""
