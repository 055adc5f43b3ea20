"""The two encoders as plain modules, and their export to ONNX."""

from __future__ import annotations

import contextlib
import copy
import io
import logging
import warnings

import onnx
import torch
from open_clip.transformer import ResidualAttentionBlock
from timm.models.fastvit import Attention as FastVitAttention
from timm.utils import reparameterize_model
from torch import Tensor, nn

from checkpoints import Refused

#: Added to masked attention scores. Its exponential is 0 in float32 and float16. It is not -inf, because WGSL
#: guarantees nothing about infinities.
MASKED = -1e4

#: The oldest opset with LayerNormalization (17) that torch's exporter writes without converting back.
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
    open_clip's TextTransformer (open_clip/transformer.py): the same arithmetic in exportable form:
    input_ids [batch, length] int64, length <= context -> text_embeds [batch, dimension] float32 and last_hidden_state
    [batch, length, width] float32.
    """

    def __init__(self, text: nn.Module, pooling: str, end_id: int) -> None:
        """
        :param text: a TextTransformer or a CLIP, with `token_embedding`, `positional_embedding`, `transformer`,
            `ln_final`, `text_projection` and `attn_mask`.
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

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        length = input_ids.shape[1]
        x = self.tokens(input_ids) + self.positions[:length]
        mask = causal_mask(self.places[:length]) if self.causal else None
        states = self.norm(self.transformer(x, attn_mask=mask))
        x = self.pool(states, input_ids)
        if self.projection is None:
            return x, states
        return self.projection(x) if isinstance(self.projection, nn.Linear) else x @ self.projection, states

    def pool(self, x: Tensor, input_ids: Tensor) -> Tensor:
        """Returns the row of x [batch, length, width] that represents the text, [batch, width]."""
        if self.pooling == "first":
            return x[:, 0]
        if self.pooling == "last":
            return x[:, -1]
        # A product with a one-hot row, because ArgMax over int32 and MatMul have WebGPU kernels. GatherND over
        # int64 has none.
        ids = input_ids.to(torch.int32)
        marks = ids if self.pooling == "argmax" else (ids == self.end_id).to(torch.int32)
        end = marks.argmax(dim=-1, keepdim=True).to(torch.int32)
        return pick(x, end, self.places)


class MaskedTextTower(nn.Module):
    """
    open_clip's HFTextEncoder (open_clip/hf_model.py), but with the mask as an input instead of computed from the ids:
    input_ids, attention_mask [batch, length] int64 -> text_embeds [batch, dimension] float32 and last_hidden_state
    [batch, length, width] float32.
    """

    def __init__(self, text: nn.Module) -> None:
        super().__init__()
        self.transformer = text.transformer
        self.pooler = text.pooler
        self.projection = text.proj

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        out = self.transformer(input_ids=input_ids, attention_mask=additive(attention_mask))
        return self.projection(self.pooler(out, attention_mask)), out.last_hidden_state


class FirstOutput(nn.Module):
    """A module of several outputs, without all but the first."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, *inputs: Tensor) -> Tensor:
        return self.module(*inputs)[0]


class SelfAttention(nn.Module):
    """
    open_clip's nn.MultiheadAttention (batch first, one width) in explicit products. torch would export its own with
    the example's fixed sequence length.
    """

    def __init__(self, attention: nn.MultiheadAttention) -> None:
        super().__init__()
        self.heads = attention.num_heads
        self.inward = scaled(attention.in_proj_weight, attention.in_proj_bias, self.heads)
        self.outward = attention.out_proj

    def forward(
        self, query: Tensor, key: Tensor, value: Tensor, need_weights: bool, attn_mask: Tensor | None
    ) -> tuple[Tensor, None]:
        """query, key and value must be the same [batch, length, width]; attn_mask is [length, length] or None."""
        if key is not query or value is not query:
            raise Refused("The model attends to tokens other than its own, which cannot be exported.")
        return self.outward(attend(self.inward(query), self.heads, attn_mask)), None


class GridAttention(nn.Module):
    """
    The attention of timm's FastViT, x [batch, width, rows, columns]. onnxruntime (1.30) mistakes timm's form for one
    of its own operators, and then cannot load it in float16.
    """

    def __init__(self, attention: FastVitAttention) -> None:
        super().__init__()
        self.heads = attention.num_heads
        self.inward = scaled(attention.qkv.weight, attention.qkv.bias, self.heads)
        self.outward = attention.proj

    def forward(self, x: Tensor) -> Tensor:
        tokens = x.flatten(2).transpose(1, 2)
        mixed = self.outward(attend(self.inward(tokens), self.heads))
        return mixed.transpose(1, 2).unflatten(2, x.shape[2:])


def scaled(weight: Tensor, bias: Tensor | None, heads: int) -> nn.Linear:
    """
    One product for queries, keys and values, [3 width, width], with the scale of the scores in the queries' weights,
    because on a GPU the number of kernels matters.
    """
    width = weight.shape[1]
    scales = torch.ones(3 * width)
    scales[:width] = (width / heads) ** -0.5
    layer = nn.Linear(width, 3 * width, bias=bias is not None, device="meta")
    layer.weight = nn.Parameter(weight.detach() * scales.unsqueeze(-1))
    if bias is not None:
        layer.bias = nn.Parameter(bias.detach() * scales)
    return layer


def attend(qkv: Tensor, heads: int, mask: Tensor | None = None) -> Tensor:
    """Concatenated queries, keys and values [batch, length, 3 width] -> [batch, length, width]."""
    q, k, v = (part.unflatten(-1, (heads, -1)) for part in qkv.chunk(3, dim=-1))
    scores = q.transpose(1, 2) @ k.permute(0, 2, 3, 1)
    if mask is not None:
        scores = scores + mask
    return (scores.softmax(dim=-1) @ v.transpose(1, 2)).transpose(1, 2).flatten(2)


def causal_mask(places: Tensor) -> Tensor:
    """0, 1, 2, ... [length] -> the term added to scores [length, length]: MASKED where the key comes later."""
    return (places > places.unsqueeze(-1)).to(torch.float32) * MASKED


def additive(attention_mask: Tensor) -> Tensor:
    """1 and 0 [batch, length] -> the term added to scores [batch, heads, length, length]: 0 and MASKED."""
    return (1 - attention_mask.to(torch.float32))[:, None, None, :] * MASKED


def pick(x: Tensor, place: Tensor, places: Tensor) -> Tensor:
    """
    :param x: [batch, length, width].
    :param place: [batch, 1] int32, a position in x.
    :param places: 0, 1, 2, ..., int32, at least `length` of them.
    :returns: [batch, width].
    """
    one_hot = (places[: x.shape[1]] == place).to(x.dtype)
    return (one_hot.unsqueeze(1) @ x).squeeze(1)


def exportable(module: nn.Module) -> nn.Module:
    """
    :returns: a copy that shares the weights, with explicit attention and without the branches that only training
        needs (MobileCLIP; timm's reparameterize_model).
    """
    shared = {id(tensor): tensor for tensor in (*module.parameters(), *module.buffers())}
    module = reparameterize_model(copy.deepcopy(module, shared), inplace=True)
    for parent in list(module.modules()):
        for name, child in parent.named_children():
            if isinstance(parent, ResidualAttentionBlock) and isinstance(child, nn.MultiheadAttention):
                setattr(parent, name, SelfAttention(child))
            elif isinstance(child, FastVitAttention):
                setattr(parent, name, GridAttention(child))
        if hasattr(parent, "fused_attn"):
            parent.fused_attn = False  # timm: use explicit products here too
    return module.eval()


def export_onnx(
    tower: nn.Module, inputs: dict[str, Tensor], outputs: list[str], context: int | None = None
) -> onnx.ModelProto:
    """
    :param tower: an encoder that takes `inputs` in this order, and returns `outputs`, the first of them
        [batch, dimension].
    :param inputs: examples by name, with at least two rows; their first dimension becomes `batch_size`.
    :param outputs: the names of the outputs.
    :param context: if given, the second dimension of the inputs becomes `sequence_length`, with this maximum.
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
            output_names=outputs,
            dynamic_shapes=tuple(axes for _ in inputs),
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    return program.model_proto
