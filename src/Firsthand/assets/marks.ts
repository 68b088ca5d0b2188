/* Places in a turn, counted in UTF-16 units of the text element's textContent, which is exactly the turn's stored text.
   Nothing here asks the server or keeps state. */

export interface Mark {
  id: string;
  kind: string;
  suggested: boolean;
  start: number;
  length: number;
}

export interface Place {
  start: number;
  length: number;
}

/** The marks that the text element shows. One mark may be drawn in several pieces where others overlap it. */
export function readMarks(text: Element): Mark[] {
  const marks = new Map<string, Mark>();
  for (const piece of text.querySelectorAll<HTMLElement>('mark[data-quote]')) {
    const id = piece.dataset.quote!;
    const start = before(text, piece), end = start + piece.textContent.length;
    const mark = marks.get(id);
    if (mark) mark.length = Math.max(mark.start + mark.length, end) - mark.start;
    else marks.set(id, { id, kind: piece.dataset.kind ?? '', suggested: piece.classList.contains('suggested'), start, length: end - start });
  }
  return [...marks.values()];
}

/** Draws the marks over the text: cut at every edge, the longest outermost, as the server does. */
export function drawMarks(text: Element, marks: Mark[], current: string | null): void {
  const whole = text.textContent;
  const inside = marks.filter(mark => mark.length > 0 && mark.start >= 0 && mark.start + mark.length <= whole.length).sort((a, b) => a.start - b.start || b.length - a.length);
  const edges = [...new Set([0, whole.length, ...inside.flatMap(mark => [mark.start, mark.start + mark.length])])].sort((a, b) => a - b);
  const opened = new Set<string>();
  const pieces: Node[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const start = edges[i]!, end = edges[i + 1]!;
    let node: Node = document.createTextNode(whole.slice(start, end));
    const over = inside.filter(mark => mark.start <= start && end <= mark.start + mark.length);
    for (const mark of over.toReversed()) {
      const element = document.createElement('mark');
      element.dataset.quote = mark.id;
      element.dataset.kind = mark.kind;
      if (mark.suggested) element.className = 'suggested';
      if (mark.id === current) element.setAttribute('aria-current', 'true');
      element.append(node);
      node = element;
    }
    for (let element: Node | null = node; element instanceof HTMLElement; element = element.firstChild)
      if (!opened.has(element.dataset.quote!)) { opened.add(element.dataset.quote!); element.id = `q-${element.dataset.quote}`; }
    pieces.push(node);
  }
  text.replaceChildren(...pieces);
}

/** How many units of the text come before a node. */
function before(text: Element, node: Node): number {
  const range = document.createRange();
  range.selectNodeContents(text);
  range.setEndBefore(node);
  return range.toString().length;
}

/** Where a selection lies in a text: clipped to it, without white space at its ends; null where nothing is left. */
export function placeOf(text: Element, selection: Range): Place | null {
  if (!selection.intersectsNode(text)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(text);
  const from = whole.cloneRange(), to = whole.cloneRange();
  if (selection.compareBoundaryPoints(Range.START_TO_START, whole) > 0) from.setEnd(selection.startContainer, selection.startOffset);
  else from.collapse(true);
  if (selection.compareBoundaryPoints(Range.END_TO_END, whole) < 0) to.setEnd(selection.endContainer, selection.endOffset);
  return trimmed(text.textContent, from.toString().length, to.toString().length);
}

export function trimmed(text: string, start: number, end: number): Place | null {
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  // A letter beyond the first plane is two units: never cut it.
  if (isLow(text, start)) start--;
  if (isLow(text, end)) end++;
  return end > start ? { start, length: end - start } : null;
}

const isLow = (text: string, at: number): boolean => at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

/** The DOM range of a place. */
export function rangeOf(text: Element, place: Place): Range {
  const range = document.createRange();
  const [startNode, startOffset] = pointAt(text, place.start);
  const [endNode, endOffset] = pointAt(text, place.start + place.length);
  range.setStart(startNode, startOffset);
  range.setEnd(endNode, endOffset);
  return range;
}

function pointAt(text: Element, at: number): [Node, number] {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let passed = 0, last: Node = text;
  while (walker.nextNode()) {
    last = walker.currentNode;
    const length = last.textContent!.length;
    if (at <= passed + length) return [last, at - passed];
    passed += length;
  }
  return [last, last.textContent?.length ?? 0];
}

const segmenters = {
  letter: new Intl.Segmenter(undefined, { granularity: 'grapheme' }),
  word: new Intl.Segmenter(undefined, { granularity: 'word' }),
  sentence: new Intl.Segmenter(undefined, { granularity: 'sentence' }),
};
export type Step = keyof typeof segmenters;

/** The next edge of a letter, word or sentence in that direction; the text's own end where there is none. */
export function nextEdge(text: string, at: number, direction: 1 | -1, step: Step): number {
  const edges: number[] = [0];
  for (const part of segmenters[step].segment(text)) {
    if (step === 'word' && !part.isWordLike) continue;
    const end = part.index + (step === 'sentence' ? part.segment.trimEnd().length : part.segment.length);
    // Forwards we stop after a word, backwards before one.
    edges.push(direction > 0 ? end : part.index);
  }
  if (direction > 0) return edges.find(edge => edge > at) ?? text.length;
  return edges.findLast(edge => edge < at) ?? 0;
}
