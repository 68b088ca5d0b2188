/* A list worked through by keys: J and K step, Enter opens, and each button of the item in hand has its letter.
   Contract with the page:
     <ol data-steps>                               its children are the items; the one in hand gets aria-current and is scrolled to
       <li> ... <a data-open href="..."> ... <button data-key="x" [data-does="not a pattern"]>   Enter follows data-open, else the first link
     <button data-key="r" [data-does="rename"]>    outside the list: a letter of the page itself; a summary or a checkbox will do as well
   A form sent from an item comes back to the same place in the list: what was decided is gone, and the next one is in hand.
   A transcript has its own keys and is no such list. */
import { keys } from './keys';

const list = (): HTMLElement | null => document.querySelector('[data-steps]');
const items = (): Element[] => [...list()?.children ?? []];
const inHand = (): HTMLElement | null => list()?.querySelector<HTMLElement>(':scope > [aria-current]') ?? null;
const place = 'firsthand-place';

function take(next: Element | undefined): void {
  if (!next) return;
  inHand()?.removeAttribute('aria-current');
  next.setAttribute('aria-current', 'true');
  next.scrollIntoView({ block: 'nearest' });
}

function step(direction: 1 | -1): void {
  const now = inHand();
  take(items()[now ? items().indexOf(now) + direction : 0]);
}

const letter = (key: string, where: ParentNode | null, not?: Element | null): HTMLElement | undefined =>
  [...where?.querySelectorAll<HTMLElement>(`[data-key="${key}"]`) ?? []].find(button => !not?.contains(button) && button.checkVisibility());

function press(button: HTMLElement): void {
  button.click();
  // What it opened wants to be typed into.
  if (button instanceof HTMLElement && button.localName === 'summary' && (button.parentElement as HTMLDetailsElement).open) button.parentElement!.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')?.focus();
}

// So does what a page was opened for, and before any letter is a key: the browser itself does it late, and selects nothing.
const wanted = document.querySelector<HTMLInputElement>('main input[autofocus]');
wanted?.focus();
wanted?.select();

function letters(where: ParentNode, not?: Element | null): Map<string, string> {
  const all = [...where.querySelectorAll<HTMLElement>('[data-key]')].filter(button => !not?.contains(button));
  return new Map(all.map(button => [button.dataset.key!, button.dataset.does ?? button.textContent.trim().toLowerCase()]));
}

if (list()) {
  const group = 'List', some = () => inHand() !== null;
  keys(
    { on: ['j'], does: 'next', group, run: () => step(1) },
    { on: ['k'], does: 'the one before', group, run: () => step(-1) },
    { on: ['enter'], does: 'open', group, when: () => some() && (document.activeElement === document.body || document.activeElement === null || document.activeElement.id === 'main'), run: () => (inHand()?.querySelector<HTMLElement>('a[data-open]') ?? inHand()?.querySelector('a'))?.click() },
  );
  for (const [key, does] of letters(list()!))
    keys({ on: [key], does, group, when: () => letter(key, inHand()) !== undefined, run: () => press(letter(key, inHand())!) });

  list()!.addEventListener('submit', event => {
    const item = items().find(item => item.contains(event.target as Node));
    if (item) sessionStorage.setItem(place, `${location.pathname} ${items().indexOf(item)}`);
  });
  const [path, index] = (sessionStorage.getItem(place) ?? '').split(' ');
  sessionStorage.removeItem(place);
  if (path === location.pathname) take(items()[Math.min(Number(index), items().length - 1)]);
}

for (const [key, does] of letters(document, list()))
  keys({ on: [key], does, group: 'This page', when: () => letter(key, document, list()) !== undefined, run: () => press(letter(key, document, list())!) });
