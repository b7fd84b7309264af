"""One module per document format, each with both directions: text or bytes to blocks, and blocks to text or bytes."""
