"""What does not fit into a GPU's memory: counted before, halved after, the same in the end. The GPU is faked."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import torch

from helpers import generation
from helpers.arms import SUMMARY, Arms
from helpers.data import load_test, tokenized_data
from helpers.generation import batches_by_tokens, generate_texts
from helpers.planning import FLAN_T5_SHAPES, FLAN_T5_VOCABULARY, count_parameters, shape_config
from helpers.profiles import ROOT, Profile, all_profiles, load_profile
from helpers.running import machine, memory, trainer
from helpers.running.errors import CourseError
from helpers.training import Progress, load_base, make_trainer
from tests.benchmarks.memory import bytes_of_training, training_memory

GIB = 1024**3


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A function that gives the faked GPU so many free GiB, a fourth of them within torch's own blocks."""

    def give(gib: float) -> None:
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda: (int(0.75 * gib * GIB), 80 * GIB))
        monkeypatch.setattr(torch.cuda, "memory_reserved", lambda: int((0.25 * gib + 3) * GIB))
        monkeypatch.setattr(torch.cuda, "memory_allocated", lambda: 3 * GIB)

    return give


def test_a_batch_of_generation_counts_the_output_too(free) -> None:
    """FLAN-T5-base keeps 12 layers × 2 × 12 heads × 64 × 4 bytes for each token: 72 KiB."""
    free(8.0)
    model = SimpleNamespace(device=torch.device("cuda"), config=shape_config("flan-t5-base"))
    room = memory.room_for_tokens(model)
    assert room == pytest.approx(4 * GIB / (72 * 1024))
    lengths = [40] * 2_000
    for new in (8, 384):
        batches = batches_by_tokens(lengths, 32_768, new, room)
        assert sorted(i for batch in batches for i in batch) == list(range(2_000))
        assert max(len(batch) for batch in batches) == min(32_768 // 40, int(room // (40 + new)))
    assert memory.room_for_tokens(SimpleNamespace(device=torch.device("cpu"))) == math.inf


@pytest.mark.parametrize("beams", [1, 2])
@pytest.mark.fault("too little GPU memory for a batch of generation (raised by hand)", "halves; the same texts")
def test_generation_halves_what_does_not_fit(monkeypatch: pytest.MonkeyPatch, capsys, beams: int) -> None:
    profile = load_profile("nano")
    model, tokenizer = load_base(profile)
    prompts = load_test(profile, "messenger_summary").head(7).prompts()
    whole = generate_texts(model, tokenizer, prompts, 6, num_beams=beams)
    sizes: list[int] = []

    def short_of_memory(work: Callable) -> Callable:
        def call(*given: object, **named: object) -> object:
            rows = len(named["input_ids"]) if named else len(given[1])
            sizes.append(rows)
            if rows > 2:
                raise torch.OutOfMemoryError
            return work(*given, **named)

        return call

    monkeypatch.setattr(generation, "generate_greedily", short_of_memory(generation.generate_greedily))
    monkeypatch.setattr(model, "generate", short_of_memory(model.generate))
    assert generate_texts(model, tokenizer, prompts, 6, num_beams=beams) == whole
    assert sizes[:3] == [7, 4, 2] and sum(size for size in sizes if size <= 2) == 7
    assert capsys.readouterr().out.count("out of GPU memory") == 2

    def fails(*_: object, **__: object) -> None:
        raise torch.OutOfMemoryError

    monkeypatch.setattr(generation, "generate_greedily", fails)
    monkeypatch.setattr(model, "generate", fails)
    with pytest.raises(CourseError, match="does not hold a single example; choose a smaller profile"):
        generate_texts(model, tokenizer, prompts, 6, num_beams=beams)


@pytest.mark.fault("too little GPU memory for a validation batch (raised by hand)", "halves; the same loss")
def test_the_validation_loss_is_the_same_in_parts(tiny: Profile, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr("helpers.training.use_bf16", lambda: False)
    arm, (model, tokenizer) = Arms(tiny)["full"], load_base(tiny)
    train, validation = tokenized_data(tiny, SUMMARY, arm.text(), tokenizer)
    made = make_trainer(arm.run, arm.recipe, 17, model, tokenizer, train, validation)
    made.pop_callback(Progress)  # which wants a training
    whole = made.evaluate()["eval_loss"]

    step, rows = made.prediction_step, []

    def short_of_memory(model: object, inputs: dict[str, torch.Tensor], *more: object, **named: object) -> object:
        rows.append(len(inputs["labels"]))
        if rows[-1] > 1:
            raise torch.OutOfMemoryError
        return step(model, inputs, *more, **named)

    made.prediction_step = short_of_memory
    made.prediction_step = trainer.EvaluationInParts(made, "full")
    assert made.evaluate()["eval_loss"] == pytest.approx(whole, rel=1e-5)
    assert rows == [4, 2, 1, 1, 1, 1]
    said = capsys.readouterr().out
    assert "each validation batch of 4 is computed in 4 parts from here on; the loss stays the same" in said

    monkeypatch.setattr(trainer, "device", lambda: "cuda")
    assert trainer.EvaluationInParts(made, "full").parts == 2  # its batch is two of the training's


def test_halves_keep_the_order_and_lose_nothing() -> None:
    assert memory.halves([[1, 2, 3], [4], [5, 6]]) == [[1, 2], [3], [4], [5], [6]]


# --- a training, in arithmetic -------------------------------------------------------------------


@pytest.mark.parametrize("name", FLAN_T5_SHAPES)
def test_without_rows_a_training_holds_its_weights_and_what_belongs_to_each(name: str) -> None:
    weights = count_parameters(name)
    for adamw, each in ((True, 18), (False, 10)):
        held = bytes_of_training(FLAN_T5_SHAPES[name], FLAN_T5_VOCABULARY, 0, 512, 384, adamw)
        assert held == pytest.approx(each * weights, rel=1e-3)


def test_logits_are_counted_for_every_target_token_and_scores_for_every_pair() -> None:
    shape = FLAN_T5_SHAPES["flan-t5-small"]

    def held(rows: int, source: int, target: int, vocabulary: int = 1_000) -> float:
        return bytes_of_training(shape, vocabulary, rows, source, target, False)

    weights = 10 * 2 * 1_000 * shape.d_model
    assert held(3, 5, 7, 2_000) - held(3, 5, 7) == pytest.approx(weights + 16 * 3 * 7 * 1_000)
    pairs = held(1, 20, 1) - 2 * held(1, 10, 1) + held(1, 0, 1)  # what is left of a straight line
    assert pairs == pytest.approx(8 * shape.heads * 2 * 10 * 10)


def test_the_page_states_the_memory_of_each_profiles_own_batch() -> None:
    page = (ROOT / "helpers" / "running" / "README.md").read_text(encoding="utf-8")
    for name, profile in all_profiles().items():
        if profile.gpu_memory:
            least, whole = training_memory(profile)
            assert f"| `{name}` | {profile.full.batch_size} | {least:.1f} | {whole:.1f} |" in page
            assert least < profile.gpu_memory  # what the profile asks for holds one example at least


# --- precision -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capability", "name"), [((7, 5), "float32"), ((8, 0), "tfloat32"), ((8, 9), "tfloat32"), (None, "float32")]
)
def test_precision_of_generation_is_that_of_the_gpu(
    monkeypatch: pytest.MonkeyPatch, capability: tuple[int, int] | None, name: str
) -> None:
    before = torch.get_float32_matmul_precision()
    monkeypatch.setattr(torch.cuda, "is_available", lambda: capability is not None)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda: capability)
    try:
        machine.use_tensor_cores()
        assert machine.precision() == name
        assert (torch.get_float32_matmul_precision() == before) == (capability is None)  # a CPU stays as it is
    finally:
        torch.set_float32_matmul_precision(before)


@pytest.mark.parametrize(("platform", "said"), [("linux", "expandable_segments:True"), ("win32", None)])
def test_memory_grows_in_place_where_torch_can(monkeypatch: pytest.MonkeyPatch, platform: str, said: str) -> None:
    monkeypatch.delenv("PYTORCH_CUDA_ALLOC_CONF", raising=False)
    monkeypatch.setattr(machine.sys, "platform", platform)
    machine.grow_in_place()
    assert os.environ.get("PYTORCH_CUDA_ALLOC_CONF") == said
    monkeypatch.setenv("PYTORCH_CUDA_ALLOC_CONF", "mine")
    machine.grow_in_place()
    assert os.environ["PYTORCH_CUDA_ALLOC_CONF"] == "mine"
