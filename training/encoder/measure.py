"""How well likeness alone finds two sentences that belong together: average precision over all pairs.
   python3 measure.py DATA WEIGHTS...      files of the encoder, or a teacher (TEACHER.npz, with --package)
For requests: insurance (DSTC11), and six trades of more-needs, each by itself; no run has learned from either. For talk: what says the same, among all and within a subject,
of fifty subjects that teacher.py and taught.py leave out (talk.py does not)."""
import argparse
import json
import os

import numpy as np
import torch

import minilm
import texts
import weights
from network import Network, vectors
from pieces import Pieces
from ship import REQUESTS, tensors_of


def main():
    say = argparse.ArgumentParser()
    say.add_argument("data"), say.add_argument("weights", nargs="+"), say.add_argument("--package")
    asked = say.parse_args()
    torch.set_num_threads(1)
    with open(os.path.join(asked.data, "dstc11_insurance", "task1_turns.jsonl"), encoding="utf-8") as file:
        turns = [json.loads(line) for line in file]
    insurance = [turn["utterance"] for turn in turns], [turn["intent"][0] for turn in turns]
    trades = [tuple(zip(*((text, need) for need, said in trade.items() for text in said))) for trade in texts.needs_apart()]
    _, held = texts.told_apart(texts.subjects(), texts.SUBJECTS_HELD_OUT)
    said = [(text, subject, group) for subject, groups in enumerate(held) for group, (_, texts_of) in enumerate(groups) for text in texts_of]
    same, subjects = [(subject, group) for _, subject, group in said], np.array([subject for _, subject, _ in said])
    for path in asked.weights:
        requests, talk = encoders(path, asked.package)
        among = talk([text for text, _, _ in said])
        print(f"{path}  insurance {precision(requests(insurance[0]), insurance[1]):.3f}  trades {np.mean([precision(requests(list(said)), needs) for said, needs in trades]):.3f}"
              f"  says the same {precision(among, same):.3f}, within a subject {precision(among, same, subjects):.3f}", flush=True)


def encoders(path, package):
    if path.endswith(".npz"):
        words, network = minilm.read(package)[0], minilm.MiniLM(dict(np.load(path)))
        return [lambda sentences: minilm.vectors(network, [words.ids(text) for text in sentences]).numpy()] * 2
    pieces = Pieces(weights.read(path)[1])
    return [lambda sentences, network=Network(tensors_of(path, which)): vectors(network, [pieces.ids(text) for text in sentences]).numpy() for which in (REQUESTS, "")]


def precision(rows, labels, within=None):
    """Pairs in the order of their likeness, seen from the middle of all; of pairs within one of a kind only, where it is given."""
    rows = rows - rows.mean(0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    a, b = np.triu_indices(len(rows), 1)
    if within is not None:
        a, b = a[within[a] == within[b]], b[within[a] == within[b]]
    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    kinds = np.array([numbers[label] for label in labels])
    hit = (kinds[a] == kinds[b])[np.argsort(-(rows @ rows.T)[a, b], kind="stable")]
    return float((np.cumsum(hit)[hit] / (np.flatnonzero(hit) + 1)).mean())


if __name__ == "__main__":
    main()
