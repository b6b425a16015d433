"""A page on this machine that summarizes a pasted chat with several arms: ``python -m notebooks.publishing.demo``.

It listens on 127.0.0.1 only, asks nothing of the network, and trains nothing: an arm without a finished run says how to
train it. Whatever was pasted or generated is escaped before it becomes HTML.
"""

from __future__ import annotations

import argparse
import html
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from helpers.running.errors import CourseError
from helpers.running.language import tell, translated
from helpers.setup import start

if TYPE_CHECKING:
    import gradio

    from helpers.profiles import Profile

HOST = "127.0.0.1"
CHARACTERS = 4_000  # what a chat may have at most, before any tokenizer reads it
NEEDS = "notebooks/publishing/requirements.txt"
ARMS = {  # title, and the notebook that trains it
    "zero_shot": ("Zero-shot", ""),
    "full": ("Full fine-tuning", "03_full_fine_tuning"),
    "lora": ("LoRA", "04_lora"),
    "multitask": ("Multitask", "05_multitask"),
}

Answer = Callable[[str], str]  # a chat to a summary; raises `CourseError` where it cannot


@dataclass(frozen=True)
class Limits:
    """How long a chat may be. ``count`` gives the tokens of the prompt that a chat becomes."""

    characters: int
    tokens: int
    count: Callable[[str], int]

    def problem(self, chat: str) -> str:
        """One sentence on why a chat cannot be summarized; empty where it can."""
        if not chat.strip():
            return translated("There is no chat yet: paste one, or choose an example.")
        if len(chat) > self.characters:
            return translated(
                f"The chat has {len(chat):,} characters and may have {self.characters:,}: shorten it and try again."
            )
        tokens = self.count(chat)
        if tokens > self.tokens:
            return translated(
                f"With its instruction the chat has {tokens:,} tokens and the models read {self.tokens:,}: shorten it."
            )
        return ""


# --- the course's arms ---------------------------------------------------------------------------


def prompt_for(chat: str) -> str:
    """The prompt that a pasted chat becomes: the first wording of the dialogue summaries."""
    from helpers.tasks import TASKS

    return TASKS["dialogue_summary"].prompt({"dialogue": chat})


def longest_prompt(profile: Profile) -> int:
    """Tokens of the longest prompt that the arms are evaluated on without cutting."""
    return max(profile.max_source_tokens, profile.max_prompt_tokens)


def course_arms(profile: Profile) -> dict[str, Answer]:
    """The arms of the page, each loaded when it is first asked and then kept."""
    return {name: _course_arm(profile, name, notebook) for name, (_, notebook) in ARMS.items()}


def _course_arm(profile: Profile, name: str, notebook: str) -> Answer:
    from helpers.arms import Arms
    from helpers.generation import generate_texts

    arm = Arms(profile)[name]
    load = cache(arm.load)

    def answer(chat: str) -> str:
        if arm.recipe and arm.run.needs_training:
            raise CourseError(
                f"Not trained yet: run notebook {notebook} or "
                f"python -m helpers.running.train --arm {name}, then ask again."
            )
        longest = profile.max_target_tokens["dialogue_summary"]
        limit = longest_prompt(profile)
        return generate_texts(*load(), [prompt_for(chat)], longest, max_source_tokens=limit)[0]

    return answer


def course_limits(profile: Profile) -> Limits:
    """The limits of a profile, counted by its tokenizer."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(profile.model, revision=profile.model_revision)
    return Limits(CHARACTERS, longest_prompt(profile), lambda chat: len(tokenizer(prompt_for(chat)).input_ids))


def course_examples(profile: Profile, limits: Limits, number: int = 3) -> list[str]:
    """The first dialogues of the profile's test data that keep the limits."""
    from helpers.data import load_test

    sources = load_test(profile, "dialogue_summary").sources
    return [source for source in sources if not limits.problem(source)][:number]


# --- the page --------------------------------------------------------------------------------------

CSS = """
.gradio-container main { width: 100% !important; max-width: 76rem !important; margin: 0 auto !important;
  box-sizing: border-box; }
.gradio-container .html-container { padding: 0 !important; }
.intro h1 { font-size: 1.75rem; font-weight: 700; margin: 0 0 .25rem; }
.intro p, .legend { max-width: 46rem; line-height: 1.5; }
.examples button { flex: 0 1 auto; }
.results { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); }
.results section { background: var(--block-background-fill); box-shadow: 0 0 0 1px var(--border-color-primary);
  border-top: 4px solid #0072B2; border-radius: .5rem; padding: .75rem 1rem 1rem; }
.results section.base { border-top-color: #E69F00; }
.results h2 { font-size: 1rem; font-weight: 600; margin: 0 0 .5rem; color: var(--body-text-color); }
.results p { line-height: 1.5; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere;
  color: var(--body-text-color); }
.results p.note { font-style: italic; }
.problem { border-left: 4px solid #E69F00; padding: .5rem .75rem; margin: 0; color: var(--body-text-color); }
mark { background: #E69F00; color: #1a1a1a; border-radius: .2rem; padding: 0 .15rem; white-space: nowrap; }
"""


def card(name: str, body: str, note: bool = False) -> str:
    """One arm's section from ready HTML; a `note` is about the arm, not by it."""
    title = translated(ARMS[name][0]) if name in ARMS else name
    untrained = name in ARMS and not ARMS[name][1]
    return (
        f"<section{' class=base' if untrained else ''}><h2>{html.escape(title)}</h2>"
        f"<p{' class=note' if note else ''}>{body or translated('(an empty answer)')}</p></section>"
    )


def results(cards: Sequence[str]) -> str:
    """The cards side by side, or below each other on a phone."""
    return f'<div class="results">{"".join(cards)}</div>'


def summarize(chat: str, arms: Mapping[str, Answer], limits: Limits) -> Iterator[str]:
    """Yield the page's results as HTML: after each arm all cards so far, the others waiting."""
    from helpers.show import mark_unsupported

    chat = chat.replace("\r\n", "\n").strip()
    problem = limits.problem(chat)
    if problem:
        yield f'<p class="problem">{html.escape(problem)}</p>'
        return
    cards = {name: card(name, translated("Waiting …"), note=True) for name in arms}
    for name, answer in arms.items():
        cards[name] = card(name, translated("Writing …"), note=True)
        yield results(list(cards.values()))
        try:
            cards[name] = card(name, mark_unsupported(answer(chat), chat))
        except CourseError as error:
            cards[name] = card(name, html.escape(str(error)), note=True)
    yield results(list(cards.values()))


def theme() -> gradio.themes.Base:
    """The course's blue on a plain ground, with the system's own fonts: nothing is fetched."""
    import gradio as gr

    system = ["system-ui", "sans-serif"]
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=system, font_mono=["monospace"]).set(
        button_primary_background_fill="#0072B2",
        button_primary_background_fill_dark="#0072B2",
        button_primary_background_fill_hover="#005A8C",
        button_primary_background_fill_hover_dark="#005A8C",
        button_primary_text_color="white",
        button_primary_text_color_dark="white",
        block_label_text_color="*body_text_color",
        block_label_text_color_dark="*body_text_color",
    )


def build(arms: Mapping[str, Answer], examples: Sequence[str], limits: Limits) -> gradio.Blocks:
    """Build the page for any `arms`, from a name to a function that answers a chat. One chat is answered at a time."""
    import gradio as gr

    title = translated("One chat, four models")
    header = translated(
        "Paste a chat, one turn a line (<code>Anna: See you at six?</code>), and compare what the same base model "
        "makes of it before and after each kind of fine-tuning. Nothing leaves this machine."
    )
    legend = translated("<mark>Rome⚠</mark> marks a name or number that the chat does not contain.")
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as page:
        gr.HTML(f"<h1>{title}</h1>\n<p>{header}</p>", elem_classes="intro")
        chat = gr.Textbox(
            label=translated("Chat"), lines=8, max_lines=16, placeholder="Anna: …\nBen: …", elem_id="chat"
        )
        with gr.Row(elem_classes="examples"):
            for number, example in enumerate(examples, 1):
                button = gr.Button(translated(f"Example {number}"), size="sm", min_width=80)
                button.click(lambda text=example: text, None, chat, queue=False, api_visibility="private")
        ask = gr.Button(translated("Summarize"), variant="primary")
        shown = gr.HTML("", elem_id="shown", html_attributes={"aria-live": "polite"})
        gr.HTML(f'<p class="legend">{legend}</p>')

        def answer(text: str) -> Iterator[str]:
            yield from summarize(text, arms, limits)

        ask.click(answer, chat, shown, show_progress="hidden", trigger_mode="once", api_visibility="private")
    return page.queue(max_size=16, default_concurrency_limit=1)


def launch(page: gradio.Blocks, port: int | None = None) -> str:
    """Serve the page on this machine alone and return its address at once. Raises `OSError` where the port is taken."""
    _, address, _ = page.launch(
        server_name=HOST,
        server_port=port,
        share=False,
        ssr_mode=False,
        quiet=True,
        prevent_thread_lock=True,
        footer_links=[],
        theme=theme(),
        css=CSS,
    )
    return address


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the chosen profile's arms until Ctrl-C, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.publishing.demo", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--port", type=int, help="of the page on 127.0.0.1; the first free one from 7860 on if left out"
    )
    options = parser.parse_args(arguments)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    if importlib.util.find_spec("gradio") is None:
        tell(f"The demo needs gradio: run pip install -r {NEEDS}, or make demo.", file=sys.stderr)
        return 2
    try:
        profile = start()
        limits = course_limits(profile)
        page = build(course_arms(profile), course_examples(profile, limits), limits)
        address = launch(page, options.port)
        tell(f"Open {address} in a browser; Ctrl-C stops.", flush=True)
        page.block_thread()
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:  # a port that is taken, says gradio's sentence
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
