"""Trains the encoder for talk: what says the same together, what only shares its words apart.
   python3 talk.py BASE.weights OUT.weights [--seed 0] [--steps 600]
Learns from sentences written for the project alone (says-the-same/, needs/). Debian's python3-torch with libopenblas0; one thread, so that a seed gives the same weights again."""
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
from train import CLASSES, DECAY, DROP, EACH, KEPT, KEPT_TEXTS, LONGEST_STEP, MOST_PIECES, PRINT_EVERY, TEMPERATURE, WARM_UP, contrast, drop_pieces, likely, spread

SUBJECTS, REQUESTS = 5, 0.15  # subjects in a batch; batches of requests instead
NEAR = 0.4  # how much it counts that what is said of one subject is likelier together than what is said of others
RATE = 1e-4
AROUND = 0.2  # in talk all that is said counts: small talk stands around a sentence less often than around a request


def main():
    say = argparse.ArgumentParser()
    say.add_argument("base"), say.add_argument("out")
    say.add_argument("--seed", type=int, default=0), say.add_argument("--steps", type=int, default=600)
    asked = say.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(asked.seed)
    chance = random.Random(asked.seed)

    _, vocabulary, tensors = weights.read(asked.base)
    pieces, network = Pieces(vocabulary), Network(tensors)
    subjects, requests = texts.subjects(), texts.needs()
    speaker = speech.Speaker(chance, around=AROUND)
    general = [pieces.ids(text) for text in texts.general()]
    before = vectors(network, general)
    print(f"{len(subjects)} subjects, {sum(len(said) for groups in subjects for _, said in groups)} sentences", flush=True)

    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    started, losses = time.monotonic(), []
    for step in range(1, asked.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, step / WARM_UP) * (1 - step / asked.steps)
        groups = of_requests(requests, chance) if chance.random() < REQUESTS else of_subjects(subjects, chance)
        sentences, labels, places = [], [], []
        for label, (subject, said) in enumerate(groups):
            for text in chance.sample(said, min(EACH, len(said))):
                sentences.append(drop_pieces(pieces.ids(speaker.said(text))[:MOST_PIECES], chance))
                labels.append(label)
                places.append(subject)
        kept = chance.sample(range(len(general)), KEPT_TEXTS)
        rows = network(sentences + [drop_pieces(general[i], chance) for i in kept], DROP)
        said = rows[:len(labels)]
        together = contrast(said, torch.tensor(labels)) + NEAR * near(said, torch.tensor(labels), torch.tensor(places))
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


def of_subjects(subjects, chance):
    """Five subjects with all that is said of each. A false friend, which shares a subject's words and speaks of something else, is of no subject (-1)."""
    return [(-1 if friend else number, said) for number, groups in enumerate(chance.sample(subjects, SUBJECTS)) for friend, said in groups]


def of_requests(requests, chance):
    classes = chance.choice(requests)
    return [(-1, said) for said in chance.sample(classes, min(CLASSES, len(classes)))]


def near(rows, labels, places):
    """The same loss one step up: with those away that say the same, the likeliest neighbours are those that speak of the same."""
    itself = torch.eye(len(rows), dtype=torch.bool)
    same = labels[:, None] == labels[None]
    beside = (places[:, None] == places[None]) & (places[:, None] >= 0) & ~same
    some = beside.any(1)
    if not some.any():
        return torch.zeros(())
    return -(likely(rows, itself | same) * beside).sum(1).div(beside.sum(1).clamp(min=1))[some].mean()


if __name__ == "__main__":
    main()
