"""Numbers of lists in letters and Roman digits, by the names WordprocessingML gives them."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def formatted(count: int, form: str) -> str:
    """A number written as the list wants it."""
    if form == "lowerLetter":
        return letters(count)
    if form == "upperLetter":
        return letters(count).upper()
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form in {"none", "bullet"} else str(count)


def letters(count: int) -> str:
    """1 a, 26 z, 27 aa, 28 bb, as Word counts."""
    if count < 1:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10)


def _roman(count: int) -> str:
    if not 0 < count < 5000:
        return str(count)
    text = ""
    for size, sign in _ROMAN:
        while count >= size:
            text += sign
            count -= size
    return text
