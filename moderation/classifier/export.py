"""The fine-tuned encoder as an eight-bit ONNX graph: word vectors in, one logit per head out, one message at a time.

`Graph.save` writes it; `read_back` gives the weights again, as exactly as eight bits hold them.
"""

from pathlib import Path

import numpy as np
import onnx  # type: ignore[import-not-found]  # only there where the encoder is fine-tuned
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
MICROSOFT = "com.microsoft"


def read_back(path: Path) -> dict[str, Floats]:
    """The weights of an encoder that was saved, by the names that torch has for them; the places stand in words.npz."""
    graph = onnx.load(path).graph
    kept = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: values for name, values in kept.items() if name.endswith((".weight", ".bias"))}
    found["head.weight"] = found["head.weight"].T
    for name in [each.removesuffix(".w") for each in kept if each.endswith(".w")]:
        parts = [name] if not name.endswith(".qkv") else [f"{name.removesuffix('.qkv')}.{part}" for part in "qkv"]
        weight = kept[f"{name}.w"].T.astype(np.float32) * kept[f"{name}.scale"][:, None]
        for part, rows, bias in zip(
            parts, np.split(weight, len(parts)), np.split(kept[f"{name}.b"], len(parts)), strict=True
        ):
            found[f"{part}.weight"], found[f"{part}.bias"] = rows, bias
    return {name: np.array(values, np.float32) for name, values in found.items()}


class Graph:
    """A graph in the making."""

    def __init__(self, state: dict[str, Floats], layers: int, heads: int) -> None:
        self.state, self.layers, self.heads = state, layers, heads
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def save(self, path: Path) -> None:
        """The whole encoder."""
        width, outputs = self.state["ln.weight"].shape[0], self.state["head.bias"].shape[0]
        last = self._tail(self._body())
        graph = helper.make_graph(
            self.nodes,
            "encoder",
            [helper.make_tensor_value_info("words", TensorProto.FLOAT, [1, "length", width])],
            [helper.make_tensor_value_info(last, TensorProto.FLOAT, [1, outputs])],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        path.write_bytes(helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString())

    def _body(self) -> str:
        x = self._node("LayerNormalization", ["words", *self._pair("ln")], axis=-1, epsilon=1e-12)
        for number in range(self.layers):
            x = self._layer(x, f"layers.{number}")
        return x

    def _tail(self, x: str) -> str:
        mean = self._node("ReduceMean", [x, self._constant("axes", np.array([1], np.int64))], keepdims=0)
        weight = self._constant("head.weight", self.state["head.weight"].T)
        return self._node("Gemm", [mean, weight, self._constant("head.bias", self.state["head.bias"])])

    def _layer(self, x: str, name: str) -> str:
        joined = np.concatenate([self.state[f"{name}.{part}.weight"] for part in "qkv"])
        bias = np.concatenate([self.state[f"{name}.{part}.bias"] for part in "qkv"])
        qkv = self._multiply(x, f"{name}.qkv", joined, bias)
        self._add("Split", [qkv], [f"{name}.q", f"{name}.k", f"{name}.v"], axis=-1, num_outputs=3)
        seen = self._node("MultiHeadAttention", [f"{name}.{part}" for part in "qkv"], MICROSOFT, num_heads=self.heads)
        out = self._multiply(seen, f"{name}.ao", self.state[f"{name}.ao.weight"], self.state[f"{name}.ao.bias"])
        x = self._node("SkipLayerNormalization", [x, out, *self._pair(f"{name}.aln")], MICROSOFT, epsilon=1e-12)
        inner = self._multiply(x, f"{name}.fi", self.state[f"{name}.fi.weight"], self.state[f"{name}.fi.bias"])
        inner = self._node("Gelu", [inner], MICROSOFT)
        out = self._multiply(inner, f"{name}.fo", self.state[f"{name}.fo.weight"], self.state[f"{name}.fo.bias"])
        return self._node("SkipLayerNormalization", [x, out, *self._pair(f"{name}.oln")], MICROSOFT, epsilon=1e-12)

    def _multiply(self, x: str, name: str, weight: Floats, bias: Floats) -> str:
        """x times the weights, which are kept in eight bits with a scale for every column."""
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        bytes_ = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8).T
        parts = {"w": bytes_, "scale": scale.astype(np.float32), "zero": np.zeros(len(scale), np.int8), "b": bias}
        names = [self._constant(f"{name}.{part}", np.ascontiguousarray(values)) for part, values in parts.items()]
        return self._node("DynamicQuantizeMatMul", [x, *names], MICROSOFT)

    def _pair(self, name: str) -> list[str]:
        return [self._constant(f"{name}.{part}", self.state[f"{name}.{part}"]) for part in ("weight", "bias")]

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def _node(self, kind: str, inputs: list[str], domain: str = "", **settings: float) -> str:
        name = f"{kind}.{len(self.nodes)}"
        self._add(kind, inputs, [name], domain, **settings)
        return name

    def _add(self, kind: str, inputs: list[str], outputs: list[str], domain: str = "", **settings: float) -> None:
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **settings))
