"""What a web page or a mail program puts round an article: buttons, menus, counters, end marks."""

import re

from editions.folding import one_form

from .cleaning import Traced
from .plain import ends_sentence, plain, width

_WHOLE_LINES = r"""
(?:post|leave|add|write) (?:a|your) comments?[. ]*|post your comments?|your comments?|enter the words you see:?|go to forum ?>*.{0,14}|comments?(?:\s?\(\d+\))?|\d+ comments?(?:\(s\))?|no comments(?: yet)?|comment\(s\)
(?:(?:facebook|twitter|x|wechat|weibo|linkedin|whatsapp|instagram|line|telegram|pinterest|reddit|print|e-?mail|share|tweet|copy link)[ |,/·-]{0,3}){2,12}|share:?|share (?:this|on|with|to|via|it)\b.{0,60}|share to ?[a-z]{1,12}|[a-z .]{2,24} - (?:english|français|deutsch|español|中文|日本語|简体中文)|tweet|like|pin it|facebook|twitter|x|weibo|wechat|line|linkedin|whatsapp|email|e-mail|e-mail this|print|print this|print(?: page)?\s*e-?mail|save|copy link|download(?: app)?|.{0,20}app download|bookmark|rss|follow us.{0,80}|follow .{2,40} on (?:twitter|facebook|x|weibo|wechat).{0,80}
(?:adjust )?font size:?.{0,20}|text size:?.{0,12}|a a a|aa|small medium large|zoom (?:in|out)
[* ]*(?:strictly |(?:held |news |information )?under )?(?:embargo(?:ed)?|not for (?:publication|release|broadcast))\b.{0,120}|(?:for )?release (?:at|on|after|not before)\b.{0,80}|[【\[*]?(?:新闻|消息|稿件)?(?:禁发|保密期|解禁|限时发布|发布时间限制)(?:时间|至|期)?[: ].{0,60}|[【\[]?(?:情報|報道)?(?:解禁|エンバーゴ)(?:日時?|時間)?[】\]]?[: ].{0,60}|[【\[].{0,20}(?:解禁|禁发|エンバーゴ).{0,20}[】\]]
(?:go )?(?:back )?(?:to )?top|top of page|page top|next page|previous page|<?\s?previous|next\s?>*|\d+(?: \d+){1,12}(?: next.{0,4})?|page \d+(?: of \d+)?|\[?\d+\]? \[\d+\].{0,40}|home|menu|search|sign in|log ?in|register|subscribe(?: now)?|skip to (?:main )?content|close|loading\.*|advertisement|sponsored|cookie (?:policy|settings)|accept(?: all)?(?: cookies)?|we use cookies.{0,200}
(?:copyright|\(c\)|©).{0,150}|[?]?一般社団法人共同通信社|.{0,80}all rights reserved\.?.{0,60}|.{0,40}(?:reproduction|reprint) (?:without|prohibited).{0,60}
\d+ ?% ?more press release views.{0,40}|modal title|image attachments?(?: links?)?:?|link: ?https?://\S+|share ?- ?.{2,30}|(?:the )?(?:above|this|following) press release (?:was|is) (?:provided|distributed|issued|published) (?:courtesy of|by|through|via|on)\b.{0,300}|(?:media outreach newswire|pr newswire|business wire) (?:is|was) (?:not )?responsible.{0,200}
user name required|your name|name|email address|submit|send|reset|anonymous|forgot your password\??|go to forum.{0,6}|.{0,10}(?:enter|verification) code.{0,20}
for immediate release.{0,40}|immediate release|(?:press|news|media) (?:release|advisory|alert)|\#{2,5}|\*{3,}|-{3,}|={3,}|_{3,}|=+ ?\w{2,20}(?: news)?=*|-? ?30 ?-?|-? ?ends?\.? ?-?|(?:# ?){2,6}|-0-|\[external(?: e-?mail)?\].{0,160}|caution: (?:this|external) .{0,160}|this (?:e-?mail|message) (?:and any|is|may|contains).{0,240}|a (?:photo|video|media snippet) (?:accompanying|related to) this.{0,200}|to be continued\.{0,3}|\d{1,3} ?/ ?\d{1,3}|\d{1,2}:\d\d(?::\d\d)?\s+\d{2}-\d{2}-\d{2,4}|[$#]\w{2,30}(?:\s[$#]\w{2,30})*|sent from my .{2,30}|发自我的.{2,20}|iphoneから送信|on .{6,120}\bwrote:|.{0,80}(?:写道|さんは書きました|さんのメール):|\((?:end|ends|more)\)|\(item\)|-?more-|enditem|end item|begin forwarded message:?|-+ ?(?:original|forwarded) message ?-+
view original content.{0,300}|(?:logo|photo|video|image|picture|photos?/multimedia)(?: available)?\s?-\s?https?://\S+|multimedia available.{0,200}|https?://\S+|www\.\S+|cision view.{0,200}|related links?|news provided by|share this article
editor:? ?[\w ]{2,30}|[\[(]?editor:.{1,40}[\])]?|view source version.{0,200}|--\s?|\(?web editor:.{1,60}\)?|go to mobile version|full text|click (?:here|to|for).{0,80}|read more.{0,60}|learn more|more\.{0,3}|more>+|see also:?.{0,60}|scan .{0,30}code.{0,40}
english(?: ?[|/·] ?[^\d.]{1,20}){1,6}|[a-z]{4,12} ?[|/·] ?english|(?:中文|日本語|english)(?: ?[|/ ] ?(?:中文|日本語|english|简体|繁體|한국어)){0,4}
(?:参与记者|标签|关键词)[: ].{0,60}|\+\d{1,3}|(?:(?:赞|在看|分享|收藏|点赞|转发|喜欢)\s?\d*\s?){2,6}|喜欢就.{0,24}|(?:审校|审核|监制|排版|统筹|编审) ?[|丨/:].{1,24}|.{0,40}版权(?:均)?(?:属于|归).{0,40}|(?:图片|照片|视频|徽标|写真|画像) ?- ?https?://\S+|[(]日本語リリース:.{0,20}[)]|参与互动.{0,10}|\d{20,}|(?:阅读)?[上下]一[篇条页].{0,60}|新闻?通稿|(?:新闻|报道)(?:公告|资料|发布稿)|分享(?:到|至)?:?.{0,30}|分享让更多人看到|打印(?:本页|本文)?.{0,12}|收藏.{0,10}|关闭(?:窗口|本页)?|\[?【?(?:字体|字号|大中小)[】\]]?:?.{0,16}|大 ?中 ?小|(?:大|中|小)字[体號号](?:\s(?:大|中|小)字[体號号])*|【?字体:.{0,16}】?|纠错|推荐(?:阅读|新闻)?|返回(?:首页|顶部)?.{0,8}|回到顶部|(?:我要|发表|查看|网友|最新)?评论(?:\(\d*\))?.{0,10}|\d+条?评论|(?:微信)?扫一扫.{0,40}|扫码.{0,40}|点击.{0,40}|更多.{0,12}|[(]?原标题:.{0,100}|阅读原文|首页|导航|登录|注册|搜索|版权所有.{0,100}|.{0,30}未经.{0,10}授权.{0,60}|[\[【(]?(?:责任|网络)?编辑:?.{0,24}[\]】)]?|[\[【(]?责编:?.{0,24}[\]】)]?|[\[【(]?校对:?.{0,24}[\]】)]?|微信|微博|朋友圈|qq空间|下载.{0,14}客户端|.{0,20}客户端|\(?完\)?|新闻稿|媒体通知|审核:?.{0,10}|阅读\s?\d+|(?:分享|收藏|在看|点赞)(?:\s(?:分享|收藏|在看|点赞))*|即时发布|供即时发布
シェア(?:する)?.{0,20}|ツイート.{0,12}|印刷(?:する)?|この(?:ページ|記事)を?.{0,16}(?:印刷|シェア|共有).{0,8}|ページ(?:の)?(?:トップ|先頭)(?:へ|に).{0,8}|このページの(?:トップ|先頭)へ.{0,6}|トップ(?:ページ)?(?:へ|に戻る)?|文字サイズ.{0,12}|大 ?中 ?小|コメント(?:する|を(?:投稿|書く)|欄)?(?:\(\d*\))?|\d+件のコメント|ログイン.{0,30}|会員登録.{0,40}|新規登録.{0,20}|メルマガ.{0,40}|続きを読む.{0,10}|もっと(?:見る|読む).{0,10}|一覧(?:へ|に戻る|を見る).{0,6}|記事一覧.{0,10}|前の(?:ページ|記事)へ?.{0,40}|次の(?:ページ|記事)へ?.{0,40}|戻る|ホーム|メニュー|検索|お気に入り.{0,12}|はてなブックマーク|(?:⇒|≫|>>)\s?[^。]{1,40}|(?:⇒|→|>|≫|▶)\s?.{0,40}(?:こちら|一覧.{0,8}|戻る|へ|見る|読む)[。]?|投稿者.{0,60}|トラックバック.{0,12}|【(?:図解|動画|グラフ|画像|図表|特集)】.{0,40}|お名前|ご意見|.{0,30}無断(?:転載|複製).{0,40}|.{0,30}著作権は.{0,40}|続く|つづく|以上|報道関係者各位|各位|プレスリリース|取材(?:の)?ご?案内|ニュースリリース|報道資料|\(?終わり\)?|\(?了\)?|pr ?times|@press|valuepress!?|ドリームニュース|共同通信prワイヤー|プレスリリース・ニュースリリース配信.{0,30}|企業登録申請.{0,20}|すべての画像|[\[【]?画像\s?\d{0,2}\s?: ?https?://\S+\s?[\]】]?|このプレスリリースには.{0,40}|プレスリリース(?:画像|素材|動画).{0,12}|(?:(?:プライバシーポリシー|利用規約|個人情報の取り?扱い|ヘルプ|運営会社)[\s|/]{0,3}){1,5}|寄付(?:する|はこちら).{0,20}|※?この(?:ページ|記事)は.{0,30}会員.{0,40}
"""
_WHOLE = re.compile("(?:" + "|".join(one_form(_WHOLE_LINES).strip().split("\n")) + ")[\\s:>»|]*", re.IGNORECASE)
_BUTTON = re.compile(r"[大中小]|特大|A[+-]?|いいね!?|ポスト(?:する)?|保存|PDF", re.IGNORECASE)
_PATH = re.compile(
    r"^(?:(?!\.\s)[^。]){0,60}(?:\s(?:>|>>|»|›|&gt;)\s?|>>)[^。]{0,120}$|^(?:home|首页|ホーム|トップ(?:ページ)?)\s?[>»›/|].{0,120}$|^(?:(?:当前|您的|现在|本页|所在)?位置|you are here):.{0,120}$",
    re.IGNORECASE,
)
_SITE_WORDS = re.compile(
    r"\b(?:about us|site ?map|rss|newsletter|contact us|privacy(?: policy)?|terms of (?:use|service)|careers|advertise|help|faq)\b|关于我们|联系我们|广告服务|法律声明|招聘信息|网站地图|会社概要|お問い合わせ|個人情報|サイトマップ|利用規約",
    re.IGNORECASE,
)
RELATED = re.compile(
    one_form(
        r"(?:[■●◆▼【\[]\s?)?(?:related (?:news|coverage|stories|articles|links?|reading|topics|posts|content)|more (?:news|stories|from .{2,30})|most (?:read|popular|viewed|shared)(?: (?:in|this|today|stories|articles|news).{0,20})?|you may also like|recommended(?: for you)?|also from this source|latest news|editor'?s choice|相关(?:新闻|链接|阅读|报道|文章)|延伸阅读|推荐阅读|热门(?:新闻|推荐)|更多(?:新闻|精彩).{0,6}|最新(?:新闻|消息)|関連(?:記事|ニュース|リンク|ページ|情報)|おすすめ(?:記事)?|人気(?:記事)?(?:ランキング)?|アクセスランキング|最新(?:記事|ニュース)|(?:あわせて|合わせて)読みたい.{0,8}|こちらも(?:読まれて|おすすめ).{0,8}|注目の(?:記事|ニュース))(?:\s?[】\]])?[\s::]*"
    ),
    re.IGNORECASE,
)
COMMENT_FORM = re.compile(
    one_form(
        r"(?:post|leave|add|write) (?:a|your) comments?[. ]*|go to forum ?>*.{0,14}|(?:发表|我要)评论.{0,4}|コメント(?:を(?:投稿|書く|残す)|する)"
    ),
    re.IGNORECASE,
)
# Glued to the beginning or the end of a paragraph.
_HEAD = re.compile(
    r"(?:(?:\d+ comment\(s\)\s*)?print\s*e-?mail\s*|share this article\s*|news provided by\s*|\d+ comment\(s\)\s*|adjust font size:?\s*|for immediate release[:.]?\s*|share:\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    one_form(
        r"\s*(?:\b(?:post|leave) a comment|(?<=[.!?\"”)\]])\s*(?:enditem|related links?:?(?:\s*https?://\S+)?|share this article|back to top|read more(?: here)?\.{0,3}|photo - https?://\S+|view original content.{0,300}|follow .{2,40} on (?:twitter|facebook).{0,80}|copyright .{0,80}|all rights reserved\.?|\#{3,5}|-30-|print e-?mail)|adjust font size:?|(?<=[。」』”）)])\s*[(（【\[]?(?:完|了|终|以上|責任編集|责任编辑[:：][^。]{1,24}|编辑[:：][^。]{1,24}|[(（](?:編集|编辑|責編|翻訳)[^（）()。]{1,20}(?=[)）])|点击.{0,20}|分享到[:：]?.{0,16}|\d{4}/\d{1,2}/\d{1,2}[-\s]\d{1,2}:\d\d|コメントを投稿|続きを読む|ページトップへ|(?:⇒|→)\s?[^。]{0,24}こちら)[)）】\]]?)\s*$"
    ),
    re.IGNORECASE,
)


def is_chrome(text: str) -> bool:
    """Whether a line is nothing but chrome."""
    view = one_form(plain(text)).strip()
    if len(view) > 320:
        return False
    if view[:1] in "【[(" and view[-1:] in "】])" and _WHOLE.fullmatch(view[1:-1]):
        return True
    buttons = re.findall(r"[【\[][^【】\[\]]{1,40}[】\]]", view) if view[:1] in "【[" else []
    if len(buttons) > 1 and "".join(buttons) == re.sub(r"(?<=[】\]])\s+(?=[【\[])", "", view):
        return all(_WHOLE.fullmatch(one) or _WHOLE.fullmatch(one[1:-1]) for one in buttons)
    return bool(_WHOLE.fullmatch(view) or _PATH.match(view) or _is_menu(view) or _is_bar(view))


def _is_bar(view: str) -> bool:
    """Buttons side by side: size of the letters, print, share on this and that."""
    buttons = re.split(r"[\s|/·]+", view.strip())
    return len(buttons) > 2 and all(_WHOLE.fullmatch(one) or _BUTTON.fullmatch(one) for one in buttons)


def _is_menu(view: str) -> bool:
    """Three short words or more with bars between them, or many of a site's own words without any."""
    entries = [entry.strip() for entry in view.split("|")]
    if len(entries) > 2 and all(0 < len(entry) <= 24 for entry in entries):
        return not re.search(r"\d{4}|\d:\d|[:：]\s?\S", view)
    return len(_SITE_WORDS.findall(view)) > 2 and len(view) < 120


def is_top_menu(text: str) -> bool:
    """Short entries side by side with gaps between them, as a menu over an article becomes when it is copied."""
    entries = re.split(r"\u3000+| {2,}", text.strip())
    return len(entries) > (3 if "\u3000" in text else 2) and all(
        0 < width(entry) <= 24 and not ends_sentence(entry) and not re.search(r"\d{4}|[:：]", entry)
        for entry in entries
    )


_KICKER = (
    r"(?:world|asia(?:[- ]pacific)?|politics|business|economy|finance|markets?|opinion|society|culture|national|international|domestic|diplomacy|top (?:news|stories)|latest|headlines?"
    r"|国际|国内|政治|经济|时政|社会|要闻|财经|外交|文化|新闻|频道|ニュース|話題|海外|速報|トピックス)"
)
_KICKERS = re.compile(one_form(rf"[\[【|]?\s?{_KICKER}(?:\s?[/|·>&、,-]\s?{_KICKER})*\s?[\]】|]?"), re.IGNORECASE)


def is_kicker(text: str) -> bool:
    """The name of a section of a paper or a site, as it stands over a headline."""
    return len(text) < 60 and bool(_KICKERS.fullmatch(one_form(plain(text)).strip()))


def without_chrome(block: Traced) -> tuple[Traced | None, list[Traced]]:
    """The block without what is glued to its ends (None if nothing is left), and what was taken off."""
    if is_chrome(block.text):
        return None, [block]
    removed: list[Traced] = []
    if match := _HEAD.match(plain(block.text[:200])):
        removed.append(block.part(0, match.end()))
        block = block.part(match.end(), len(block.text))
    for _again in range(4):
        at = max(0, len(block.text) - 400)
        match = _TAIL.search(one_form(plain(block.text[at:])))
        if not match or not match[0].strip():
            break
        removed.append(block.part(at + match.start(), len(block.text)))
        block = block.part(0, at + match.start())
    return (block if block.text else None), [one for one in removed if one.text]
