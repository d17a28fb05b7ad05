"""The network of multilingual-e5-small as an ONNX graph, built from the bundled weights once and stored.

The graph takes the word embeddings of one text, (tokens, hidden), and returns its vector of length 1, (hidden,). One text
at a time: dynamic quantisation takes its scale from the whole input, so that in a batch one text would change another.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from ingest.library.e5_weights import E5Weights, Floats, bundled_weights_path, read_weights

GRAPH_VERSION = 1
"""Part of the file's name and of the embedder's identity: raise it when the graph's results change."""
GRAPH_FILE = f"multilingual-e5-small-int8-v{GRAPH_VERSION}.onnx"
INPUT, OUTPUT = "word_embeddings", "vector"
LARGEST_WEIGHT = 63
"""7 of the 8 bits: processors without VNNI add two products in 16 bits (255 × 63 × 2 just fits) and would cut larger sums off.
The eighth bit is worth 0.0003 of cosine."""
OPSET = 20
IR_VERSION = 10


def stored_graph(models: Path) -> Path:
    """The path of the graph in the folder of models; builds it there (a second or two) when it is missing.

    The file appears whole or not at all, so that several processes may do this at the same time.
    """
    path = models / GRAPH_FILE
    if path.is_file():
        return path
    models.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=models, prefix="building-") as folder:
        built = Path(folder) / GRAPH_FILE
        build_graph(read_weights(bundled_weights_path()), built)
        built.replace(path)
    return path


def build_graph(weights: E5Weights, path: Path, *, quantised: bool = True) -> None:
    """Write the graph: 22 MB with its matrices in 8 bits, 86 MB without."""
    import onnx
    from onnx import TensorProto, helper

    drawing = _Drawing(quantised)
    _draw(drawing, weights)
    graph = helper.make_graph(
        drawing.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["tokens", weights.hidden])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [weights.hidden])],
        drawing.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.save(model, path)


class _Drawing:
    """Nodes and constants of a graph under construction; every result gets a name of its own."""

    def __init__(self, quantised: bool) -> None:
        from onnx import TensorProto, helper, numpy_helper

        self._helper = helper
        self._tensor = numpy_helper.from_array
        self._float = TensorProto.FLOAT
        self._quantised = quantised
        self._in_8_bits: set[str] = set()
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, values: np.ndarray[Any, Any]) -> str:
        name = f"constant{len(self.constants)}"
        # A scalar stays a scalar: ascontiguousarray would make it a vector of one.
        self.constants.append(self._tensor(np.array(values, order="C"), name))
        return name

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def node(self, operator: str, *inputs: str, result: str = "", **attributes: Any) -> str:
        name = result or f"result{len(self.nodes)}"
        self.nodes.append(self._helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def linear(self, x: str, weight: Floats, bias: Floats) -> str:
        """``x @ weight.T + bias``, the weight as stored (outputs, inputs)."""
        product = (
            self._product_in_8_bits(x, weight)
            if self._quantised
            else self.node("MatMul", x, self.constant(weight.T))
        )
        return self.node("Add", product, self.constant(bias))

    def _product_in_8_bits(self, x: str, weight: Floats) -> str:
        """The product with both sides in 8 bits: the weight with a scale for each output, the input with one for the text."""
        weight_scale = np.abs(weight).max(axis=1) / LARGEST_WEIGHT
        rounded = np.rint(weight / weight_scale[:, None]).astype(np.int8)
        small, scale, zero = (f"{x}_{part}" for part in ("in_8_bits", "scale", "zero"))
        if x not in self._in_8_bits:
            self._in_8_bits.add(x)
            self.nodes.append(self._helper.make_node("DynamicQuantizeLinear", [x], [small, scale, zero]))
        total = self.node("MatMulInteger", small, self.constant(rounded.T), zero)
        factor = self.node("Mul", scale, self.constant(weight_scale))
        return self.node("Mul", self.node("Cast", total, to=self._float), factor)


def _draw(drawing: _Drawing, weights: E5Weights) -> None:
    tokens = drawing.node("Shape", INPUT, start=0, end=1)
    positions = (
        weights.vector("emb.pos").reshape(-1, weights.hidden) + weights.vector("emb.type")[: weights.hidden]
    )
    used = drawing.node(
        "Slice", drawing.constant(positions), drawing.integers(0), tokens, drawing.integers(0)
    )
    x = _layer_norm(drawing, weights, drawing.node("Add", INPUT, used), "emb.ln")
    for layer in range(weights.layers):
        x = _draw_layer(drawing, weights, x, f"l{layer}.")
    mean = drawing.node("ReduceMean", x, drawing.integers(0), keepdims=0)
    drawing.node("LpNormalization", mean, result=OUTPUT, axis=-1, p=2)


def _draw_layer(drawing: _Drawing, weights: E5Weights, x: str, prefix: str) -> str:
    """One layer of a BERT encoder: attention and feed-forward, each added to its input and normalised."""
    hidden, wide = weights.hidden, weights.feed_forward

    def linear(of: str, name: str, outputs: int, inputs: int) -> str:
        weight = weights.matrix(f"{prefix}{name}.w", outputs, inputs)
        return drawing.linear(of, weight, weights.vector(f"{prefix}{name}.b"))

    attended = _draw_attention(drawing, weights, x, prefix)
    attended = linear(attended, "ao", hidden, hidden)
    x = _layer_norm(drawing, weights, drawing.node("Add", attended, x), prefix + "aln")
    inner = drawing.node("Gelu", linear(x, "fi", wide, hidden))
    return _layer_norm(
        drawing, weights, drawing.node("Add", linear(inner, "fo", hidden, wide), x), prefix + "oln"
    )


def _draw_attention(drawing: _Drawing, weights: E5Weights, x: str, prefix: str) -> str:
    """Self-attention of all heads, (tokens, hidden) → (tokens, hidden)."""
    hidden, heads = weights.hidden, weights.heads
    size = hidden // heads
    # One product instead of three: the input is quantised once.
    weight = np.concatenate([weights.matrix(f"{prefix}{part}.w", hidden, hidden) for part in "qkv"])
    bias = np.concatenate([weights.vector(f"{prefix}{part}.b") for part in "qkv"])
    weight[:hidden] /= np.sqrt(size)
    bias[:hidden] /= np.sqrt(size)
    together = drawing.linear(x, weight, bias)
    split = drawing.node("Reshape", together, drawing.integers(0, 3, heads, size))
    by_head = drawing.node("Transpose", split, perm=[1, 2, 0, 3])
    query, key, value = (
        drawing.node("Gather", by_head, drawing.constant(np.array(part)), axis=0) for part in range(3)
    )
    likeness = drawing.node("MatMul", query, drawing.node("Transpose", key, perm=[0, 2, 1]))
    mixed = drawing.node("MatMul", drawing.node("Softmax", likeness, axis=-1), value)
    return drawing.node(
        "Reshape", drawing.node("Transpose", mixed, perm=[1, 0, 2]), drawing.integers(0, hidden)
    )


def _layer_norm(drawing: _Drawing, weights: E5Weights, x: str, name: str) -> str:
    scale, bias = drawing.constant(weights.vector(name + ".w")), drawing.constant(weights.vector(name + ".b"))
    return drawing.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=weights.epsilon)
