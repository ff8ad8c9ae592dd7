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

# As a wire sends it: lines broken by hand, an empty line between paragraphs.
WIRE = "TOKYO, Dec. 4 (Test) -- The forum opened\r\nin the city.\r\n\r\nIt ends on the next day.\r\n"
FROM_WIRE = "<p>TOKYO, Dec. 4 (Test) -- The forum opened<br>in the city.</p><p>It ends on the next day.</p>"
