"""Fine-tuning with `Seq2SeqTrainer`: its settings from a recipe, its progress, its record."""

from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from peft import LoraConfig, TaskType
from transformers import (
    AutoTokenizer,
    DataCollatorForSeq2Seq,
    PrinterCallback,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
    TrainerCallback,
)

from helpers.profiles import Lora, Profile, Recipe
from helpers.running.hub import local_copy
from helpers.running.language import tell
from helpers.running.locks import locked
from helpers.running.machine import device, use_bf16
from helpers.running.models import forget, load_weights, with_adapter
from helpers.running.runs import Run
from helpers.running.trainer import LOGGED, asked, give_up, otherwise, save, share_evenly, train


def load_base(profile: Profile) -> tuple[Any, Any]:
    """Load a fresh base model, in float32, and its tokenizer. Every arm starts from one."""
    return load_weights(profile.model, profile.model_revision), load_tokenizer(profile)


def load_tokenizer(profile: Profile) -> Any:
    """Load the base's tokenizer alone."""
    return AutoTokenizer.from_pretrained(local_copy(profile.model, profile.model_revision), trust_remote_code=False)


def lora_config(shape: Lora, rank: int | None = None) -> LoraConfig:
    """LoRA settings; another `rank` keeps the ratio of alpha to rank, and so the update's scale."""
    rank = rank or shape.rank
    return LoraConfig(
        task_type=TaskType.SEQ_2_SEQ_LM,
        r=rank,
        lora_alpha=shape.alpha * rank // shape.rank or 1,
        target_modules=list(shape.targets),
        lora_dropout=0.0,
    )


def trainer_settings(recipe: Recipe, seed: int, output_dir: Path) -> dict[str, Any]:
    """Arguments of `Seq2SeqTrainingArguments` for a recipe."""
    every = max(1, recipe.steps // recipe.evaluations)
    return {
        "output_dir": str(output_dir),
        "seed": seed,
        "max_steps": recipe.steps,
        "learning_rate": recipe.learning_rate,
        "per_device_train_batch_size": recipe.batch_size,
        "gradient_accumulation_steps": recipe.accumulation,
        "per_device_eval_batch_size": 2 * recipe.batch_size,
        "lr_scheduler_type": "linear",
        "warmup_steps": recipe.warmup,
        "train_sampling_strategy": "group_by_length",
        "bf16": use_bf16(),
        "use_cpu": device() == "cpu",
        "eval_strategy": "steps",
        "eval_steps": every,
        "save_strategy": "steps",
        "save_steps": every,
        "save_total_limit": 2,  # the newest and the one before, or the best: damage to one does not lose the training
        "load_best_model_at_end": True,
        "metric_for_best_model": "eval_loss",
        "logging_steps": max(1, recipe.steps // 40),
        "disable_tqdm": True,
        "report_to": "none",
        "dataloader_pin_memory": device() == "cuda",
        # Several processes share each batch of the recipe, so that its size and its rows stay what they are for one.
        "accelerator_config": {"split_batches": True},
        "ddp_find_unused_parameters": False,
        "log_level_replica": "passive",
    }


def optimizer(recipe: Recipe) -> tuple[type[torch.optim.Optimizer], dict[str, Any]] | None:
    """The optimizer of a recipe, for a trainer's ``optimizer_cls_and_kwargs``; None for `Trainer`'s own, AdamW.

    Adafactor (Shazeer and Stern 2018, arXiv 1804.04235) made T5 and FLAN-T5: the learning rate is a share of each
    matrix's own size, and of the squared gradients only the means of rows and columns are kept.
    """
    return (torch.optim.Adafactor, {"lr": recipe.learning_rate}) if recipe.optimizer == "adafactor" else None


def token_mean(
    outputs: Any, labels: torch.Tensor, num_items_in_batch: torch.Tensor | int | None = None
) -> torch.Tensor:
    """Cross-entropy in nats per target token of a whole optimizer step; labels of -100 do not count.

    `outputs.logits` has shape (rows, tokens, vocabulary), `labels` (rows, tokens). T5's own loss is the mean over one
    batch on one process: summed over accumulated batches and over processes it weighs tokens unevenly, and `Trainer`
    takes it for a share of the step. Here it becomes that share: this batch's tokens among the step's
    `num_items_in_batch`. For one batch on one process both are the same.
    """
    logits = outputs["logits"]
    loss = torch.nn.functional.cross_entropy(logits.view(-1, logits.size(-1)), labels.view(-1), ignore_index=-100)
    return loss if num_items_in_batch is None else loss * ((labels != -100).sum() / num_items_in_batch)


class Progress(TrainerCallback):
    """Prints a line at each evaluation and, on long runs, every half minute: step, loss, time, estimate."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.began = self.last = time.monotonic()

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Start the clock."""
        self.began = self.last = time.monotonic()
        self.first_step = state.global_step

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **kwargs: Any) -> None:
        """Print the loss where an evaluation or half a minute has passed."""
        logs = logs or {}
        if not any(key in logs for key in LOGGED):
            return
        now = time.monotonic()
        if "eval_loss" not in logs and now - self.last < 30:
            return
        self.last = now
        spent, done = now - self.began, state.global_step - self.first_step
        left = spent / max(1, done) * (state.max_steps - state.global_step)
        loss = f"validation loss {logs['eval_loss']:.3f}" if "eval_loss" in logs else f"loss {logs['loss']:.3f}"
        tell(
            f"{self.label}: step {state.global_step} of {state.max_steps}, {loss}, {spent:.0f} s so far, "
            f"about {left:.0f} s left",
            flush=True,
        )


def make_trainer(
    run: Run, recipe: Recipe, seed: int, model: Any, tokenizer: Any, train: Dataset, validation: Dataset
) -> Seq2SeqTrainer:
    """Build the trainer: dynamic padding, labels padded with -100, progress lines."""
    trainer = Seq2SeqTrainer(
        model=model,
        args=Seq2SeqTrainingArguments(**trainer_settings(recipe, seed, run.checkpoints)),
        train_dataset=train,
        eval_dataset=validation,
        processing_class=tokenizer,
        data_collator=DataCollatorForSeq2Seq(tokenizer, model=model, label_pad_token_id=-100),
        compute_loss_func=token_mean,
        callbacks=[Progress(run.arm)],
    )
    trainer.optimizer_cls_and_kwargs = optimizer(recipe)
    return trainer


def train_and_save(run: Run, trainer: Seq2SeqTrainer) -> None:
    """Train from the newest whole checkpoint, if there is one, and save the best model with its record.

    One job at a time trains a run: another one waits, and finds it finished. Among several processes of a job the
    first one writes, and all go on once the run is in place. Ctrl-C saves a checkpoint and stops.

    Afterwards `trainer` and its model are empty, for they would fill the GPU beside the next model: `load_run` loads
    what was trained.
    """
    forget()
    first = trainer.is_world_process_zero()
    share_evenly(trainer)
    trainer.pop_callback(PrinterCallback)
    with locked(run.folder, f"{run.arm} is being trained by another notebook or job") if first else nullcontext():
        trainer.accelerator.wait_for_everyone()
        parameters, _ = trainable_parameters(trainer.model)
        wanted = asked(trainer)
        if run.needs_training or otherwise(run, dict(wanted, trained_parameters=parameters), say=first):
            if torch.cuda.is_available():
                torch.cuda.reset_peak_memory_stats()
            keeper = train(run, trainer)
            weights = trainer.accelerator.get_state_dict(trainer.model)  # by all: shards are put together on the first
            if first:
                save(run, trainer, weights, seconds=keeper.seconds, trained_parameters=parameters, asked=wanted)
            trainer.accelerator.wait_for_everyone()
        give_up(trainer)


def load_run(profile: Profile, run: Run) -> tuple[Any, Any]:
    """Load a finished run: a whole model, or its adapter on a fresh base. Raises `CourseError` where it is damaged."""
    run.check()
    if (run.folder / "adapter_config.json").is_file():
        base, tokenizer = load_base(profile)
        return with_adapter(base, run.folder).eval(), tokenizer
    return load_weights(run.folder).eval(), AutoTokenizer.from_pretrained(run.folder)


def trainable_parameters(model: torch.nn.Module) -> tuple[int, int]:
    """(trainable, all) parameters of a model."""
    sizes = [(p.numel(), p.requires_grad) for p in model.parameters()]
    return sum(n for n, trained in sizes if trained), sum(n for n, _ in sizes)


def folder_size(folder: Path, pattern: str = "*.safetensors") -> float:
    """Size in MB of the files in a folder that match `pattern`."""
    return sum(file.stat().st_size for file in folder.glob(pattern)) / 1e6
