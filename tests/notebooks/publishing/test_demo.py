"""The demo's page in a real browser: it answers a pasted chat, asks nothing of the network, and runs no input."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser import Watched, accessibility_problems

from helpers.arms import Arms
from helpers.generation import generate_texts
from helpers.profiles import Profile
from helpers.running.errors import CourseError
from notebooks.publishing import demo
from notebooks.publishing.demo import (
    ARMS,
    Limits,
    build,
    course_arms,
    course_examples,
    course_limits,
    launch,
    main,
    prompt_for,
    summarize,
)

CHAT = "Anna: Shall we meet at six?\nBen: Yes, in front of the library."
ATTACKS = [
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 2'>",
    '"><svg onload="window.ran = 3">',
    "${window.ran = 4}",
    "{{#with this}}{{window.ran}}{{/with}}",
]
WORDS = Limits(300, 40, lambda chat: len(chat.split()))  # a word counts as a token


def untrained(chat: str) -> str:
    """An arm that cannot answer."""
    raise CourseError("Not trained yet: run <notebook> 04.")


STUBS: dict[str, Callable[[str], str]] = {
    "zero_shot": lambda chat: "Anna meets Ben in Rome.",
    "full": lambda chat: "Anna and Ben meet at six.",
    "lora": untrained,
    "multitask": lambda chat: chat,
}


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[..., str]]:
    """A function that serves a page for arms on this machine and returns its address; all stop with the module."""
    pytest.importorskip(
        "gradio", reason="gradio is not installed: pip install -r notebooks/publishing/requirements.txt"
    )
    pages = []

    def start(arms: dict[str, Callable[[str], str]], examples: tuple[str, ...] = ("Anna: Hi.", CHAT)) -> str:
        pages.append(build(arms, examples, WORDS))
        return launch(pages[-1])

    yield start
    for page in pages:
        page.close(verbose=False)


@pytest.fixture(scope="module")
def address(serve: Callable[..., str]) -> str:
    """The address of a page with quick arms."""
    return serve(STUBS)


def ask(page: Any, chat: str) -> None:
    page.get_by_label("Chat").fill(chat)
    page.get_by_role("button", name="Summarize").click()


def answers(page: Any) -> dict[str, str]:
    """The text below each arm's title, once all have answered."""
    page.wait_for_function(
        "n => document.querySelectorAll('#shown section').length === n"
        " && !/Waiting …|Writing …/.test(document.querySelector('#shown').innerText)",
        arg=len(ARMS),
    )
    cards = page.locator("#shown section").all()
    return {card.locator("h2").inner_text(): card.locator("p").inner_text() for card in cards}


def test_a_pasted_chat_gets_four_answers_and_the_network_is_left_alone(chromium: Any, address: str) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open("")
        ask(page, CHAT)
        shown = answers(page)
        assert list(shown) == [title for title, _ in ARMS.values()]
        assert shown["Zero-shot"] == "Anna meets Ben in Rome⚠."
        assert shown["Full fine-tuning"] == "Anna and Ben meet at six."
        assert shown["LoRA"] == "Not trained yet: run <notebook> 04."
        assert page.locator("#shown mark").all_inner_texts() == ["Rome⚠"]
        assert watched.problems == []


@pytest.mark.fault("scripts pasted into the demo or generated, in Chromium", "shown as text, nothing run")
def test_what_was_pasted_or_generated_is_shown_and_never_run(chromium: Any, serve: Callable[..., str]) -> None:
    attack = "\n".join(ATTACKS)

    def fails(chat: str) -> str:
        raise CourseError(attack)

    address = serve({"zero_shot": lambda _: attack, "full": lambda chat: chat, "lora": fails, "multitask": str.upper})
    with Watched(chromium, address) as watched:
        page = watched.open("")
        ask(page, f"Anna: {attack}")
        shown = answers(page)
        assert shown["Zero-shot"].replace("⚠", "") == shown["LoRA"] == attack
        assert shown["Full fine-tuning"] == f"Anna: {attack}"
        page.wait_for_timeout(200)  # an image that fails to load says so later
        assert page.evaluate("window.ran") is None
        assert page.locator("#shown script, #shown img, #shown svg").count() == 0
        assert watched.problems == []


def test_a_chat_that_is_too_long_or_empty_is_said(chromium: Any, address: str) -> None:
    said = {
        "Anna: " + "x" * 500: "The chat has 506 characters and may have 300: shorten it and try again.",
        "a " * 60: "With its instruction the chat has 60 tokens and the models read 40: shorten it.",
        "  \n ": "There is no chat yet: paste one, or choose an example.",
    }
    with Watched(chromium, address) as watched:
        page = watched.open("")
        for chat, sentence in said.items():
            ask(page, chat)
            page.locator("#shown .problem", has_text=sentence).wait_for()
            assert page.locator("#shown section").count() == 0 and watched.problems == []


def test_an_example_fills_the_box(chromium: Any, address: str) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open("")
        page.get_by_role("button", name="Example 2").click()
        page.wait_for_function("document.querySelector('#chat textarea').value !== ''")
        assert page.get_by_label("Chat").input_value() == CHAT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_phone(chromium: Any, address: str, scheme: str) -> None:
    with Watched(chromium, address, 390, 800, scheme) as watched:
        page = watched.open("")
        ask(page, CHAT)
        answers(page)
        assert accessibility_problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_visitors_are_answered_one_after_the_other(chromium: Any, serve: Callable[..., str]) -> None:
    at_once, most, lock = 0, [0], threading.Lock()

    def slow(chat: str) -> str:
        nonlocal at_once
        with lock:
            at_once += 1
            most.append(at_once)
        threading.Event().wait(0.2)
        with lock:
            at_once -= 1
        return chat

    address = serve(dict.fromkeys(ARMS, slow))
    with Watched(chromium, address) as one, Watched(chromium, address) as other:
        pages = [watched.open("") for watched in (one, other)]
        for page in pages:
            ask(page, CHAT)
        assert all(set(answers(page).values()) == {CHAT} for page in pages)
    assert len(most) == 1 + 2 * len(ARMS) and max(most) == 1


# --- without a browser -------------------------------------------------------------------------------


def test_answers_come_one_by_one() -> None:
    steps = list(summarize(CHAT, STUBS, WORDS))
    assert [step.count("Waiting …") for step in steps] == [3, 2, 1, 0, 0]
    assert steps[1].count("Rome") == 1 and "meet at six" not in steps[1] and "Writing" not in steps[-1]


def test_windows_line_ends_do_not_reach_the_models() -> None:
    seen: list[str] = []
    list(summarize("Anna: Hi.\r\nBen: Hi.\r\n", {"full": lambda chat: seen.append(chat) or "Hi."}, WORDS))
    assert seen == ["Anna: Hi.\nBen: Hi."]


def test_the_base_answers_and_an_arm_without_a_run_is_not_trained(tiny: Profile, monkeypatch) -> None:
    monkeypatch.setattr("helpers.arms.Arm.train", lambda _: pytest.fail("a request began a training"))
    arms = course_arms(tiny)
    assert list(arms) == list(ARMS) and arms["zero_shot"](CHAT)
    for name, command in {"full": "--arm full", "lora": "04_lora", "multitask": "05_multitask"}.items():
        with pytest.raises(CourseError, match=command):
            arms[name](CHAT)


def test_an_arm_answers_once_it_is_trained(tiny: Profile) -> None:
    answer = course_arms(tiny)["full"]
    with pytest.raises(CourseError, match="Not trained yet"):
        answer(CHAT)
    Arms(tiny)["full"].train()
    model, tokenizer = Arms(tiny)["full"].load()
    expected = generate_texts(model, tokenizer, [prompt_for(CHAT)], tiny.max_target_tokens["dialogue_summary"])
    assert [answer(CHAT)] == expected


def test_examples_keep_the_limits_of_the_profile(tiny: Profile) -> None:
    limits = course_limits(tiny)
    examples = course_examples(tiny, limits)
    assert len(examples) == 3 and not any(map(limits.problem, examples))
    assert "tokens" in limits.problem("Anna: yes and no. " * 150) and "characters" in limits.problem("x" * 5_000)
    assert course_examples(tiny, Limits(10, 10, len)) == []


def test_a_missing_gradio_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(demo.importlib.util, "find_spec", lambda _: None)
    assert main([]) == 2
    assert "notebooks/publishing/requirements.txt" in capsys.readouterr().err
