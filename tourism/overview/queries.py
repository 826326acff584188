"""What is missing in a commune's guide, by place and language."""
