"""The trained network as a quantised ONNX file with its tokenizer and labels, as `dateline.language` reads it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import msgspec
import torch
from network import LABELS, Network
from onnxruntime.quantization import QuantType, quantize_dynamic


def export(network: Network, base: Path, folder: Path) -> None:
    """Write `encoder.onnx`, `encoder.json` and `tokenizer.json`; weights become 8-bit integers, a quarter in size."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    batch, pieces = torch.export.Dim("batch", min=1, max=64), torch.export.Dim("pieces", min=2, max=512)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "encoder.onnx"
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            whole,
            input_names=["ids", "mask"],
            output_names=["wide", "ask", "answer"],
            dynamic_shapes=({0: batch, 1: pieces}, {0: batch, 1: pieces}),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    weights = hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()[:12]
    card = {"version": f"minilm-{weights}", "labels": msgspec.to_builtins(LABELS)}
    (folder / "encoder.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
