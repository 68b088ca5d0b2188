/* A list worked through by keys: J and K step, Enter opens, and each button of the item in hand has its letter.
   Contract with the page:
     <ol data-steps>                               its children are the items; the one in hand gets aria-current and is scrolled to
       <li> ... <a data-open href="..."> ... <button data-key="x" [data-does="not a pattern"]>   Enter follows data-open, else the first link
   A transcript has its own keys and is no such list. */
import { keys } from './keys';

const list = (): HTMLElement | null => document.querySelector('[data-steps]');
const inHand = (): HTMLElement | null => list()?.querySelector<HTMLElement>(':scope > [aria-current]') ?? null;

function step(direction: 1 | -1): void {
  const items = [...list()?.children ?? []], now = inHand();
  const next = items[now ? items.indexOf(now) + direction : 0];
  if (!next) return;
  now?.removeAttribute('aria-current');
  next.setAttribute('aria-current', 'true');
  next.scrollIntoView({ block: 'nearest' });
}

if (list()) {
  const group = 'List', some = () => inHand() !== null;
  keys(
    { on: ['j'], does: 'next', group, run: () => step(1) },
    { on: ['k'], does: 'the one before', group, run: () => step(-1) },
    { on: ['enter'], does: 'open', group, when: () => some() && (document.activeElement === document.body || document.activeElement === null || document.activeElement.id === 'main'), run: () => (inHand()?.querySelector<HTMLElement>('a[data-open]') ?? inHand()?.querySelector('a'))?.click() },
  );
  const letters = new Map([...list()!.querySelectorAll<HTMLElement>('[data-key]')].map(button => [button.dataset.key!, button.dataset.does ?? button.textContent.trim().toLowerCase()]));
  for (const [letter, does] of letters)
    keys({ on: [letter], does, group, when: () => inHand()?.querySelector(`[data-key="${letter}"]`) != null, run: () => inHand()!.querySelector<HTMLElement>(`[data-key="${letter}"]`)!.click() });
}
