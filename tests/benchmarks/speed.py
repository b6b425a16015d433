"""The widespread lab recipe against the course's path: same model, data and number of examples, side by side.

    python -m tests.benchmarks.speed                                  # nano's model and FLAN-T5-small's shape
    python -m tests.benchmarks.speed --shape flan-t5-base --examples 2000 --lora       # for a GPU

Each recipe runs in a process of its own, in turns, so that peak memory is its own and the machine's moods fall on
both. The lab recipe pads inputs and labels to the maximum, trains on the padding, passes no mask, uses batches of 8 and
float32, and generates one example at a time, once for each of a dialogue's three references.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from helpers.profiles import ROOT, Profile
from helpers.setup import start

SHAPES = {
    # as on the hub
    "flan-t5-small": {"d_model": 512, "d_kv": 64, "d_ff": 1024, "layers": 8, "heads": 6},
    "flan-t5-base": {"d_model": 768, "d_kv": 64, "d_ff": 2048, "layers": 12, "heads": 12},
    "flan-t5-large": {"d_model": 1024, "d_kv": 64, "d_ff": 2816, "layers": 24, "heads": 16},
}
RATE = 1e-3
LAB_LENGTH = 512  # the tokenizer's maximum, to which the lab pads


def make_model(shape: str) -> tuple[Any, Any]:
    """Load nano's model, or build a FLAN-T5 shape with random weights and nano's tokenizer; not yet on a device."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from data.pretrain import t5_config

    folder = ROOT / "data" / "model"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    if shape == "nano":
        return AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32), tokenizer
    torch.manual_seed(0)
    return AutoModelForSeq2SeqLM.from_config(t5_config(32_128, **SHAPES[shape])), tokenizer


def read_rows(profile: Profile, path: str | None, examples: int) -> list[dict[str, Any]]:
    """Read training rows: the profile's own, or those of a DialogSum-like csv file."""
    from datasets import load_dataset

    source = profile.data["dialogue_summary"].path
    rows = load_dataset("csv", data_files=path, split="train") if path else load_dataset(source, split="train")
    return list(rows.select(range(min(examples, len(rows)))))


def lab_prompts(rows: list[dict[str, Any]]) -> list[str]:
    """Write the lab's one instruction around each dialogue."""
    return [f"Summarize the following conversation.\n\n{row['dialogue']}\n\nSummary: " for row in rows]


# --- (a) the lab recipe --------------------------------------------------------------------------


def train_as_the_lab(model: Any, tokenizer: Any, rows: list[dict[str, Any]]) -> None:
    """Train one pass over `rows`, as widespread notebooks do; padding counts as text to learn."""
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
    model.train()
    for first in range(0, len(rows) - 7, 8):
        batch = rows[first : first + 8]
        padded = {"padding": "max_length", "max_length": LAB_LENGTH, "truncation": True, "return_tensors": "pt"}
        ids = tokenizer(lab_prompts(batch), **padded).input_ids.to(model.device)
        labels = tokenizer([row["summary"] for row in batch], **padded).input_ids.to(model.device)
        model(input_ids=ids, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()


def generate_as_the_lab(model: Any, tokenizer: Any, prompts: list[str], references: list[list[str]]) -> list[str]:
    """Generate one example at a time, again for each reference row of a dialogue."""
    import torch

    texts = []
    for prompt, own in zip(prompts, references, strict=True):
        for _ in own:
            ids = tokenizer(prompt, return_tensors="pt", truncation=True, max_length=LAB_LENGTH).input_ids
            with torch.no_grad():
                output = model.generate(input_ids=ids.to(model.device), max_new_tokens=64, num_beams=1)
            text = tokenizer.decode(output[0], skip_special_tokens=True)
        texts.append(text)
    return texts


# --- (b) the course's path -----------------------------------------------------------------------


def train_as_the_course(model: Any, tokenizer: Any, rows: list[dict[str, Any]], batch: int, folder: Path) -> None:
    """Train one pass over `rows` with the course's collator, grouping, precision and trainer settings."""
    from datasets import Dataset
    from transformers import DataCollatorForSeq2Seq, Seq2SeqTrainer, Seq2SeqTrainingArguments

    from helpers.data import as_text, tokenize
    from helpers.profiles import Recipe
    from helpers.training import trainer_settings

    text = as_text(Dataset.from_list(rows), "dialogue_summary")
    train = tokenize(text, tokenizer, LAB_LENGTH, 128)
    settings = trainer_settings(Recipe(RATE, len(rows), batch), 0, folder)
    settings |= {"eval_strategy": "no", "save_strategy": "no", "load_best_model_at_end": False}
    trainer = Seq2SeqTrainer(
        model=model,
        args=Seq2SeqTrainingArguments(**settings),
        train_dataset=train,
        processing_class=tokenizer,
        data_collator=DataCollatorForSeq2Seq(tokenizer, model=model, label_pad_token_id=-100),
    )
    trainer.train()


# --- measuring -----------------------------------------------------------------------------------


def matrix_peak(bf16: bool) -> float:
    """Measure the machine's best rate of a large matrix product, in floating point operations per second."""
    import torch

    from helpers.training import device

    size = 8192 if device() == "cuda" else 2048
    a = torch.randn(size, size, device=device(), dtype=torch.bfloat16 if bf16 else torch.float32)
    best = 0.0
    for _ in range(6):
        began = time.perf_counter()
        for _ in range(4):
            a @ a
        if device() == "cuda":
            torch.cuda.synchronize()
        best = max(best, 4 * 2 * size**3 / (time.perf_counter() - began))
    return best


def useful_flops(model: Any, tokenizer: Any, rows: list[dict[str, Any]]) -> float:
    """Operations that one pass of training needs without any padding: six per weight and token.

    The encoder's weights see source tokens, the decoder's and the output layer's see target tokens (Chowdhery et al.
    2022, arXiv 2204.02311, appendix B; attention scores left out, so the share is a lower bound).
    """
    sources = sum(len(ids) for ids in tokenizer([row["dialogue"] for row in rows]).input_ids)
    targets = sum(len(ids) for ids in tokenizer([row["summary"] for row in rows]).input_ids)
    encoder = sum(p.numel() for name, p in model.named_parameters() if name.startswith("encoder.block"))
    decoder = sum(p.numel() for name, p in model.named_parameters() if name.startswith("decoder.block"))
    return 6.0 * (encoder * sources + (decoder + model.get_input_embeddings().weight.numel()) * targets)


def held_out_loss(model: Any, tokenizer: Any, rows: list[dict[str, Any]]) -> float:
    """Mean loss per target token on `rows`, padding left out, the same for both recipes."""
    import torch
    from transformers import DataCollatorForSeq2Seq

    collate = DataCollatorForSeq2Seq(tokenizer, label_pad_token_id=-100)
    total, tokens = 0.0, 0
    model.eval()
    for first in range(0, len(rows), 16):
        batch = rows[first : first + 16]
        features = [
            {"input_ids": ids, "labels": labels}
            for ids, labels in zip(
                tokenizer(lab_prompts(batch), truncation=True, max_length=LAB_LENGTH).input_ids,
                tokenizer([row["summary"] for row in batch]).input_ids,
                strict=True,
            )
        ]
        inputs = collate(features).to(model.device)
        with torch.no_grad():
            loss = model(**inputs).loss
        count = int((inputs["labels"] != -100).sum())
        total, tokens = total + float(loss) * count, tokens + count
    return total / tokens


def run_one(recipe: str, arguments: argparse.Namespace) -> dict[str, float]:
    """Train and evaluate by one recipe in this process and return what was measured."""
    profile = start()  # before torch's libraries: it names the folder of the prepared data

    import torch
    from peft import get_peft_model

    from helpers.data import load_test
    from helpers.generation import generate_texts
    from helpers.metrics import measure
    from helpers.profiles import use_bf16
    from helpers.training import attention, device, lora_config, peak_memory

    model, tokenizer = make_model(arguments.shape)
    rows = read_rows(profile, arguments.data, arguments.examples + 64)
    rows, held_out = rows[:-64], rows[-64:]
    test = load_test(profile, "dialogue_summary").head(arguments.dialogues)
    prompts, references = test.prompts(), test.references
    if recipe == "course":
        model.set_attn_implementation(attention())
    model = model.to(device())
    flops = useful_flops(model, tokenizer, rows)
    if arguments.lora:
        model = get_peft_model(model, lora_config(profile.lora))
    began = time.perf_counter()
    if recipe == "lab":
        train_as_the_lab(model, tokenizer, rows)
    else:
        with tempfile.TemporaryDirectory() as folder:
            train_as_the_course(model, tokenizer, rows, arguments.batch, Path(folder))
    if device() == "cuda":
        torch.cuda.synchronize()
    training = time.perf_counter() - began
    tokens = sum(len(ids) for ids in tokenizer([row["dialogue"] + row["summary"] for row in rows]).input_ids)
    memory = peak_memory()
    loss = held_out_loss(model, tokenizer, held_out)
    model.eval()
    began = time.perf_counter()
    if recipe == "lab":
        texts = generate_as_the_lab(model, tokenizer, prompts, references)
    else:
        texts = generate_texts(model, tokenizer, prompts, 64)
    evaluation = time.perf_counter() - began
    return {
        "examples/s": len(rows) / training,
        "tokens/s": tokens / training,
        "peak memory (GiB)": memory,
        "share of matrix peak": flops / training / matrix_peak(use_bf16()),
        "held-out loss": loss,
        "evaluation (s)": evaluation,
        "ROUGE-1": measure("dialogue_summary", texts, references, prompts)["rouge1"].figure(0).value,
    }


def compare(arguments: argparse.Namespace) -> dict[str, Any]:
    """Run both recipes in turns, each in a process of its own, and return their medians and ratios."""
    results: dict[str, list[dict[str, float]]] = {"lab": [], "course": []}
    for round_ in range(arguments.rounds):
        for recipe, measured in results.items():
            command = [sys.executable, "-m", "tests.benchmarks.speed", "--only", recipe, "--shape", arguments.shape]
            for name in ("examples", "dialogues", "batch"):
                command += [f"--{name}", str(getattr(arguments, name))]
            command += ["--lora"] * arguments.lora + (["--data", arguments.data] if arguments.data else [])
            print(f"round {round_ + 1} of {arguments.rounds}: {recipe} …", file=sys.stderr, flush=True)
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=os.environ | {"COURSE_PROFILE": "nano"},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            measured.append(json.loads(done.stdout.splitlines()[-1]))
    table = {
        recipe: {name: statistics.median(one[name] for one in measured) for name in measured[0]}
        for recipe, measured in results.items()
    }
    ratios = {name: table["course"][name] / table["lab"][name] for name in table["lab"]}
    return {"shape": arguments.shape, **table, "course / lab": ratios}


def main() -> None:
    """Parse the command line and print one table per shape."""
    parser = argparse.ArgumentParser(description="The lab recipe against the course's path, side by side.")
    parser.add_argument("--shape", choices=["nano", *SHAPES], action="append", help="default: nano and flan-t5-small")
    parser.add_argument("--examples", type=int, default=256, help="training examples (default: %(default)s)")
    parser.add_argument("--dialogues", type=int, default=24, help="test dialogues (default: %(default)s)")
    parser.add_argument("--batch", type=int, default=16, help="the course's batch size (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=1, help="repetitions (default: %(default)s)")
    parser.add_argument("--lora", action="store_true", help="train adapters instead of all weights")
    parser.add_argument("--data", help="csv file with dialogue and summary columns (default: nano's data)")
    parser.add_argument("--only", choices=["lab", "course"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    shapes = arguments.shape or ["nano", "flan-t5-small"]
    for arguments.shape in shapes:
        if arguments.only:
            print(json.dumps(run_one(arguments.only, arguments)))
            continue
        result = compare(arguments)
        print(f"\n{result['shape']}: {arguments.examples} examples, {arguments.dialogues} test dialogues")
        print(f"{'':24}{'lab':>12}{'course':>12}{'course/lab':>12}")
        for name in result["lab"]:
            columns = (result["lab"][name], result["course"][name], result["course / lab"][name])
            print(f"{name:24}" + "".join(f"{value:12.4g}" for value in columns))


if __name__ == "__main__":
    main()
