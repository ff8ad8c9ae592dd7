"""Made-up text in each language: grammar of a kind, no sense, and words that are common, seldom and rare."""

import random
from functools import cache

LANGUAGES = ("en", "zh_hans", "ja")  # as columns are named
RARE = {"en": "needle of words", "zh_hans": "罕见词语", "ja": "稀少語句"}
RARE_EVERY = 2_000  # one text of so many holds the rare words
_SENTENCES = 4_000  # different ones in each language
_COMMON = {
    "en": "economy economic cooperation forum peace trade security dialogue region people future media public survey youth "
    "partnership exchange meeting report session growth energy climate culture trust policy market research",
    "zh_hans": "经济 合作 论坛 和平 贸易 安全 对话 地区 人民 未来 媒体 公众 调查 青年 国家 国际 经济合作 伙伴 交流 会议 报告 增长 能源 气候 文化 信任",
    "ja": "経済 協力 フォーラム 平和 貿易 安全 対話 地域 国民 未来 メディア 世論 調査 青年 国家 国際 経済協力 交流 会議 報告 成長 エネルギー 気候 文化 信頼",
}
_SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
_CHARACTERS = {
    "zh_hans": "新长前发展高重大推进务实创业科技产能环保教卫民生水土城乡区域资源投融市场改革开放法治理念共同命运体系结构优化升级转型持续绿色低碳数字智慧",
    "ja": "新長前発展高重大推進務実創業科技産能環保教衛民生水土城郷区域資源投融市場改革開放法治理念共同命運体系構造優化昇級転型持続緑色炭素数字知恵",
}


def syllables(number: int, length: int = 3) -> str:
    """A word that can be spoken, another for each number below 70 to the power of ``length``."""
    parts = []
    for _n in range(length):
        number, one = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[one])
    return "".join(parts)


@cache
def _vocabulary(language: str) -> tuple[list[str], list[float]]:
    """Words and how often they come, the second half as often as the first and so on."""
    common = _COMMON[language].split()
    if language == "en":
        made = [syllables(7 * n + 11) for n in range(1_200)]
    else:
        characters = _CHARACTERS[language]
        made = [characters[n % len(characters)] + characters[(n * 7 + n // 60) % len(characters)] for n in range(1_200)]
    words = common + made
    return words, [1 / (rank + 3) for rank in range(len(words))]


@cache
def _sentences(language: str) -> list[str]:
    chance = random.Random(f"sentences in {language}")  # noqa: S311 - the same made-up texts each time
    words, weights = _vocabulary(language)
    return [
        _sentence(language, chance.choices(words, weights, k=chance.randint(7, 15)), chance) for _n in range(_SENTENCES)
    ]


def _sentence(language: str, words: list[str], chance: random.Random) -> str:
    if language == "en":
        return f"{' '.join(words).capitalize()}."
    if language == "ja":
        return "".join(word + chance.choice("はをのにとが") for word in words[:-1]) + words[-1] + "です。"
    half = len(words) // 2
    return f"{''.join(words[:half])}，{''.join(words[half:])}。"


def line(language: str, chance: random.Random, number: int) -> str:
    """A title of a few words and the number."""
    words, weights = _vocabulary(language)
    some = chance.choices(words, weights, k=4)
    return f"{' '.join(some).capitalize()} {number}" if language == "en" else f"{''.join(some)}{number}"


def paragraphs(language: str, chance: random.Random, characters: int, *, is_rare: bool = False) -> list[str]:
    """Paragraphs of five sentences, so many characters in all."""
    sentences, found, length = _sentences(language), [], 0
    while length < characters:
        found.append(sentences[int(chance.random() * len(sentences))])
        length += len(found[-1])
    if is_rare:
        found.insert(len(found) // 2, _sentence(language, [RARE[language], *_COMMON[language].split()[:3]], chance))
    space = " " if language == "en" else ""
    return [space.join(found[at : at + 5]) for at in range(0, len(found), 5)]
