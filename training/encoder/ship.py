"""Trained weights to the file that ships, and its golden vectors.
   python3 ship.py SHIPPED.weights GOLDEN.json BASE.weights --talk TALK.weights... --requests TRAINED.weights...
Of several runs the mean is taken: runs that begin at the same weights end near each other, and between them lies what they agree on.
Two networks ship. The one for requests is as trained: it hears what is asked for and ignores the rest. The one for talk stands half-way
between the base and what talk.py made of it: it tells what says the same, and still what kind of sentence it is (a question, a complaint).
A file that shipped before may stand for the runs of talk, or of requests: its network for them is taken over as it is."""
import argparse
import json

import numpy as np
import torch

import weights
from network import Network, vectors
from pieces import Pieces

LEAST_COSINE = 0.9989
REQUESTS, SHARED = "requests.", "frequencies"
TRAINED_SHARE = 0.5  # of the network for talk; the rest is the base
DIGITS = 7
# Written for the project: what tokens and positions can be.
TEXTS = [
    "Hi.", "why", "I have been waiting for my parcel since Monday.", "um so yeah I was just wondering if you can, uh, cancel it", "ALL CAPITALS AND NO MARKS",
    "What is the difference between a project and a space? I couldn't tell you.", "E-mail: someone@example.org, call 555-0199 after 5 p.m.", "Ａ full-width ﬁ ligature™", "naïve café, groß, ½ of 10 €",
    "Bu cümle başka bir dilde.", "これは別の言語です", "emoji 😀👍🏽 in between", "two  spaces", " ".join(["a long answer that goes on and on"] * 20),
]


def main(shipped, golden, base, talk_runs, request_runs):
    _, vocabulary, before = weights.read(base)
    requests = mean(before, [tensors_of(path, REQUESTS) for path in request_runs])
    trained = mean(before, [tensors_of(path, "") for path in talk_runs])
    talk = trained if shipped_before(talk_runs[0]) else {key: (1 - TRAINED_SHARE) * before[key] + TRAINED_SHARE * trained[key] for key in before}
    model = weights.write(shipped, "firsthand", vocabulary, talk | {REQUESTS + key: values for key, values in requests.items() if key != SHARED}, small=True)
    ids = [Pieces(vocabulary).ids(text) for text in TEXTS]
    stored = weights.read(shipped)[2]
    vec, requested = compared(talk, stored, ids), compared(requests, {key: stored.get(REQUESTS + key, stored[key]) for key in before}, ids)
    items = [{"text": text, "ids": number, "vec": a, "requested": b} for text, number, a, b in zip(TEXTS, ids, vec, requested)]
    with open(golden, "w", encoding="utf-8") as file:
        json.dump({"model": model, "items": items}, file, ensure_ascii=False, separators=(",", ":"))

    print(model)


def mean(base, runs):
    return {key: np.mean([tensors[key] for tensors in runs], axis=0) for key in base}


def tensors_of(path, network):
    """One network of a file that holds both; a run's file holds one."""
    tensors = weights.read(path)[2]
    return {key: tensors.get(network + key, values) for key, values in tensors.items() if not key.startswith(REQUESTS)}


def shipped_before(path):
    return any(key.startswith(REQUESTS) for key in weights.read(path)[2])


def compared(tensors, stored, ids):
    exact, small = (vectors(Network(some).double(), ids) for some in (tensors, stored))
    least = (exact * small).sum(1).min().item()
    print(f"least cosine to the weights before they were made small: {least:.5f}")
    assert least >= LEAST_COSINE
    return [[round(value, DIGITS) for value in row] for row in small.tolist()]


if __name__ == "__main__":
    torch.set_num_threads(1)
    say = argparse.ArgumentParser()
    say.add_argument("shipped"), say.add_argument("golden"), say.add_argument("base")
    say.add_argument("--talk", nargs="+", required=True), say.add_argument("--requests", nargs="+", required=True)
    asked = say.parse_args()
    main(asked.shipped, asked.golden, asked.base, asked.talk, asked.requests)
