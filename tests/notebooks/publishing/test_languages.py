"""The course in other languages: nothing stale, nothing edited by hand, the glossary's words, the same code."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

pytest.importorskip("myst_nb", reason="the packages of notebooks/publishing/requirements.txt are not installed")

from helpers.profiles import ROOT, choose_profile, load_profile
from helpers.running.errors import CourseError
from helpers.running.language import Messages, language, translated
from helpers.running.runtime import check_language, menus
from notebooks.classroom.predictions import predict, reveal
from notebooks.publishing import languages, messages
from notebooks.publishing.demo import Limits
from notebooks.publishing.languages import Edition, editions
from notebooks.publishing.notebooks import CODE, ELSEWHERE, LINK, place_of
from notebooks.publishing.pieces import cut, translate_page
from notebooks.running.course import kernel_environment, run_notebook
from notebooks.running.notebooks import NOTEBOOKS, code_cells, read_notebook
from notebooks.solutions.checks import check

EDITIONS = editions()
CHINESE = re.compile("[\u4e00-\u9fff]")
every_edition = pytest.mark.parametrize("edition", EDITIONS, ids=[edition.language for edition in EDITIONS])


def test_there_is_a_chinese_edition() -> None:
    assert [edition.language for edition in EDITIONS] == ["zh"]


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
    told = list(edition.slips(english, wrong))
    assert any(term.never[0] in one for one in told) and any(term.chinese[0] in one for one in told)
    assert list(edition.slips(english, f"我们说的是{term.chinese[0]}。")) == []


# --- messages ----------------------------------------------------------------------------------------


PROGRESS = "{label}: step {state.step} of {steps}, {loss}, {spent} s so far"
SAID = {
    PROGRESS: "{label}: 第 {state.step}/{steps} 步，{loss}，已用 {spent} 秒",
    "validation loss {loss}": "验证损失 {loss}",
    "Stopped.": "已停止。",
    "The same command goes on.": "再运行同一条命令就会继续。",
}


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("full: step 7 of 40, validation loss 2.1, 9 s so far", "full: 第 7/40 步，验证损失 2.1，已用 9 秒"),
        ("Stopped. The same command goes on.", "已停止。再运行同一条命令就会继续。"),
        ("  Stopped.\n", "  已停止。\n"),
        ("Nobody knows this one.", "Nobody knows this one."),
        ("", ""),
    ],
)
def test_a_message_is_found_with_what_stands_for_its_expressions(english: str, told: str) -> None:
    assert Messages.of(SAID).translate(english) == told


@pytest.mark.parametrize(
    ("chosen", "folder", "spoken"),
    [("", "notebooks", "en"), ("", "notebooks/zh", "zh"), ("", "notebooks/zh/solutions", "zh"), ("zh", ".", "zh")]
    + [("en", "notebooks/zh", "en"), ("fr", "notebooks/zh", "en")],
)
def test_the_variable_or_the_folder_of_the_notebook_decides(monkeypatch, chosen: str, folder: str, spoken: str) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", chosen)
    monkeypatch.chdir(ROOT / folder)
    assert language() == spoken


def test_a_language_that_the_course_does_not_speak_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "fr")
    with pytest.raises(CourseError, match="COURSE_LANGUAGE=fr: the course speaks en and zh; choose one"):
        check_language()


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
        ("sizes.json is not JSON: Expecting ':' delimiter: line 2 column 8 (char 17)", "这里缺冒号，在第 2 行第 8 列"),
        ("'utf-8' codec can't decode byte 0xae in position 46: invalid start byte", "字节 46 处的 0xae"),
        ("runs/x: No such file or directory.", "runs/x：没有这个文件或文件夹"),
    ],
)
def test_what_python_says_within_a_message_is_translated_too(monkeypatch, said: str, told: str) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    assert told in translated(f"COURSE_SIZES: {said}." if said.startswith("sizes") else said)


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
    assert {" in all, none", "two words"} <= set(found) and len(found) == 4


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
