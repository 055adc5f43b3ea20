#!/usr/bin/env python3
"""
Makes ../fixtures/pocket-q4f16: the bundled model's text encoder in q4f16. Its weights are trained, as those of the
other fixtures are not, so it shows what 4 bits cost. Its image encoder is convolutions, which q4f16 leaves in float16.

    python pocket.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

from graphs import save, tidy
from quantise import SUFFIXES, quantise

PACKAGE = Path(__file__).parents[1]
POCKET = PACKAGE.parents[1] / "public" / "models" / "pocket" / "onnx"
FIXTURE = PACKAGE / "fixtures" / "pocket-q4f16"


def main() -> None:
    model = widen(onnx.load(POCKET / f"text_model{SUFFIXES['fp16']}.onnx"))
    FIXTURE.mkdir(exist_ok=True)
    save(tidy(quantise(model, "q4f16")), FIXTURE / f"text_model{SUFFIXES['q4f16']}.onnx")


def widen(model: onnx.ModelProto) -> onnx.ModelProto:
    """Turns a text encoder with float16 weights and float32 output into a float32 one, in place."""
    graph = model.graph
    [result] = graph.output
    [last] = [node for node in graph.node if result.name in node.output]  # casts to float32
    graph.node.remove(last)
    for node in graph.node:
        node.output[:] = [result.name if name == last.input[0] else name for name in node.output]
        for attribute in node.attribute:
            if attribute.name == "to" and attribute.i == TensorProto.FLOAT16:
                attribute.i = TensorProto.FLOAT
            if attribute.name == "value":
                _widen_tensor(attribute.t)
    for tensor in graph.initializer:
        _widen_tensor(tensor)
    del graph.value_info[:]
    return model


def _widen_tensor(tensor: TensorProto) -> None:
    if tensor.data_type == TensorProto.FLOAT16:
        values = numpy_helper.to_array(tensor).astype(np.float32)
        tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))


if __name__ == "__main__":
    main()
