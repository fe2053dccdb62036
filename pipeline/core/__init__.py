"""What walks documents through stages and remembers results."""
