"""python -m tourism."""

from tourism.cli import main

main()
