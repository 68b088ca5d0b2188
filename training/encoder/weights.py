"""The one file that the encoder is read from (laid out as base/pack-weights.mjs says): numbers in, numbers out."""
import hashlib
import json
import struct

import numpy as np

MAGIC, VERSION, ALIGNMENT = b"firsthnd", 1, 64
SCALED = {"int8": 1, "int8-rows": 0}  # the axis that has a scale for each of its places
# Small, and first to meet the tokens: what is lost in rounding these to bytes is two fifths of all that is lost.
HALVES = ("layer0.residual.kernel", "layer0.attention.in.kernel", "layer0.attention.out.kernel")


def read(path):
    """-> model name, vocabulary [(piece, score)], tensors by name as float32."""
    with open(path, "rb") as file:
        content = file.read()
    magic, version, length = struct.unpack_from("<8sII", content)
    assert magic == MAGIC and version == VERSION, f"{path} is no weights file of version {VERSION}"
    header = json.loads(content[16:16 + length])
    base = -(-(16 + length) // ALIGNMENT) * ALIGNMENT
    tensors = {}
    for entry in header["tensors"]:
        count = int(np.prod(entry["shape"]))
        at = base + entry["offset"]
        if entry["type"] in SCALED:
            sides = [side if axis == SCALED[entry["type"]] else 1 for axis, side in enumerate(entry["shape"])]
            scales = np.frombuffer(content, "<f4", max(sides), at).reshape(sides)
            values = np.frombuffer(content, np.int8, count, at + 4 * max(sides)).reshape(entry["shape"]) * scales
        else:
            values = np.frombuffer(content, {"float32": "<f4", "float16": "<f2"}[entry["type"]], count, at)
        tensors[entry["name"]] = values.reshape(entry["shape"]).astype(np.float32)
    return header["model"], [(piece, score) for piece, score in header["vocabulary"]], tensors


def write(path, name, vocabulary, tensors, small=False):
    """All as float32, or small: kernels as int8 with a scale for each column, the embedding, whose rows differ in size, with one for each row, and three kernels of the first layer as float16. -> the model's name"""
    table, parts, offset = [], [], 0
    for key in sorted(tensors):
        values = np.ascontiguousarray(tensors[key], dtype="<f4")
        kind = "float32" if not small or values.ndim == 1 else "int8-rows" if key == "embedding" else "float16" if key.removeprefix("requests.") in HALVES else "int8"
        part = _bytes(values, SCALED[kind]) if kind in SCALED else values.astype({"float32": "<f4", "float16": "<f2"}[kind]).tobytes()
        table.append({"name": key, "type": kind, "shape": list(values.shape), "offset": offset})
        parts.append(part + bytes(-len(part) % ALIGNMENT))
        offset += len(parts[-1])
    model = f"{name}-{hashlib.sha256(b''.join(parts)).hexdigest()[:12]}"
    header = json.dumps({"model": model, "tensors": table, "vocabulary": vocabulary}, ensure_ascii=False, separators=(",", ":")).encode()
    with open(path, "wb") as file:
        start = struct.pack("<8sII", MAGIC, VERSION, len(header)) + header
        file.write(start + bytes(-len(start) % ALIGNMENT) + b"".join(parts))
    return model


def _bytes(values, axis):
    scales = np.maximum(np.abs(values).max(1 - axis, keepdims=True), 1e-12).astype("<f4") / np.float32(127)
    return scales.tobytes() + np.rint(values / scales).astype(np.int8).tobytes()
