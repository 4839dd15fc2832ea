"""The company's colour, made readable on light and on dark."""
import re

DEFAULT = "#1f7a4d"
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
# The backgrounds that the stylesheet puts text and buttons on (web-src/booking).
LIGHT_PAGE, DARK_PAGE = (244, 246, 247), (38, 43, 48)
READABLE = 4.5


def luminance(colour):
    """Relative luminance, as WCAG 2 defines it.

    >>> luminance(BLACK), round(luminance(WHITE), 3)
    (0.0, 1.0)
    """
    def linear(channel):
        channel /= 255
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio of two colours, 1 to 21.

    >>> round(contrast(BLACK, WHITE), 1)
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def parse(text):
    """A colour as the company form stores it; the default one for anything else.

    >>> parse("#fff"), parse("red; }") == parse(DEFAULT)
    ((255, 255, 255), True)
    """
    text = (text or "").strip()
    if re.fullmatch(r"#[0-9a-fA-F]{3}", text):
        text = "#" + "".join(digit * 2 for digit in text[1:])
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        text = DEFAULT
    return tuple(int(text[at:at + 2], 16) for at in (1, 3, 5))


def readable(colour, background, towards):
    """The colour, moved towards black or white until it can be read on a background.

    >>> contrast(readable((255, 230, 0), WHITE, BLACK), WHITE) >= READABLE
    True
    """
    for percent in range(0, 101, 2):
        moved = tuple(round(a + (b - a) * percent / 100) for a, b in zip(colour, towards))
        if contrast(moved, background) >= READABLE:
            return moved
    return towards


def stylesheet(text):
    """The CSS variables of a company's colour, for light and dark.

    >>> print(stylesheet("#1f7a4d").splitlines()[0])
    :root{--fm-accent:#1f7a4d;--fm-on-accent:#ffffff}
    """
    colour = parse(text)
    light, dark = readable(colour, LIGHT_PAGE, BLACK), readable(colour, DARK_PAGE, WHITE)
    rules = [_rule(accent) for accent in (light, dark)]
    return f":root{rules[0]}\n@media (prefers-color-scheme:dark){{:root{rules[1]}}}\n"


def _rule(accent):
    text = max(WHITE, BLACK, key=lambda colour: contrast(accent, colour))
    return "{--fm-accent:#%02x%02x%02x;--fm-on-accent:#%02x%02x%02x}" % (*accent, *text)
