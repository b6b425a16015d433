"""The repos that the look-alike hub serves: real ids, layouts, columns, labels and oddities; contents of our own."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import torch
from transformers import AutoTokenizer, T5ForConditionalGeneration

from helpers.planning import t5_config
from helpers.profiles import ROOT, Profile
from tests.hub import Repo
from tests.hub_multilingual import multilingual_files
from tests.hub_t5 import t5_files

DATA = ROOT / "data"
STARS = ("1 star", "2 star", "3 stars", "4 stars", "5 stars")
NER = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")


def all_repos(profile: Profile, rows: int = 60) -> list[Repo]:
    """Every repo of a hub profile at the commits that it names, with about `rows` rows a split."""
    makers = {
        "dialogue_summary": dialogsum,
        "messenger_summary": samsum,
        "review_rating": yelp,
        "code_translation": code,
        "entities": conll,
    }
    files = multilingual_files() if profile.name == "multilingual" else model_files()
    repos = [Repo("model", profile.model, files, _commit(profile.model_revision))]
    for task, make in makers.items():
        source = profile.data[task]
        repos.append(Repo("dataset", source.path, make(rows), _commit(source.revision)))
    made = {"boolq": boolq, "rte": rte, "arc": arc, "mmlu": mmlu}
    for name, skill in profile.skills.items():
        repos.append(Repo("dataset", skill.path, made[name](rows), _commit(skill.revision)))
    if profile.judge:
        repos.append(Repo("model", profile.judge.path, judge_files(), _commit(profile.judge.revision)))
    return repos


def _commit(revision: str | None) -> str | None:
    return None if revision == "main" else revision


def model_files() -> dict[str, bytes]:
    """FLAN-T5-small as it lies on the hub, with its configuration but few dimensions and random weights.

    The vocabulary has 32,128 rows, more than the tokenizer has tokens; `lm_head` is not tied to the embeddings.
    """
    torch.manual_seed(0)
    config = t5_config(
        32_128,
        d_model=64,
        d_kv=16,
        d_ff=96,
        layers=2,
        heads=4,
        dropout_rate=0.1,
        tie_word_embeddings=False,
        n_positions=512,
    )
    files = t5_files(T5ForConditionalGeneration(config))
    files["generation_config.json"] = json.dumps(
        {"_from_model_config": True, "decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
    ).encode()
    with tempfile.TemporaryDirectory() as folder:
        AutoTokenizer.from_pretrained(DATA / "model").save_pretrained(folder)
        files |= {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    return files | {"spiece.model": (DATA / "model" / "spiece.model").read_bytes()}


def judge_files() -> dict[str, bytes]:
    """MiniCheck as it lies on the hub: a T5 with FLAN-T5's kind of tokenizer, few dimensions, random."""
    return model_files() | {"README.md": b"---\nlicense: mit\n---\n"}


def _rows(folder: str, split: str, count: int) -> list[dict]:
    path = next((DATA / folder).glob(f"{split}.*"))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text)))[:count]
    return [json.loads(line) for line in text.splitlines()[:count]]


def _csv(rows: list[dict], columns: list[str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _parquet(rows: list[dict], schema: pa.Schema, group: int = 1_000) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema), buffer, row_group_size=group)
    return buffer.getvalue()


def _features(schema: pa.Schema, features: dict) -> pa.Schema:
    """Attach the feature types as `datasets` writes them into parquet files."""
    return schema.with_metadata({"huggingface": json.dumps({"info": {"features": features}})})


def dialogsum(rows: int) -> dict[str, bytes]:
    """knkarthick/dialogsum: three csv files; each test dialogue stands in three rows, ``_1`` to ``_3``."""
    columns = ["id", "dialogue", "summary", "topic"]
    return {
        "README.md": b"---\nlicense: cc-by-nc-sa-4.0\ntask_categories:\n- summarization\n---\n",
        "train.csv": _csv(_rows("service_dialogues", "train", rows), columns),
        "validation.csv": _csv(_rows("service_dialogues", "validation", rows), columns),
        "test.csv": _csv(_rows("service_dialogues", "test", 3 * rows), columns),
    }


def samsum(rows: int) -> dict[str, bytes]:
    """knkarthick/samsum: three csv files; a training row has no dialogue, lines end with ``\\r\\n``."""
    columns = ["id", "dialogue", "summary"]
    files = {"README.md": b"---\nlicense: cc-by-nc-nd-4.0\n---\n"}
    for split in ("train", "validation", "test"):
        made = [
            row | {"dialogue": row["dialogue"].replace("\n", "\r\n")} for row in _rows("messenger_chats", split, rows)
        ]
        if split == "train":
            made.insert(len(made) // 2, {"id": "13828807", "dialogue": "", "summary": "Problem with the download."})
        files[f"{split}.csv"] = _csv(made, columns)
    return files


def yelp(rows: int, group: int = 1_000) -> dict[str, bytes]:
    """Yelp/yelp_review_full: parquet in a folder, labels 0 to 4 with names, no validation split, its sizes stated."""
    schema = _features(
        pa.schema([("label", pa.int64()), ("text", pa.string())]),
        {"label": {"names": list(STARS), "_type": "ClassLabel"}, "text": {"dtype": "string", "_type": "Value"}},
    )
    names = "".join(f"          '{i}': {name}\n" for i, name in enumerate(STARS))
    readme = f"""---
license: other
dataset_info:
  config_name: yelp_review_full
  features:
  - name: label
    dtype:
      class_label:
        names:
{names}  - name: text
    dtype: string
  splits:
  - name: train
    num_bytes: {600 * rows}
    num_examples: {2 * rows}
  - name: test
    num_bytes: {300 * rows}
    num_examples: {rows}
configs:
- config_name: yelp_review_full
  data_files:
  - split: train
    path: yelp_review_full/train-*
  - split: test
    path: yelp_review_full/test-*
  default: true
---
"""
    return {
        "README.md": readme.encode(),
        "yelp_review_full/train-00000-of-00001.parquet": _parquet(_rows("reviews", "train", 2 * rows), schema, group),
        "yelp_review_full/test-00000-of-00001.parquet": _parquet(_rows("reviews", "test", rows), schema),
    }


def code(rows: int) -> dict[str, bytes]:
    """google/code_x_glue_cc_code_to_code_trans: parquet in data/, each method ending with a line break."""
    schema = pa.schema([("id", pa.int32()), ("java", pa.string()), ("cs", pa.string())])
    files = {"README.md": _default_readme("c-uda", {"id": "int32", "java": "string", "cs": "string"})}
    for split in ("train", "validation", "test"):
        made = [
            {"id": row["id"], "java": row["java"] + "\n", "cs": row["cs"] + "\n"}
            for row in _rows("code_pairs", split, rows)
        ]
        files[f"data/{split}-00000-of-00001.parquet"] = _parquet(made, schema)
    return files


def conll(rows: int) -> dict[str, bytes]:
    """lhoestq/conll2003: parquet, with part-of-speech and chunk tags beside the nine BIO tags."""
    tags = pa.list_(pa.int64())
    schema = pa.schema(
        [
            ("id", pa.string()),
            ("tokens", pa.list_(pa.string())),
            ("pos_tags", tags),
            ("chunk_tags", tags),
            ("ner_tags", tags),
        ]
    )
    label = {"names": list(NER), "_type": "ClassLabel"}
    number = {"dtype": "int64", "_type": "Value"}
    schema = _features(
        schema,
        {
            "id": {"dtype": "string", "_type": "Value"},
            "tokens": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"},
            "pos_tags": {"feature": number, "_type": "Sequence"},
            "chunk_tags": {"feature": number, "_type": "Sequence"},
            "ner_tags": {"feature": label, "_type": "Sequence"},
        },
    )
    files = {"README.md": b"---\nlicense: other\n---\n"}
    for split in ("train", "validation", "test"):
        made = [
            row | {"id": str(row["id"]), "pos_tags": [0] * len(row["tokens"]), "chunk_tags": [0] * len(row["tokens"])}
            for row in _rows("entity_sentences", split, rows)
        ]
        files[f"data/{split}-00000-of-00001.parquet"] = _parquet(made, schema)
    return files


def _questions(rows: int) -> list[dict]:
    """Questions with a right and a wrong answer each."""
    return [
        {"question": row["prompt"], "choices": [row["answer"], "none of it", "all of it", "nobody"], "answer": 0}
        for row in _rows("unseen_tasks", "test", rows)
    ]


def _benchmark(licence: str, file: str, rows: list[dict], schema: pa.Schema) -> dict[str, bytes]:
    """A set with one file that is asked for, and another split beside it that is none of the course's business."""
    other = file.replace("validation", "train").replace("test-", "train-")
    made = _parquet(rows, schema)
    return {"README.md": f"---\nlicense: {licence}\n---\n".encode(), file: made, other: made}


def boolq(rows: int) -> dict[str, bytes]:
    """google/boolq: a question without its question mark, a truth value, a passage."""
    schema = pa.schema([("question", pa.string()), ("answer", pa.bool_()), ("passage", pa.string())])
    made = [
        {"question": "is the review a good one", "answer": row["label"] > 2, "passage": row["text"]}
        for row in _rows("reviews", "test", rows)
    ]
    return _benchmark("cc-by-sa-3.0", "data/validation-00000-of-00001.parquet", made, schema)


def rte(rows: int) -> dict[str, bytes]:
    """nyu-mll/glue, rte: two sentences; 0 is entailment, 1 is none."""
    columns = [("sentence1", pa.string()), ("sentence2", pa.string()), ("label", pa.int64()), ("idx", pa.int32())]
    made = [
        {"sentence1": row["question"], "sentence2": row["choices"][0], "label": i % 2, "idx": i}
        for i, row in enumerate(_questions(rows))
    ]
    return _benchmark("other", "rte/validation-00000-of-00001.parquet", made, pa.schema(columns))


def arc(rows: int) -> dict[str, bytes]:
    """allenai/ai2_arc: choices as texts and labels, of which some are numbers; the key is a label."""
    choices = pa.struct([("text", pa.list_(pa.string())), ("label", pa.list_(pa.string()))])
    columns = [("id", pa.string()), ("question", pa.string()), ("choices", choices), ("answerKey", pa.string())]
    made = []
    for i, row in enumerate(_questions(rows)):
        labels = list("1234" if i % 5 == 0 else "ABCD")
        both = {"text": row["choices"], "label": labels}
        made.append({"id": f"Q{i}", "question": row["question"], "choices": both, "answerKey": labels[0]})
    return _benchmark("cc-by-sa-4.0", "ARC-Challenge/test-00000-of-00001.parquet", made, pa.schema(columns))


def mmlu(rows: int) -> dict[str, bytes]:
    """cais/mmlu, all subjects: four choices, the answer as their place."""
    texts = pa.list_(pa.string())
    columns = [("question", pa.string()), ("subject", pa.string()), ("choices", texts), ("answer", pa.int64())]
    made = [row | {"subject": "anatomy"} for row in _questions(rows)]
    return _benchmark("mit", "all/test-00000-of-00001.parquet", made, pa.schema(columns))


def _default_readme(licence: str, columns: dict[str, str]) -> bytes:
    features = "".join(f"  - name: {name}\n    dtype: {dtype}\n" for name, dtype in columns.items())
    files = "".join(f"  - split: {split}\n    path: data/{split}-*\n" for split in ("train", "validation", "test"))
    return (
        f"---\nlicense: {licence}\ndataset_info:\n  features:\n{features}configs:\n- config_name: default\n"
        f"  data_files:\n{files}---\n"
    ).encode()
