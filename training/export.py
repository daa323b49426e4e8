"""Write a trained reader as int8 ONNX into the package, with its labels and digests.

python training/export.py                 # the stage of curriculum.toml that ships
python training/export.py --name second --to /tmp/weights
"""

import argparse
import hashlib
import json
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE)]

import torch  # noqa: E402

import labels  # noqa: E402
from model import WIDTH, Encoder, FrameHead, inner_of  # noqa: E402

WEIGHTS = HERE.parent / "src" / "dragoman" / "neural" / "weights"


def export_encoder(encoder: Encoder, path: Path) -> None:
    """Write the encoder as fp32 ONNX with free batch, sub-word and word axes, for windows without padding."""
    ones = torch.ones(2, 12, dtype=torch.int64)
    some = torch.arange(8)[None].repeat(2, 1) + 1
    pieces, words = {0: "b", 1: "p"}, {0: "b", 1: "w"}
    axes = {"pieces": pieces, "shapes": pieces, "first": words, "last": words,
            "vectors": words, "triggers": words, "names": words, "relevance": {0: "b"}}  # fmt: skip
    torch.onnx.export(encoder, (ones, ones, some, some), str(path), input_names=["pieces", "shapes", "first", "last"],
                      output_names=["vectors", "triggers", "names", "relevance"], dynamic_axes=axes, opset_version=17,
                      dynamo=False)  # fmt: skip


def export_frames(head: FrameHead, path: Path) -> None:
    """Write the frame head as fp32 ONNX; it is small, and int8 cost it accuracy."""
    h, rows = torch.randn(2, 9, WIDTH), torch.tensor([0, 1, 1])
    axes = {"vectors": {0: "b", 1: "w"}, **{n: {0: "f"} for n in ("rows", "types", "start", "end")},
            "roles": {0: "f", 1: "w"}, "codes": {0: "f"}}  # fmt: skip
    types, start, end = torch.tensor([0, 1, 2]), torch.tensor([1, 2, 3]), torch.tensor([1, 4, 3])
    torch.onnx.export(head, (h, rows, types, start, end), str(path),
                      input_names=["vectors", "rows", "types", "start", "end"], output_names=["roles", "codes"],
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Fuse the attention blocks, then write int8 weights (per channel, reduced range: AVX2 without VNNI saturates)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    fused, wanted = source.with_suffix(".fused.onnx"), FusionOptions("bert")
    # the fused operator is the slower one: 28 → 25 ms a window without it
    wanted.enable_skip_layer_norm = wanted.enable_bias_skip_layer_norm = False
    optimizer.optimize_model(
        str(source), model_type="bert", num_heads=12, hidden_size=WIDTH, opt_level=1, optimization_options=wanted
    ).save_model_to_file(str(fused))
    quantize_dynamic(str(fused), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                     op_types_to_quantize=["MatMul", "Gemm", "Attention", "Gather", "EmbedLayerNormalization"],
                     extra_options={"DefaultTensorType": 1})  # fmt: skip


def main() -> None:
    """Export the named run, or the stage of the curriculum that ships."""
    ships = tomllib.loads((HERE / "curriculum.toml").read_text(encoding="utf-8"))["ships"]
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--name", default=ships, help="the stage whose weights are written")
    options.add_argument("--to", type=Path, default=WEIGHTS)
    args = options.parse_args()
    state = torch.load(HERE / "runs" / f"{args.name}.pt")
    encoder, head = Encoder(inner_of(state), unpadded=True).eval(), FrameHead().eval()
    encoder.load_state_dict({k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")})
    head.load_state_dict({k.removeprefix("frames."): v for k, v in state.items() if k.startswith("frames.")})
    args.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        export_encoder(encoder, Path(folder) / "encoder.onnx")
        quantise(Path(folder) / "encoder.onnx", args.to / "encoder.onnx")
    export_frames(head, args.to / "frames.onnx")
    (args.to / "labels.json").write_text(json.dumps(labels.scheme(), indent=1) + "\n", encoding="utf-8")
    if args.to != WEIGHTS:
        (args.to / "vocabulary.txt").write_bytes((WEIGHTS / "vocabulary.txt").read_bytes())
    names = ("encoder.onnx", "frames.onnx", "labels.json", "vocabulary.txt")
    digests = {n: hashlib.sha256((args.to / n).read_bytes()).hexdigest() for n in names}
    (args.to / "digests.json").write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")
    print({n: (args.to / n).stat().st_size for n in names})


if __name__ == "__main__":
    main()
