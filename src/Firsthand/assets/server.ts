/* The way to the server for all islands.
   Contract with the page:
     <meta name="csrf" content="TOKEN">            sent back in the header X-CSRF
     <div id="said" role="status">                 the one live region: what just happened, with Undo
     <div id="flash"><p>                           what the form before this page did: already to be seen, and said in #said to those who hear the page
     [data-live][id]                               brought up to date after every change (the story, the rail's counts); asked for with the header X-Live: only
     [data-reload][id]                             brought up to date too after an undo or when something failed (the transcript)
   Contract with the API: JSON in and out; a refusal is ProblemDetails, whose first error, detail or title is said to the person.
     POST /api/undo, POST /api/redo                answer with the summary of the act, a string; with nothing where there is none */
import htmx from 'htmx.org';
import { keys, make } from './keys';

export class Refused extends Error {}

export async function send<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
  const token = document.querySelector<HTMLMetaElement>('meta[name=csrf]')?.content ?? '';
  const headers: Record<string, string> = { Accept: 'application/json', 'X-CSRF': token };
  if (body) headers['Content-Type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(path, { method, headers, body: body ? JSON.stringify(body) : null, credentials: 'same-origin' });
  } catch {
    throw new Refused('The server does not answer. What you did last was not kept.');
  }
  if (answer.redirected && answer.url.includes('/sign-in') || answer.status === 401) throw new Refused('You were signed out. Sign in again; what you did last was not kept.');
  const text = await answer.text();
  const value: unknown = text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  if (!answer.ok) throw new Refused(problem(value) ?? `The server refused it (${answer.status}).`);
  return value as T;
}

let sent: Promise<unknown> = Promise.resolve();

/** One after the other, in the order of the keys: an undo takes back the act before it, not the one before that. */
export function inOrder<T>(act: () => Promise<T>): Promise<T> {
  const done = sent.then(act);
  sent = done.catch(() => {});
  return done;
}

function problem(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { errors, detail, title } = value as { errors?: Record<string, string[]>; detail?: string; title?: string };
  return Object.values(errors ?? {})[0]?.[0] ?? detail ?? title ?? null;
}

let saidUntil = 0;
const kept = 'firsthand-said';

const announced = document.querySelector('#flash p')?.textContent;
// A live region speaks of what changes in it, so its text comes a moment after the page.
if (announced) setTimeout(() => announce(announced), 300);
const fromBefore = sessionStorage.getItem(kept);
sessionStorage.removeItem(kept);
if (fromBefore) setTimeout(() => say(fromBefore), 300);

function announce(text: string): void {
  const place = document.querySelector('#said');
  if (!place || place.childElementCount) return;
  place.classList.add('hidden');
  place.replaceChildren(make('p', text));
}

/** Says what just happened, for a few seconds. */
export function say(text: string, options: { undo?: boolean; problem?: boolean } = {}): void {
  const place = document.querySelector('#said');
  if (!place) return;
  place.classList.remove('hidden');
  place.classList.toggle('problem', options.problem ?? false);
  place.replaceChildren(make('p', text));
  if (options.undo) {
    const button = make('button', 'Undo');
    button.type = 'button';
    button.className = 'btn plain';
    button.addEventListener('click', () => void travel('undo'));
    place.append(button);
  }
  clearTimeout(saidUntil);
  saidUntil = setTimeout(() => place.replaceChildren(), options.problem ? 12_000 : 6_000);
}

/** What was said of the act before is no longer so; a problem stays to be read. */
export function hush(): void {
  document.querySelector('#said:not(.problem)')?.replaceChildren();
}

export function failed(error: unknown): void {
  say(error instanceof Refused ? error.message : 'Something broke in this page. Load it again; what you did last may not be kept.', { problem: true });
  if (!(error instanceof Refused)) console.error(error);
}

async function travel(way: 'undo' | 'redo'): Promise<void> {
  try {
    const what = await inOrder(() => send<string>('POST', `/api/${way}`));
    if (!what) return say(way === 'undo' ? 'Nothing to undo.' : 'Nothing to do again.');
    const said = `${way === 'undo' ? 'Undone' : 'Done again'}: ${what}`;
    if (document.querySelector('[data-reload]')) {
      say(said);
      await refresh('[data-live], [data-reload]');
    } else {
      // A list is simply opened again, and says it then.
      sessionStorage.setItem(kept, said);
      location.reload();
    }
  } catch (error) {
    failed(error);
  }
}

let waiting = 0;

/** Something was changed: the parts that follow from it are fetched, once for a burst of changes. */
export function changed(): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => void refresh('[data-live]').catch(failed), 250);
}

/** The page may no longer show the truth: fetch all of it that can change. */
export const reload = (): Promise<void> => refresh('[data-live], [data-reload]').catch(failed);

async function refresh(selector: string): Promise<void> {
  const parts = [...document.querySelectorAll(selector)].filter(part => part.id);
  if (!parts.length) return;
  // A page may leave out what this does not ask for.
  const answer = await fetch(location.href, { credentials: 'same-origin', headers: parts.some(part => part.matches('[data-reload]')) ? {} : { 'X-Live': 'only' } });
  if (!answer.ok) throw new Refused(`The page could not be brought up to date (${answer.status}). Load it again.`);
  const text = await answer.text();
  document.dispatchEvent(new CustomEvent('firsthand:refreshing'));
  for (const part of parts) await htmx.swap({ text, select: `#${part.id}`, target: part, swap: 'outerMorph' });
  document.dispatchEvent(new CustomEvent('firsthand:refreshed'));
}

keys(
  { on: ['ctrl+z'], does: 'undo', group: 'Everywhere', run: () => void travel('undo') },
  { on: ['ctrl+shift+z', 'ctrl+y'], does: 'do again', group: 'Everywhere', run: () => void travel('redo') },
);
