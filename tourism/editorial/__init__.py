"""From draft to published: review, comments, links for reviewers, a time to publish, drafts read aloud."""
