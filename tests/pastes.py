"""What programs put on the clipboard, shortened; the words are made up."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:TrackRevisions/></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {font-family:"Calibri",sans-serif;} @list l0 {mso-list-id:1;} --></style></head>
<body lang=EN-US link="#0563C1" style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoTitle>The heading<o:p></o:p></p>
<p class=MsoNormal><b><span style='font-family:"Calibri",sans-serif'>Bold</span></b><span lang=JA style='font-family:"MS Mincho"'>の</span>, <i>italic</i>
and <span style='color:#C00000;background:yellow'>red</span> words, <u>underlined</u>, with a
<a href="https://one.example/a?b=1&amp;c=2">link</a>, a <a href="file:///C:/Users/x/a.docx">file</a> and a
bookmark<a name="_Toc1"></a>.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference>[1]</span></a><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>&middot;<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>First point<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Part of it</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>&middot;<span>&nbsp; </span></span><![endif]>Second <b>point</b></p>
<p class=MsoNormal>Kept <ins cite="mailto:A" datetime="2024-12-04T09:00"><span style='mso-ins:A'>put in</span></ins><del cite="mailto:A"><span style='mso-del:A'>taken out</span></del>
words<span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1" href="#_msocom_1">[A1]</a></span></span>.<span style='display:none;mso-hide:all'>hidden</span></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="p1"><v:imagedata src="file:///C:/a.png"/></v:shape><![endif]--><![if !vml]><img width=10 height=10 src="file:///C:/a.png" v:shapes="p1"><![endif]></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-border-alt:solid'><tr style='mso-yfti-irow:0'><td width=10 valign=top style='width:5.0cm'><p class=MsoNormal>One<o:p></o:p></p></td><td colspan=2><p class=MsoNormal>Two</p></td></tr></table>
<!--EndFragment--><div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>A remark</p></div></div>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>A note below</p></div></div></body></html>"""

FROM_WORD = (
    "<h2>The heading</h2>"
    "<p><strong>Bold</strong>の, <em>italic</em> and red words, underlined, with a "
    '<a href="https://one.example/a?b=1&amp;c=2" rel="noopener">link</a>, a file and a bookmark.</p>'
    "<ul><li><p>First point</p><ol><li><p>Part of it</p></li></ol></li><li><p>Second <strong>point</strong></p></li></ul>"
    "<p>Kept put in words.</p>"
    '<table><tbody><tr><td><p>One</p></td><td colspan="2"><p>Two</p></td></tr></tbody></table>'
)
LEFT_OUT_OF_WORD = {
    "picture": 1,
    "comment": 1,
    "deleted": 1,
    "footnote": 1,
    "hidden": 1,
    "link": 1,
    "underline": 1,
    "colour": 1,
}

GOOGLE_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38;"><span style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:400;">A heading</span></h2><p dir="ltr"><span style="font-weight:700;font-style:normal;text-decoration:none;">Bold</span><span style="font-weight:400;font-style:italic;"> italic</span><span style="vertical-align:super;font-size:0.6em;">2</span> <a href="https://one.example/" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">link</span></a> <span style="text-decoration:line-through;">struck</span></p><ul><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">One</span></p></li></ul></b><br class="Apple-interchange-newline">"""
FROM_GOOGLE_DOCS = (
    "<h2>A heading</h2>"
    "<p><strong>Bold</strong> <em>italic</em><sup>2</sup> "
    '<a href="https://one.example/" rel="noopener">link</a> struck</p>'
    "<ul><li><p>One</p></li></ul>"
)

WPS = """<html><head><xml><o:OfficeDocumentSettings>settings</o:OfficeDocumentSettings></xml></head><body><!--StartFragment-->
<p class=MsoNormal style="text-indent:21.0000pt;mso-char-indent-count:2.0000;"><b><span style="mso-spacerun:'yes';font-family:宋体;font-weight:bold;font-size:10.5pt;"><font face="宋体">论坛</font></span></b><span style="font-family:宋体;"><font face="宋体">　在北京开幕。</font></span><span style="mso-spacerun:'yes';"><o:p></o:p></span></p>
<p class=MsoNormal style="mso-list:l0 level1 lfo1;"><![if !supportLists]><span style="mso-list:Ignore;">一、<span>&nbsp;</span></span><![endif]><font face="宋体">第一项</font></p>
<p class=MsoNormal style="mso-list:l0 level1 lfo1;"><![if !supportLists]><span style="mso-list:Ignore;">二、<span>&nbsp;</span></span><![endif]><font face="宋体">第二项</font></p><!--EndFragment--></body></html>"""
FROM_WPS = "<p><strong>论坛</strong>\u3000在北京开幕。</p><ol><li><p>第一项</p></li><li><p>第二项</p></li></ol>"

# As a Japanese word processor gives it: plain text, paragraphs that begin with one wide blank.
PLAIN_JAPANESE = "\u3000第一段落です。\r\n\u3000第二段落です。\r\n"
FROM_PLAIN_JAPANESE = "<p>第一段落です。</p><p>第二段落です。</p>"

# As a wire sends it: lines broken by hand, an empty line between paragraphs. Typed or imported they stay, pasted they are joined.
WIRE = "TOKYO, Dec. 4 (Test) -- The forum opened\r\nin the city.\r\n\r\nIt ends on the next day.\r\n"
FROM_WIRE = "<p>TOKYO, Dec. 4 (Test) -- The forum opened<br>in the city.</p><p>It ends on the next day.</p>"
WIRE_JOINED = "<p>TOKYO, Dec. 4 (Test) -- The forum opened in the city.</p><p>It ends on the next day.</p>"

_SIGN = "<![if !supportLists]><span style='font-family:{}'><span style='mso-list:Ignore'>{}<span>&nbsp; </span></span></span><![endif]>"


def _item(level, font, sign, words):
    return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{_SIGN.format(font, sign)}{words}</p>"


WORD_LISTS = (
    "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><!--StartFragment-->"
    "<h1 style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>一、<span>&nbsp; </span></span>总论</h1>"
    + _item(1, "Wingdings", "l", "Point")
    + _item(2, '"Courier New"', "o", "Part")
    + _item(1, "Wingdings", "&Oslash;", "Point")
    + _item(1, "Calibri", "1.", "First")
    + _item(2, "Calibri", "h)", "Part h")
    + _item(2, "Calibri", "i)", "Part i")
    + _item(1, "Calibri", "2.", "Second")
    + _item(1, "Calibri", "1.", "First of another")
    + _item(1, "宋体", "第三条", "双方")
    + "<!--EndFragment--></body></html>"
)
FROM_WORD_LISTS = (
    "<h2>一、总论</h2>"
    "<ul><li><p>Point</p><ul><li><p>Part</p></li></ul></li><li><p>Point</p></li></ul>"
    "<ol><li><p>First</p><ol><li><p>Part h</p></li><li><p>Part i</p></li></ol></li><li><p>Second</p></li></ol>"
    "<ol><li><p>First of another</p></li></ol><p>第三条\u3000双方</p>"
)

WORD_ONLINE = """<div class="OutlineElement SCXW1"><p class="Paragraph" lang="EN-US"><span class="TextRun" data-contrast="auto" style="font-weight:bold">Bold</span><span class="EOP">&nbsp;</span></p></div><div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1" role="list"><li data-aria-posinset="1" data-aria-level="1" role="listitem" class="OutlineElement"><p class="Paragraph">One</p></li></ul></div><div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1" role="list"><li data-aria-posinset="1" data-aria-level="2" class="OutlineElement"><p class="Paragraph">Part</p></li></ul></div><div class="ListContainerWrapper SCXW1"><ul class="BulletListStyle1" role="list"><li data-aria-posinset="2" data-aria-level="1"><p class="Paragraph">Two</p></li></ul></div>"""
FROM_WORD_ONLINE = (
    "<p><strong>Bold</strong></p><ul><li><p>One</p><ul><li><p>Part</p></li></ul></li><li><p>Two</p></li></ul>"
)

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!-- .xl65 {} --></style></head><body><table width=128>
<!--StartFragment--><col width=64><tr height=20><td class=xl65>姓名</td><td>单位</td></tr><tr><td align=right>1,234</td><td style="display:none">x<td>B<br>C</td></tr><!--EndFragment-->
</table></body></html>"""
FROM_EXCEL = (
    "<table><tbody><tr><td><p>姓名</p></td><td><p>单位</p></td></tr>"
    "<tr><td><p>1,234</p></td><td><p>B<br>C</p></td></tr></tbody></table>"
)

LIBREOFFICE = """<html><head><meta name="generator" content="LibreOffice 7.4"/></head><body lang="de-DE"><p style="line-height: 100%"><b>Bold</b> <font color="#c9211e">red</font><sup><a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a></sup></p><ul><li><p>One</p></li><ul><li><p>Part</p></li></ul></ul><div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a>Note</p></div></body></html>"""
FROM_LIBREOFFICE = "<p><strong>Bold</strong> red</p><ul><li><p>One</p><ul><li><p>Part</p></li></ul></li></ul>"

WEB_PAGE = """<meta charset='utf-8'><nav><ul><li><a href="https://a.example/">首页</a></li></ul></nav><h2 style="color: rgb(33, 37, 41)"><button aria-expanded="true">标题</button></h2><p style="color: rgb(51,51,51)">正文<a href="javascript:card(1)">王某</a>。</p><div class="social-share"><a href="https://service.weibo.com/share/share.php?u=x">分享到</a><button>シェア</button><a class="twitter-share-button" href="https://x.com/intent/post?u=x">ツイート</a></div><a href="javascript:window.print()">打印本页</a><form><label>Mail</label><select><option>a</select><div role="button">Send</div><p>In a form</p></form><p hidden>gone</p><p style="display:none"></p><div class="share-holders">Many words of an article that stand in an element whose class only sounds like a widget for sharing, and stay.</div>"""
FROM_WEB_PAGE = "<h2>标题</h2><p>正文王某。</p><p>In a form</p><p>Many words of an article that stand in an element whose class only sounds like a widget for sharing, and stay.</p>"

RUBY = "<p><ruby>閉幕<rp>(</rp><rt>へいまく</rt><rp>)</rp></ruby>した。<ruby>東<rt>とう<rb>京<rt>きょう</ruby>で。<ruby>Dalian<rt>大连</rt></ruby></p>"
FROM_RUBY = "<p>閉幕（へいまく）した。東京（とうきょう）で。Dalian (大连)</p>"

CHAT_ARTICLE = """<section data-tools="x" style="color: rgb(62, 62, 62)"><section><section><strong><span style="color: rgb(255, 41, 65);">大标题</span></strong></section></section></section><section><p style="text-indent: 2em;"><span>　　第一段，</span><span>论坛开幕。</span></p><p><br></p><img data-src="https://a.example/x"><section><span leaf="">图为会场。</span></section><p style="display: none;"><mp-style-type data-value="3"></mp-style-type></p><mp-common-videosnap></mp-common-videosnap></section>"""
FROM_CHAT_ARTICLE = "<p><strong>大标题</strong></p><p>第一段，论坛开幕。</p><p>图为会场。</p>"

# As a reader of PDF gives it: a line of the page is a line, words are parted, letters have a second number.
PDF = (
    "The forum of the two publishing houses was held in Bei-\njing on Friday, and it \ufb01nished with a long-term plan and\n"
    "a joint statement that both sides had agreed to in long-\nterm work.\n"
    "The second paragraph begins here and runs on for a while,\nuntil it ends."
)
FROM_PDF = (
    "<p>The forum of the two publishing houses was held in Beijing on Friday, and it finished with a long-term plan and "
    "a joint statement that both sides had agreed to in long-term work.</p>"
    "<p>The second paragraph begins here and runs on for a while, until it ends.</p>"
)
PDF_CHINESE = "　　论坛八日在大连闭幕，双方围绕经济合作与⼈文交\n流进行了深入讨论，达成多项共识。与会者认为，两国\n出版界应当合作。\n　　会议明年在东京举行，届时将有更多代表出席会议，\n欢迎各界关注。"
FROM_PDF_CHINESE = (
    "<p>论坛八日在大连闭幕，双方围绕经济合作与人文交流进行了深入讨论，达成多项共识。与会者认为，两国出版界应当合作。</p>"
    "<p>会议明年在东京举行，届时将有更多代表出席会议，欢迎各界关注。</p>"
)
# Lines that their authors ended: a programme, an address, a poem, names with what they do, paragraphs of one line.
LINES_THAT_STAY = (
    "09:00 Opening remarks by the chair of the organising committee\n09:30 Keynote speech\n10:30 Panel on the economy and on the exchange of young people.\n12:00 Lunch",
    "The International Publishing House of the Test Forum, Press Office\n1-2-3 Example, Example-ku 100-0001\nTel. 0000",
    "A first line that is made up for this test only,\nAnd then a second one that nobody has heard of,\nAnd so they go on till the poem is over.",
    "白日の下，\n黄河の水。",
    "王某　某大学国际关系学院教授兼研究中心主任。\n李某　某报社评论员\n张某　某出版社社长兼总编辑、某协会副会长\n赵某　某公司董事长",
    "论坛八日在大连闭幕，双方达成多项共识。\n会议明年在东京举行，欢迎各界关注会议。\n与会者认为两国出版界应当加强交流合作。",
)
