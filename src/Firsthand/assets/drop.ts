/* <firsthand-drop>: an upload form that takes files dropped anywhere on the page and shows how far they are. Without script it is a plain form.
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
      input.files = event.dataTransfer!.files;
      if (input.files.length) form.requestSubmit();
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

function size(files: FileList): string {
  const bytes = [...files].reduce((sum, file) => sum + file.size, 0), mega = bytes / 1_000_000;
  return `${files.length === 1 ? files[0]!.name : `${files.length} files`}, ${mega < 0.1 ? `${Math.ceil(bytes / 1000)} kB` : `${mega.toFixed(1)} MB`}`;
}

customElements.define('firsthand-drop', Drop);
