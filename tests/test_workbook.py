"""A spreadsheet is read as text within limits, and what a program would calculate goes out and comes in as a text."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from editions.importers import Refused, Source
from editions.importers.formulas import BEGINS_FORMULA, freed, harmless
from editions.importers.rows import read_rows
from editions.importers.workbook import LONGEST_TAG, MOST_BYTES, MOST_COLUMNS, MOST_IN_A_ROW, MOST_OTHERS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(**sheets):
    """The bytes of a workbook with these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data, kind="", **options):
    return read_rows(Source("table.xlsx", data, **options), kind)


def reason(data):
    with pytest.raises(Refused) as refused:
        read(data)
    return f"{refused.value.refusals[0].line}: {refused.value.refusals[0].reason}"


def repacked(data, name, content):
    """The same file with one of its parts replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return file.getvalue()


def test_numbers_days_and_answers_are_read_as_our_tables_write_them():
    head = ["row", "ordinal", "share", "day", "time", "moment", "answer", "# remark"]
    moment = dt.datetime.fromisoformat("2024-12-04T09:30")
    data = workbook(
        one=[
            head,
            ["# for people only"],
            [None, 20, 52.1, dt.date(2024, 12, 4), dt.time(9, 30), moment, True, "passed over"],
            [],
            ["", 20.0, 0.1 + 0.2, " 东京 ", "a\nb", None, False],
        ],
        empty=[[]],
    )
    columns, rows = read(data)
    assert columns == head[:-1]
    assert [row.line for row in rows] == [3, 5]
    assert list(rows[0].cells.values()) == ["", "20", "52.1", "2024-12-04", "09:30", "2024-12-04T09:30:00", "yes"]
    assert list(rows[1].cells.values()) == ["", "20", "0.3", "东京", "a\nb", "", "no"]


def test_numbers_are_read_as_they_are_shown():
    book = Workbook()
    book.active.append(["value"])
    book.active.append([0.521])
    book.active["A2"].number_format = "0.0%"
    book.active.append([7])
    book.active["A3"].number_format = "000"
    file = io.BytesIO()
    book.save(file)
    assert [row.cells for row in read(file.getvalue())[1]] == [{"value": "52.1"}, {"value": "007"}]


def test_of_several_sheets_the_one_named_as_the_kind_is_read():
    data = workbook(notes=[["anything"]], speakers=[["slug"], ["test-speaker"]])
    assert read(data, "speakers")[0] == ["slug"]
    assert "2 sheets are filled" in reason(data)


def test_merged_cells_are_refused_where_they_are_read():
    book = Workbook()
    book.active.append(["slug", "side"])
    book.active.append(["one", "north"])
    book.active.append(["two"])
    book.active.merge_cells("B2:B3")
    book.create_sheet("notes").merge_cells("A1:C1")
    file = io.BytesIO()
    book.save(file)
    assert reason(file.getvalue()).startswith("2: The cells B2:B3 are merged")
    book.active.unmerge_cells("B2:B3")
    file = io.BytesIO()
    book.save(file)
    assert len(read(file.getvalue())[1]) == 2


def test_what_a_spreadsheet_may_not_be_is_refused_in_words():
    plain = workbook(one=[["slug"], ["test"]])
    assert "formula" in reason(workbook(one=[["slug"], ["=1+1"]]))
    assert reason(workbook(one=[["slug"], ["#N/A"]])).startswith("2: The cell A2 says")
    with pytest.raises(Refused) as refused:
        read(workbook(one=[["slug"], ["=1+1"], ["test"], ["=1+1"]]))
    assert [one.line for one in refused.value.refusals] == [2, 4]  # all at once
    assert "old spreadsheet" in reason(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "damaged" in reason(plain[:-40])
    assert "cannot be read" in reason(repacked(plain, "xl/workbook.xml", b"<workbook"))
    secret = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><sst><si><t>&b;</t></si></sst>'
    assert "cannot be read" in reason(repacked(plain, "xl/sharedStrings.xml", secret))
    assert "cannot be read" in reason(repacked(plain, "xl/strings.dat", secret))
    for many in (b"<row/>" * 100_001, b"<x:row>" * 100_001, b"<c>" * 4_000_001):  # of the first a million took a minute
        assert "divide it" in reason(repacked(plain, "xl/worksheets/sheet1.xml", many))
    assert "divide it" in reason(repacked(plain, "xl/media/bomb", b"\0" * (MOST_BYTES + 1)))
    assert "divide it" in reason(workbook(one=[["slug"] * (MOST_COLUMNS + 1)]))
    assert "sheets" in reason(workbook(**{f"s{n}": [] for n in range(21)}))


def test_what_would_swell_in_memory_is_refused_before_it_is_opened():
    plain = workbook(one=[["slug"], ["test"]])
    one_row = b"<row>" + b"<c/>" * (MOST_IN_A_ROW + 1) + b"</row>"
    long_tag = b"<row " + b"a='1' " * (LONGEST_TAG // 6 + 1) + b"/>"
    for name, many in {
        "xl/styles.xml": b"<xf/>" * (MOST_OTHERS + 1),
        "xl/workbook.xml": b"<x:definedName/>" * (MOST_OTHERS + 1),
        "xl/worksheets/sheet1.xml": one_row,
        "xl/worksheets/sheet2.xml": long_tag,
    }.items():  # of merged cells 4 million took 53 seconds and 2.4 GB
        assert "divide it" in reason(repacked(plain, name, many)), name


def test_a_cell_far_to_the_right_is_refused_and_a_form_there_is_not():
    book = Workbook()
    book.active.append(["slug"])
    book.active.append(["test"])
    book.active.cell(row=2, column=16_384).number_format = "@"
    file = io.BytesIO()
    book.save(file)
    assert [row.cells for row in read(file.getvalue())[1]] == [{"slug": "test"}]
    book.active.cell(row=2, column=MOST_COLUMNS + 100, value="lost")
    file = io.BytesIO()
    book.save(file)
    assert reason(file.getvalue()).startswith("2: A sheet has at most")


def test_a_cell_far_below_costs_nothing_and_is_refused():
    book = Workbook()
    book.active.append(["slug"])
    book.active.cell(row=1_048_576, column=1, value="far")
    file = io.BytesIO()
    book.save(file)
    assert reason(file.getvalue()).startswith("1048576: A sheet has at most")
    nowhere = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1{"0" * 30}"><c><v>1</v></c></row></sheetData></worksheet>'
    assert "A sheet has at most" in reason(repacked(file.getvalue(), "xl/worksheets/sheet1.xml", nowhere.encode()))


@pytest.mark.parametrize("begin", [*BEGINS_FORMULA, "'", "'=", "''-", ""])
def test_no_text_is_a_formula_and_each_comes_back(begin):
    text = f"{begin}cmd|' /C calc'!A0"
    assert not harmless(text).startswith(BEGINS_FORMULA)
    assert freed(harmless(text)) == text


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gb18030", "北京与东京论坛"),
        ("cp932", "東京で開かれる討論会"),
        ("cp932", "安倍晋三改"),
        ("gb18030", "莲舫"),
        ("utf-16", "東京"),
    ],
)
def test_a_table_of_another_encoding_is_read_where_that_is_asked_for(encoding, name):
    data = f"name_ja,year\n{name},2005\n".encode(encoding)
    source = Source("table.csv", data, encodings=("gb18030", "cp932", "euc_jp", "big5"))
    assert read_rows(source)[1][0].cells["name_ja"] == name
    assert source.read_as == encoding


def test_a_table_of_no_encoding_is_refused_with_its_line():
    data = "name\n北京\n".encode("gb18030") + "東京都\n".encode() + b"\xff\xff\n"
    with pytest.raises(Refused) as refused:
        read_rows(Source("table.csv", data, encodings=("gb18030",)))
    assert refused.value.refusals[0].line == 2


def test_what_programs_of_some_countries_write_between_cells_is_understood():
    assert read_rows(Source("t.csv", b"slug;year\none;2005\n"))[1][0].cells == {"slug": "one", "year": "2005"}
    assert read_rows(Source("t.csv", b"slug\tyear\none\t2005\n"))[1][0].cells == {"slug": "one", "year": "2005"}
    [row] = read_rows(Source("t.csv", b"sep=|\r\nslug|year\r\none|2005\r\n"))[1]
    assert (row.line, row.cells) == (3, {"slug": "one", "year": "2005"})


def test_a_line_of_a_million_names_is_looked_through_once():
    """Compared with one another they would take hours."""
    names = b",".join(b"c%d" % number for number in range(1_000_000))
    assert len(read_rows(Source("t.csv", names))[0]) == 1_000_000


def test_the_line_for_people_is_passed_over_wherever_its_column_stands():
    source = Source("t.csv", b"slug,row\nAddress,# What the columns hold\none,\n")
    assert [row.cells["slug"] for row in read_rows(source)[1]] == ["one"]


def test_cells_that_programs_add_or_leave_out_at_the_end_of_a_row_do_not_matter():
    columns, rows = read_rows(
        Source("t.csv", b"row,slug,year,# name,,\n  # For people ,,,,,\n,one,2005,,,\n,two,2006\n")
    )
    assert columns == ["row", "slug", "year"]
    assert [row.cells["slug"] for row in rows] == ["one", "two"]
    for wrong in (b"slug,year,# name\none\n", b"slug,year\none,2005,x\n", b"slug,,year\none,,2005\n"):
        with pytest.raises(Refused):
            read_rows(Source("t.csv", wrong))
    with pytest.raises(Refused) as refused:
        read_rows(Source("t.csv", b"slug,,year\none,x,2005\n"))
    assert refused.value.refusals[0].column == "B"
