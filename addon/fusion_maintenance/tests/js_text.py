"""Just enough of JavaScript's grammar to find where template literals begin and end."""


def template_literals(text):
    """Yield (depth, literal) for each template literal; depth 2 and more are nested ones.

    >>> list(template_literals('a = `x${b}y`; // `no`'))
    [(1, '`x${b}y`')]
    >>> [depth for depth, _literal in template_literals('`a${`b`}`')]
    [2, 1]
    """
    at, braces, open_literals = 0, 0, []  # (where it began, braces open around it)
    in_literal = False
    while at < len(text):
        char = text[at]
        if in_literal:
            if char == "\\":
                at += 1
            elif char == "`":
                start, braces = open_literals.pop()
                yield len(open_literals) + 1, text[start:at + 1]
                in_literal = False
            elif text.startswith("${", at):
                in_literal, braces, at = False, 1, at + 1
        elif char == "`":
            open_literals.append((at, braces))
            in_literal = True
        elif char in "\"'":
            at = _end_of_string(text, at)
        elif text.startswith("//", at):
            at = text.find("\n", at) if "\n" in text[at:] else len(text)
        elif text.startswith("/*", at):
            at = text.index("*/", at) + 1
        elif char == "{":
            braces += 1
        elif char == "}":
            braces -= 1
            in_literal = bool(open_literals) and braces == 0
        at += 1


def _end_of_string(text, at):
    """Where the string that begins here ends, or the line if it is no string after all."""
    quote, end = text[at], at + 1
    while end < len(text) and text[end] not in (quote, "\n"):
        end += 2 if text[end] == "\\" else 1
    return end
