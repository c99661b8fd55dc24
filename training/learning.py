"""How the network learns: batches, losses, steps."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from corpora import IGNORE, Example
from labels import CHANNELS, ROLES
from network import GROUPS, LABELS, PAIR, Network
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

HALVES = any(torch.cpu.get_capabilities().get(name) for name in ("amx_bf16", "avx512_bf16"))
PIECES_A_BATCH = 2048
FROZEN = 3  # layers that the second lesson leaves as the first one made them
LONGEST = 250
CUE = 2.0  # weight of reporting cues: few words, and the hardest to tell
OTHER = 0.2  # weight of a word that no rule would take for an event
PAIR_POSITIVE = 3.0  # weight of a word that fills a role: most words fill none


@dataclass
class Coded:
    """An example as word pieces; `at` is the first piece of each word, None where it was cut off or empty."""

    example: Example
    ids: list[int]
    at: list[int | None]
    hidden: Tensor | None = None  # [pieces, size] after FROZEN layers, where these no longer change


def halved() -> torch.autocast:
    """16-bit arithmetic where the processor has it: emulated, it takes ten times as long as single precision."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVES)


def code(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Coded]:
    """Examples as word pieces."""
    out = []
    for example in examples:
        coded = tokenizer.encode(example.words, is_pretokenized=True)
        at: list[int | None] = [None] * len(example.words)
        for piece, word in enumerate(coded.word_ids[:LONGEST]):
            if word is not None and at[word] is None:
                at[word] = piece
        out.append(Coded(example, coded.ids[:LONGEST], at))
    return out


def batches(coded: Sequence[Coded], rng: random.Random) -> Iterator[list[Coded]]:
    """Batches of examples of like length, in random order."""
    order = sorted(coded, key=lambda c: len(c.ids) + rng.random() * 8)
    packed: list[list[Coded]] = [[]]
    for c in order:
        if packed[-1] and len(c.ids) * (len(packed[-1]) + 1) > PIECES_A_BATCH:
            packed.append([])
        packed[-1].append(c)
    rng.shuffle(packed)
    yield from packed


def loss(network: Network, batch: list[Coded]) -> Tensor:
    """The sum of the losses of all that is known of a batch."""
    ids, mask = padded(batch)
    # The plain attention is a quarter faster here than the fused one, whose backward pass is slow on a CPU.
    with halved(), sdpa_kernel(SDPBackend.MATH):
        if batch[0].hidden is None:
            hidden = network.encode(ids, mask)
        else:
            lower = torch.zeros(*ids.shape, batch[0].hidden.shape[-1], dtype=torch.bfloat16)
            for n, c in enumerate(batch):
                if c.hidden is not None:
                    lower[n, : len(c.ids)] = c.hidden
            hidden = network.upper(lower if HALVES else lower.float(), mask, FROZEN)
    hidden = network.dropout(hidden.float())
    total = hidden.sum() * 0
    for part in (_types, _details, _marks, _pointers, _incidents):
        found = part(network, hidden, batch, mask)
        if found is not None:
            total = total + found
    return total


def padded(batch: Sequence[Coded]) -> tuple[Tensor, Tensor]:
    """Ids and mask of a batch: [batch, pieces] each."""
    length = max(len(c.ids) for c in batch)
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    mask = torch.zeros(len(batch), length, dtype=torch.long)
    for n, c in enumerate(batch):
        ids[n, : len(c.ids)] = torch.tensor(c.ids)
        mask[n, : len(c.ids)] = 1
    return ids, mask


def keep_lower(network: Network, coded: Sequence[Coded]) -> None:
    """Work out once what the frozen layers make of each example."""
    with torch.no_grad(), halved():
        for batch in batches(coded, random.Random(0)):
            ids, mask = padded(batch)
            for c, hidden in zip(batch, network.lower(ids, mask, FROZEN).to(torch.bfloat16), strict=True):
                c.hidden = hidden[: len(c.ids)].clone()


def _types(network: Network, hidden: Tensor, batch: list[Coded], mask: Tensor) -> Tensor | None:
    rows, targets, weights = [], [], []
    for n, c in enumerate(batch):
        if c.example.types is None:
            continue
        for word, kind in enumerate(c.example.types):
            piece = c.at[word]
            if piece is not None and kind != IGNORE:
                rows.append((n, piece))
                targets.append(max(kind, 0))
                weights.append(OTHER if kind == -1 else 1.0)
    if not rows:
        return None
    logits = network.wide(_pick(hidden, rows))[:, GROUPS["types"]]
    w = torch.tensor(weights)
    return 2 * (F.cross_entropy(logits, torch.tensor(targets), reduction="none") * w).sum() / w.sum()


def _details(network: Network, hidden: Tensor, batch: list[Coded], mask: Tensor) -> Tensor | None:
    rows, modes, states = [], [], []
    for n, c in enumerate(batch):
        for word, known in c.example.details.items():
            if (piece := c.at[word]) is not None:
                rows.append((n, piece))
                modes.append(LABELS.modes.index(known["mode"]))
                states.append([float(known["status"] != "occurred"), float(known["certainty"] == "hedged")])
    if not rows:
        return None
    logits = network.wide(_pick(hidden, rows))
    return 0.5 * F.cross_entropy(logits[:, GROUPS["modes"]], torch.tensor(modes)) + F.binary_cross_entropy_with_logits(
        logits[:, GROUPS["states"]], torch.tensor(states)
    )


def _marks(network: Network, hidden: Tensor, batch: list[Coded], mask: Tensor) -> Tensor | None:
    rows, targets, known = [], [], []
    for n, c in enumerate(batch):
        marks = c.example.marks
        if marks is None:
            continue
        has = [float(channel in marks) for channel in CHANNELS]
        for word, piece in enumerate(c.at):
            if piece is not None:
                rows.append((n, piece))
                targets.append([float(word in marks.get(channel, ())) for channel in CHANNELS])
                known.append(has)
    if not rows:
        return None
    logits = network.wide(_pick(hidden, rows))[:, GROUPS["channels"]]
    w = torch.tensor(known) * torch.tensor([CUE if channel == "cue" else 1.0 for channel in CHANNELS])
    each = F.binary_cross_entropy_with_logits(logits, torch.tensor(targets), reduction="none")
    return 3 * (each * w).sum() / w.sum()


def _pointers(network: Network, hidden: Tensor, batch: list[Coded], mask: Tensor) -> Tensor | None:
    rows, targets, weights = [], [], []
    length = hidden.shape[1]
    for n, c in enumerate(batch):
        for pointer in c.example.pointers:
            piece = c.at[pointer.word]
            if piece is None:
                continue
            target = np.zeros((length, len(ROLES)), np.float32)
            weight = np.zeros((length, len(ROLES)), np.float32)
            present = [p for p in c.at if p is not None]
            unsure = [p for word in pointer.unsure if (p := c.at[word]) is not None]
            for r, role in enumerate(ROLES):
                if role in pointer.known:
                    filled = [p for word in pointer.fillers.get(role, ()) if (p := c.at[word]) is not None]
                    weight[present, r] = 1
                    weight[unsure, r] = 0
                    weight[filled, r] = PAIR_POSITIVE
                    target[filled, r] = 1
            rows.append((n, piece))
            targets.append(target)
            weights.append(weight)
    if not rows:
        return None
    asks = network.ask(_pick(hidden, rows)).view(len(rows), len(ROLES), PAIR)
    answers = network.answer(hidden).view(*hidden.shape[:2], len(ROLES), PAIR)[[n for n, _ in rows]]
    scores = torch.einsum("nrd,nlrd->nlr", asks, answers)
    w = torch.from_numpy(np.stack(weights))
    each = F.binary_cross_entropy_with_logits(scores, torch.from_numpy(np.stack(targets)), reduction="none")
    return 3 * (each * w).sum() / w.sum().clamp(min=1)


def _incidents(network: Network, hidden: Tensor, batch: list[Coded], mask: Tensor) -> Tensor | None:
    known = [(n, c.example.incident) for n, c in enumerate(batch) if c.example.incident is not None]
    if not known:
        return None
    means = [network.wide(_pick(hidden, [(n, p) for p in batch[n].at if p is not None])).mean(0) for n, _ in known]
    logits = torch.stack(means)[:, GROUPS["incidents"]]
    return F.cross_entropy(logits, torch.tensor([incident for _, incident in known]))


def _pick(hidden: Tensor, rows: list[tuple[int, int]]) -> Tensor:
    index = torch.tensor(rows)
    return hidden[index[:, 0], index[:, 1]]


def learn(
    network: Network,
    mixture: Sequence[tuple[Sequence[Coded], float]],
    rate: float,
    seed: int = 7,
    passes: int = 1,
) -> None:
    """Learn from corpora, each for so many epochs a pass, at a learning rate that rises for a tenth and falls to 0."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    steps: list[list[Coded]] = []
    for _ in range(passes):
        this: list[list[Coded]] = []
        for corpus, epochs in mixture:
            for n in range(int(epochs + 0.999)):
                share = min(1.0, epochs - n)
                these = list(batches(corpus, rng))
                this += these[: max(1, round(len(these) * share))]
        rng.shuffle(this)
        steps += this
    heads = [p for name, p in network.named_parameters() if not name.startswith("trunk") and p.requires_grad]
    trunk = [p for name, p in network.named_parameters() if name.startswith("trunk") and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": trunk, "lr": rate}, {"params": heads, "lr": 10 * rate}], weight_decay=0.01, fused=True
    )
    total = len(steps)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / max(1, total / 10), max(0.0, (total - n) / (0.9 * total)))
    )
    network.train()
    began, sums = time.time(), 0.0
    for n, batch in enumerate(steps):
        value = loss(network, batch)
        value.backward()
        torch.nn.utils.clip_grad_norm_([*trunk, *heads], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        sums += float(value.detach())
        if n % 50 == 49 or n == total - 1:
            print(f"  step {n + 1}/{total}  loss {sums / (n % 50 + 1):.3f}  {time.time() - began:.0f} s", flush=True)
            sums = 0.0
    network.eval()
