#!/usr/bin/env python3
"""
Makes what the repository holds of the bundled model besides its files:

- ../fixtures/pocket-q4f16, its text encoder in q4f16. Its weights are trained, as those of the other fixtures are not,
  so it shows what 4 bits cost. Its image encoder is convolutions, which q4f16 leaves in float16.
- ../src/models/families/pocket-self-check.json, the answers for the self-check. The reference is its float16 weights in
  float32 arithmetic. Prints the tolerance of each dtype, for pocket.ts.

    python pocket.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, numpy_helper
from tokenizers import Tokenizer

from graphs import save, tidy
from quantise import SUFFIXES, quantise
from spec import SENTENCE, built_in_picture, rounded, tolerance, write_json

PACKAGE = Path(__file__).parents[1]
POCKET = PACKAGE.parents[1] / "public" / "models" / "pocket"
FIXTURE = PACKAGE / "fixtures" / "pocket-q4f16"
ANSWERS = PACKAGE / "src" / "models" / "families" / "pocket-self-check.json"

SIZE = 128
MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)

#: Digits of an answer. What they leave out changes a cosine by less than 1e-6.
DIGITS = 4


def main() -> None:
    vision, text = widen(read("vision", "fp16")), widen(read("text", "fp16"))
    record(vision, text)
    FIXTURE.mkdir(exist_ok=True)
    save(tidy(quantise(text, "q4f16")), FIXTURE / f"text_model{SUFFIXES['q4f16']}.onnx")


def record(vision: onnx.ModelProto, text: onnx.ModelProto) -> None:
    """
    Writes the answers of the float32 encoders, and prints the cosines of the model's own files with them.
    """
    answers = {"image": answer(vision, pixels()), "text": answer(text, tokens())}
    write_json(ANSWERS, {tower: rounded(row, DIGITS) for tower, row in answers.items()}, compact=True)
    for dtype in ("fp16", "q8"):
        image, sentence = answer(read("vision", dtype), pixels()), answer(read("text", dtype), tokens())
        cosines = float(image @ answers["image"]), float(sentence @ answers["text"])
        print(f"{dtype:5}{cosines[0]:10.6f}{cosines[1]:10.6f}  tolerance {tolerance(min(cosines))}")


def read(tower: str, dtype: str) -> onnx.ModelProto:
    return onnx.load(POCKET / "onnx" / f"{tower}_model{SUFFIXES[dtype]}.onnx")


def pixels() -> dict[str, np.ndarray]:
    """Returns the built-in picture as the image encoder takes it."""
    picture = (built_in_picture(SIZE) / 255 - np.array(MEAN)) / np.array(STD)
    return {"pixel_values": picture.transpose(2, 0, 1)[None].astype(np.float32)}


def tokens() -> dict[str, np.ndarray]:
    """Returns the sentence as the text encoder takes it."""
    ids = Tokenizer.from_file(str(POCKET / "tokenizer.json")).encode(SENTENCE).ids
    return {"input_ids": np.array([ids], np.int64)}


def answer(model: onnx.ModelProto, inputs: dict[str, np.ndarray]) -> np.ndarray:
    """Returns an embedding in double precision, of length 1."""
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    row = session.run(None, inputs)[0][0].astype(np.float64)
    return row / np.linalg.norm(row)


def widen(model: onnx.ModelProto) -> onnx.ModelProto:
    """Turns an encoder with float16 weights and float32 output into a float32 one, in place."""
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
