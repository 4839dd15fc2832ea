"""A QR code as the path of an SVG, which every printer draws sharply."""
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

# What scanners ask for around the code, in modules.
QUIET = 4


def qr_path(text: str) -> tuple[int, str]:
    """Return the side of a QR code in modules, and the path of its dark ones.

    A fold or a smudge is no matter: level M bears 15 % of them.

    >>> side, path = qr_path("https://www.example.com/maintenance/book/" + "A" * 43)
    >>> side
    45
    >>> path[:20]
    'M4 4h7v1h-7zM13 4h3v'
    """
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    runs = []
    for row in range(count):
        column = 0
        while column < count:
            start = column
            while column < count and code.isDark(row, column):
                column += 1
            if column > start:
                runs.append(f"M{start + QUIET} {row + QUIET}h{column - start}v1h-{column - start}z")
            else:
                column += 1
    return count + 2 * QUIET, "".join(runs)
