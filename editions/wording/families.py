"""Which of the three ways of writing a language takes, and what a language is called elsewhere."""

from functools import lru_cache


@lru_cache(maxsize=256)
def family(language: str | None) -> str:
    """ "zh", "ja" or "en": which of the three ways of writing applies."""
    found = (language or "").lower()[:2]
    return found if found in ("zh", "ja") else "en"


@lru_cache(maxsize=256)
def html_lang(code: str | None) -> str:
    """A language code as the `lang` attribute writes it: zh-hans is zh-Hans."""
    first, *rest = (code or "").replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def sharing_locale(code: str) -> str:
    """A language as the Open Graph names it, with the territory it is mostly written in: zh-hans is zh_CN."""
    return {"en": "en_GB", "zh": "zh_CN", "ja": "ja_JP"}[family(code)]


def news_language(code: str) -> str:
    """A language as the protocol of news sitemaps names it: of Chinese alone it wants to know how it is written."""
    return "zh-cn" if family(code) == "zh" else code.split("-")[0]
