"""The index of what everybody may read: by its words, and by what it means. It knows texts and facts, not features."""
