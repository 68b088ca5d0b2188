/* <firsthand-drop>: an upload form that takes files and folders dropped anywhere on the page and shows how far they are. Without script it is a plain form.
   Contract with the page (Shell/Components/DropZone.razor):
     <form class="drop" method="post" enctype="multipart/form-data"> with <input type="file" multiple>, <p data-status aria-live>, <progress hidden>
   Contract with the server: the answer is a redirect to the page that shows what was read, or a page that says what was wrong. */
import htmx from 'htmx.org';
import { failed, Refused } from './server';

class Drop extends HTMLElement {
  readonly #gone = new AbortController();

  disconnectedCallback(): void { this.#gone.abort(); }

  connectedCallback(): void {
    const form = this.querySelector('form'), input = this.querySelector<HTMLInputElement>('input[type=file]'), status = this.querySelector('[data-status]'), bar = this.querySelector('progress');
    if (!form || !input || !status || !bar) return;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const here = { signal: this.#gone.signal };
    let depth = 0;
    const over = (change: number) => { depth = Math.max(0, depth + change); form.classList.toggle('over', depth > 0); };
    document.addEventListener('dragenter', event => { if (carriesFiles(event)) over(1); }, here);
    document.addEventListener('dragleave', event => { if (carriesFiles(event)) over(-1); }, here);
    document.addEventListener('dragover', event => { if (carriesFiles(event)) event.preventDefault(); }, here);
    document.addEventListener('drop', event => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      over(-depth);
      void dropped(event.dataTransfer!).then(files => {
        input.files = files;
        if (files.length) form.requestSubmit();
        else status.textContent = 'There was no file in it.';
      });
    }, here);
    input.addEventListener('change', () => { status.textContent = input.files?.length ? size(input.files) : ''; });
    form.addEventListener('submit', event => {
      if (!input.files?.length) return;
      event.preventDefault();
      const request = new XMLHttpRequest();
      const free = (on: boolean) => { for (const button of form.querySelectorAll('button')) button.disabled = !on; bar.hidden = on; };
      request.upload.addEventListener('progress', step => {
        bar.value = step.total ? step.loaded / step.total : 0;
        status.textContent = `Sending ${size(input.files!)}: ${Math.round(100 * bar.value)}%`;
      });
      request.upload.addEventListener('load', () => { bar.removeAttribute('value'); status.textContent = `Reading ${size(input.files!)}`; });
      request.addEventListener('load', () => {
        if (request.status < 400 && request.responseURL !== location.href) location.assign(request.responseURL);
        // The same page again: it says what was wrong.
        else if (request.status < 400) void htmx.swap({ text: request.responseText, select: '#main', target: document.querySelector('#main')!, swap: 'outerHTML' });
        else { free(true); status.textContent = ''; failed(new Refused(request.status === 413 ? 'That is more than may be sent at once. Send fewer files.' : `The server refused the files (${request.status}).`)); }
      });
      request.addEventListener('error', () => { free(true); status.textContent = ''; failed(new Refused('The server does not answer. Nothing was read.')); });
      // Before the button is disabled, so that its own name and value go along.
      const body = new FormData(form, event.submitter);
      free(false);
      request.open('POST', form.action);
      request.send(body);
    });
  }
}

/* The files that were dropped, and those in dropped folders and below, in the order of their names. */
async function dropped(data: DataTransfer): Promise<FileList> {
  // Asked for at once: after the first wait the browser has forgotten what was dropped.
  const entries = [...data.items].map(item => item.webkitGetAsEntry()).filter(entry => entry !== null), plain = data.files;
  if (!entries.some(entry => entry.isDirectory)) return plain;
  const all = new DataTransfer();
  for (const entry of entries) await collect(entry, all);
  return all.files;
}

async function collect(entry: FileSystemEntry, into: DataTransfer): Promise<void> {
  if (entry.name.startsWith('.')) return;
  if (entry.isFile) {
    into.items.add(await new Promise<File>((done, refused) => { (entry as FileSystemFileEntry).file(done, refused); }));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader(), inside: FileSystemEntry[] = [];
  // A folder is told in pieces, until an empty one.
  for (let piece: FileSystemEntry[]; (piece = await new Promise((done, refused) => { reader.readEntries(done, refused); })).length;) inside.push(...piece);
  for (const below of inside.sort((a, b) => (a.name < b.name ? -1 : 1))) await collect(below, into);
}

function size(files: FileList): string {
  const bytes = [...files].reduce((sum, file) => sum + file.size, 0), mega = bytes / 1_000_000;
  return `${files.length === 1 ? files[0]!.name : `${files.length} files`}, ${mega < 0.1 ? `${Math.ceil(bytes / 1000)} kB` : `${mega.toFixed(1)} MB`}`;
}

customElements.define('firsthand-drop', Drop);
