"""Everything that looks for something in a text; the order is in moderation/pipeline.py."""
