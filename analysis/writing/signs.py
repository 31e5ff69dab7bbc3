"""Letters, bullets and numbers of items, as regular expressions."""

LETTER, MARK = r"[^\W\d_]", r"[\u0300-\u036f]"  # an accent may be a character of its own
ACRONYM = rf"(?:{LETTER}{MARK}*\.-?){{2,}}"  # U.R.S.S.
APOSTROPHES = "'’"
SURE_BULLETS = "•‣▪▫◦●○■□◆◇►▶➢➤➔→✓✔✗\uf0a7\uf0b7\uf0d8\uf0fc"
BULLETS = SURE_BULLETS + "*·–—-"
NUMBER_OF_ITEM = (
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?(?:(?:\d{1,2}|[a-z]|[ivx]{2,5}|[IVX]{1,5})[.)°]|[A-Z]\)))"
)
ITEM = rf"(?:[{BULLETS}]|{NUMBER_OF_ITEM})\s"  # an item of a list at the beginning of a line
