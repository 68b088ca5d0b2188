/* Go to (Ctrl or Command K) and capture (N): pages of their own without script, dialogs with it.
   Contract with the page:
     <a href="/find" data-opens="go">              opens <dialog id="go"> in place
     <dialog id="go"><form role="search">...<ul class="hits">   arrows walk the links of the list, Enter in the box takes the first
     <dialog id="capture"><form>                   its form posts like any other */
import { keys } from './keys';

function open(id: string): boolean {
  const dialog = document.querySelector<HTMLDialogElement>(`dialog#${id}`);
  if (!dialog) return false;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector<HTMLInputElement>('input[type=search]')?.select();
  return true;
}

document.addEventListener('click', event => {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>('[data-opens]');
  if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0 && open(opener.dataset.opens!)) event.preventDefault();
  // The backdrop is the dialog itself, outside its box.
  if (target instanceof HTMLDialogElement && target.open) {
    const box = target.getBoundingClientRect();
    if (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom) target.close();
  }
});

// The browser takes the first Escape in a search box to empty it; a person who presses it wants to leave.
document.addEventListener('keydown', event => {
  const dialog = event.key === 'Escape' && event.target instanceof HTMLInputElement && event.target.type === 'search' ? event.target.closest('dialog') : null;
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});

// Arrows between the box and its hits, on the find page as in the dialog.
document.addEventListener('keydown', event => {
  const scope = (event.target as Element).closest?.('dialog, main');
  const box = scope?.querySelector<HTMLInputElement>('form.find input[type=search]'), list = scope?.querySelector('.hits');
  if (!scope || !box || !list || !(event.target === box || list.contains(event.target as Node))) return;
  const links = [...list.querySelectorAll<HTMLElement>('a[href]')], at = links.indexOf(event.target as HTMLElement);
  if (event.key === 'ArrowDown' && links[at + 1]) links[at + 1]!.focus();
  else if (event.key === 'ArrowUp' && at > 0) links[at - 1]!.focus();
  else if (event.key === 'ArrowUp' && at === 0) box.focus();
  else if (event.key === 'Enter' && event.target === box && scope instanceof HTMLDialogElement && links[0] && box.value) links[0].click();
  else return;
  event.preventDefault();
});

keys(
  { on: ['ctrl+k'], does: 'go to, find', group: 'Everywhere', inFields: true, run: () => open('go') },
  {
    on: ['/'], does: 'search', group: 'Everywhere',
    run: () => {
      const box = document.querySelector<HTMLInputElement>('main form.find input[type=search]');
      if (!box) return open('go');
      box.focus();
      return true;
    },
  },
  { on: ['n'], does: 'capture', group: 'Everywhere', run: () => open('capture') },
);
