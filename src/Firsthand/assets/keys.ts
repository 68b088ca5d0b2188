/* Keys. Every island says which keys it answers to; "?" shows them all.
   Contract with the page:
     <dialog id="all-keys">                        filled here
     <form> with a <textarea>                      Ctrl/Command + Enter sends it
   A single letter is never taken from a form field, from an open dialog, or together with Ctrl, Command or Alt, so nothing of the browser's is lost.
   A person can switch the letters off in the "?" dialog (WCAG 2.1.4); the choice stays in this browser. */

export interface Key {
  /** "j", "shift+j", "ctrl+k", "arrowleft", "space", "?", "+": see comboOf. The first is the one shown. */
  on: string[];
  does: string;
  group: string;
  /** Works while typing too. Only for keys held with Ctrl. */
  inFields?: boolean;
  when?: () => boolean;
  /** False: not ours after all, let the browser have it. */
  run: (event: KeyboardEvent) => boolean | void;
}

const known: Key[] = [];
const switchedOff = 'firsthand-letters-off';

export function keys(...more: Key[]): void {
  known.push(...more);
}

export function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=""], [contenteditable=true]') !== null;
}

/** A key press as one word. Ctrl and Command are the same; Shift counts for letters and named keys only, because it is already in "?" and "+". */
export function comboOf(event: KeyboardEvent): string {
  const printable = event.key.length === 1;
  // A keyboard in another script still has its letters in the places of the Latin ones.
  const latin = printable && event.key > '~' && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  const name = latin === ' ' ? 'space' : latin.toLowerCase();
  const shift = event.shiftKey && (!printable || /^[a-z]$/.test(name) || name === 'space');
  const held = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  return (held ? 'ctrl+' : '') + (event.altKey && !event.getModifierState('AltGraph') ? 'alt+' : '') + (shift ? 'shift+' : '') + name;
}

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing) return;
  const combo = comboOf(event);
  const busy = typing(event.target) || document.querySelector('dialog[open]') !== null;
  const single = !combo.startsWith('ctrl+') && !combo.includes('escape');
  if (single && localStorage.getItem(switchedOff)) return;
  // The latest to be named wins: a mode of an island goes before its page.
  const key = known.findLast(key => key.on.includes(combo) && (!busy || key.inFields) && (key.when?.() ?? true));
  if (key && key.run(event) !== false) event.preventDefault();
});

keys(
  { on: ['?'], does: 'all keys', group: 'Everywhere', run: showAll },
  {
    on: ['ctrl+enter'], does: 'save the box', group: 'Everywhere', inFields: true,
    run: event => {
      const form = event.target instanceof HTMLTextAreaElement ? event.target.form : null;
      if (!form) return false;
      form.requestSubmit();
      return true;
    },
  },
);

function showAll(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#all-keys');
  if (!dialog) return;
  const groups = Map.groupBy(known.filter(key => key.does), key => key.group);
  const title = make('h2', 'Keys');
  title.id = 'all-keys-title';
  const columns = make('div');
  columns.className = 'all-keys later';
  for (const [group, members] of groups) {
    const list = make('dl');
    for (const [does, same] of Map.groupBy(members, key => key.does)) {
      const keyCell = make('dd');
      for (const key of same) keyCell.append(...shown(key.on[0] ?? ''));
      const line = make('div');
      line.append(make('dt', does), keyCell);
      list.append(line);
    }
    const part = make('section');
    part.append(make('h3', group), list);
    columns.append(part);
  }
  const label = make('label');
  const box = make('input');
  box.type = 'checkbox';
  box.checked = !localStorage.getItem(switchedOff);
  box.addEventListener('change', () => box.checked ? localStorage.removeItem(switchedOff) : localStorage.setItem(switchedOff, 'yes'));
  label.append(box, 'Letters work as keys');
  const close = make('button', 'Close');
  close.type = 'button';
  close.addEventListener('click', () => dialog.close());
  close.autofocus = true;
  const head = make('div');
  head.className = 'row spread';
  head.append(title, label, close);
  dialog.replaceChildren(head, columns);
  dialog.showModal();
}

const names: Record<string, string> = { arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓', ctrl: 'Ctrl', shift: 'Shift', alt: 'Alt', space: 'Space', enter: 'Enter', escape: 'Esc', home: 'Home', end: 'End' };

function shown(combo: string): (HTMLElement | string)[] {
  const parts = combo === '+' ? ['+'] : combo.split('+');
  return [make('kbd', parts.map(part => names[part] ?? part.toUpperCase()).join(' ')), ' '];
}

export function make<K extends keyof HTMLElementTagNameMap>(tag: K, text?: string): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  return element;
}
