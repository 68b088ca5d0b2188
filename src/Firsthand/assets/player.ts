/* <firsthand-player>: the recording in step with the transcript. Without script it is the browser's own player under a picture of who spoke when.
   Contract with the page (Shell/Components/PitchClock.razor):
     <figure class="clock">
       <div class="track"><svg viewBox="0 0 1000 46" data-length="2530">...</svg></div>      a click plays from there
       <audio controls src="...">
       <figcaption><span><span data-now></span>...
     .turn[data-at="842.5"]                      lights up while it is heard
     ?at=842.5 or #t-14 in the address          where it stands at first
     event firsthand:seek on document, detail in seconds: plays from there and cancels the event
   No waveform: an hour of sound would have to be decoded for it, and who spoke when tells more. */
import { keys, make } from './keys';

const back = 10, rewindOnResume = 2, speeds = [1, 1.25, 1.5, 1.75, 2, 0.75];
const svgns = 'http://www.w3.org/2000/svg';

class Player extends HTMLElement {
  connectedCallback(): void {
    const audio = this.querySelector('audio'), svg = this.querySelector('svg'), now = this.querySelector('[data-now]'), figure = this.querySelector('.clock');
    if (!audio || !svg || !figure) return;
    const width = svg.viewBox.baseVal.width, length = () => Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : Number(svg.dataset.length);
    const play = make('button', '▶'), speed = make('button', '1×');
    play.type = speed.type = 'button';
    speed.className = 'speed';
    svg.before(play);
    svg.after(speed);
    audio.controls = false;
    audio.hidden = true;
    figure.classList.add('playable');
    const head = document.createElementNS(svgns, 'line');
    head.setAttribute('class', 'head');
    head.setAttribute('y1', '0');
    head.setAttribute('y2', '30');
    svg.append(head);

    const turns = [...document.querySelectorAll<HTMLElement>('.turn[data-at]')].map(turn => ({ turn, at: Number(turn.dataset.at) })).sort((a, b) => a.at - b.at);
    let heard: HTMLElement | null = null;
    const show = () => {
      const at = audio.currentTime, x = String(width * Math.min(1, at / length()));
      head.setAttribute('x1', x);
      head.setAttribute('x2', x);
      if (now) now.textContent = `${clock(at)} of `;
      play.textContent = audio.paused ? '▶' : '❚❚';
      play.setAttribute('aria-label', audio.paused ? `Play from ${clock(at)}` : 'Pause');
      this.classList.toggle('playing', !audio.paused);
      const turn = turns.findLast(turn => turn.at <= at + 0.05)?.turn ?? null;
      if (turn === heard) return;
      // Follow the voice only while the reader follows too.
      const follow = !audio.paused && heard !== null && visible(heard);
      heard?.classList.remove('spoken');
      heard = at > 0 || !audio.paused ? turn : null;
      heard?.classList.add('spoken');
      if (follow && heard && !visible(heard)) heard.scrollIntoView({ block: 'center' });
    };
    const seek = (at: number, start: boolean) => {
      audio.currentTime = Math.max(0, Math.min(at, length()));
      if (start) void audio.play().catch(() => {});
      show();
    };
    const toggle = () => {
      if (!audio.paused) return audio.pause();
      if (audio.currentTime > rewindOnResume) audio.currentTime -= rewindOnResume;
      void audio.play().catch(() => {});
    };
    const faster = () => {
      audio.playbackRate = speeds[(speeds.indexOf(audio.playbackRate) + 1) % speeds.length] ?? 1;
      speed.textContent = `${audio.playbackRate}×`;
      speed.setAttribute('aria-label', `Speed ${audio.playbackRate}`);
    };
    speed.setAttribute('aria-label', 'Speed 1');
    play.addEventListener('click', toggle);
    speed.addEventListener('click', faster);
    svg.addEventListener('click', event => {
      const box = svg.getBoundingClientRect();
      seek(length() * (event.clientX - box.left) / box.width, true);
    });
    for (const event of ['timeupdate', 'play', 'pause', 'seeked', 'loadedmetadata'] as const) audio.addEventListener(event, show);
    document.addEventListener('firsthand:seek', event => {
      event.preventDefault();
      seek((event as CustomEvent<number>).detail, true);
    });
    const group = 'Recording', onControl = () => document.activeElement?.closest('button, summary') != null;
    keys(
      { on: ['space'], does: 'play, pause', group, when: () => !onControl(), run: toggle },
      { on: ['arrowleft'], does: '10 seconds back', group, run: () => seek(audio.currentTime - back, false) },
      { on: ['arrowright'], does: '10 seconds on', group, run: () => seek(audio.currentTime + back, false) },
      { on: ['>', 'shift+space'], does: 'another speed', group, run: faster },
    );
    // A link at a second, or at a turn, puts the recording there too.
    const asked = Number(new URLSearchParams(location.search).get('at') ?? turns.find(({ turn }) => `#${turn.id}` === location.hash)?.at ?? NaN);
    if (Number.isFinite(asked)) audio.currentTime = asked;
    show();
  }
}

const visible = (turn: Element): boolean => { const box = turn.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; };

function clock(seconds: number): string {
  const whole = Math.floor(seconds), two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

customElements.define('firsthand-player', Player);
