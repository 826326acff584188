"""What is measured, as commands: python -m bench [pages|near|voice|audio|kills|intake]."""
