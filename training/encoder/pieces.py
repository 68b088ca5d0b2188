"""Texts to piece ids: the likeliest path through a vocabulary of pieces, with the habits that src/Firsthand.Engine/Encoding/Tokenizer.cs names."""
import unicodedata

RESERVED = 6
WORD_START = "\u2581"


class Pieces:
    def __init__(self, vocabulary):
        self.lengths = [len(piece) for piece, _ in vocabulary]
        self.scored = {piece: (score, number) for number, (piece, score) in enumerate(vocabulary) if number >= RESERVED}
        self.longest = max(map(len, self.scored))

    def ids(self, text):
        text = unicodedata.normalize("NFKC", text)
        found = []
        for number in self._cut(WORD_START + text.replace(" ", WORD_START)) if text else ():
            if number or not found or found[-1]:  # a run of unknowns is one
                found.append(number)
        return found

    def _cut(self, text):
        best, last = [0.0] * (len(text) + 1), [0] * (len(text) + 1)
        for start in range(len(text)):
            fits = False
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                if (known := self.scored.get(text[start:end])) is None:
                    continue
                fits = True
                score = best[start] + known[0]
                if best[end] == 0 or score >= best[end]:
                    best[end], last[end] = score, known[1]
            if not fits and (best[start + 1] == 0 or best[start] >= best[start + 1]):
                best[start + 1], last[start + 1] = best[start], 0
        numbers, end = [], len(text)
        while end > 0:
            numbers.append(last[end])
            end -= self.lengths[last[end]] if last[end] else 1
        return numbers[::-1]
