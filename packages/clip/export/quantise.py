"""Converts float32 graphs to other number formats."""

from __future__ import annotations

import copy
import logging
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import convert_float_to_float16

#: Numbers of weights that share a scale, best first. A row should consist of whole blocks.
BLOCKS = (32, 16)
#: Products of a 4-bit encoder that keep 8 bits, counted from its start: every later layer works on their errors.
DELICATE = 4
#: Convolutions with fewer weights are not quantised.
SMALL_CONVOLUTION = 256

#: File name suffixes, as in packages/clip/src/models/sizes.ts.
SUFFIXES = {"fp32": "", "fp16": "_fp16", "q8": "_quantized", "q4": "_q4", "q4f16": "_q4f16", "int8": "_int8"}
#: 8-bit files with float arithmetic, which run on WebGPU.
WEIGHT_ONLY = {"q8"}


def quantise(model: onnx.ModelProto, dtype: str) -> onnx.ModelProto:
    """
    :param model: a float32 model. Its inputs and outputs stay float32 and int64.
    :param dtype: a key of SUFFIXES.
    :returns: a new model.
    """
    model = copy.deepcopy(model)
    for number, node in enumerate(model.graph.node):
        node.name = f"n{number}"  # onnxruntime's quantisers identify nodes by name
    return CONVERSIONS[dtype](model)


def to_fp16(model: onnx.ModelProto) -> onnx.ModelProto:
    """Converts to half precision throughout, between casts from and to float32."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # weights below 6e-8 become 6e-8
        return convert_float_to_float16(model, keep_io_types=True)


def to_q8(model: onnx.ModelProto) -> onnx.ModelProto:
    """8-bit weights, float arithmetic: MatMulNBits; convolutions and the token table dequantised as they are used."""
    return n_bit_products(embed_8_bit(convolve_8_bit(model)), 8)


def to_q4(model: onnx.ModelProto) -> onnx.ModelProto:
    """As q8, but most products have 4-bit weights."""
    return mostly_4_bit_products(embed_8_bit(convolve_8_bit(model)))


def to_q4f16(model: onnx.ModelProto) -> onnx.ModelProto:
    """As q4 in half precision; convolutions are not quantised."""
    return mostly_4_bit_products(to_fp16(embed_8_bit(model)))


def to_int8(model: onnx.ModelProto) -> onnx.ModelProto:
    """
    Integer products with dynamically quantised activations (MatMulInteger), for CPUs. Convolutions stay float, because
    ConvInteger does not accept signed weights on every machine.
    """
    with tempfile.TemporaryDirectory() as folder, _quiet():
        path = Path(folder) / "model.onnx"
        quantize_dynamic(
            embed_8_bit(model),
            path,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
        return onnx.load(path)


CONVERSIONS: dict[str, Callable[[onnx.ModelProto], onnx.ModelProto]] = {
    "fp32": lambda model: model,
    "fp16": to_fp16,
    "q8": to_q8,
    "q4": to_q4,
    "q4f16": to_q4f16,
    "int8": to_int8,
}


def mostly_4_bit_products(model: onnx.ModelProto) -> onnx.ModelProto:
    """
    Quantises the first products and the last one, which makes the embedding, to 8 bits and the others to 4.
    """
    matrices = {tensor.name for tensor in model.graph.initializer if len(tensor.dims) == 2}
    products = [
        node.name
        for node in model.graph.node
        if node.op_type in ("MatMul", "Gemm") and node.input[1] in matrices
    ]
    return n_bit_products(n_bit_products(model, 8, excluded=products[DELICATE:-1]), 4)


def n_bit_products(model: onnx.ModelProto, bits: int, excluded: Sequence[str] = ()) -> onnx.ModelProto:
    """
    Puts MatMulNBits for products with constant matrices.

    :param excluded: names of nodes that stay as they are.
    """
    matrices = {tensor.name: tensor.dims for tensor in model.graph.initializer if len(tensor.dims) == 2}
    depths = [
        matrices[node.input[1]][0]
        for node in model.graph.node
        if node.op_type == "MatMul" and node.input[1] in matrices
    ]
    block = next((size for size in BLOCKS if all(depth % size == 0 for depth in depths)), BLOCKS[-1])
    with _quiet():
        quantizer = MatMulNBitsQuantizer(
            model,
            bits=bits,
            block_size=block,
            is_symmetric=True,
            nodes_to_exclude=list(excluded),
            op_types_to_quantize=("MatMul",),
        )
        quantizer.process()
    return quantizer.model.model


def embed_8_bit(model: onnx.ModelProto) -> onnx.ModelProto:
    """Stores the token table in 8 bits with a scale per row, and dequantises only the rows that are looked up."""
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        if node.op_type != "Gather" or node.input[1] != "input_ids" or node.input[0] not in weights:
            nodes.append(node)
            continue
        table, ids, rows = node.input[0], node.input[1], node.output[0]
        values, scales = _eight_bits(numpy_helper.to_array(weights[table]))
        model.graph.initializer.remove(weights[table])
        model.graph.initializer.extend(
            [numpy_helper.from_array(values, f"{table}_8"), numpy_helper.from_array(scales, f"{table}_scale")]
        )
        nodes += [
            helper.make_node("Gather", [f"{table}_8", ids], [f"{rows}_8"], f"{rows}_8"),
            helper.make_node("Cast", [f"{rows}_8"], [f"{rows}_float"], f"{rows}_float", to=TensorProto.FLOAT),
            helper.make_node("Gather", [f"{table}_scale", ids], [f"{rows}_scale"], f"{rows}_scale"),
            helper.make_node("Mul", [f"{rows}_float", f"{rows}_scale"], [rows], rows),
        ]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def convolve_8_bit(model: onnx.ModelProto) -> onnx.ModelProto:
    """Stores the weights of convolutions in 8 bits with a scale per output channel (DequantizeLinear)."""
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        weight = weights.get(node.input[1]) if node.op_type == "Conv" else None
        if weight is not None and np.prod(weight.dims) >= SMALL_CONVOLUTION:
            name = weight.name
            array = numpy_helper.to_array(weight)
            values, scales = _eight_bits(array.reshape(len(array), -1))
            model.graph.initializer.remove(weight)
            model.graph.initializer.extend(
                [
                    numpy_helper.from_array(values.reshape(array.shape), f"{name}_8"),
                    numpy_helper.from_array(scales[:, 0], f"{name}_scale"),
                ]
            )
            nodes.append(
                helper.make_node(
                    "DequantizeLinear", [f"{name}_8", f"{name}_scale"], [f"{name}_float"], f"{name}_8", axis=0
                )
            )
            node.input[1] = f"{name}_float"
        nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def _eight_bits(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 [n, m] -> int8 [n, m] and the scale of each row, float32 [n, 1]."""
    scales = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-12) / 127
    return np.round(rows / scales).astype(np.int8), scales.astype(np.float32)


class _quiet:
    """Keeps onnxruntime's quantisers from logging every node."""

    def __enter__(self) -> None:
        logging.disable(logging.WARNING)

    def __exit__(self, *_: object) -> None:
        logging.disable(logging.NOTSET)
