"""What turns a trained network into the files that ship: ONNX, int8, digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from train.encoder import HEADS, WIDTH, Encoder, Layer

WORDS = "words-1"  # the table that every exported encoder takes its words from
WHOLE = ("vector", "logits")  # outputs that have one row a text, whatever its length


def beside(layers: list[nn.Linear]) -> nn.Linear:
    """Several layers over the same input as one: one product, and its input is made int8 once."""
    one = nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    with torch.no_grad():
        one.weight.copy_(torch.cat([layer.weight for layer in layers]))
        one.bias.copy_(torch.cat([layer.bias for layer in layers]))
    return one


class Block(nn.Module):
    """One layer of the encoder as it ships: no mask, query, key and value in one product."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.mixed = beside([layer.query, layer.key, layer.value])

    def forward(self, x: Tensor) -> Tensor:
        """[1, length, 384] -> the same shape."""
        q, k, v = self.mixed(x).view(1, -1, 3 * HEADS, WIDTH // HEADS).transpose(1, 2).split(HEADS, 1)
        weights = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5, -1)
        x = self.layer.norm1(x + self.layer.out((weights @ v).transpose(1, 2).reshape(1, -1, WIDTH)))
        return self.layer.norm2(x + self.layer.down(nn.functional.gelu(self.layer.up(x))))


class Wordless(nn.Module):
    """The encoder as it ships: without mask (the program runs each text alone) and word table (all share one)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.position, self.kind, self.norm = encoder.position, encoder.kind, encoder.norm
        self.marks = encoder.marks
        self.blocks = nn.ModuleList(Block(layer) for layer in encoder.layers)

    def forward(self, words: Tensor, marks: Tensor | None = None) -> Tensor:
        """[1, length, 384] rows of the word table, [1, length, n] marks -> [1, length, 384]."""
        x = words + self.position.weight[: words.shape[1]] + self.kind
        for n, table in enumerate(self.marks):
            x = x + table(marks[..., n])
        x = self.norm(x)
        for block in self.blocks:
            x = block(x)
        return x


def export(reader: torch.nn.Module, path: Path, inputs: dict[str, Tensor], outputs: list[str]) -> None:
    """Write an eval-mode module as fp32 ONNX with a free length."""
    free = {name: {1: "length"} for name in [*inputs, *outputs] if name not in WHOLE}
    torch.onnx.export(
        reader.eval(), tuple(inputs.values()), str(path), input_names=list(inputs), output_names=outputs,
        dynamic_axes=free, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(path: Path, out: Path) -> None:
    """Dynamic int8, per channel (per tensor loses 2.7 points); 7 bits so that no processor saturates."""
    quantize_dynamic(str(path), str(out), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    onnx.checker.check_model(str(out))


def digests(out: Path, names: Iterable[str] = ("model.onnx",)) -> dict[str, str]:
    """The SHA-256 of each file that loading checks."""
    return {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
