"""How much two screenshots differ."""

from io import BytesIO

from PIL import Image, ImageChops

SEEN = 16  # of 255: a difference of one channel that counts; less is how edges are smoothed


def difference(one: bytes, other: bytes) -> float:
    """Share of pixels that differ, from 0 to 1; 1 if the sizes do."""
    first, second = (Image.open(BytesIO(content)).convert("RGB") for content in (one, other))
    if first.size != second.size:
        return 1.0
    bands = ImageChops.difference(first, second).split()
    worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    histogram = worst.histogram()
    return sum(histogram[SEEN + 1 :]) / sum(histogram)
