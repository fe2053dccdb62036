"""Norwegian and Danish articles in, English digests and sentence-aligned translations out."""

__version__ = "0.1.0"

__all__ = ["__version__"]
