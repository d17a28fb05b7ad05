"""The outline: headings, boxes, and each paragraph in its place under them."""
