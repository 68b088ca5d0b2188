/* The picker that opens at a selection. The page gives it as <template data-part="picker">: an input role=combobox and a listbox with one <li role=option data-kind data-key [data-ours]> for each kind.
   A letter marks at once; Enter goes into the box, where typing narrows the list, arrows choose, Enter applies; Escape leaves. */

export interface Kind {
  name: string;
  title: string;
  key: string;
  ours: boolean;
}

export function kindsOf(template: HTMLTemplateElement | null): Kind[] {
  return [...template?.content.querySelectorAll<HTMLElement>('li[data-kind]') ?? []].map(item => ({
    name: item.dataset.kind!, key: item.dataset.key!, title: item.querySelector('span:last-child')?.textContent ?? '', ours: item.hasAttribute('data-ours'),
  }));
}

export class Picker {
  readonly #box: HTMLElement;
  readonly #input: HTMLInputElement;
  #chosen = 0;

  constructor(template: HTMLTemplateElement, private readonly pick: (kind: string, memo: boolean) => void, private readonly leave: () => void) {
    this.#box = template.content.cloneNode(true).firstChild as HTMLElement;
    while (!(this.#box instanceof HTMLElement)) this.#box = (this.#box as Node).nextSibling as HTMLElement;
    this.#input = this.#box.querySelector('input')!;
    // The selection has to outlive a click.
    this.#box.addEventListener('mousedown', event => { if (event.target !== this.#input) event.preventDefault(); });
    this.#box.addEventListener('click', event => {
      const item = (event.target as Element).closest<HTMLElement>('li[data-kind]');
      if (item) this.pick(item.dataset.kind!, event.shiftKey);
    });
    this.#input.addEventListener('input', () => this.#narrow());
    this.#input.addEventListener('focus', () => this.#choose(this.#chosen));
    this.#input.addEventListener('keydown', event => this.#key(event));
  }

  get isOpen(): boolean { return this.#box.isConnected; }

  /** Shows itself under the range; our own turns take only what we say ourselves. */
  open(range: Range, ours: boolean): void {
    document.body.append(this.#box);
    for (const item of this.#items()) item.toggleAttribute('data-out', ours && !item.hasAttribute('data-ours'));
    this.#input.value = '';
    this.#narrow();
    const last = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
    const width = this.#box.offsetWidth, height = this.#box.offsetHeight;
    const below = last.bottom + 8 + height < innerHeight || last.top < height + 16;
    // Set through the object model, which a strict content policy allows; an attribute would be refused.
    this.#box.style.left = `${Math.max(8, Math.min(last.right - width / 2, document.documentElement.clientWidth - width - 8)) + scrollX}px`;
    this.#box.style.top = `${(below ? last.bottom + 8 : last.top - height - 8) + scrollY}px`;
  }

  close(): void { this.#box.remove(); }

  focus(): void { this.#input.focus(); }

  contains(node: EventTarget | null): boolean { return node instanceof Node && this.#box.contains(node); }

  #items(): HTMLElement[] { return [...this.#box.querySelectorAll<HTMLElement>('li[data-kind]')]; }

  #narrow(): void {
    const typed = this.#input.value.trim().toLowerCase();
    for (const item of this.#items()) item.hidden = item.hasAttribute('data-out') || !(item.textContent ?? '').toLowerCase().includes(typed);
    this.#choose(0);
  }

  #choose(index: number): void {
    const open = this.#items().filter(item => !item.hidden);
    this.#chosen = open.length ? (index + open.length) % open.length : 0;
    const active = document.activeElement === this.#input ? open[this.#chosen] : undefined;
    for (const item of this.#items()) item.setAttribute('aria-selected', String(item === active));
    this.#input.setAttribute('aria-activedescendant', active?.id ?? '');
  }

  #key(event: KeyboardEvent): void {
    const open = this.#items().filter(item => !item.hidden);
    if (event.key === 'Escape') this.leave();
    else if (event.key === 'Enter' && open[this.#chosen]) this.pick(open[this.#chosen]!.dataset.kind!, event.shiftKey);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowRight') this.#choose(this.#chosen + 1);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') this.#choose(this.#chosen - 1);
    else return;
    event.preventDefault();
  }
}
