"""Cleans up and writes ONNX graphs."""

from __future__ import annotations

from pathlib import Path

import onnx

from checkpoints import Refused

#: Protobuf cannot hold more in one file.
LARGEST_FILE = 2_000_000_000


def tidy(model: onnx.ModelProto) -> onnx.ModelProto:
    """
    Removes what no runtime reads: exporters' notes, inferred shapes, and long names except those of inputs and
    outputs.
    """
    graph = model.graph
    for node in graph.node:
        if any(
            attribute.type in (onnx.AttributeProto.GRAPH, onnx.AttributeProto.GRAPHS)
            for attribute in node.attribute
        ):
            raise Refused(f"The exported graph has control flow ({node.op_type}), which WebGPU cannot run.")
    names = {value.name: value.name for value in (*graph.input, *graph.output)}
    names[""] = ""

    def short(name: str) -> str:
        return names.setdefault(name, f"v{len(names)}")

    used = {name for node in graph.node for name in node.input}
    for initializer in [each for each in graph.initializer if each.name not in used]:
        graph.initializer.remove(initializer)
    for initializer in graph.initializer:
        initializer.name = short(initializer.name)
        initializer.doc_string = ""
        del initializer.metadata_props[:]
    for node in graph.node:
        node.name = node.doc_string = ""
        node.input[:] = map(short, node.input)
        node.output[:] = map(short, node.output)
        del node.metadata_props[:]
    for value in (*graph.input, *graph.output):
        del value.metadata_props[:]
    del graph.value_info[:]
    del graph.metadata_props[:]
    del model.metadata_props[:]
    del model.functions[:]
    graph.name = "tower"
    graph.doc_string = model.doc_string = ""
    model.producer_name, model.producer_version = "web-clip export", ""
    domains = {node.domain for node in graph.node}
    for opset in [opset for opset in model.opset_import if opset.domain not in domains]:
        model.opset_import.remove(opset)
    return model


def save(model: onnx.ModelProto, path: Path) -> None:
    """Writes a model. Weights that do not fit into one file go to a second file beside it."""
    weights = sum(len(initializer.raw_data) for initializer in model.graph.initializer)
    onnx.save(
        model,
        path,
        save_as_external_data=weights > LARGEST_FILE,
        location=f"{path.name}_data",
        size_threshold=1024,
    )
