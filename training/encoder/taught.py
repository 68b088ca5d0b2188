"""Trains the encoder by what a teacher says of how alike sentences are, beside the labels.
   python3 taught.py START.weights BASE.weights DATA OUT.weights --teacher TEACHER.npz --package MINILM.nupkg --of requests|talk [--seed 0] [--steps 500] [--rate 1.5e-4] [--more] [--without bank,...]
START.weights is the base, a run, or a file that shipped. Debian's python3-torch, python3-onnx and libopenblas0; one thread: what the teacher says of all sentences takes nine minutes
and is kept beside it (TEACHER.npz.vectors), 500 steps take eleven."""
import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

import minilm
import speech
import talk
import texts
import weights
from network import Network, vectors
from pieces import Pieces
from ship import REQUESTS, tensors_of
from train import CLASSES, DECAY, DROP, EACH, KEPT, KEPT_TEXTS, LONGEST_STEP, MOST_PIECES, NEAR_BATCHES, TEMPERATURE, WARM_UP, contrast, drop_pieces, likely, near_classes, spread

TAUGHT = 0.8  # what the teacher says, against the labels
NEIGHBOURHOODS, NEIGHBOURS, AMONG = 6, 7, 29  # sentences without a label: some, and of each some of its nearest
PRINT_EVERY = 25


def main():
    say = argparse.ArgumentParser()
    say.add_argument("start"), say.add_argument("base"), say.add_argument("data"), say.add_argument("out")
    say.add_argument("--teacher", required=True), say.add_argument("--package", required=True), say.add_argument("--of", choices=("requests", "talk"), required=True)
    say.add_argument("--seed", type=int, default=0), say.add_argument("--steps", type=int, default=500), say.add_argument("--rate", type=float, default=1.5e-4), say.add_argument("--more", action="store_true"), say.add_argument("--without", default="")
    asked = say.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(asked.seed)
    chance = random.Random(asked.seed + 17)

    of_talk = asked.of == "talk"
    base = Network(weights.read(asked.base)[2])
    vocabulary = weights.read(asked.start)[1]
    pieces, network = Pieces(vocabulary), Network(tensors_of(asked.start, "" if of_talk else REQUESTS))
    subjects, _ = texts.told_apart(texts.subjects(), texts.SUBJECTS_HELD_OUT)
    general_texts = texts.general()
    if of_talk:
        speaker, requests = speech.Speaker(chance, around=talk.AROUND), texts.needs()
        labelled = {text for trade in requests for said in trade for text in said}
    else:
        left_out = set(asked.without.split(","))
        corpora = {corpus: classes for corpus, classes in texts.corpora(asked.data, ("needs", "more-needs") if asked.more else ("needs",)).items() if corpus.split(".")[0] not in left_out}
        near = {corpus: near_classes(base, pieces, classes) for corpus, classes in corpora.items()}
        names = list(corpora)
        shares = [texts.share(corpus, corpora) for corpus in names]
        speaker = speech.Speaker(chance, texts.small_talk(asked.data))
        labelled = {text for classes in corpora.values() for said in classes.values() for text in said}
    known = sorted(set(general_texts) | labelled | {text for groups in subjects for _, said in groups for text in said})
    rows_of = {text: i for i, text in enumerate(known)}
    teacher = said_by(asked.teacher, asked.package, known)
    teacher = F.normalize(teacher - teacher.mean(0), dim=-1)
    print(f"{len(known)} sentences", flush=True)
    general = [pieces.ids(text) for text in general_texts]
    before = vectors(base, general) if of_talk else None

    optimizer = torch.optim.AdamW(network.parameters(), lr=asked.rate, weight_decay=DECAY)
    started, losses = time.monotonic(), []
    for step in range(1, asked.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = asked.rate * min(1, step / WARM_UP) * (1 - step / asked.steps)
        if of_talk:
            groups = talk.of_requests(requests, chance) if chance.random() < talk.REQUESTS else talk.of_subjects(subjects, chance)
        else:
            corpus = chance.choices(names, shares)[0]
            chosen = chance.sample(list(corpora[corpus]), min(CLASSES, len(corpora[corpus])))
            if chance.random() < NEAR_BATCHES:
                chosen = list(dict.fromkeys([chosen[0], *near[corpus][chosen[0]], *chosen]))[:CLASSES]
            groups = [(-1, corpora[corpus][name]) for name in chosen]
        plain, sentences, labels, places = [], [], [], []
        for label, (subject, said) in enumerate(groups):
            for text in chance.sample(said, min(EACH, len(said))):
                plain.append(text)
                sentences.append(drop_pieces(pieces.ids(speaker.said(text))[:MOST_PIECES], chance))
                labels.append(label)
                places.append(subject)
        for i in chance.sample(range(len(known)), NEIGHBOURHOODS):
            first, *others = (teacher @ teacher[i]).topk(AMONG + 1).indices.tolist()
            for text in [known[first], *(known[j] for j in chance.sample(others, NEIGHBOURS))]:
                plain.append(text)
                sentences.append(drop_pieces(pieces.ids(text)[:MOST_PIECES] or [0], chance))
        kept = chance.sample(range(len(general)), KEPT_TEXTS) if of_talk else []
        rows = network(sentences + [drop_pieces(general[i], chance) for i in kept], DROP)
        said, labels = rows[:len(labels)], torch.tensor(labels)
        together = contrast(said, labels)
        if of_talk:
            together = together + talk.NEAR * talk.near(said, labels, torch.tensor(places))
        taught = as_taught(rows[:len(plain)], teacher[[rows_of[text] for text in plain]], plain)
        held = (spread(rows[len(plain):]) - spread(before[kept])).square().mean() if of_talk else torch.zeros(())
        ((1 - TAUGHT) * together + TAUGHT * taught + KEPT * held).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append((together.item(), taught.item(), held.item()))
        if step % PRINT_EVERY == 0:
            print(f"{step}  " + "  ".join(f"{name} {value:.3f}" for name, value in zip(("together", "taught", "held"), np.mean(losses, 0))) + f"  {time.monotonic() - started:.0f} s", flush=True)
            losses.clear()
    print(weights.write(asked.out, "firsthand", vocabulary, network.tensors()))


def said_by(teacher, package, known):
    """What the teacher makes of each sentence as it is written, kept for the next run: sentences it does not hold are added."""
    path = teacher + ".vectors.npz"
    held = dict(zip(*(lambda file: (file["texts"].tolist(), file["rows"]))(np.load(path)))) if os.path.exists(path) else {}
    missing = [text for text in known if text not in held]
    if missing:
        words, network = minilm.read(package)[0], minilm.MiniLM(dict(np.load(teacher)))
        held |= dict(zip(missing, minilm.vectors(network, [words.ids(text) for text in missing]).numpy()))
        np.savez(path, texts=np.array(list(held)), rows=np.stack(list(held.values())))
    return torch.tensor(np.stack([held[text] for text in known]))


def as_taught(rows, teacher, plain):
    """How far the likeliest neighbours of each sentence are from those that the teacher sees (Kullback-Leibler). A sentence is no neighbour of itself."""
    away = torch.tensor([[a == b for b in plain] for a in plain])
    sought = torch.softmax((teacher @ teacher.T / TEMPERATURE).masked_fill(away, -1e9), 1)
    return (sought * ((sought + 1e-12).log() - likely(rows, away))).sum(1).mean()


if __name__ == "__main__":
    main()
