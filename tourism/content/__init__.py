"""People's files: content/ to drafts and back."""
