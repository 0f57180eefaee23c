"""PDF files: what is read of them in which order, what is joined, what is furniture, where it stands, and what cannot be read."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from pdfs import EM, FONT, HEIGHT, LEFT, PITCH, TOP, Placed, column, pdf, read, text_of, wrapped
from pypdf import PdfWriter, Transformation
from pypdf.generic import NameObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from kg.cli import main
from kg.pipeline import SAMPLE, chunks
from kg.quads import Chunk
from kg.readers import read_file
from kg.source import MASK, Box, Source, Span
from kg.vocab import read_vocabulary
from tests.bench.pdf import main as bench

MINUTES = Path(__file__).parent / "minutes"
YEARS = ("109", "110")
PASSAGE = re.compile(r"<\S+#char=(\d+),(\d+);for=\S+> <\S+#anchorOf> ")


def source_of(data: bytes) -> Source:
    source, found = read(data)
    assert source is not None, found
    return source


def sample(year: str) -> Source:
    source, found = read_file(MINUTES / f"{year}-mayor.pdf")
    assert source is not None and not found
    return source


def chunk(year: str, source: Source) -> Chunk:
    return next(c for c in chunks(source, read_vocabulary())[0] if c.key.endswith(year))


# The sample


@pytest.mark.parametrize("year", YEARS)
def test_a_pdf_says_what_its_text_says(year: str) -> None:
    """All but the places is the same as in the plain text of the same meeting."""
    text, _ = read_file(SAMPLE)
    assert text is not None
    one, other = chunk(year, sample(year)), chunk(year, text)
    assert one.sha256 == other.sha256
    assert facts(one) == facts(other)
    assert len(PASSAGE.findall(one.quads.decode())) == len(PASSAGE.findall(other.quads.decode()))


def facts(made: Chunk) -> set[str]:
    """Return the lines of a graph without places in the file: passages, pages, the file and its text."""
    places = re.compile(r"#char=|/coverage/|[#/](?:isString|fileName|mediaType|page)> ")
    return {line for line in made.quads.decode().split("\n") if not places.search(line)}


@pytest.mark.parametrize("year", YEARS)
def test_its_graph_conforms(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(MINUTES / f"{year}-mayor.pdf")]) == 0
    assert "the graph conforms to its shapes" in capsys.readouterr().out


@pytest.mark.parametrize("year", YEARS)
def test_a_box_holds_the_quote(year: str) -> None:
    """What the page prints inside the boxes of a passage is the passage, furniture left out."""
    source = sample(year)
    document = pypdfium2.PdfDocument(MINUTES / f"{year}-mayor.pdf")
    layers = [(page.get_height(), page.get_textpage()) for page in document]
    spans = {Span(int(a), int(b)) for a, b in PASSAGE.findall(chunk(year, source).quads.decode())}
    assert len(spans) > 50
    for span in spans:
        boxes = source.boxes(span) if source.boxes else ()
        printed = "".join(inside(layers, box) for box in boxes)
        assert squeezed(printed) == squeezed(source.reading[span.start : span.end]), span


def inside(layers: list[tuple[float, pypdfium2.PdfTextPage]], box: Box) -> str:
    """Return what is printed in a box: less the point by which it is rounded outwards."""
    height, layer = layers[box.page - 1]
    return layer.get_text_bounded(box.left + 1, height - box.top - box.height + 1, box.left + box.width - 1, height - box.top - 1)


def squeezed(text: str) -> str:
    return re.sub(rf"[\s{MASK}]", "", text)


def test_a_passage_over_two_pages_has_a_box_on_each() -> None:
    source = sample("110")
    start = source.text.index("合作推廣")
    span = Span(start, source.text.index("校課程") + 3)
    assert source.pages_of(span) == (1, 2)
    assert source.boxes is not None
    assert [box.page for box in source.boxes(span)] == [1, 2]
    assert source.reading[span.start : span.end].replace(MASK, "") == "合作推廣臺北酷課雲-酷課學園網路學校課程"


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_on_its_side_reads_the_same(turned: int) -> None:
    """Turned contents on a page that is shown turned back: text and boxes are as they were."""
    writer = PdfWriter(clone_from=MINUTES / "110-mayor.pdf")
    for page in writer.pages:
        wide, high = float(page.mediabox.width), float(page.mediabox.height)
        move = {90: (high, 0.0), 180: (wide, high), 270: (0.0, wide)}[turned]
        page.add_transformation(Transformation().rotate(turned).translate(*move))
        if turned != 180:
            page.mediabox.upper_right = page.cropbox.upper_right = (high, wide)
        page.rotate(turned)
    turned_source, plain = source_of(written(writer)), sample("110")
    assert turned_source.text == plain.text
    span = Span(plain.text.index("五股"), plain.text.index("廠房") + 2)
    assert turned_source.boxes and plain.boxes
    for one, other in zip(turned_source.boxes(span)[0], plain.boxes(span)[0], strict=True):
        assert abs(one - other) <= 1


def test_a_cropped_page_is_measured_from_its_visible_corner() -> None:
    writer = PdfWriter(clone_from=MINUTES / "110-mayor.pdf")
    page = writer.pages[0]
    page.cropbox.upper_left = (50, float(page.mediabox.top) - 30)
    cropped, plain = source_of(written(writer)), sample("110")
    assert cropped.boxes and plain.boxes
    (one,), (other,) = cropped.boxes(Span(0, 8)), plain.boxes(Span(0, 8))
    assert abs(one.left - (other.left - 50)) <= 1 and abs(one.top - (other.top - 30)) <= 1


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("width", [14, 18, 20, 22, 25, 28])
@pytest.mark.parametrize(("rows", "head", "foot"), [(30, "", "第 {n} 頁，共 {of} 頁"), (23, "某某市政府秘書處", "- {n} -"), (17, "", "{n}"), (31, "", "")])
def test_however_the_sample_is_set_it_says_the_same(width: int, rows: int, head: str, foot: str) -> None:
    """Each meeting of the sample in columns of some widths, on pages of some lengths, with and without furniture."""
    text, _ = read_file(SAMPLE)
    assert text is not None
    for meeting in re.findall(r"^雙北合作交流平臺 \d+ 年度(?s:.*?)(?=\Z|^雙北合作交流平臺 \d+ 年度)", text.text, re.M):
        year = re.findall(r"\d+", meeting)[0]
        assert facts(chunk(year, source_of(set_in(meeting, width, rows, head, foot)))) == facts(chunk(year, text)), year


def set_in(text: str, width: int, rows: int, head: str, foot: str) -> bytes:
    lines = [line for paragraph in text.split("\n") if paragraph.strip() for line in wrapped(paragraph.strip(), width)]
    pages = [lines[at : at + rows] for at in range(0, len(lines), rows)]
    placed = [column("\n".join(page), pitch=22) for page in pages]
    heads = [[(float(LEFT), 30.0, head)] if head else [] for _ in pages]
    feet = [[(280.0, 810.0, foot.format(n=n, of=len(pages)))] if foot else [] for n in range(1, len(pages) + 1)]
    return pdf(*(a + b + c for a, b, c in zip(heads, placed, feet, strict=True)))


# Paragraphs

FULL = "一、請交通局儘速辦理本案之後續事宜，並請各機關配"  # as wide as a line of the tests


def test_a_line_that_the_edge_broke_goes_on() -> None:
    data = pdf(column(f"""
壹、時間：110 年 7 月 13 日
{FULL}
合辦理，完成後解除列管。
二、洽悉。
"""))
    assert text_of(data).split("\n") == ["壹、時間：110 年 7 月 13 日", f"{FULL}合辦理，完成後解除列管。", "二、洽悉。"]


@pytest.mark.parametrize("width", range(6, 14))
def test_breaks_in_numbers_and_words_leave_no_trace(width: int) -> None:
    """A narrow column breaks anywhere but in a Latin word; only two of these are parted by a space."""
    text = "本案總經費共計新臺幣 1,234,567 元，由環境保護局支應，平臺採用 Open Data 架構，並於 109 年 12 月完成建置作業，票數共計 35 票，照案通過。"
    lines = wrapped(text, width)
    assert len(lines) > 4
    assert text_of(pdf(column("\n".join(lines)))).replace(" ", "") == text.replace(" ", "")
    assert text_of(pdf(column("本案採用 Open\nData 架構，已\n經上線了，並\n經驗收通過。"))) == "本案採用 Open Data 架構，已經上線了，並經驗收通過。"


def test_a_title_over_two_centred_lines_stays_two_lines() -> None:
    data = pdf(column(f"""
　　　雙北合作交流平臺第 10 次副市長層級
　　　　　　　　　會議紀錄
{FULL}
合辦理。
"""))
    assert text_of(data).split("\n")[:2] == ["雙北合作交流平臺第 10 次副市長層級", "會議紀錄"]


@pytest.mark.parametrize("cut", [1, 2])
def test_what_the_edge_cut_of_a_centred_title_joins_it(cut: int) -> None:
    title = "雙北合作交流平臺 110 年度第 3 次市長層級會議紀錄"
    wide = stringWidth(title[:-cut], FONT, EM)
    rest = (LEFT + (wide - cut * EM) / 2, TOP + PITCH, title[-cut:])
    data = pdf([(LEFT, TOP, title[:-cut]), rest, *column(f"壹、時間：110 年 7 月 13 日\n{FULL}\n合辦理。", top=TOP + 2 * PITCH)])
    assert text_of(data).split("\n") == [title, "壹、時間：110 年 7 月 13 日", f"{FULL}合辦理。"]


def test_a_paragraph_may_hang_without_a_number() -> None:
    data = pdf(column("""
一、請交通局儘速辦理本案之後續事宜，並請各機關配合
　　辦理，完成後解除列管。
請環境保護局儘速辦理本案之後續事宜並請各機關均配合
　　辦理。
"""))
    assert [line[:3] for line in text_of(data).split("\n")] == ["一、請", "請環境"]


def test_a_hyphen_at_the_end_of_a_line_breaks_it() -> None:
    assert text_of(pdf(column("一、捷運環狀線第一階段及萬大至中和至樹林線、萬大-\n樹林線，請兩市持續積極合作。"))) == "一、捷運環狀線第一階段及萬大至中和至樹林線、萬大-樹林線，請兩市持續積極合作。"


@pytest.mark.parametrize(("lines", "joined"), [
    ("時間：110 年 3 月 29 日 5 分 6 秒\n一、請交通局儘速辦理本案之後續事宜並請各機關於第 9\n次會議提出。", "第 9 次"),
    ("時間：110 年 3 月 29 日 5 分 6 秒\n一、請交通局儘速辦理本案之後續事宜並請各機關於會前\n9 日提出。", "會前 9 日"),
    ("時間：110年3月29日5分6秒\n一、請交通局儘速辦理本案之後續事宜並請各機關於會前\n9日提出。", "會前9日"),
    ("時間：110 年 3 月 29 日 5 分 6 秒\n一、請交通局儘速辦理本案之後續事宜，並請各機關於第9\n次會議提出。", "第9次"),
])  # fmt: skip
def test_the_space_that_a_break_has_swallowed_is_there_again(lines: str, joined: str) -> None:
    """As numbers are set in the file, and first of all beside the break."""
    assert joined in text_of(pdf(column(lines)))


def test_an_indented_line_begins_a_paragraph() -> None:
    data = pdf(column("""
　　疫情短期內不會結束，許多新問題也將持續發生，各
機關應保持窗口聯繫，遇到問題立即溝通解決並且因應。
　　防疫最重要的是應變機制的快速反應，不能流於形式
，應時刻保持暢通。
"""))
    assert [line[:4] for line in text_of(data).split("\n")] == ["疫情短期", "防疫最重"]


def test_a_wide_gap_begins_a_paragraph() -> None:
    lines = "疫情短期內不會結束，許多新問題也將持續發生，請各\n機關應保持窗口聯繫，遇到問題立即溝通解決並且因應\n防疫最重要的是應變機制的快速反應，不能流於形式的"
    data = pdf([*column(lines), *column("另請各機關配合。", top=80 + 3 * PITCH + 14)])
    assert text_of(data).count("\n") == 1


def test_hanging_lines_belong_to_their_number() -> None:
    data = pdf(column("""
一、請交通局儘速辦理本案之後續事宜，並請各機關配合
　　辦理，完成後解除列管並請各機關持續追蹤管制本案
　　之進度。
二、洽悉。
"""))
    assert text_of(data).split("\n") == ["一、請交通局儘速辦理本案之後續事宜，並請各機關配合辦理，完成後解除列管並請各機關持續追蹤管制本案之進度。", "二、洽悉。"]


# Order


def test_a_header_drawn_last_is_read_first() -> None:
    body = column("壹、主席致詞：略\n貳、報告事項：洽悉。", top=200)
    data = pdf([*body, *column("某市政府第 3 次市政會議紀錄\n時間：110 年 7 月 13 日")])
    assert text_of(data).split("\n") == ["某市政府第 3 次市政會議紀錄", "時間：110 年 7 月 13 日", "壹、主席致詞：略", "貳、報告事項：洽悉。"]


def test_labels_side_by_side_stay_on_a_line() -> None:
    """However they are drawn: row by row, or one column after the other."""
    left, right = column("時間：110 年 7 月 13 日\n主席：陳小明"), column("地點：第一會議室\n紀錄：林大安", left=LEFT + 14 * EM)
    expected = ["時間：110 年 7 月 13 日 地點：第一會議室", "主席：陳小明 紀錄：林大安"]
    by_rows = [line for row in zip(left, right, strict=True) for line in row]
    assert text_of(pdf(by_rows)).split("\n") == expected
    assert text_of(pdf([*left, *right])).split("\n") == expected


def test_columns_are_read_one_after_the_other() -> None:
    left, right = column("甲案本案照辦\n乙案本案照辦\n丙案本案緩議"), column("丁案本案照辦\n戊案本案緩議\n己案本案照辦", left=LEFT + 14 * EM)
    assert squeezed(text_of(pdf([*left, *right]))) == "甲案本案照辦乙案本案照辦丙案本案緩議丁案本案照辦戊案本案緩議己案本案照辦"


def test_a_sentence_goes_on_in_the_next_column() -> None:
    """Each column has its own edges; the last one may be the shorter."""
    left = ["某市政府市政會議紀錄", "一、請交通局儘速辦理本案", "之後續事宜，並請各機關配", "合辦理，完成後解除列管。", "二、請環保局儘速辦理本案", "之後續事宜，並請各機關均"]
    right = ["配合辦理，完成後解除列管", "並且報府。", "三、洽悉。"]
    data = pdf([*column("\n".join(left)), *column("\n".join(right), left=LEFT + 14 * EM)])
    assert text_of(data).split("\n") == [left[0], "".join(left[1:4]), "".join([*left[4:], *right[:2]]), right[2]]


@pytest.mark.parametrize("shift", [0.0, 0.4])
def test_bold_printed_twice_is_read_once(shift: float) -> None:
    """The second time cut in other places, as programs do: 22015 年, 會議 會議紀 紀錄."""
    at = LEFT + shift
    data = pdf([(LEFT, 80, "市政會議"), (LEFT + 4 * EM, 80, "紀錄"), (at, 80, "市政"), (at + 2 * EM, 80, "會議紀錄"), (LEFT, 120, "2"), (at, 120, "2015 年"), (LEFT, 160, "人人、處處、11 案"), (at, 160, "人人"), (LEFT, 200, "http://ill.tt 1111")])
    assert text_of(data).split("\n") == ["市政會議紀錄", "2015 年", "人人、處處、11 案", "http://ill.tt 1111"]


# Spaces


def spread(line: str, gap: float, top: float = TOP) -> list[Placed]:
    """Set each character of a line by itself, so many em from the last one."""
    return [(LEFT + at * EM * (1 + gap), top, char) for at, char in enumerate(line) if char != " "]


@pytest.mark.parametrize("gap", [0.25, 0.6, 1.5, 5.0])
def test_a_spread_line_has_no_spaces_between_its_characters(gap: float) -> None:
    data = pdf([*spread("共同主持", gap), *column("柯市長 文哲", top=TOP + PITCH)])
    assert text_of(data).split("\n") == ["共同主持", "柯市長 文哲"]


def test_a_gap_wider_than_those_of_a_spread_line_is_a_space() -> None:
    assert text_of(pdf(spread("柯市長 文哲", 0.7))) == "柯市長 文哲"


def test_a_spread_line_ends_its_paragraph_though_it_reaches_the_edge() -> None:
    lines = spread("柯市長說明", 4.5), column(f"{FULL}\n合辦理。", top=TOP + PITCH)
    assert text_of(pdf([*lines[0], *lines[1]])).split("\n") == ["柯市長說明", f"{FULL}合辦理。"]


@pytest.mark.parametrize("gap", [0.2, 0.25, 0.33])
def test_numbers_set_a_little_apart_have_no_spaces_in_a_file_that_prints_spaces(gap: float) -> None:
    at = LEFT + 4 * EM + gap * EM
    apart: list[Placed] = [(LEFT, TOP, "同意新增"), (at, TOP, "4"), (at + EM / 2 + gap * EM, TOP, "案")]
    assert text_of(pdf([*apart, *column("地點： 市政府", top=TOP + PITCH)])).split("\n") == ["同意新增4案", "地點： 市政府"]
    assert text_of(pdf([*apart, *column("地點：市政府", top=TOP + PITCH)])).split("\n") == ["同意新增 4 案", "地點：市政府"]


def test_where_numbers_are_parted_by_spaces_a_wider_gap_is_one() -> None:
    """A space that is drawn apart from the words around it has no extent, and is not in the text layer."""
    apart: list[Placed] = [(LEFT, TOP, "同意新增"), (LEFT + 4.25 * EM, TOP, "4"), (LEFT + 5 * EM, TOP, "案")]
    assert text_of(pdf([*apart, *column("時間：110 年 3 月 29 日", top=TOP + PITCH)])).split("\n") == ["同意新增 4 案", "時間：110 年 3 月 29 日"]


# Furniture

LETTERHEAD: list[Placed] = [(LEFT + 100, 20, "某某學會"), (LEFT + 60, 38, "SOME SOCIETY OF SCIENCE")]
FOOTER: list[Placed] = [(LEFT, HEIGHT - 60, "TEL: (02) 2345-6789 FAX: (02) 2345-6780"), (LEFT, HEIGHT - 42, "http://www.society.example")]
ONE, TWO = column(f"第 27 屆理事會議紀錄\n{FULL}", top=100), column("合辦理，完成後解除列管。\n二、洽悉。", top=100)


def test_letterheads_and_footers_are_read_over() -> None:
    data = pdf([*LETTERHEAD, *ONE, *FOOTER], [*LETTERHEAD, *TWO, *FOOTER])
    source = source_of(data)
    assert source.reading.replace(MASK, "").strip().split("\n") == ["第 27 屆理事會議紀錄", f"{FULL}合辦理，完成後解除列管。", "二、洽悉。"]
    assert source.text.count("SOME SOCIETY") == source.text.count("FAX:") == 2
    assert [page.number for page in source.pages] == [1, 2]


@pytest.mark.parametrize("form", ["第 {n} 頁，共 2 頁", "第{n}頁/共2頁", "- {n} -", "{n}/2", "Page {n} of 2", "{n}", "第 {n} 頁", "某學會會議紀錄 {n}"])
@pytest.mark.parametrize("top", [HEIGHT - 50, 25], ids=["foot", "head"])
def test_page_numbers_are_read_over(form: str, top: float) -> None:
    pages = [[*body, (LEFT + 200, top, form.format(n=n))] for n, body in ((1, ONE), (2, TWO))]
    source = source_of(pdf(*pages))
    assert f"{FULL}合辦理，完成後解除列管。" in source.reading.replace(MASK, "")
    assert form.format(n=1) in source.text and len(source.furniture) == 2


@pytest.mark.parametrize(("number", "masked"), [("第 1 頁，共 1 頁", True), ("Page 1 of 1", True), ("7", False)])
def test_one_page_has_furniture_only_if_it_is_unmistakable(number: str, masked: bool) -> None:
    source = source_of(pdf([*ONE, (LEFT + 200, HEIGHT - 50, number)]))
    assert bool(source.furniture) == masked


def test_a_line_that_happens_to_repeat_is_no_furniture() -> None:
    """The last line of two full pages, at the same place."""
    rows = "\n".join(f"{n}、本府某局報告：洽悉。" for n in "一二三四五六七八九")
    pages = [column(f"{rows}\n(一) 洽悉。", top=300), column(f"{rows}\n(一) 洽悉。", top=300)]
    assert source_of(pdf(*pages)).furniture == ()


def test_a_repeated_decision_is_no_furniture() -> None:
    pages = [column("一、甲案\n說明：略\n決議：照案通過", top=HEIGHT - 180), column("二、乙案\n說明：詳附件\n決議：照案通過", top=HEIGHT - 180)]
    assert source_of(pdf(*pages)).furniture == ()


def test_the_title_that_the_pages_repeat_is_kept_once() -> None:
    head: list[Placed] = [(LEFT, 30, "某市政府第 3 次市政會議紀錄")]
    source = source_of(pdf(*([*head, *body] for body in (ONE[1:], TWO))))
    assert source.reading.count("第 3 次市政會議紀錄") == 1


def test_minutes_that_each_begin_a_page_are_read_apart() -> None:
    """The title stands at the same place of each page, and its number counts as the pages do."""
    pages = [column(f"雙北合作交流平臺 {n} 年度市長層級會議紀錄\n壹、會議時間：{n} 年 3 月 29 日\n貳、會議地點：臺北市政府\n參、主席：陳小明") for n in range(107, 112)]
    assert len(chunks(source_of(pdf(*pages)), read_vocabulary())[0]) == 5


def test_the_address_of_a_letterhead_is_furniture() -> None:
    """It looks like a label, and no gap parts it from the text."""
    head: list[Placed] = [*LETTERHEAD, (LEFT, 56, "地址：220 某市某區某路 1 號")]
    source = source_of(pdf([*head, *column(f"第 27 屆理事會議紀錄\n{FULL}")], [*head, *column("合辦理，完成後解除列管。")]))
    assert source.reading.replace(MASK, "").strip().split("\n") == ["第 27 屆理事會議紀錄", f"{FULL}合辦理，完成後解除列管。"]


def test_an_item_goes_on_over_the_page_and_the_next_does_not() -> None:
    data = pdf([*ONE, (LEFT + 200, HEIGHT - 50, "- 1 -")], [*column("二、洽悉。", top=100), (LEFT + 200, HEIGHT - 50, "- 2 -")])
    assert text_of(data).strip().split("\n") == ["第 27 屆理事會議紀錄", FULL, "二、洽悉。"]


# What cannot be read


def codes(data: bytes, *, name: str = "minutes.pdf", ocr: bool = False) -> list[str]:
    return [f.code for f in read(data, name=name, ocr=ocr)[1]]


def scan(*pages: bytes) -> bytes:
    """Print the pages of a PDF as pictures."""
    pictures = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pages[0])]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return out.getvalue()


def test_a_scan_is_told_from_a_text() -> None:
    source, found = read(scan((MINUTES / "110-mayor.pdf").read_bytes()))
    assert source is None
    assert [f.code for f in found] == ["no-text-layer"]
    assert "scan" in found[0].message and "--ocr" in found[0].help


def test_pages_that_are_pictures_are_named() -> None:
    writer = PdfWriter(clone_from=MINUTES / "110-mayor.pdf")
    writer.append(io.BytesIO(scan((MINUTES / "110-mayor.pdf").read_bytes())))
    source, found = read(written(writer))
    assert source is not None and source.text == sample("110").text
    assert [(f.code, f.message) for f in found] == [("pages-without-text", "pages 3-4 are scans without text")]


def unmapped(*pages: int) -> bytes:
    """Return the sample with the fonts of some pages, made their own, without their map to Unicode."""
    writer = PdfWriter()
    for number in range(3):
        part = PdfWriter(clone_from=MINUTES / "109-mayor.pdf")
        if number + 1 in pages:
            for font in part.pages[number]["/Resources"]["/Font"].values():
                font.get_object().pop(NameObject("/ToUnicode"), None)
        writer.append(io.BytesIO(written(part)), pages=(number, number + 1))
    return written(writer)


def test_fonts_without_a_map_are_told() -> None:
    source, found = read(unmapped(1, 2, 3))
    assert source is None
    assert [f.code for f in found] == ["unreadable-text"]
    source, found = read(unmapped(2))
    assert source is not None and [page.number for page in source.pages] == [1, 3]
    assert [(f.code, f.message[:7]) for f in found] == [("unreadable-pages", "page 2 ")]


def test_a_password_is_asked_for_only_where_there_is_one() -> None:
    for password, expected in (("secret", ["encrypted-file"]), ("", [])):
        writer = PdfWriter(clone_from=MINUTES / "110-mayor.pdf")
        writer.encrypt(password, "owner")
        assert codes(written(writer)) == expected


def test_other_files_are_refused_with_what_they_are() -> None:
    data = (MINUTES / "110-mayor.pdf").read_bytes()
    assert codes(data[: len(data) // 2]) == codes(data[:200]) == ["damaged-file"]
    assert codes(b"") == codes(b" \n") == ["empty-file"]
    assert codes(pdf([])) == ["empty-file"]
    (found,) = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")[1]
    assert (found.code, found.message) == ("unknown-format", "this is a PNG picture, not a PDF as its name says")


@pytest.mark.parametrize("cut", range(0, 100, 9))
def test_no_damage_raises(cut: int) -> None:
    """Bytes lost anywhere: a text or a finding, never a trace."""
    data = (MINUTES / "110-mayor.pdf").read_bytes()
    at = len(data) * cut // 100
    source, found = read(data[:at] + data[at + 500 :])
    assert source is not None or found


# Recognition


def test_pictures_are_recognized_where_that_is_asked_for() -> None:
    from kg.readers.pdf import ocr

    if why := ocr.missing():
        pytest.skip(why)
    source, found = read(scan((MINUTES / "110-mayor.pdf").read_bytes()), ocr=True)
    assert source is not None and source.by_ocr
    assert [(f.code, f.message) for f in found] == [("recognized", "pages 1-2 are pictures; their characters were recognized")]
    assert "醫事人員戒" in source.text and "兩市合作預防青少年學生犯罪" in source.text
    assert [page.number for page in source.pages] == [1, 2]
    plain = sample("110")
    for quote in ("雙北人民", "謝謝臺北市協助"):
        one, other = (s.boxes(Span(at, at + len(quote)))[0] for s in (source, plain) if s.boxes and (at := s.text.index(quote)) >= 0)
        assert one.page == other.page
        assert max(abs(a - b) for a, b in zip(one[1:], other[1:], strict=True)) <= EM


def test_chinese_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kg.readers.pdf import ocr

    if why := ocr.missing():
        pytest.skip(why)
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    (found,) = read(scan((MINUTES / "110-mayor.pdf").read_bytes()), ocr=True)[1]
    assert found.code == "recognizer-missing" and "chi_tra" in found.message


def test_what_recognition_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (found,) = read(scan((MINUTES / "110-mayor.pdf").read_bytes()), ocr=True)[1]
    assert found.code == "recognizer-missing"
    assert "tesseract-ocr-chi-tra" in found.help


def test_a_text_needs_no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    source, found = read((MINUTES / "110-mayor.pdf").read_bytes(), ocr=True)
    assert source is not None and not found and not source.by_ocr


def test_the_benchmark_prints_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    bench(["--repeat", "1", "--pages", "2"])
    printed = capsys.readouterr().out
    for name in ("109-mayor.pdf: 3 pages", "long.pdf: 2 pages"):
        assert re.search(rf"^{name}; pdfium alone [\d,]+ pages/s, reader [\d,]+ pages/s, [\d.]+ times as long", printed, re.M)
