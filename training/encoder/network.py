"""The encoder's network for training: what src/Firsthand.Engine/Encoding/Transformer.cs computes, with gradients. Tokens of all sentences stand in one matrix; only attention is padded."""
import torch
from torch import nn
from torch.nn import functional as F

LONGEST, HEADS = 128, 4


class Network(nn.Module):
    def __init__(self, tensors):
        super().__init__()
        self.names = {key.replace(".", "_"): key for key in tensors}
        for attribute, key in self.names.items():
            values = torch.tensor(tensors[key])
            if key == "frequencies":
                angles = torch.arange(LONGEST)[:, None].double() * values.double()
                self.register_buffer("timing", torch.cat([angles.sin(), angles.cos()], 1).float(), persistent=False)
                self.register_buffer(attribute, values)
            else:
                setattr(self, attribute, nn.Parameter(values))

    def tensors(self):
        return {key: getattr(self, attribute).detach().numpy() for attribute, key in self.names.items()}

    def forward(self, sentences, drop=0.0):
        """Lists of piece ids, none of them empty -> a row of length 1 for each."""
        sentences = [ids[:LONGEST] for ids in sentences]
        lengths = torch.tensor([len(ids) for ids in sentences])
        sentence = torch.repeat_interleave(torch.arange(len(sentences)), lengths)
        starts = torch.cumsum(lengths, 0) - lengths
        place = torch.arange(len(sentence)) - starts[sentence]
        padding = torch.arange(int(lengths.max()))[None] >= lengths[:, None]
        x = 2 * F.embedding(torch.tensor([i for ids in sentences for i in ids]), self.embedding) + self.timing[place]
        x = self._layer("layer0", x, x @ self.layer0_residual_kernel + self.layer0_residual_bias, sentence, place, padding, drop)
        x = self._layer("layer1", x, x, sentence, place, padding, drop)
        means = torch.zeros(len(sentences), x.shape[1], dtype=x.dtype).index_add(0, sentence, x) / lengths[:, None]
        return F.normalize(torch.tanh(means @ self.head_kernel + self.head_bias), dim=-1)

    def _layer(self, name, tokens, x, sentence, place, padding, drop):
        get = lambda part: getattr(self, f"{name}_{part}")
        inner = tokens.shape[1]
        h = F.layer_norm(tokens, (inner,), get("attention_norm_scale"), get("attention_norm_bias"), 1e-6)
        h = (h @ get("attention_in_kernel") + get("attention_in_bias")).view(-1, 3, HEADS, inner // HEADS)
        q, k, v = torch.zeros(*padding.shape, *h.shape[1:], dtype=h.dtype).index_put((sentence, place), h).permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(-1, -2) * (inner // HEADS) ** -0.5).masked_fill(padding[:, None, None], -1e9)
        h = (torch.softmax(scores, -1) @ v).transpose(1, 2)[sentence, place].reshape(-1, inner)
        x = F.dropout(h, drop) @ get("attention_out_kernel") + get("attention_out_bias") + x
        h = F.layer_norm(x, (x.shape[1],), get("feed_norm_scale"), get("feed_norm_bias"), 1e-6)
        h = F.relu(h @ get("feed_in_kernel") + get("feed_in_bias"))
        return F.dropout(h, drop) @ get("feed_out_kernel") + get("feed_out_bias") + x


@torch.no_grad()
def vectors(network, sentences, at_once=256):
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    rows = torch.empty(len(sentences), len(network.head_bias), dtype=network.head_bias.dtype)
    for start in range(0, len(order), at_once):
        some = order[start:start + at_once]
        rows[some] = network([sentences[i] or [0] for i in some])
    return rows
