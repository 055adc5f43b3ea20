"""
Makes one tiny model of each family, with the real classes and random weights, and the libraries' results.

Each is first written as a checkpoint in its library's own layout, and then exported like any other.
"""

from __future__ import annotations

import gzip
import json
import math
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import open_clip
import torch
from safetensors.torch import save_file
from timm.models import Eva, FastVit, VisionTransformer, register_model
from timm.models.fastvit import RepConditionalPosEnc
from torch import nn
from transformers import (
    BertConfig,
    ChineseCLIPConfig,
    ChineseCLIPImageProcessorPil,
    ChineseCLIPModel,
    CLIPConfig,
    CLIPImageProcessorPil,
    CLIPModel,
    XLMRobertaConfig,
)

from cases import draw_pictures
from checkpoints import load
from convert import DTYPES, export
from openclip import clip_tokenizer_json
from pack import write_pack

VOCABULARIES = Path(__file__).parent / "vocabularies"
#: Side of the images and of a patch, and the models' width, heads and dimension.
SIZE, PATCH, WIDTH, HEADS, DIMENSION = 16, 4, 8, 2, 8
#: Number of merges to keep of CLIP's byte pair encoding.
MERGES = 64
#: The family that has every dtype. The others have those for GPUs with half precision.
ALL_DTYPES = "openai-clip"
HALF_DTYPES = ["fp32", "fp16", "q4f16"]
#: The family whose text encoder also outputs its last hidden layer. Stable Diffusion 1.x is conditioned on such a one,
#: CLIP of transformers, so it has int8 as well, for the kernels on WASM.
HIDDEN_STATES = "fashion-clip"
HALF = {"mean": [0.5] * 3, "std": [0.5] * 3}

#: Families whose reduced vocabulary does not come from the real one.
STANDINS = {"siglip", "siglip2", "biomed-clip", "xlm-roberta"}


def make_packs(which: str, root: Path, seed: int) -> None:
    """
    Writes images/, rgb/ and <family>/ with manifest.json and model/.

    :param which: a family, or `all`.
    :param root: an empty folder.
    """
    shutil.copyfile(Path(__file__).parent / "packs.md", root / "README.md")
    draw_pictures(root / "images", SIZE)
    for number, (family, build) in enumerate(FAMILIES.items()):
        if which not in ("all", family):
            continue
        with tempfile.TemporaryDirectory() as folder:
            checkpoint = load(build(Path(folder), seed * 100 + number))
            checkpoint.id, checkpoint.name = f"tiny/{family}", f"{family}, tiny, random weights"
            checkpoint.random = True
            model = root / family / "model"
            model.mkdir(parents=True)
            hidden_states = family == HIDDEN_STATES
            dtypes = [*HALF_DTYPES, "int8"] if hidden_states else HALF_DTYPES
            export(checkpoint, model, list(DTYPES) if family == ALL_DTYPES else dtypes, hidden_states)
            write_pack(checkpoint, root, family, seed * 100 + number, family in STANDINS, hidden_states)


def open_clip_checkpoint(
    vision: dict[str, Any],
    text: dict[str, Any],
    preprocess: dict[str, Any] | None = None,
    scale: float = 100,
    bias: float | None = None,
    vocabulary: str | None = None,
    **model: Any,
) -> Callable[[Path, int], str]:
    """
    :param vision: vision_cfg of open_clip, without the size.
    :param text: text_cfg, without vocabulary and width.
    :param preprocess: preprocess_cfg, where it differs from CLIP's.
    :param scale: logit scale; `bias` is the bias of sigmoid models.
    :param vocabulary: a file of VOCABULARIES; CLIP's reduced vocabulary if absent.
    :param model: further keys of model_cfg.
    :returns: a function that writes the checkpoint into a folder, with a seed, and returns its name.
    """

    def build(folder: Path, seed: int) -> str:
        if vocabulary is None:
            tokens = {"tokenizer_kwargs": {"bpe_path": str(cut_merges(folder))}}
            size = 2 * 256 + MERGES + 2
        else:
            size = copy_tokenizer(folder, vocabulary, text.get("context_length", 77))
            tokens = {"hf_tokenizer_name": str(folder)}
        text_cfg = {"vocab_size": size, "width": WIDTH, "heads": HEADS, "layers": 1, **tokens, **text}
        if "hf_config" in text_cfg:
            config = text_cfg.pop("hf_config")(vocab_size=size)
            config.save_pretrained(folder)
            for key in ("vocab_size", "width", "heads", "layers"):
                del text_cfg[key]
            text_cfg["hf_model_name"] = str(folder)
        config = {
            "model_cfg": {
                "embed_dim": DIMENSION,
                "vision_cfg": {"image_size": SIZE, **vision},
                "text_cfg": text_cfg,
                **({} if bias is None else {"init_logit_bias": bias}),
                **model,
            },
            "preprocess_cfg": preprocess or {},
        }
        (folder / "open_clip_config.json").write_text(json.dumps(config))
        name = f"local-dir:{folder}"
        made = open_clip.create_model(name, pretrained_text=False)
        randomise(made, seed, scale)
        save_file(made.state_dict(), folder / "open_clip_model.safetensors")
        return name

    return build


def chinese_clip(folder: Path, seed: int) -> str:
    size = copy_tokenizer(folder, "chinese-clip", 52)
    tower = {
        "hidden_size": WIDTH,
        "intermediate_size": 2 * WIDTH,
        "num_hidden_layers": 1,
        "num_attention_heads": HEADS,
    }
    config = ChineseCLIPConfig(
        text_config={**tower, "vocab_size": size, "max_position_embeddings": 64},
        vision_config={**tower, "image_size": SIZE, "patch_size": PATCH},
        projection_dim=DIMENSION,
    )
    processor = ChineseCLIPImageProcessorPil(size={"height": SIZE, "width": SIZE}, do_center_crop=False)
    return transformers_checkpoint(folder, ChineseCLIPModel(config), processor, seed)


def fashion_clip(folder: Path, seed: int) -> str:
    tokenizer = open_clip.SimpleTokenizer(str(cut_merges(folder)))
    (folder / "tokenizer.json").write_text(json.dumps(clip_tokenizer_json(tokenizer)))
    write_tokenizer_config(folder, "CLIPTokenizer", 77)
    start, end = tokenizer.all_special_ids
    tower = {
        "hidden_size": WIDTH,
        "intermediate_size": 2 * WIDTH,
        "num_hidden_layers": 1,
        "num_attention_heads": HEADS,
    }
    config = CLIPConfig(
        text_config={
            **tower,
            "vocab_size": tokenizer.vocab_size,
            "bos_token_id": start,
            "eos_token_id": end,
            "pad_token_id": end,
        },
        vision_config={**tower, "image_size": SIZE, "patch_size": PATCH},
        projection_dim=DIMENSION,
    )
    processor = CLIPImageProcessorPil(size={"shortest_edge": SIZE}, crop_size={"height": SIZE, "width": SIZE})
    return transformers_checkpoint(folder, CLIPModel(config), processor, seed)


def transformers_checkpoint(folder: Path, model: nn.Module, processor: Any, seed: int) -> str:
    randomise(model, seed, 100)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return f"transformers:{folder}"


def randomise(model: nn.Module, seed: int, scale: float) -> None:
    """
    Sets random weights that give images and texts different embeddings. The libraries' own initial weights do not at
    these widths.
    """
    generator = torch.Generator().manual_seed(seed)

    def normal(like: torch.Tensor, deviation: float) -> torch.Tensor:
        return torch.randn(like.shape, generator=generator) * deviation

    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name == "logit_scale":
                weight.fill_(math.log(scale))
            elif name == "logit_bias":
                pass
            elif name.endswith("bias"):
                weight.copy_(normal(weight, 0.1))
            elif (
                "position" in name or "pos_embed" in name or "class_embedding" in name or "cls_token" in name
            ):
                weight.copy_(normal(weight, 0.4))
            elif "token_embedding" in name or "word_embeddings" in name:
                weight.copy_(normal(weight, 1))
            elif weight.numel() == len(weight):
                weight.copy_(1 + normal(weight, 0.2))
            else:
                weight.copy_(normal(weight, 2 / math.sqrt(weight.numel() / len(weight))))
        for name, value in model.named_buffers():
            if name.endswith("running_mean"):
                value.copy_(normal(value, 0.1))
            elif name.endswith("running_var"):
                value.copy_(0.75 + torch.rand(value.shape, generator=generator) / 2)


def cut_merges(folder: Path) -> Path:
    """Writes CLIP's byte pair encoding with only its first merges, as open_clip reads it."""
    with gzip.open(open_clip.tokenizer.default_bpe(), "rt", encoding="utf8") as whole:
        lines = [next(whole).rstrip("\n") for _ in range(MERGES + 1)]
    path = folder / "merges.txt.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return path


def copy_tokenizer(folder: Path, vocabulary: str, length: int) -> int:
    """:returns: the number of tokens."""
    content = (VOCABULARIES / f"{vocabulary}.json").read_text("utf8")
    (folder / "tokenizer.json").write_text(content, "utf8")
    write_tokenizer_config(folder, TOKENIZERS[vocabulary][0], length, **TOKENIZERS[vocabulary][1])
    return len(json.loads(content)["model"]["vocab"])


def write_tokenizer_config(folder: Path, kind: str, length: int, **tokens: str) -> None:
    content = {"tokenizer_class": kind, "model_max_length": length, **tokens}
    (folder / "tokenizer_config.json").write_text(json.dumps(content))


BERT = {f"{name.lower()}_token": f"[{name}]" for name in ("CLS", "SEP", "PAD", "UNK", "MASK")}
#: The tokenizers' classes, and their special tokens.
TOKENIZERS: dict[str, tuple[str, dict[str, str]]] = {
    "chinese-clip": ("BertTokenizer", BERT),
    "biomed-clip": ("BertTokenizer", BERT),
    "siglip": ("PreTrainedTokenizerFast", {"eos_token": "</s>", "pad_token": "</s>", "unk_token": "<unk>"}),
    "siglip2": (
        "PreTrainedTokenizerFast",
        {"bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>"},
    ),
    "xlm-roberta": (
        "PreTrainedTokenizerFast",
        {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"},
    ),
}


def timm_model(model: nn.Module) -> nn.Module:
    """The attributes of a timm model that open_clip's TimmModel reads."""
    model.default_cfg = {}
    return model


SMALL_VIT = {
    "img_size": SIZE,
    "patch_size": PATCH,
    "embed_dim": WIDTH,
    "depth": 1,
    "num_heads": HEADS,
    "mlp_ratio": 2,
}


@register_model
def tiny_vit(
    pretrained: bool = False, num_classes: int = 0, global_pool: str = "token", **_: Any
) -> nn.Module:
    return timm_model(VisionTransformer(**SMALL_VIT, num_classes=num_classes, global_pool=global_pool))


@register_model
def tiny_vit_siglip(
    pretrained: bool = False, num_classes: int = 0, global_pool: str = "map", **_: Any
) -> nn.Module:
    return timm_model(
        VisionTransformer(**SMALL_VIT, num_classes=num_classes, global_pool=global_pool, class_token=False)
    )


@register_model
def tiny_eva02(
    pretrained: bool = False, num_classes: int = 0, global_pool: str = "token", **_: Any
) -> nn.Module:
    return timm_model(
        Eva(
            **SMALL_VIT,
            num_classes=num_classes,
            global_pool=global_pool,
            qkv_fused=False,
            swiglu_mlp=True,
            scale_mlp=True,
            scale_attn_inner=True,
            use_rot_pos_emb=True,
            ref_feat_shape=(16, 16),
        )
    )


@register_model
def tiny_fastvit_mci(
    pretrained: bool = False, num_classes: int = 0, global_pool: str = "avg", **_: Any
) -> nn.Module:
    return timm_model(
        FastVit(
            num_classes=num_classes,
            global_pool=global_pool,
            layers=(1, 1, 1, 1),
            embed_dims=(4, 4, 8, 32),
            mlp_ratios=(1, 1, 1, 1),
            se_downsamples=(False, False, True, True),
            pos_embs=(
                None,
                None,
                None,
                lambda *args, **kwargs: RepConditionalPosEnc(*args, spatial_shape=(3, 3), **kwargs),
            ),
            token_mixers=("repmixer", "repmixer", "repmixer", "attention"),
            lkc_use_act=True,
            cls_ratio=1,
        )
    )


NATIVE = {"layers": 1, "width": WIDTH, "head_width": WIDTH // HEADS, "patch_size": PATCH, "mlp_ratio": 2}
CAUSAL = {"mlp_ratio": 2}
SIGLIP_TEXT = {
    "context_length": 64,
    "no_causal_mask": True,
    "proj_bias": True,
    "pool_type": "last",
    "norm_kwargs": {"eps": 1e-6},
    "tokenizer_kwargs": {"clean": "canonicalize"},
    "mlp_ratio": 2,
}
BERT_SIZES = {
    "hidden_size": WIDTH,
    "intermediate_size": 2 * WIDTH,
    "num_hidden_layers": 1,
    "num_attention_heads": HEADS,
}

#: For each family, a function that writes a tiny checkpoint into a folder, with a seed, and returns its name.
FAMILIES: dict[str, Callable[[Path, int], str]] = {
    "openai-clip": open_clip_checkpoint(NATIVE, CAUSAL, quick_gelu=True),
    "openclip-laion": open_clip_checkpoint(NATIVE, CAUSAL),
    "openclip-l14": open_clip_checkpoint({**NATIVE, "patch_size": 2}, CAUSAL, HALF),
    "siglip": open_clip_checkpoint(
        {"timm_model_name": "tiny_vit_siglip", "timm_pool": "map", "timm_proj": "none"},
        SIGLIP_TEXT,
        {**HALF, "resize_mode": "squash"},
        scale=117.33,
        bias=-12.93,
        vocabulary="siglip",
        custom_text=True,
    ),
    "siglip2": open_clip_checkpoint(
        {"timm_model_name": "tiny_vit_siglip", "timm_pool": "map", "timm_proj": "none"},
        {**SIGLIP_TEXT, "act_kwargs": {"approximate": "tanh"}},
        {**HALF, "resize_mode": "squash"},
        scale=112.67,
        bias=-16.77,
        vocabulary="siglip2",
        custom_text=True,
    ),
    "eva02-clip": open_clip_checkpoint(
        {"timm_model_name": "tiny_eva02", "timm_pool": "token", "timm_proj": None}, CAUSAL, custom_text=True
    ),
    "chinese-clip": chinese_clip,
    "fashion-clip": fashion_clip,
    "biomed-clip": open_clip_checkpoint(
        {"timm_model_name": "tiny_vit", "timm_pool": "", "timm_proj": "linear"},
        {
            "context_length": 64,
            "hf_config": lambda **size: BertConfig(**size, **BERT_SIZES, max_position_embeddings=64),
            "hf_proj_type": "mlp",
            "hf_pooler_type": "cls_last_hidden_state_pooler",
        },
        scale=85,
        vocabulary="biomed-clip",
    ),
    "mobileclip": open_clip_checkpoint(
        {"timm_model_name": "tiny_fastvit_mci", "timm_pool": "avg", "timm_proj": None},
        {**CAUSAL, "no_causal_mask": True},
        {"mean": [0.0] * 3, "std": [1.0] * 3, "interpolation": "bilinear"},
        custom_text=True,
    ),
    "xlm-roberta": open_clip_checkpoint(
        NATIVE,
        {
            "hf_config": lambda **size: XLMRobertaConfig(**size, **BERT_SIZES, max_position_embeddings=80),
            "hf_proj_type": "linear",
            "hf_pooler_type": "mean_pooler",
        },
        vocabulary="xlm-roberta",
    ),
}
