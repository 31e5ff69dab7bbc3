"""A project of one's own: made, and filled with documents."""
