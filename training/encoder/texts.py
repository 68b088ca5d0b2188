"""The only texts that weights are trained on: the training splits of four public sets, read in place, and sentences written for the project. Never a test split, never insurance, finance or DSTC11."""
import collections
import csv
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
# How often a batch is drawn from a corpus, against the others.
SHARES = {"clinc": 3, "bank": 2.5, "hwu": 2, "talk": 1, "own": 6}
NO_REQUEST = ("openinggreeting", "contentonly", "confirmation", "thankyou", "outofdomain", "rejection", "closinggreeting")
FEWEST_IN_CLASS, MOST_IN_CLASS = 20, 400
SUBJECTS_HELD_OUT = 50
# Of more-needs, what is kept apart to measure on.
TRADES_HELD_OUT = ("charity-and-memberships", "driving-school-and-licence-office", "farm-machinery-and-supplies", "florist-and-gift-cards", "solar-and-heating-installer", "travel-agency-and-cruises")
LONGEST_SMALL_TALK, MOST_SMALL_TALK = 12, 3000


def _rows(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return [line.rstrip("\r\n").split("\t") for line in file]


def corpora(folder, needs=("needs",)):
    """Of the folders of needs written for the project, those that are named (of more-needs, what may be learned from). -> corpus -> class -> sentences. Four domains of one corpus count as corpora of their own (talk.airline, ...): within a batch all that is not of one class is told apart."""
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for text, label in (row[:2] for row in _rows(folder, "training", "clinc150_train.tsv")):
        found["clinc"][label].append(text)
    with open(os.path.join(folder, "banking77", "train.csv"), encoding="utf-8", newline="") as file:
        for text, label in list(csv.reader(file))[1:]:
            found["bank"][label].append(text)
    for text, label in (row[:2] for row in _rows(folder, "hwu64", "train.tsv")[1:]):
        found["hwu"][label].append(text)
    for row in _rows(folder, "training", "multidogo_sentences.tsv"):
        if len(row) == 3 and row[1] not in NO_REQUEST and " " in row[0]:
            found["talk." + row[2]][row[1]].append(row[0])
    for corpus in [corpus for corpus in found if corpus.startswith("talk.")]:
        found[corpus] = {label: texts[:MOST_IN_CLASS] for label, texts in found[corpus].items() if len(texts) >= FEWEST_IN_CLASS}
    for written in needs:
        for trade in trades(written):
            for label, text in _rows(HERE, written, trade + ".tsv")[1:]:
                found["own." + trade][label].append(text)
    return {corpus: {label: [" ".join(text.split()) for text in texts] for label, texts in classes.items()} for corpus, classes in found.items()}


def subjects():
    """What is said of one subject, a subject after the other -> [[(whether it is a false friend, sentences), ...], ...]: five things that are said of it, and last one that shares its words and is about something else."""
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for path in sorted(os.listdir(os.path.join(HERE, "says-the-same"))):
        for subject, group, _, text in _rows(HERE, "says-the-same", path)[1:]:
            found[path, subject][group].append(" ".join(text.split()))
    return [[(number == len(groups) - 1, said) for number, said in enumerate(groups.values())] for groups in found.values()]


def told_apart(all, held_out):
    """-> (those to learn from, those to measure on), which neither teacher nor taught have read."""
    order = list(all)
    random.Random(7).shuffle(order)
    return order[held_out:], order[:held_out]


def needs(more=False):
    """Requests written for the project, a trade after the other -> [[sentences of one need, ...], ...]; with more, of the trades of more-needs that may be learned from."""
    return [list(needs_of(folder, trade).values()) for folder in ("needs", "more-needs")[: 1 + more] for trade in trades(folder)]


def needs_apart():
    """Of the trades that nothing learned from -> [{need: sentences of it}, ...], a trade after the other."""
    return [needs_of("more-needs", trade) for trade in TRADES_HELD_OUT]


def trades(folder):
    """What may be learned from."""
    return [trade for trade in sorted(path.removesuffix(".tsv") for path in os.listdir(os.path.join(HERE, folder))) if trade not in TRADES_HELD_OUT]


def needs_of(folder, trade):
    """-> need -> sentences of it"""
    classes = collections.defaultdict(list)
    for label, text in _rows(HERE, folder, trade + ".tsv")[1:]:
        classes[label].append(" ".join(text.split()))
    return classes


def share(corpus, corpora):
    family = corpus.split(".")[0]
    return SHARES[family] / sum(other.split(".")[0] == family for other in corpora)


def small_talk(folder):
    """What is said around a request without being one."""
    texts = {row[0] for row in _rows(folder, "training", "multidogo_sentences.tsv") if len(row) == 3 and row[1] in NO_REQUEST and len(row[0].split()) <= LONGEST_SMALL_TALK}
    return random.Random(5).sample(sorted(texts), min(MOST_SMALL_TALK, len(texts)))


def general():
    """Sentences of all kinds (those that the kinds are learned from), without their labels: what the base weights think of them is to be kept."""
    folder = os.path.join(HERE, "..", "detection")
    return sorted({row[1] for path in sorted(os.listdir(folder)) if path.endswith(".tsv") for row in _rows(folder, path)[1:]})
