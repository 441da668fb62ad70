"""An ordinary evening, for trying things out."""
