"""Phone numbers, as people write them: by their digits."""
import re

# Fewer say nothing about whose number it is.
FEWEST_TO_FIND = 4
# Without an area code; what is shorter reaches nobody.
FEWEST_TO_CALL = 7
# What E.164 allows; what is longer was typed wrongly.
MOST_TO_CALL = 15
EXTENSION = re.compile(r"(?:\b(?:x|ext|extension|poste|p)\b\.?|#)\s*:?\s*[0-9]{1,6}\s*$", re.IGNORECASE)


def digits_of(text: str) -> str:
    """The digits of a text, in their order.

    >>> digits_of("(905) 555-0138")
    '9055550138'
    """
    return "".join(char for char in text if char in "0123456789")


def phone_digits(text: str) -> str:
    """The digits to look for in a number, without North America's 1; nothing unless it is one.

    >>> phone_digits("905-555-0138") == phone_digits("+1 905.555.0138") == phone_digits("19055550138")
    True
    >>> phone_digits("555 0138"), phone_digits("MC/00012"), phone_digits("12")
    ('5550138', '', '')
    """
    digits = digits_of(text)
    if len(digits) < FEWEST_TO_FIND or any(char.isalpha() for char in text):
        return ""
    is_national = digits.startswith("1") and (len(digits) == 11 or text.strip().startswith("+"))
    return digits[1:] if is_national else digits


def can_be_called(text: str) -> bool:
    """Whether somebody can be reached at what was typed.

    >>> can_be_called("555-0138"), can_be_called("12"), can_be_called("905-555-0142222222222")
    (True, False, False)
    """
    return FEWEST_TO_CALL <= len(digits_of(number_of(text))) <= MOST_TO_CALL


def number_of(text: str) -> str:
    """A number without its extension.

    >>> number_of("416-555-0123 poste 4"), number_of("416-555-0123 ext. 12"), number_of("416-555-0123")
    ('416-555-0123 ', '416-555-0123 ', '416-555-0123')
    """
    return EXTENSION.sub("", text)
