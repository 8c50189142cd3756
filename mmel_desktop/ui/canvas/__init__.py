"""The canvas: the image, one composed heat layer, regions, relations, annotations and drawing tools."""
