/* A button of a page that has a key of its own.
   Contract with the page:
     <button data-shortcut="c" data-does="mark read, next">   the key presses it; "does" is what the list of keys says */
import { keys } from './keys';

const letters = new Map([...document.querySelectorAll<HTMLElement>('[data-shortcut]')].map(button => [button.dataset.shortcut!, button.dataset.does ?? button.textContent.trim().toLowerCase()]));
for (const [letter, does] of letters)
  keys({ on: [letter], does, group: 'This page', run: () => { const button = document.querySelector<HTMLElement>(`[data-shortcut="${CSS.escape(letter)}"]`); button?.click(); return button !== null; } });
