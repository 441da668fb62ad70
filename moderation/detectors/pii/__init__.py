"""Personal information: what could tell a stranger who the writer, the child or somebody else is."""
