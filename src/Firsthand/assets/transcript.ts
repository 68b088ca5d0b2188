/* <firsthand-transcript conversation="GUID">: marking, deciding and moving about in a transcript by keys and by mouse.
   Contract with the page (Shell/Components/Transcript.razor, TranscriptTurn.razor, TurnText.cs write all of it):
     <ol class="transcript" id="transcript" data-reload>
       <li class="turn theirs|ours" data-turn="14" id="t-14" [data-at="842.5"]>      index from 0; seconds into the recording
         <p class="who">... <a href="#t-14"><time>14:02</time></a></p>               a click plays from there
         <div class="say">
           [<p class="asked said-by-us">]                                            the question of a form that this answers
           <p class="words|said-by-us" data-text>exactly the turn's text, with
             <mark data-quote="GUID" data-kind="pain" [class="suggested"] [data-line="Situation"] [aria-current="true"] id="q-GUID">wrapping parts of it</mark></p>
           <div class="decide">what can be done with the mark in hand, its buttons named by data-do</div>
         </div>
         <ul class="notes"><li data-for="GUID"><a class="tag [suggested]" data-kind="pain">...</a></li></ul>
       </li>
     </ol>
     <template data-part="suggested|decided|picker|memo">
   Contract with the API (JSON; starts and lengths in UTF-16 units of the turn's text):
     POST   /api/quotes                           {conversation, turn, start, length, kind}   answers the new id
     PUT    /api/quotes/{id}                      {kind?, start?, length?, memo?}             a suggestion is accepted by it, under the same id
     PUT    /api/quotes/{id}/story                {line|null}                                 the line of the story that it fills, whatever its kind
     DELETE /api/quotes/{id}
     POST   /api/suggestions/{id}/accept[?kind=]  the quote keeps the suggestion's id
     POST   /api/suggestions/{id}/reject
   What a key does is seen at once and sent in order; when the server refuses, it says why and the page is brought back to the truth. */
import { keys, make, comboOf, typing } from './keys';
import { drawMarks, nextEdge, placeOf, rangeOf, readMarks, trimmed, type Mark, type Place, type Step } from './marks';
import { kindsOf, Picker, type Kind } from './picker';
import { changed, failed, hush, inOrder, reload, say, send } from './server';

interface Selected { turn: HTMLElement; place: Place; }
interface Edge { id: string; turn: HTMLElement; side: 'start' | 'end'; before: Place; }
const recent = 'firsthand-recent-kinds';

class Transcript extends HTMLElement {
  #current: string | null = null;
  #kinds: Kind[] = [];
  #picker: Picker | null = null;
  #edge: Edge | null = null;
  /** What was selected before the picker's box took the focus, and with it the selection. */
  #held: Selected | null = null;
  #recents = false;
  readonly #voice = make('p');
  /** What the server calls what was marked here a moment ago. */
  readonly #named = new Map<string, string>();
  /** The lines of the story that a person chose, by mark. */
  readonly #lines = new Map<string, string>();

  connectedCallback(): void {
    const picker = this.#template('picker');
    this.#kinds = kindsOf(picker);
    if (picker) this.#picker = new Picker(picker, (kind, memo) => this.#apply(kind, memo), () => this.#leave());
    this.classList.add('upgraded');
    this.#current = this.querySelector<HTMLElement>('mark[aria-current]')?.dataset.quote ?? null;
    this.addEventListener('click', event => this.#click(event));
    this.addEventListener('change', event => { if ((event.target as Element).matches('select[data-line]')) this.#placeInStory((event.target as HTMLSelectElement).value); });
    this.addEventListener('submit', event => { if ((event.target as Element).matches('.decide form')) event.preventDefault(); });
    document.addEventListener('mouseup', event => { if (!this.#picker?.contains(event.target)) setTimeout(() => this.#selected()); });
    // A finger lets go of its handles without a mouse button.
    let rest = 0;
    if (matchMedia('(pointer: coarse)').matches) document.addEventListener('selectionchange', () => { clearTimeout(rest); rest = setTimeout(() => this.#selected(), 400); });
    this.#voice.className = 'hidden';
    this.#voice.setAttribute('aria-live', 'polite');
    this.append(this.#voice);
    document.addEventListener('mousedown', event => { if (this.#picker?.isOpen && !this.#picker.contains(event.target)) this.#leave(); });
    this.#readLines();
    document.addEventListener('firsthand:refreshed', () => this.#readLines());
    let before = new Set<string>();
    document.addEventListener('firsthand:refreshing', () => { before = new Set(this.#all().map(shape)); });
    document.addEventListener('firsthand:refreshed', () => {
      // What an undo brought back is in hand again: the next key is about it.
      const back = this.#all().find(mark => !before.has(shape(mark)));
      if (back) this.#take(back.id);
      else this.#take(this.#exists(this.#current) ? this.#current : this.#suggestions()[0] ?? null, false);
    });
    this.#bind();
  }

  // ---- keys

  #bind(): void {
    const group = 'Transcript', free = () => this.#edge === null, some = () => free() && this.#current !== null, suggested = () => some() && this.#isSuggested();
    const grows = (on: string, does: string, direction: 1 | -1, step: Step) => ({ on: [on], does, group: 'Select words', when: free, run: () => this.#grow(direction, step) });
    keys(
      { on: ['j'], does: 'next suggestion', group, when: free, run: () => this.#step(1) },
      { on: ['k'], does: 'suggestion before', group, when: free, run: () => this.#step(-1) },
      { on: ['shift+j'], does: 'next turn', group, when: free, run: () => this.#stepTurn(1) },
      { on: ['shift+k'], does: 'turn before', group, when: free, run: () => this.#stepTurn(-1) },
      { on: ['a'], does: 'accept', group, when: suggested, run: () => this.#accept() },
      { on: ['x'], does: 'reject, unmark', group, when: some, run: () => this.#drop() },
      { on: ['s'], does: 'move the start', group, when: some, run: () => this.#startEdge('start') },
      { on: ['e'], does: 'move the end', group, when: some, run: () => this.#startEdge('end') },
      { on: ['b'], does: 'who else said it, where it belongs', group, when: some, run: () => this.querySelector<HTMLElement>('.decide [data-else]')?.click() },
      { on: ['r'], does: 'then a digit: a recent kind', group: 'Mark', when: free, run: () => this.#offerRecents() },
      { on: ['.'], does: 'the last kind again', group: 'Mark', when: free, run: () => this.#again(0) },
      grows('shift+arrowright', 'one word more', 1, 'word'), grows('shift+arrowleft', 'one word less', -1, 'word'),
      grows('shift+arrowdown', 'one sentence more', 1, 'sentence'), grows('shift+arrowup', 'one sentence less', -1, 'sentence'),
      { on: ['shift+end'], does: 'to the end of the turn', group: 'Select words', when: free, run: () => this.#growToEnd() },
      { on: ['enter'], does: '', group, when: () => free() && (this.#picker?.isOpen ?? false), run: () => this.#typeKind() },
      { on: ['escape'], does: '', group, when: () => free() && (this.#picker?.isOpen ?? false), run: () => this.#leave() },
    );
    for (const [index, kind] of this.#kinds.entries()) {
      const letter = kind.key.toLowerCase();
      keys({ on: [letter], does: kind.title.toLowerCase(), group: 'Mark', when: () => free() && !this.#recents, run: () => this.#apply(kind.name, false) });
      if (/[a-z]/.test(letter)) keys({ on: [`shift+${letter}`], does: '', group: 'Mark', when: free, run: () => this.#apply(kind.name, true) });
      if (index < 10) keys({ on: [String((index + 1) % 10)], does: '', group: 'Mark', when: free, run: () => this.#digit(index) });
    }
    // While an edge moves, every key is its own.
    document.addEventListener('keydown', event => {
      if (this.#edge && !typing(event.target) && this.#moveEdge(comboOf(event))) event.preventDefault();
    }, { capture: true });
  }

  // ---- the mark in hand

  #step(direction: 1 | -1): void {
    this.#leave();
    const ids = this.#suggestions();
    if (!ids.length) return say('Nothing more is suggested here.');
    const at = ids.indexOf(this.#current ?? '');
    // From a decided mark, or none: the next one below or above it, else from where the reader is.
    const next = at >= 0 ? ids[at + direction] : this.#nearest(ids, direction);
    if (next) this.#take(next);
    else say(direction > 0 ? 'That was the last suggestion.' : 'That was the first suggestion.');
  }

  #nearest(ids: string[], direction: 1 | -1): string | undefined {
    const from = (this.#piece(this.#current) ?? this.querySelector('.turn.in-hand'))?.getBoundingClientRect().top ?? 0;
    const top = (id: string) => this.#piece(id)!.getBoundingClientRect().top;
    return direction > 0 ? ids.find(id => top(id) >= from) : ids.findLast(id => top(id) < from);
  }

  #take(id: string | null, scroll = true): void {
    this.#current = id;
    const hadFocus = this.querySelector('.decide')?.contains(document.activeElement) ?? false;
    for (const element of this.querySelectorAll('mark[aria-current], .notes [aria-current]')) element.removeAttribute('aria-current');
    for (const box of this.querySelectorAll('.decide, .memo-box')) box.remove();
    for (const turn of this.querySelectorAll('.turn.in-hand')) turn.classList.remove('in-hand');
    const piece = this.#piece(id);
    if (!piece || id === null) { this.#voice.textContent = ''; return; }
    const turn = piece.closest<HTMLElement>('.turn')!;
    turn.classList.add('in-hand');
    for (const element of turn.querySelectorAll(`mark[data-quote="${id}"], .notes [data-for="${id}"] a`)) element.setAttribute('aria-current', 'true');
    const mark = this.#marks(turn).find(mark => mark.id === id)!;
    const box = this.#template(mark.suggested ? 'suggested' : 'decided')?.content.querySelector('.decide')?.cloneNode(true) as HTMLElement | undefined;
    if (box) {
      box.setAttribute('aria-label', `${this.#title(mark.kind)}${mark.suggested ? ', suggested' : ''}`);
      const others = box.querySelector<HTMLAnchorElement>('a[data-else]');
      // What is being kept has no address yet.
      if (others && id.startsWith('new-')) others.remove();
      else if (others) others.href = `/quotes/${id}`;
      const line = box.querySelector<HTMLSelectElement>('select[data-line]');
      if (line) line.value = this.#lines.get(id) ?? '';
      turn.querySelector('.say')?.append(box);
      if (hadFocus) box.querySelector('button')?.focus({ preventScroll: true });
    }
    if (!scroll) return;
    this.#voice.textContent = `${this.#title(mark.kind)}${mark.suggested ? ', suggested' : ''}: ${textOf(turn).textContent.slice(mark.start, mark.start + mark.length)}`;
    reveal(turn);
  }

  #stepTurn(direction: 1 | -1): void {
    this.#leave();
    const turns = [...this.querySelectorAll<HTMLElement>('.turn')];
    const now = this.#turnInHand();
    const next = turns[now ? turns.indexOf(now) + direction : 0];
    if (!next) return;
    this.#take(null);
    next.classList.add('in-hand');
    reveal(next);
  }

  /** The turn of the mark in hand, or the one that was stepped to, or the first that can be seen. */
  #turnInHand(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.turn.in-hand') ?? [...this.querySelectorAll<HTMLElement>('.turn')].find(turn => turn.getBoundingClientRect().bottom > 80) ?? null;
  }

  // ---- deciding

  #accept(kind?: string, place?: Place): void {
    const id = this.#current, turn = this.#turnOf(id);
    if (id === null || !turn) return;
    const next = this.#after(id);
    this.#change(turn, id, mark => ({ ...mark, suggested: false, kind: kind ?? mark.kind, ...place }));
    this.#remember(kind ?? this.#marks(turn).find(mark => mark.id === id)?.kind);
    this.#send(() => place ? send('PUT', `/api/quotes/${this.#real(id)}`, { kind, ...place }) : send('POST', `/api/suggestions/${this.#real(id)}/accept${kind ? `?kind=${encodeURIComponent(kind)}` : ''}`));
    this.#go(next);
  }

  #drop(): void {
    const id = this.#current, turn = this.#turnOf(id);
    if (id === null || !turn) return;
    const suggested = this.#isSuggested(), next = suggested ? this.#after(id) : null;
    this.#change(turn, id, () => null);
    this.#send(() => suggested ? send('POST', `/api/suggestions/${this.#real(id)}/reject`) : send('DELETE', `/api/quotes/${this.#real(id)}`));
    if (!suggested) say('Unmarked.', { undo: true });
    this.#go(next, suggested);
  }

  /** On to the next suggestion. */
  #go(next: string | null, decided = true): void {
    this.#take(next);
    if (next === null && decided) say('Nothing more is suggested here.', { undo: true });
  }

  /** A kind for the words selected, or another kind for the mark in hand. */
  #apply(kind: string, memo: boolean): void {
    const selection = this.#held ?? this.#selection();
    if (selection) return this.#mark(selection.turn, selection.place, kind, memo);
    const id = this.#current, turn = this.#turnOf(id);
    if (id === null || !turn) return say('Select words first, with the mouse or with Shift and the arrows.');
    if (!this.#allowed(turn, kind)) return;
    this.#leave();
    if (this.#isSuggested()) {
      this.#accept(kind);
      if (memo) { this.#take(id); this.#openMemo(); }
      return;
    }
    this.#change(turn, id, mark => ({ ...mark, kind }));
    this.#remember(kind);
    this.#send(() => send('PUT', `/api/quotes/${this.#real(id)}`, { kind }));
    this.#take(id, false);
    if (memo) this.#openMemo();
  }

  #mark(turn: HTMLElement, place: Place, kind: string, memo: boolean): void {
    if (!this.#allowed(turn, kind)) return;
    const id = `new-${crypto.randomUUID()}`;
    this.#leave();
    this.#draw(turn, [...this.#marks(turn), { id, kind, suggested: false, ...place }]);
    this.#remember(kind);
    this.#send(async () => this.#name(id, await send<string>('POST', '/api/quotes', { conversation: this.getAttribute('conversation'), turn: Number(turn.dataset.turn), ...place, kind })));
    this.#take(id, false);
    if (memo) this.#openMemo();
  }

  /** What we said ourselves is never a customer's pain. */
  #allowed(turn: HTMLElement, kind: string): boolean {
    if (!turn.classList.contains('ours') || this.#kinds.find(known => known.name === kind)?.ours) return true;
    say('We said this, not the customer: it can only be a promise or an idea of ours.', { problem: true });
    return false;
  }

  // ---- story

  #readLines(): void {
    for (const piece of this.querySelectorAll<HTMLElement>('mark[data-line]')) this.#lines.set(piece.dataset.quote!, piece.dataset.line!);
  }

  #placeInStory(line: string): void {
    const id = this.#current;
    if (id === null) return;
    // One quote on a line: what stood there gives way.
    for (const [other, taken] of this.#lines) if (taken === line) this.#lines.delete(other);
    if (line) this.#lines.set(id, line);
    else this.#lines.delete(id);
    this.#send(() => send('PUT', `/api/quotes/${this.#real(id)}/story`, { line: line || null }));
  }

  // ---- memo

  #openMemo(): void {
    const id = this.#current, turn = this.#turnOf(id), form = this.#template('memo')?.content.querySelector('form')?.cloneNode(true) as HTMLFormElement | undefined;
    if (id === null || !turn || !form) return;
    turn.querySelector('.memo-box')?.remove();
    turn.querySelector('.say')?.append(form);
    const box = form.querySelector('textarea')!;
    box.focus();
    form.addEventListener('submit', event => {
      event.preventDefault();
      const memo = box.value.trim();
      form.remove();
      if (!memo) return;
      this.#send(() => send('PUT', `/api/quotes/${this.#real(id)}`, { memo }));
      const shown = turn.querySelector<HTMLElement>(`[data-memo="${CSS.escape(id)}"]`) ?? make('p');
      shown.className = 'memo';
      shown.dataset.memo = id;
      shown.textContent = memo;
      turn.querySelector('.say')?.append(shown);
      say('Memo kept.');
    });
    form.addEventListener('reset', () => form.remove());
    form.addEventListener('keydown', event => { if (event.key === 'Escape') form.remove(); });
  }

  // ---- edges

  #startEdge(side: 'start' | 'end'): void {
    const id = this.#current, turn = this.#turnOf(id), mark = turn && this.#marks(turn).find(mark => mark.id === id);
    if (id === null || !turn || !mark) return;
    this.#leave();
    this.#edge = { id, turn, side, before: { start: mark.start, length: mark.length } };
    this.#drawEdge();
    say(`Moving the ${side}: ← → by word, with Shift by letter. Enter keeps it, Esc leaves it.`);
  }

  #moveEdge(combo: string): boolean {
    const edge = this.#edge!;
    if (combo === 'escape') {
      this.#change(edge.turn, edge.id, mark => ({ ...mark, ...edge.before }));
      return this.#endEdge();
    }
    if (combo === 'enter') {
      const mark = this.#marks(edge.turn).find(mark => mark.id === edge.id)!;
      const place = trimmed(textOf(edge.turn).textContent, mark.start, mark.start + mark.length) ?? edge.before;
      this.#endEdge();
      if (place.start === edge.before.start && place.length === edge.before.length) return true;
      if (mark.suggested) this.#accept(undefined, place);
      else this.#send(() => send('PUT', `/api/quotes/${this.#real(edge.id)}`, place));
      return true;
    }
    if (combo === 's' || combo === 'e') {
      edge.side = combo === 's' ? 'start' : 'end';
      this.#drawEdge();
      return true;
    }
    const arrow = /^(shift\+)?arrow(left|right)$/.exec(combo);
    if (!arrow) return combo.length === 1;
    const text = textOf(edge.turn).textContent, direction = arrow[2] === 'right' ? 1 : -1, step: Step = arrow[1] ? 'letter' : 'word';
    this.#change(edge.turn, edge.id, mark => {
      let start = mark.start, end = mark.start + mark.length;
      if (edge.side === 'end') end = direction > 0 ? nextEdge(text, end, 1, step) : endOfPrevious(text, end, step);
      else start = direction > 0 ? startOfNext(text, start, step) : nextEdge(text, start, -1, step);
      return end > start ? { ...mark, start, length: end - start } : mark;
    });
    this.#drawEdge();
    return true;
  }

  #endEdge(): true {
    this.#edge = null;
    CSS.highlights?.delete('edge');
    this.#take(this.#current, false);
    document.querySelector('#said')?.replaceChildren();
    return true;
  }

  #drawEdge(): void {
    const edge = this.#edge!, mark = this.#marks(edge.turn).find(mark => mark.id === edge.id);
    if (!mark || !CSS.highlights) return;
    const at = edge.side === 'start' ? { start: mark.start, length: 1 } : { start: mark.start + mark.length - 1, length: 1 };
    CSS.highlights.set('edge', new Highlight(rangeOf(textOf(edge.turn), at)));
  }

  // ---- selecting

  #typeKind(): void {
    this.#held = this.#selection();
    if (this.#held) CSS.highlights?.set('held', new Highlight(rangeOf(textOf(this.#held.turn), this.#held.place)));
    this.#picker?.focus();
  }

  #selection(): Selected | null {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const from = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
    const turn = from?.closest<HTMLElement>('.turn') ?? [...this.querySelectorAll<HTMLElement>('.turn')].find(turn => range.intersectsNode(textOf(turn)));
    if (!turn || !this.contains(turn)) return null;
    // A quote is a place in one turn: what was dragged beyond it is left out.
    const place = placeOf(textOf(turn), range);
    return place && { turn, place };
  }

  #selected(): void {
    const selection = this.#selection();
    if (!selection || this.#edge) return;
    this.#picker?.open(rangeOf(textOf(selection.turn), selection.place), selection.turn.classList.contains('ours'));
  }

  #grow(direction: 1 | -1, step: Step): void {
    const now = this.#selection(), turn = now?.turn ?? this.#turnInHand();
    if (!turn) return;
    const text = textOf(turn).textContent, start = now?.place.start ?? this.#startHere(turn), end = now ? start + now.place.length : start;
    this.#select(turn, start, nextEdge(text, end, direction, step));
  }

  #growToEnd(): void {
    const now = this.#selection(), turn = now?.turn ?? this.#turnInHand();
    if (turn) this.#select(turn, now?.place.start ?? this.#startHere(turn), textOf(turn).textContent.length);
  }

  /** With a mark in hand a selection begins where it begins, else with the turn. */
  #startHere(turn: HTMLElement): number {
    return this.#marks(turn).find(mark => mark.id === this.#current)?.start ?? 0;
  }

  #select(turn: HTMLElement, start: number, end: number): void {
    const place = end > start ? trimmed(textOf(turn).textContent, start, end) : null;
    const selection = getSelection();
    if (!place) { selection?.removeAllRanges(); this.#picker?.close(); return; }
    const range = rangeOf(textOf(turn), place);
    selection?.removeAllRanges();
    selection?.addRange(range);
    reveal(turn);
    this.#picker?.open(range, turn.classList.contains('ours'));
  }

  #leave(): void {
    this.#picker?.close();
    this.#recents = false;
    this.#held = null;
    CSS.highlights?.delete('held');
    getSelection()?.removeAllRanges();
  }

  // ---- recent kinds

  #remember(kind: string | undefined): void {
    if (kind) localStorage.setItem(recent, JSON.stringify([kind, ...this.#recentKinds().filter(other => other !== kind)].slice(0, 9)));
  }

  #recentKinds(): string[] {
    const kept: unknown = JSON.parse(localStorage.getItem(recent) ?? '[]');
    return Array.isArray(kept) ? kept.filter(name => this.#kinds.some(kind => kind.name === name)) : [];
  }

  #offerRecents(): void {
    const names = this.#recentKinds();
    if (!names.length) return say('Nothing was marked yet.');
    this.#recents = true;
    say(names.map((name, i) => `${i + 1} ${this.#title(name)}`).join('   '));
  }

  #digit(index: number): void {
    if (this.#recents) this.#again(index);
    else if (this.#kinds[index]) this.#apply(this.#kinds[index].name, false);
  }

  #again(index: number): void {
    this.#recents = false;
    const name = this.#recentKinds()[index];
    if (name) this.#apply(name, false);
  }

  // ---- mouse

  #click(event: MouseEvent): void {
    const target = event.target as Element;
    const act = target.closest<HTMLElement>('[data-do]');
    if (act) {
      event.preventDefault();
      this.#do(act.dataset.do!);
      return;
    }
    const note = target.closest<HTMLElement>('.notes [data-for]');
    if (note) {
      event.preventDefault();
      this.#take(note.dataset.for!, false);
      return;
    }
    const turn = target.closest<HTMLElement>('.turn'), at = turn?.dataset.at;
    const selecting = !(getSelection()?.isCollapsed ?? true);
    const mark = target.closest<HTMLElement>('mark[data-quote]');
    if (mark && !selecting) this.#take(mark.dataset.quote!, false);
    if (at && !selecting && (target.closest('.who a') || target.closest('[data-text]') && document.querySelector('firsthand-player.playing'))) {
      const seek = new CustomEvent('firsthand:seek', { detail: Number(at), cancelable: true });
      // A player that answers cancels the event; without one, the link is a link.
      if (!document.dispatchEvent(seek)) event.preventDefault();
    }
  }

  #do(what: string): void {
    if (what === 'accept') this.#accept();
    else if (what === 'reject' || what === 'remove') this.#drop();
    else if (what === 'edge') this.#startEdge('end');
    else if (what === 'memo') this.#openMemoOf();
    else if (what === 'kind') {
      const turn = this.#turnOf(this.#current), mark = turn && this.#marks(turn).find(mark => mark.id === this.#current);
      if (turn && mark) { this.#picker?.open(rangeOf(textOf(turn), mark), turn.classList.contains('ours')); this.#picker?.focus(); }
    }
  }

  /** A memo belongs to a decided mark: a suggestion is accepted first. */
  #openMemoOf(): void {
    const id = this.#current;
    if (this.#isSuggested()) { this.#accept(); this.#take(id); }
    this.#openMemo();
  }

  // ---- marks on the page

  #template(part: string): HTMLTemplateElement | null { return this.querySelector(`template[data-part=${part}]`); }
  #piece(id: string | null): HTMLElement | null { return id === null ? null : this.querySelector(`mark[data-quote="${CSS.escape(id)}"]`); }
  #exists(id: string | null): boolean { return this.#piece(id) !== null; }
  #turnOf(id: string | null): HTMLElement | null { return this.#piece(id)?.closest<HTMLElement>('.turn') ?? null; }
  #isSuggested(): boolean { return this.#piece(this.#current)?.classList.contains('suggested') ?? false; }
  #marks(turn: HTMLElement): Mark[] { return readMarks(textOf(turn)); }
  #all(): Mark[] { return [...this.querySelectorAll<HTMLElement>('.turn:has(mark)')].flatMap(turn => this.#marks(turn)); }
  #title(kind: string): string { return this.#kinds.find(known => known.name === kind)?.title ?? kind; }
  #suggestions(): string[] { return [...new Set([...this.querySelectorAll<HTMLElement>('mark.suggested')].map(piece => piece.dataset.quote!))]; }

  #after(id: string): string | null {
    const ids = this.#suggestions(), at = ids.indexOf(id);
    return ids[at + 1] ?? ids[at - 1] ?? null;
  }

  #change(turn: HTMLElement, id: string, how: (mark: Mark) => Mark | null): void {
    this.#draw(turn, this.#marks(turn).flatMap(mark => mark.id === id ? how(mark) ?? [] : mark));
  }

  #draw(turn: HTMLElement, marks: Mark[]): void {
    drawMarks(textOf(turn), marks, this.#current);
    let notes = turn.querySelector('.notes');
    if (!marks.length) { notes?.remove(); return; }
    if (!notes) { notes = make('ul'); notes.className = 'notes'; notes.setAttribute('aria-label', 'Marks'); turn.append(notes); }
    notes.replaceChildren(...marks.toSorted((a, b) => a.start - b.start).map(mark => this.#note(mark)));
  }

  #note(mark: Mark): HTMLElement {
    const tile = make('span', this.#kinds.find(kind => kind.name === mark.kind)?.key ?? '');
    tile.className = mark.suggested ? 'kind suggested' : 'kind';
    tile.dataset.kind = mark.kind;
    tile.setAttribute('aria-hidden', 'true');
    const link = make('a');
    link.className = mark.suggested ? 'tag suggested' : 'tag';
    link.dataset.kind = mark.kind;
    link.href = `#q-${mark.id}`;
    if (mark.id === this.#current) link.setAttribute('aria-current', 'true');
    link.append(tile, make('span', this.#title(mark.kind) + (mark.suggested ? '?' : '')));
    const item = make('li');
    item.dataset.for = mark.id;
    item.append(link);
    return item;
  }

  // ---- the server

  #real(id: string): string { return this.#named.get(id) ?? id; }

  #name(id: string, real: string): void {
    this.#named.set(id, real);
    for (const piece of this.querySelectorAll<HTMLElement>(`mark[data-quote="${CSS.escape(id)}"]`)) {
      piece.dataset.quote = real;
      if (piece.id) piece.id = `q-${real}`;
    }
    for (const note of this.querySelectorAll<HTMLElement>(`.notes [data-for="${CSS.escape(id)}"]`)) {
      note.dataset.for = real;
      note.querySelector('a')!.href = `#q-${real}`;
    }
    if (this.#current === id) this.#current = real;
    if (this.#edge?.id === id) this.#edge.id = real;
  }

  #send(act: () => Promise<unknown>): void {
    hush();
    void inOrder(() => act().then(changed, error => { failed(error); return reload(); }));
  }
}

const shape = (mark: Mark): string => JSON.stringify(mark);
const textOf = (turn: HTMLElement): HTMLElement => turn.querySelector<HTMLElement>('[data-text]')!;

function reveal(turn: HTMLElement): void {
  const box = turn.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 120) turn.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
}

/** Where the next word begins: an edge that moves right must not stop at the end of a word. */
function startOfNext(text: string, at: number, step: Step): number {
  if (step === 'letter') return nextEdge(text, at, 1, step);
  let next = nextEdge(text, at, 1, step);
  while (next < text.length && /\s/.test(text[next]!)) next++;
  return next;
}

/** Where the word before ends: an edge that moves left must not stop at the beginning of a word. */
function endOfPrevious(text: string, at: number, step: Step): number {
  let end = nextEdge(text, at, -1, step);
  while (step !== 'letter' && end > 0 && /\s/.test(text[end - 1]!)) end--;
  return end;
}

customElements.define('firsthand-transcript', Transcript);
