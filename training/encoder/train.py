"""Trains the encoder: sentences of one class together, of others apart, whatever small talk stands around them.
   python3 train.py BASE.weights DATA OUT.weights [--seed 0] [--steps 1400] [--without bank,...] [--more]
BASE.weights is made by base/pack-weights.mjs; DATA holds training/, banking77/ and hwu64/. Debian's python3-torch with libopenblas0; one thread, so that a seed gives the same weights again."""
import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import random
import time

import numpy as np
import torch

import speech
import texts
import weights
from network import Network, vectors
from pieces import Pieces

CLASSES, EACH = 28, 4
NEAR_CLASSES, NEAR_BATCHES = 14, 0.5  # in half of the batches half of the classes lie close to one of them
TEMPERATURE, DROP, PIECE_DROP, MOST_PIECES = 0.07, 0.1, 0.08, 72
RATE, WARM_UP, DECAY, LONGEST_STEP = 2e-4, 50, 0.01, 1.0
KEPT, KEPT_TEXTS = 8.0, 40  # weight of, and sentences for, keeping what the base weights say of general sentences
PRINT_EVERY = 50


def main():
    say = argparse.ArgumentParser()
    say.add_argument("base"), say.add_argument("data"), say.add_argument("out")
    say.add_argument("--seed", type=int, default=0), say.add_argument("--steps", type=int, default=1400), say.add_argument("--without", default=""), say.add_argument("--more", action="store_true")
    asked = say.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(asked.seed)
    chance = random.Random(asked.seed)

    name, vocabulary, tensors = weights.read(asked.base)
    pieces, network = Pieces(vocabulary), Network(tensors)
    left_out = set(asked.without.split(","))
    corpora = {corpus: classes for corpus, classes in texts.corpora(asked.data, ("needs", "more-needs") if asked.more else ("needs",)).items() if corpus.split(".")[0] not in left_out}
    speaker = speech.Speaker(chance, texts.small_talk(asked.data))
    general = [pieces.ids(text) for text in texts.general()]
    before = vectors(network, general)
    near = {corpus: near_classes(network, pieces, classes) for corpus, classes in corpora.items()}
    names = list(corpora)
    shares = [texts.share(corpus, corpora) for corpus in names]
    print({corpus: (len(classes), sum(map(len, classes.values()))) for corpus, classes in corpora.items()}, flush=True)

    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    started, losses = time.monotonic(), []
    for step in range(1, asked.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, step / WARM_UP) * (1 - step / asked.steps)
        corpus = chance.choices(names, shares)[0]
        sentences, labels = batch(corpora[corpus], near[corpus], chance, speaker, pieces)
        kept = chance.sample(range(len(general)), KEPT_TEXTS)
        rows = network(sentences + [drop_pieces(general[i], chance) for i in kept], DROP)
        together = contrast(rows[:len(labels)], labels)
        held = (spread(rows[len(labels):]) - spread(before[kept])).square().mean()
        (together + KEPT * held).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append((together.item(), held.item()))
        if step % PRINT_EVERY == 0:
            print(f"{step}  together {np.mean([a for a, _ in losses]):.3f}  held {np.mean([b for _, b in losses]):.4f}  {time.monotonic() - started:.0f} s", flush=True)
            losses.clear()
    print(weights.write(asked.out, "firsthand", vocabulary, network.tensors()))


def near_classes(network, pieces, classes):
    """For each class the classes whose sentences are most like its own, to the base weights."""
    labels = list(classes)
    middles = torch.stack([vectors(network, [pieces.ids(text) for text in classes[label][:30]]).mean(0) for label in labels])
    middles = torch.nn.functional.normalize(middles - middles.mean(0), dim=-1)
    order = (middles @ middles.T).argsort(1, descending=True)[:, 1:NEAR_CLASSES].tolist()
    return {label: [labels[i] for i in order[number]] for number, label in enumerate(labels)}


def batch(classes, near, chance, speaker, pieces):
    chosen = chance.sample(list(classes), min(CLASSES, len(classes)))
    if chance.random() < NEAR_BATCHES:
        chosen = list(dict.fromkeys([chosen[0], *near[chosen[0]], *chosen]))[:CLASSES]
    sentences, labels = [], []
    for number, label in enumerate(chosen):
        for text in chance.sample(classes[label], min(EACH, len(classes[label]))):
            sentences.append(drop_pieces(pieces.ids(speaker.said(text))[:MOST_PIECES], chance))
            labels.append(number)
    return sentences, torch.tensor(labels)


def drop_pieces(ids, chance):
    return [i for i in ids if chance.random() > PIECE_DROP] or ids or [0]


def contrast(rows, labels):
    """Supervised contrastive loss (Khosla et al. 2020): for each sentence the others of its class should be its likeliest neighbours."""
    itself = torch.eye(len(rows), dtype=torch.bool)
    same = (labels[:, None] == labels[None]) & ~itself
    return -(likely(rows, itself) * same).sum(1).div(same.sum(1).clamp(min=1)).mean()


def likely(rows, away):
    """For each sentence the log of how likely each other one is its neighbour, those left out that are away."""
    similarity = (rows @ rows.T / TEMPERATURE).masked_fill(away, -1e9)
    return similarity - torch.logsumexp(similarity, 1, keepdim=True)


def spread(rows):
    """How alike sentences are, seen from their middle."""
    rows = torch.nn.functional.normalize(rows - rows.mean(0), dim=-1)
    return rows @ rows.T


if __name__ == "__main__":
    main()
