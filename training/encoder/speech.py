"""Sentences as people say them: with greetings and stories around, sounds and false starts inside, with marks and capitals or without."""
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
AROUND, SECOND, FROM_CHATS = 0.6, 0.4, 0.45
LED, TAILED, HESITANT, BARE, WRITTEN, TYPOS = 0.35, 0.12, 0.3, 0.4, 0.3, 0.06
SOUNDS = ["um", "uh", "#Um", "#Uh", "like", "you know", "uhm", "er", "I mean", "actually", "just", "so", "kind of", "basically"]


class Speaker:
    """What surrounds a sentence comes from speech.txt, written for the project, and from chats."""

    def __init__(self, chance, chats=(), around=AROUND):
        self.chance, self.chats, self.around, self.lines = chance, chats, around, {}
        with open(os.path.join(HERE, "speech.txt"), encoding="utf-8") as file:
            for line in map(str.strip, file):
                if line.startswith("["):
                    lines = self.lines.setdefault(line.strip("[]"), [])
                elif line and not line.startswith("//"):
                    lines.append(line)

    def said(self, sentence):
        chance = self.chance
        words = sentence.split(" ")
        if chance.random() < LED:
            words = self._line("leads").split(" ") + words
        if chance.random() < TAILED:
            words += self._line("tails").split(" ")
        if chance.random() < HESITANT:
            words = self._hesitant(words)
        said = " ".join(self._mistyped(word) if chance.random() < TYPOS / 2 else word for word in words)
        form = chance.random()
        if form < BARE:
            said = bare(said)
        elif form < BARE + WRITTEN:
            said = said[0].upper() + re.sub(r"\bi\b", "I", said[1:])
            if said[-1].isalnum():
                said += "?" if chance.random() < 0.3 else "."
        if chance.random() < self.around:
            said = f"{said} {self._small_talk('closings')}" if chance.random() < 0.25 else f"{self._small_talk('openings')} {said}"
            if chance.random() < SECOND:
                said = f"{self._small_talk('openings')} {said}" if chance.random() < 0.7 else f"{said} {self._small_talk('closings')}"
            if form < BARE:
                said = bare(said) if chance.random() < 0.7 else said
        return said

    def _small_talk(self, section):
        kind = self.chance.random()
        if self.chats and kind < FROM_CHATS / 2:
            return self.chance.choice(self.chats)
        return self._line("stories" if kind < FROM_CHATS else section)

    def _line(self, section):
        return re.sub(r"\{(\w+)\}", lambda place: self.chance.choice(self.lines[place[1]]), self.chance.choice(self.lines[section]))

    def _hesitant(self, words):
        words = list(words)
        for _ in range(self.chance.choice((1, 1, 2))):
            at, kind = self.chance.randrange(len(words)), self.chance.random()
            if kind < 0.5:
                words.insert(at, self.chance.choice(SOUNDS) + self.chance.choice(("", ",")))
            elif kind < 0.7:
                words.insert(at, words[at] + self.chance.choice(("", "-", ",")))
            else:  # begins again
                words[at:at] = words[max(0, at - 2):at] + [self.chance.choice(("", "uh", "no,", "sorry,"))]
        return [word for word in words if word]

    def _mistyped(self, word):
        if len(word) < 4:
            return word
        at = self.chance.randrange(1, len(word) - 1)
        return word[:at] + self.chance.choice((word[at + 1] + word[at], "", word[at] * 2)) + word[at + (2 if self.chance.random() < 0.5 else 1):]


def bare(text):
    """As a machine writes speech."""
    return " ".join(re.sub(r"[^\w' ]+", " ", text.lower()).split()) or text
