"""The network: MiniLM with one linear layer for labels of words and one bilinear form a role for pairs of words."""

from __future__ import annotations

from pathlib import Path

from labels import ROLES, labels
from torch import Tensor, nn
from transformers import AutoModel

LABELS = labels()
GROUPS = dict(LABELS.groups)
WIDTH = max(s.stop for s in GROUPS.values())
PAIR = 32  # dimensions of a role's bilinear form


class Network(nn.Module):
    """Ids and mask of word pieces in; logits, asks and answers of each piece out."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        # Dropout inside the trunk costs a quarter of the time on a CPU; the last one does what it is there for.
        self.trunk = AutoModel.from_pretrained(
            base, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        size = self.trunk.config.hidden_size
        self.wide = nn.Linear(size, WIDTH)
        self.ask = nn.Linear(size, len(ROLES) * PAIR)
        self.answer = nn.Linear(size, len(ROLES) * PAIR)
        self.dropout = nn.Dropout(0.1)
        for parameter in self.trunk.embeddings.parameters():
            parameter.requires_grad = False

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """[batch, pieces, size]."""
        return self.trunk(input_ids=ids, attention_mask=mask).last_hidden_state

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What is shipped."""
        hidden = self.encode(ids, mask)
        return self.wide(hidden), self.ask(hidden), self.answer(hidden)

    def parts(self, lower: int) -> dict[str, list[nn.Parameter]]:
        """What learns: so many of the lowest layers, the others, and the heads. The word vectors stay as they are."""
        layers = self.trunk.encoder.layer
        return {
            "lower": [p for layer in layers[:lower] for p in layer.parameters()],
            "upper": [p for layer in layers[lower:] for p in layer.parameters()],
            "heads": [p for head in (self.wide, self.ask, self.answer) for p in head.parameters()],
        }
