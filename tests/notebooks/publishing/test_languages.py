"""The course in other languages: nothing stale, nothing edited by hand, the glossary's words, the same code."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

pytest.importorskip("myst_nb", reason="the packages of notebooks/publishing/requirements.txt are not installed")

from helpers.own_data.problems import refuse
from helpers.profiles import ROOT, choose_profile, load_profile
from helpers.running.errors import CourseError
from helpers.running.language import languages as spoken
from helpers.running.language import translated
from helpers.running.runtime import menus
from helpers.running.wording import EXPRESSION, Messages
from notebooks.classroom.predictions import predict, reveal
from notebooks.publishing import languages, messages
from notebooks.publishing.build_slides import ASSETS, list_of_decks
from notebooks.publishing.catalogues import CATALOGUES, read_catalogue
from notebooks.publishing.demo import Limits
from notebooks.publishing.faithful import faults
from notebooks.publishing.glossary import read_glossary, slips
from notebooks.publishing.languages import Edition, editions
from notebooks.publishing.notebooks import CODE, ELSEWHERE, GUIDE, LINK, place_of
from notebooks.publishing.pieces import cut, look_up, translate_page
from notebooks.running.course import kernel_environment, run_notebook
from notebooks.running.notebooks import NOTEBOOKS, code_cells, read_notebook
from notebooks.solutions.checks import check

EDITIONS = editions()
CHINESE = re.compile("[\u4e00-\u9fff]")
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=[edition.language for edition in EDITIONS])


def test_there_is_a_chinese_edition() -> None:
    assert [edition.language for edition in EDITIONS] == spoken()[1:] == ["zh"]


@every_edition
def test_every_english_text_is_translated_and_no_other(edition: Edition) -> None:
    assert list(edition.stale()) == []


@every_edition
def test_what_is_built_is_made_of_the_english_and_the_catalogues(edition: Edition) -> None:
    assert list(edition.edited()) == []


@every_edition
def test_the_texts_keep_to_the_glossary(edition: Edition) -> None:
    assert list(edition.against_the_glossary()) == []


@every_edition
@pytest.mark.parametrize("file", languages.notebook_files())
def test_code_outputs_and_metadata_are_the_same(edition: Edition, file: str) -> None:
    english, built = read_notebook(ROOT / file), read_notebook(ROOT / place_of(file, edition.language))
    assert built.metadata == english.metadata and code_cells(built) == code_cells(english)
    assert [cell.id for cell in built.cells] == [cell.id for cell in english.cells]


@every_edition
def test_every_link_leads_somewhere(edition: Edition) -> None:
    missing = []
    for file in edition.built():
        path = ROOT / file
        cells = read_notebook(path).cells if path.suffix == ".ipynb" else []
        texts = [cell.source for cell in cells if cell.cell_type == "markdown"] or [path.read_text(encoding="utf-8")]
        for match in LINK.finditer(CODE.sub("", "\n\n".join(texts))):
            target = unquote(match[3].partition("#")[0])
            if not ELSEWHERE.match(match[3]) and not (path.parent / target).exists():
                missing.append(f"{file}: {match[3]}")
    assert missing == []


@every_edition
def test_anchors_name_headings_that_there_are(edition: Edition) -> None:
    missing = []
    for file, content in edition.built().items():
        for target in re.findall(r"\]\(([^()\s]*#[^()\s]+)\)", content):
            path, _, anchor = unquote(target).partition("#")
            page = (ROOT / file).parent / path if path else ROOT / file
            if not ELSEWHERE.match(target) and page.suffix in (".md", ".ipynb"):
                words = re.sub(r"\\n|\"", "\n", page.read_text(encoding="utf-8"))
                headings = re.findall(r"^\s*#+ (.+)$", words, re.MULTILINE)
                slugs = {re.sub(r"[^\w -]", "", h.lower()).strip().replace(" ", "-") for h in headings}
                if anchor.lower() not in slugs and f'name="{anchor}"' not in words:
                    missing.append(f"{file}: {target}")
    assert missing == []


def changed(monkeypatch: pytest.MonkeyPatch, file: str, edit) -> None:
    """Let a notebook have another first text."""

    def read(path: Path):
        notebook = read_notebook(path)
        if path == ROOT / file:
            cell = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
            cell.source = edit(cell.source)
        return notebook

    monkeypatch.setattr(languages, "read_notebook", read)


@every_edition
def test_a_changed_english_cell_is_named_until_it_is_translated_anew(edition: Edition, monkeypatch) -> None:
    changed(monkeypatch, "notebooks/03_full_fine_tuning.ipynb", lambda text: text + "\n\nOne sentence more.")
    told = list(Edition(edition.language).stale())
    cell = next(c for c in read_notebook(ROOT / "notebooks/03_full_fine_tuning.ipynb").cells)
    assert len(told) == 2
    assert told[0].startswith(f"notebooks/03_full_fine_tuning.ipynb, cell {cell.id}: ") and "no translation" in told[0]
    assert "the English of nothing any more" in told[1]


@every_edition
def test_an_edit_of_a_built_file_is_told(edition: Edition, tmp_path: Path) -> None:
    edition.write(tmp_path)
    assert list(edition.edited(tmp_path)) == []
    place = f"notebooks/{edition.language}"
    with (tmp_path / place / "03_full_fine_tuning.ipynb").open("a", encoding="utf-8") as file:
        file.write("\n")
    (tmp_path / place / "extra.md").write_text("# Extra\n", encoding="utf-8")
    assert list(edition.edited(tmp_path)) == [
        f"{place}/03_full_fine_tuning.ipynb is not what is built: run `make translations`, and edit only English and "
        "catalogues.",
        f"{place}/extra.md is built from nothing any more: delete it.",
    ]


@every_edition
def test_a_word_outside_the_glossary_is_told(edition: Edition) -> None:
    term = next(term for term in edition.glossary if term.never)
    english, wrong = f"We speak of {term.english}.", f"我们说的是{term.never[0]}。"
    told = list(slips(edition.glossary, english, wrong))
    assert any(term.never[0] in one for one in told) and any(term.chinese[0] in one for one in told)
    assert list(slips(edition.glossary, english, f"我们说的是{term.chinese[0]}。")) == []


@pytest.mark.parametrize(
    ("term", "spelt"),
    [
        ("adapter", "Adapters"),
        ("fine-tuning", "Fine tuning"),
        ("fine-tuning", "finetuning"),
        ("pretrained", "pre-trained"),
        ("data set", "data-set"),
        ("data set", "Datasets"),
        ("probability", "probabilities"),
        ("matrix", "matrix"),
        ("language model", "language models"),
    ],
)
@every_edition
def test_a_term_is_known_however_it_is_spelt(edition: Edition, term: str, spelt: str) -> None:
    told = list(slips(edition.glossary, f"See the {spelt} here.", "看这里。"))
    assert [one for one in told if one.startswith(f"{term} is not told as ")] != [], told


def test_a_word_that_only_begins_like_a_term_is_another(tmp_path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(TERM, encoding="utf-8")
    assert list(slips(read_glossary(path), "We tokenize, betokens and retoken.", "看这里。")) == []


def test_a_name_in_code_hides_no_chinese_sign_beside_it(tmp_path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(TERM.replace("never = []", 'never = ["令牌"]'), encoding="utf-8")
    told = list(slips(read_glossary(path), "the token of pad_id", "令牌pad_id的词元"))
    assert told == ["token is 词元, not 令牌."]


# --- damage ------------------------------------------------------------------------------------------

SOUND = (
    'msgid ""\nmsgstr ""\n"Language: zh\\n"\n\n'
    'msgid "a cell"\nmsgstr "一格"\n\n'
    'msgid "a row"\nmsgstr ""\n"一\\n"\n"行"\n'
)


def at(path: Path, line: int) -> str:
    """How a sentence about a line of a file begins, as a pattern."""
    return re.escape(f"{path}, line {line}: ")


@pytest.mark.parametrize(
    ("sound", "damaged", "line", "said"),
    [
        ('"一格"', '"一格', 6, "is missing"),
        ('"一格"', '"一"格"', 6, "is missing, or needs a"),
        ('"一格"', r'"一\格"', 6, "no line of a catalogue"),
        ("msgstr", "msgster", 2, "no line of a catalogue"),
        ('msgstr "一格"\n', "", 5, "no msgstr"),
        ('msgid "a cell"\n', "", 5, "no msgid"),
        ('"行"\n', '"行"\n\n# a note\n"列"\n', 14, "no msgid"),
        ('"一格"', '"一格"\n<<<<<<< HEAD', 7, "conflict of git"),
        ('"一格"', '"一格"\n=======', 7, "conflict of git"),
        ("\nmsgid", "\n#, fuzzy, python-format\nmsgid", 5, "marked fuzzy"),
        ('"a row"', '"a "\n"cell"', 8, "stands in line 5 already"),
        ('msgid "a cell"', 'msgctxt "table"\nmsgid "a cell"', 5, "has msgctxt"),
        ('"a cell"', '"a cell"\nmsgid_plural "cells"', 6, "plural"),
        ('msgstr "一格"', 'msgstr[0] "一格"', 6, "plural"),
        ("一格", "\udcff一格", 6, "0xff is not UTF-8"),
        ('"Language: zh\\n"', '"Language: zh\\n"\n"POT-Creation-Date: soon\\n"', 2, "header"),
    ],
)
def test_a_damaged_catalogue_is_refused_with_its_line(tmp_path, sound: str, damaged: str, line: int, said: str) -> None:
    path = tmp_path / "pages.po"
    path.write_bytes(SOUND.encode())
    assert read_catalogue(path, "zh").get("a row").string == "一\n行"
    path.write_bytes(SOUND.replace(sound, damaged, 1).encode(errors="surrogateescape"))
    with pytest.raises(CourseError, match=f"^{at(path, line)}.*{said}"):
        read_catalogue(path, "zh")


def copied(monkeypatch: pytest.MonkeyPatch, folder: Path, edition: Edition) -> Path:
    """Let the edition's catalogues be copies in a folder; return where they are."""
    monkeypatch.setattr(languages, "CATALOGUES", folder)
    return Path(shutil.copytree(CATALOGUES / edition.language, folder / edition.language))


@every_edition
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("09_scaling_out.po", SOUND.replace('"一格"', '"一格'), "09_scaling_out.po, line 6: "),
        ("05_multitask 2.po", SOUND, "05_multitask 2.po: no lesson has this name; rename"),
        ("glossary.toml", "[[term]\n", "glossary.toml, line 1: "),
        ("glossary.toml", "term = 1\n", "glossary.toml: it has term; write tables of [[term]] only."),
        ("glossary.toml", '[term]\nenglish = "a"\n', "glossary.toml: it has term; write tables of [[term]] only."),
        ("kept.toml", "texts = 1\n", "kept.toml has to hold one list of strings, `texts`"),
        ("kept.toml", "names = []\n", "kept.toml has to hold one list of strings, `texts`"),
        ("kept.toml", None, "kept.toml is missing: bring it back"),
    ],
)
def test_nothing_is_written_while_a_catalogue_is_damaged(
    edition: Edition, monkeypatch, tmp_path, capsys, name: str, content: str | None, said: str
) -> None:
    folder = copied(monkeypatch, tmp_path, edition)
    (folder / "pages.po").unlink()  # would be written anew
    (folder / name).unlink() if content is None else (folder / name).write_text(content, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(Edition, "write", lambda self: pytest.fail("wrote the edition"))
    assert languages.main([]) == 1
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


TERM = '[[term]]\nenglish = "token"\nchinese = ["词元"]\nnever = []\nsource = "not looked up"\nstrict = true\n'


@pytest.mark.parametrize(
    ("sound", "damaged", "line", "said"),
    [
        ('"token"', '"token', 2, "mend the line"),
        ("strict = true", "strict", 6, "mend the line"),
        ("strict = true\n", "", 1, "the term 'token' has no strict: add it"),
        ("never = []", "nevr = []", 1, "the term 'token' has no never"),
        ("never = []", 'never = []\nsee = "x"', 1, "unknown key see"),
        ('["词元"]', '"词元"', 1, "has chinese = '词元': write a list of texts"),
        ('["词元"]', "[]", 1, "has chinese = .*: write a list of texts"),
        ("true", '"yes"', 1, "write true or false"),
        ("true\n", 'true\n\n[[term]]\nenglish = "turn"\n', 8, "the term 'turn' has no "),
    ],
)
def test_a_damaged_glossary_is_refused_with_its_line(tmp_path, sound: str, damaged: str, line: int, said: str) -> None:
    path = tmp_path / "glossary.toml"
    with pytest.raises(CourseError, match="glossary.toml is missing: bring it back"):
        read_glossary(path)
    path.write_text(TERM, encoding="utf-8")
    assert [term.chinese for term in read_glossary(path)] == [["词元"]]
    path.write_text(TERM.replace(sound, damaged, 1), encoding="utf-8")
    with pytest.raises(CourseError, match=f"^{at(path, line)}.*{said}"):
        read_glossary(path)


@every_edition
def test_catalogues_are_byte_for_byte_what_is_written(edition: Edition, monkeypatch, tmp_path) -> None:
    assert list(edition.rewritten()) == []
    folder = copied(monkeypatch, tmp_path, edition)
    path = folder / "05_multitask.po"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert [told.split(" is not as")[0] for told in Edition(edition.language).rewritten()] == [str(path)]


@every_edition
def test_a_translators_note_stays(edition: Edition, monkeypatch, tmp_path) -> None:
    folder = copied(monkeypatch, tmp_path, edition)
    path = folder / "05_multitask.po"
    path.write_text(path.read_text(encoding="utf-8").replace("\n#. ", "\n# ask Mei\n#. ", 1), encoding="utf-8")
    fresh = Edition(edition.language)
    assert list(fresh.rewritten()) == [] and "# ask Mei\n" in fresh.updated()[path]


@every_edition
def test_other_line_ends_in_a_built_file_are_told(edition: Edition, tmp_path) -> None:
    edition.write(tmp_path)
    guide = tmp_path / place_of(GUIDE, edition.language)
    guide.write_bytes(guide.read_bytes().replace(b"\n", b"\r\n"))
    assert [told.split(" is not")[0] for told in edition.edited(tmp_path)] == [place_of(GUIDE, edition.language)]


@every_edition
def test_headings_that_do_not_pair_up_are_refused(edition: Edition) -> None:
    file, name = f"{languages.NOTES}/05_multitask.md", "05_multitask"
    fresh = Edition(edition.language)
    english = next(text for text in fresh.translations[name] if text.startswith("## "))
    fresh.translations[name][english] = fresh.translations[name][english].removeprefix("## ")
    lessons = {lesson: fresh.notebook(lesson) for lesson in languages.notebook_files()}
    with pytest.raises(
        CourseError, match=rf"{name}\.po, line \d+, “{english[:20]}.*: its headings are .* one for each"
    ):
        fresh.page(file, lessons)


@pytest.mark.parametrize("translation", ["一格", "# 到 # 到 # 格"])
def test_a_piece_has_as_many_places_as_its_english_has_numbers(translation: str) -> None:
    known = {"from # to # rows": translation, "from # rows": "从 # 行起"}
    assert look_up("from 7 rows", known) == "从 7 行起"
    with pytest.raises(CourseError, match="^pages.po, “from # to # rows”: “.*” has not one # for each number"):
        look_up("from 3 to 5 rows", known, "pages.po")


# --- what a translation has to repeat ----------------------------------------------------------------


@every_edition
def test_the_translations_are_faithful(edition: Edition) -> None:
    assert list(edition.unfaithful()) == []


@pytest.mark.parametrize(
    ("english", "text", "said"),
    [
        ("Call `train` now.", "现在调用 `tran`。", "the code `train` of the English is missing."),
        ("Call `train` now.", "现在调用 `train` 和 `stop`。", "the code `stop` is not in the English."),
        ("See [the page](a.md).", "见[这一页](b.md)。", "the link (a.md) of the English is missing."),
        ("![A plot](a.png)", "![图](b.png)", "the link (a.png) of the English is missing."),
        ("[![Open](x.svg)](http://a.b)", "[![打开](x.svg)](http://a.c)", "the link (http://a.b) of"),
        ("At http://a.b/c now", "现在在 http://a.b/d", "the address http://a.b/c of the English is missing."),
        ("So $a + b$.", "所以 $a - b$。", "the formula $a + b$ of the English is missing."),
        ("So\n\n$$a \\cdot b$$", "所以\n\n$$a b$$", "the formula $$a \\cdot b$$ of"),
        ("Do\n\n```sh\nmake\n```", "做\n\n```sh\nmake x\n```", "the code block ```sh"),
        ("A<br>line", "一<b>行", "the tag <br> of the English is missing."),
        ("A\n<!-- badges -->", "一\n<!-- badge -->", "the comment <!-- badges --> of"),
        ("**full** wins", "**lora** 胜出", "the bold name full of the English is missing."),
        ("a **bold** word", "一个词", "as many **"),
        ("Read results.csv", "读 result.csv", "the name results.csv of the English is missing."),
        ("Set COURSE_RUNS", "设置 COURSE_RUN", "the name COURSE_RUNS of the English is missing."),
        ("Give --only", "用 --any", "the name --only of the English is missing."),
        ("Draw 32 rows.", "抽 23 行。", "the number 32 of the English is missing."),
        ("Draw 32 rows.", "抽 23 行。", "the number 23 is not in the English."),
        ("Of 50,000 rows", "5000 行", "the number 50000 of the English is missing."),
        ("8 billion weights", "8 亿权重", "the number 8000000000 of the English is missing."),
        ("an interval of 95 %", "95 的区间", "fewer % than"),
        ("from # to #", "从 # 起", "as many #"),
        ("## A title", "标题", "its lines begin with no mark; in the English ## "),
        ("## A title", "### 标题", "its lines begin with ### "),
        ("Do:\n- one\n- two", "做：\n- 一\n二", "its lines begin with - ; in the English - - "),
        ('Asked: "Why?"', "问：“为什么？”", "in the English Asked: "),
        ("| a | b |\n| c | d |", "| 甲 | 乙 |\n| 丙 丁 |", "as many |"),
        ("a cell", "一|格", "as many |"),
        ("a cell", "一\n格", "a line break"),
        ("One.\n\nTwo.", "一。二。", "fewer paragraphs"),
        ("*Figure: bars.*", "*条形图。*", "a description of a figure begins with"),
        ("a cell", " 一格", "a blank"),
        ("a cell", "  ", "a blank"),
        ("a cell", "a cell", "left in English"),
        ("Dialogue", "Dialogue", "left in English"),
        (
            "Read it. Then ask who of them is right about the lamp.",
            "读它。Then ask who of them is right about the lamp.",
            "“Then ask who of them is right about the lamp” is left in English.",
        ),
        ("Read it first.", "读它。Read it first", "“Read it first” is left in English."),
        (
            "Read it. Then ask who is right.",
            "读它，then ask who is right。",
            "“then ask who is right” is left in English.",
        ),
        ("Read it.", "读（see the next section about that）。", "“see the next section about that” is left in"),
        ("Read it now.", "Прочитайте это.", "it is left in English"),
        ("Read the data.", "讀這些數據。", "數 is a traditional sign"),
        ("Read it.", "读\u200b它。", "the sign U+200B"),
        ("Read it.", "读\u202e它。", "the sign U+202E"),
        ("Read it.", "读\ufffd。", "the sign U+FFFD"),
        ("a **bold** word", "**粗 **词", "**粗 ** is not shown in bold"),
        ("a **bold** word", "一个** 粗**词", "** 粗** is not shown in bold"),
    ],
)
def test_what_a_translation_lacks_is_told(english: str, text: str, said: str) -> None:
    assert any(said in told for told in faults(english, text)), list(faults(english, text))


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ("Two of 3 rows", "3 行中的 2 行"),
        ("the 2 rows", "这两行"),
        ("the first of May", "5 月 1 日"),
        ("a half of it, as a fraction", "它的 0.5，在 0 到 1 之间"),
        ("95 % of 40 to 46 %", "40% 到 46% 的 95%"),
        ("8 billion, 760 million to 3 thousand million", "80 亿，7.6 亿到 30 亿"),
        ("100,000 rows", "10 万行"),
        ("In English and in Chinese ([中文](zh/00.ipynb))", "英文版（[English](00.ipynb)）和中文版"),
        ("`train(x)`", "`train(x)`"),
        ("LoRA", "LoRA"),
        ("[reviews](data/reviews/README.md)", "[reviews](data/reviews/README.md)"),
        ("By Chung et al. (the FLAN paper)", "Chung et al.（FLAN 论文）"),
        ("text to text", "文本到文本（text to text）"),
        ("It says “cannot be read”.", "它说“cannot be read”。"),
        ("Runtime → Change runtime type", "Runtime → Change runtime type（更改运行时类型）"),
        ("A function of (rows, worker, seed)", "参数为 (rows, worker, seed) 的函数"),
        ("two **bold** words **here**", "两个**粗体**的**词**"),
        ("`a **b` and `c **d`", "`a **b` 和 `c **d`"),
    ],
)
def test_what_chinese_says_in_another_way_is_left_alone(english: str, text: str) -> None:
    assert list(faults(english, text)) == []


def test_a_message_repeats_its_expressions_and_code() -> None:
    english, kept = "{name}: no {x['a']} in `rows`", ["seed"]
    assert list(faults(english, "{name}：`rows` 中没有 {x['a']}", message=True)) == []
    assert list(faults(english, "{name}：`rows` 中没有 {x['b']}", message=True)) == [
        "the expression {x['a']} of the English is missing.",
        "the expression {x['b']} is not in the English.",
    ]
    assert list(faults(english, "{name}：`row` 中没有 {x['a']}", message=True))[0].startswith("the code `rows`")
    assert list(faults("seed", "seed", kept, message=True)) == [] != list(faults("seed", "seed", message=True))


PLANTED = [  # catalogue, what there is in a translation, what comes in its place, what is said
    ("05_multitask", r"`\w+`", "`planted`", "the code `planted` is not in the English."),
    ("pages", r"\]\([^()]+\)", "](planted.md)", "the link (planted.md) is not in the English."),
    ("02_measuring", r"(?<![\d.])\d\d(?![\d.])", "77", "the number 77 is not in the English."),
    ("messages", r"\{\w+\}", "{planted}", "the expression {planted} is not in the English."),
    ("pages", r"^#+ ", "", "its lines begin with no mark"),
    ("pages", r"^[^\n|\]#]*[一-鿿]$", "planted", "it is left in English"),
]


@every_edition
def test_planted_faults_are_told_with_their_file_and_text(edition: Edition, monkeypatch, tmp_path, capsys) -> None:
    folder, given, wanted = copied(monkeypatch, tmp_path, edition), {}, []
    for catalogue, there, planted, said in PLANTED:
        texts = edition.translations[catalogue].items()
        english, text = next((e, t) for e, t in texts if re.search(there, t) and e not in given)
        given[english] = re.sub(there, planted, text, count=1)
        wanted.append((f"{folder / catalogue}.po", "“" + " ".join(english.split())[:20], said))
    Edition(edition.language).update(given)
    monkeypatch.setattr(Edition, "write", lambda self: 0)
    assert languages.main([]) == 0
    told = capsys.readouterr().out.splitlines()
    for file, start, said in wanted:
        found = next(line for line in told if said in line and line.startswith(file) and start in line)
        line = int(re.search(r", line (\d+), ", found)[1])
        assert Path(file).read_text(encoding="utf-8").split("\n")[line - 1].startswith("msgid")


@every_edition
def test_a_text_that_is_kept_for_nothing_is_told(edition: Edition, monkeypatch, tmp_path) -> None:
    folder = copied(monkeypatch, tmp_path, edition)
    path = folder / "kept.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[\n", '[\n  "planted",\n', 1), encoding="utf-8")
    assert list(Edition(edition.language).unfaithful()) == [f"{path}: “planted” stays English nowhere; delete it."]


# What prints English is told to the learner in English only.
PRINTS = {
    "helpers/running/language.py": "`tell` itself",
    "notebooks/running/errors.py": "says that the stream cannot write another language",
}


def test_what_is_shown_is_told_and_not_printed() -> None:
    folders = ("helpers", "notebooks/classroom", "notebooks/running", "notebooks/solutions/checks")
    printing = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and "print" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    }
    assert printing == PRINTS.keys(), "print with `tell` of helpers/running/language.py"


def test_every_word_of_the_list_of_slides_is_translated() -> None:
    page = (ASSETS / "list.html").read_text(encoding="utf-8")
    beside = re.sub(r"<style>.*?</style>|<!--.*?-->|<[^<>]*>", "", messages.ELEMENT.sub("", page), flags=re.DOTALL)
    assert beside.strip() == ""
    for edition in EDITIONS:
        built = messages.ELEMENT.findall(list_of_decks({"02_measuring": "评估"}, edition.language))
        assert len(built) == len(messages.ELEMENT.findall(page)) and all(map(CHINESE.search, built))


# --- messages ----------------------------------------------------------------------------------------


def test_errors_checks_and_predictions_speak_the_learners_language(monkeypatch, capsys, tmp_path) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path))
    assert CHINESE.search(repr(check("02.1", ...))) and CHINESE.search(repr(check("99.9", 1)))
    predict("trial", "more", choices=("more", "less"))
    shown = repr(reveal("trial", "less"))
    assert CHINESE.search(capsys.readouterr().out) and CHINESE.search(shown) and "less" in shown
    assert CHINESE.search(Limits(9, 9, len).problem("")) and CHINESE.search(Limits(9, 9, len).problem("x" * 10))
    refused = CourseError("Profile nano: there is no such arm.")
    monkeypatch.setattr(Messages, "translate", lambda self, message: f"译：{message}")
    assert str(refused) == "译：Profile nano: there is no such arm."


def test_a_chinese_notebook_says_its_set_up_in_chinese(tmp_path) -> None:
    notebook = read_notebook(NOTEBOOKS / "zh" / "00_start_here.ipynb")
    set_up = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    notebook.cells = notebook.cells[: set_up + 1]
    environment = kernel_environment(load_profile()) | {"COURSE_RUNS": str(tmp_path)}
    environment.pop("COURSE_LANGUAGE", None)
    run_notebook(notebook, NOTEBOOKS / "zh", environment, lambda number: None)
    said = "".join(output.text for output in notebook.cells[set_up].outputs)
    assert "nano" in said and all(CHINESE.search(line) for line in said.strip().splitlines())


@pytest.mark.parametrize("marker", ["COLAB_RELEASE_TAG", "KAGGLE_KERNEL_RUN_TYPE", "VSCODE_PID", "NO_MARKER"])
def test_the_menus_of_a_runtime_are_named_in_a_chinese_sentence(monkeypatch, marker: str) -> None:
    for other in ("COLAB_RELEASE_TAG", "KAGGLE_KERNEL_RUN_TYPE", "VSCODE_PID"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    monkeypatch.setenv(marker, "1")
    for way in (menus().gpu, menus().restart, menus().network):
        told, names = translated(way), re.findall(r"[A-Z]\w* → [A-Z]\w*", way)
        assert CHINESE.search(told) and all(name in told for name in names)
    with pytest.raises(CourseError) as refused:
        choose_profile("xl")
    assert not re.search(r"\b(?:a|an|the|on|in|with) ", str(refused.value))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('a.json: broken JSON, extra data at character 9 (there: \'{"a": "b."\').', "（第 9 个字符，那里是"),
        ("runs/x: No such file or directory.", "runs/x：没有这个文件或文件夹"),
    ],
)
def test_what_python_says_of_a_file_within_a_message_is_translated_too(monkeypatch, said: str, told: str) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    assert told in translated(said)


def test_strings_are_found_as_the_source_has_them() -> None:
    source = '''
"""A docstring stays."""
def speak(name, count):
    """So does this one."""
    parser.add_argument("--x", help="shown in English only")
    print(f"{name} has {count:,} rows{' and more' if count else ' in all, none'}.")
    return {"a": "two words"}
'''
    found = list(messages.texts(source))
    assert "{name} has {count} rows{' and more' if count else ' in all, none'}." in found
    assert {" and more", " in all, none", "two words"} <= set(found) and len(found) == 4


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('same = "a copy" if one else "nearly a copy"', ["a copy", "nearly a copy"]),
        ('tell(f"{label}: {done} of {total}")', ["{label}: {done} of {total}"]),
        ("tell(f\"{label}{': none' if done else rest or 'all'}\")", [": none", "all"]),
        ("tell(f\"{a} is { {1: 'one', 2: word}[a] }\")", ["{a} is {{1: 'one', 2: word}[a]}", "one"]),
        ('name = f"{run}_seed_{seed}.json"', []),
        ('html = f"<b>{label} of them</b>"', []),
        ('kind = {"a": "csv"}', []),
        ('re.compile(r"[a-z]+ and \\d+ rows")', []),
        ('title = f"{name}, torch {torch.__version__}"', []),  # by NO_MESSAGE
    ],
)
def test_a_piece_of_one_word_within_a_sentence_is_found_too(source: str, wanted: list[str]) -> None:
    assert list(messages.texts(source)) == wanted


def test_a_publishing_module_speaks_where_it_tells_or_translates() -> None:
    source = 'tell(f"Open {address} now.", flush=True)\ntitle = translated("One chat")\nprint("Wrote two files.")'
    assert list(messages.told(source)) == ["Open {address} now.", "One chat"]


def test_what_is_listed_by_hand_still_stands_in_the_source() -> None:
    files = [path for pattern in messages.SPEAKING for path in ROOT.glob(pattern)]
    texts = {text.strip() for path in files for text in messages.every(path.read_text(encoding="utf-8"))}
    assert {*messages.SHORT, *messages.LABELS, *messages.NO_MESSAGE} - texts == set()
    found = {text.strip() for path in files for text in messages.texts(path.read_text(encoding="utf-8"))}
    assert found & {*messages.SHORT, *messages.NO_MESSAGE} == set(), "found without being listed"


def test_the_composed_messages_are_as_the_course_composes_them() -> None:
    made = {
        str(refuse("{where}", "{problem}", row, value)).replace("row 7", "row {row}").replace("'{value}'", "{value}")
        for row in (0, 7)
        for value in (None, "{value}")
    }
    assert made == {text for text in messages.COMPOSED if "broken JSON" not in text and "{run}" not in text}


@every_edition
def test_two_messages_that_are_alike_are_translated_alike(edition: Edition) -> None:
    known: dict[str, set[str]] = {}
    for english, text in edition.translations["messages"].items():
        known.setdefault(EXPRESSION.sub("{}", english), set()).add(EXPRESSION.sub("{}", text))
    assert {english: texts for english, texts in known.items() if len(texts) > 1} == {}


def test_of_a_module_that_makes_cards_or_figures_the_errors_alone_are_found() -> None:
    source = 'TITLE = "a table of scores"\ndef draw(x):\n    raise ValueError(f"no row {x!r} here")\n'
    assert list(messages.texts(messages.raises(source))) == ["no row {x} here"]


@every_edition
def test_every_expression_of_a_message_stands_in_its_translation(edition: Edition) -> None:
    braces = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")
    wrong = [
        english
        for english, text in edition.translations["messages"].items()
        if sorted(braces.findall(english)) != sorted(braces.findall(text))
    ]
    assert wrong == []


# --- pages -------------------------------------------------------------------------------------------

PAGE = """# A title

First line
and second.
- one
- two `code only`

| name | `x` |
|---|---|
| a cell | 0.5 |

```sh
make this   # stays
```
Time: 3 min
Asked: "Why?" Because.
"""


def test_a_page_is_cut_into_its_pieces_and_put_together_again() -> None:
    assert "".join(text for text, _ in cut(PAGE)) == PAGE
    pieces = [text for text, is_piece in cut(PAGE) if is_piece]
    assert pieces == [
        "# A title",
        "First line\nand second.",
        "- one",
        "- two `code only`",
        "name",
        "a cell",
        'Asked: "Why?" Because.',
    ]
    assert (
        translate_page(PAGE, {"a cell": "一格"}.get and (lambda text: "一格" if text == "a cell" else text)).count(
            "一格"
        )
        == 1
    )
