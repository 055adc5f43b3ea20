"""The two encoders as plain modules, and their way to ONNX."""

from __future__ import annotations

import contextlib
import copy
import io
import logging
import warnings

import onnx
import torch
from timm.utils import reparameterize_model
from torch import Tensor, nn

#: Added to attention scores that must not count. Its exponential is 0 in float32 and float16, and
#: unlike -inf it is a number: WGSL promises nothing about infinities.
MASKED = -1e4

#: The oldest one with LayerNormalization (17) that torch's exporter writes without converting back.
OPSET = 18


class VisionTower(nn.Module):
    """pixel_values [batch, 3, size, size] float32 -> image_embeds [batch, dimension] float32."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pixel_values: Tensor) -> Tensor:
        return self.encoder(pixel_values)


class TextTower(nn.Module):
    """
    open_clip's TextTransformer (open_clip/transformer.py), the same arithmetic in a form that exports:
    input_ids [batch, length] int64, length <= context -> text_embeds [batch, dimension] float32.
    """

    def __init__(self, text: nn.Module, pooling: str, end_id: int) -> None:
        """
        :param text: has `token_embedding`, `positional_embedding`, `transformer`, `ln_final`,
            `text_projection` and `attn_mask`: a TextTransformer, or a CLIP.
        :param pooling: open_clip's `pool_type`: argmax, eos, last or first.
        :param end_id: the token where `eos` pools.
        """
        super().__init__()
        self.tokens = text.token_embedding
        self.positions = text.positional_embedding
        self.transformer = text.transformer
        self.norm = text.ln_final
        self.projection = text.text_projection
        self.pooling = pooling
        self.end_id = end_id
        self.causal = text.attn_mask is not None
        self.register_buffer("places", torch.arange(self.positions.shape[0], dtype=torch.int32))

    def forward(self, input_ids: Tensor) -> Tensor:
        length = input_ids.shape[1]
        x = self.tokens(input_ids) + self.positions[:length]
        mask = causal_mask(self.places[:length]) if self.causal else None
        x = self.norm(self.transformer(x, attn_mask=mask))
        x = self.pool(x, input_ids)
        if self.projection is None:
            return x
        return self.projection(x) if isinstance(self.projection, nn.Linear) else x @ self.projection

    def pool(self, x: Tensor, input_ids: Tensor) -> Tensor:
        """The row of x [batch, length, width] that stands for the text, [batch, width]."""
        if self.pooling == "first":
            return x[:, 0]
        if self.pooling == "last":
            return x[:, -1]
        # A product with a one-hot row: ArgMax over int32 and MatMul have WebGPU kernels, GatherND over
        # int64 has none.
        ids = input_ids.to(torch.int32)
        marks = ids if self.pooling == "argmax" else (ids == self.end_id).to(torch.int32)
        end = marks.argmax(dim=-1, keepdim=True).to(torch.int32)
        return pick(x, end, self.places)


class MaskedTextTower(nn.Module):
    """
    open_clip's HFTextEncoder (open_clip/hf_model.py), which makes the mask from the ids, with the mask as
    an input: input_ids, attention_mask [batch, length] int64 -> text_embeds [batch, dimension] float32.
    """

    def __init__(self, text: nn.Module) -> None:
        super().__init__()
        self.transformer = text.transformer
        self.pooler = text.pooler
        self.projection = text.proj

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        out = self.transformer(input_ids=input_ids, attention_mask=additive(attention_mask))
        return self.projection(self.pooler(out, attention_mask))


class Attention(nn.Module):
    """
    nn.MultiheadAttention (batch first, one width) in explicit products. torch's own exports with the
    example's sequence length baked in.
    """

    def __init__(self, attention: nn.MultiheadAttention) -> None:
        super().__init__()
        self.heads = attention.num_heads
        # Cut here and not when it runs: the exporter would cut the weights anew for every picture.
        weights = attention.in_proj_weight.chunk(3)
        biases = (None,) * 3 if attention.in_proj_bias is None else attention.in_proj_bias.chunk(3)
        self.inward = nn.ModuleList(map(_linear, weights, biases))
        self.outward = attention.out_proj

    def forward(
        self, query: Tensor, key: Tensor, value: Tensor, need_weights: bool = False, attn_mask: Tensor | None = None
    ) -> tuple[Tensor, None]:
        """query [batch, m, width], key and value [batch, n, width], attn_mask [m, n] or None."""
        q, k, v = (
            linear(x).unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for linear, x in zip(self.inward, (query, key, value))
        )
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-2, -1)
        if attn_mask is not None:
            scores = scores + attn_mask
        return self.outward((scores.softmax(dim=-1) @ v).transpose(1, 2).flatten(2)), None


def _linear(weight: Tensor, bias: Tensor | None) -> nn.Linear:
    """A linear layer of these values, weight [outputs, inputs]."""
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias=bias is not None, device="meta")
    layer.weight = nn.Parameter(weight.detach().clone())
    if bias is not None:
        layer.bias = nn.Parameter(bias.detach().clone())
    return layer


def causal_mask(places: Tensor) -> Tensor:
    """0, 1, 2, ... [length] -> what is added to scores [length, length]: MASKED where the key comes later."""
    return (places > places.unsqueeze(-1)).to(torch.float32) * MASKED


def additive(attention_mask: Tensor) -> Tensor:
    """1 and 0 [batch, length] -> what is added to scores [batch, heads, length, length]: 0 and MASKED."""
    return (1 - attention_mask.to(torch.float32))[:, None, None, :] * MASKED


def pick(x: Tensor, place: Tensor, places: Tensor) -> Tensor:
    """
    :param x: [batch, length, width].
    :param place: [batch, 1] int32, which position of x.
    :param places: 0, 1, 2, ..., at least `length` of them, int32.
    :returns: [batch, width].
    """
    one_hot = (places[: x.shape[1]] == place).to(x.dtype)
    return (one_hot.unsqueeze(1) @ x).squeeze(1)


def exportable(module: nn.Module) -> nn.Module:
    """
    :returns: a copy that shares the weights, with explicit attention, and with branches that only
        training needs folded away (MobileCLIP; timm's reparameterize_model).
    """
    shared = {id(tensor): tensor for tensor in (*module.parameters(), *module.buffers())}
    module = reparameterize_model(copy.deepcopy(module, shared), inplace=True)
    for parent in list(module.modules()):
        for name, child in parent.named_children():
            if isinstance(child, nn.MultiheadAttention) and child.batch_first and child._qkv_same_embed_dim:
                setattr(parent, name, Attention(child))
        if hasattr(parent, "fused_attn"):
            parent.fused_attn = False  # timm: explicit products here too
    return module.eval()


def export_onnx(tower: nn.Module, inputs: dict[str, Tensor], output: str, context: int | None = None) -> onnx.ModelProto:
    """
    :param tower: takes `inputs` in this order, and returns [batch, dimension].
    :param inputs: examples by name, two rows or more; their first dimension becomes `batch_size`.
    :param output: its name.
    :param context: where given, the second dimension of the inputs becomes `sequence_length`, at most this.
    """
    batch = torch.export.Dim("batch_size")
    axes = {0: batch}
    if context is not None:
        axes[1] = torch.export.Dim("sequence_length", min=2, max=context)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for noisy in ("torch.onnx", "onnxscript", "onnx_ir"):
            logging.getLogger(noisy).setLevel(logging.ERROR)
        program = torch.onnx.export(
            tower,
            tuple(inputs.values()),
            input_names=list(inputs),
            output_names=[output],
            dynamic_shapes=tuple(axes for _ in inputs),
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    return program.model_proto
