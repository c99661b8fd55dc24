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

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """[batch, pieces, size]."""
        return self.trunk(input_ids=ids, attention_mask=mask).last_hidden_state

    def lower(self, ids: Tensor, mask: Tensor, layers: int) -> Tensor:
        """[batch, pieces, size] after so many layers."""
        hidden = self.trunk.embeddings(input_ids=ids)
        for layer in self.trunk.encoder.layer[:layers]:
            hidden = layer(hidden, _attended(mask))
        return hidden

    def upper(self, hidden: Tensor, mask: Tensor, layers: int) -> Tensor:
        """The rest of the way from `lower`."""
        for layer in self.trunk.encoder.layer[layers:]:
            hidden = layer(hidden, _attended(mask))
        return hidden

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What is shipped."""
        hidden = self.encode(ids, mask)
        return self.wide(hidden), self.ask(hidden), self.answer(hidden)

    def freeze(self, layers: int) -> None:
        """Leave the embeddings and the lowest layers as they are."""
        for part in (self.trunk.embeddings, *self.trunk.encoder.layer[:layers]):
            for parameter in part.parameters():
                parameter.requires_grad = False


def _attended(mask: Tensor) -> Tensor:
    """[batch, 1, 1, pieces]: which pieces may be looked at."""
    return mask[:, None, None, :].bool()
