// Seconds run here, from the server's time, so that no second costs a message; and the page notices by itself when its link is lost.

// The server renders its time about once a second. Where the connection is known to be down, one missed time is enough.
const HEARTBEAT_LOST_MS = 2200;
const HEARTBEAT_LOST_WHEN_DOWN_MS = 1200;
const RECONNECT_MS = [0, 500, 1000, 2000];
const ACTIVITY_INTERVAL_MS = 60_000;

const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Bishkek', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clock = { offset: undefined, frozenAt: undefined, heardAt: undefined };

const serverNow = () => performance.timeOrigin + performance.now() + (clock.offset ?? 0);

function hear(now) {
  const offset = now - (performance.timeOrigin + performance.now());
  // A message can only be late, never early: the largest offset is the truest, until a leap shows that a clock was set.
  if (clock.offset === undefined || offset > clock.offset || clock.offset - offset > 5000) clock.offset = offset;
  clock.heardAt = performance.now();
}

function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const pad = value => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  return hours > 0 ? `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

customElements.define('server-clock', class extends HTMLElement {
  static observedAttributes = ['now', 'frozen-at'];
  attributeChangedCallback(name, _, value) {
    if (name === 'now') hear(Number(value));
    else clock.frozenAt = value === null ? undefined : Number(value);
    this.tick();
  }
  tick() { write(this, clockFormat.format(serverNow())); }
});

customElements.define('elapsed-time', class extends HTMLElement {
  static observedAttributes = ['since'];
  attributeChangedCallback() { this.tick(); }
  tick() {
    if (clock.offset === undefined) return;
    const lost = document.documentElement.classList.contains('link-lost') ? linkLostAt : undefined;
    write(this, duration((clock.frozenAt ?? lost ?? serverNow()) - Number(this.getAttribute('since'))));
  }
});

let linkLostAt;
let connectionDown = false;

function watchLink() {
  if (clock.heardAt === undefined || !document.querySelector('server-clock')) return;
  const silence = performance.now() - clock.heardAt;
  const lost = silence > (connectionDown ? HEARTBEAT_LOST_WHEN_DOWN_MS : HEARTBEAT_LOST_MS);
  if (lost) {
    linkLostAt = clock.frozenAt ?? serverNow() - silence;
    for (const place of document.querySelectorAll('[data-link-lost-at]')) write(place, clockFormat.format(linkLostAt));
  }
  document.documentElement.classList.toggle('link-lost', lost);
}

setInterval(() => {
  watchLink();
  for (const element of document.querySelectorAll('server-clock, elapsed-time')) element.tick();
}, 200);

// The link to the server is tried again for as long as the page is open. A server that was restarted no longer knows the page's circuit
// or its session: it says no, or refuses the connection although it answers. Only then the page is loaded anew.
const answers = () => fetch('health/live', { cache: 'no-store' }).then(answer => answer.ok, () => false);

async function reconnect() {
  connectionDown = true;
  for (let attempt = 0, refusals = 0; ; attempt++) {
    const wait = RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)];
    await new Promise(resolve => setTimeout(resolve, wait * (0.5 + Math.random() / 2)));
    const known = await Blazor.reconnect().catch(() => undefined);
    if (known) return;
    if (await answers() && (known === false || ++refusals > 1)) return location.reload();
  }
}

Blazor.start({
  circuit: {
    configureSignalR: builder => builder.withServerTimeout(10_000).withKeepAliveInterval(5_000),
    reconnectionHandler: { onConnectionDown: reconnect, onConnectionUp() { connectionDown = false; } },
  },
});

// Whoever types or points is there: the session goes on.
let told = performance.now();
for (const event of ['pointerdown', 'keydown', 'wheel']) {
  addEventListener(event, () => {
    if (performance.now() - told < ACTIVITY_INTERVAL_MS) return;
    told = performance.now();
    fetch('session/activity', { method: 'POST' }).catch(() => { });
  }, { passive: true });
}

// One key empties the screen, title and sound included, and brings it back; it needs no server. Under a dialog, too: nothing that is hidden can have the focus.
const HIDE_KEY = 'F9';
const HIDDEN = 'hotline117.hidden';
const hidden = { on: false, title: '', focus: undefined };
const isHidden = () => document.documentElement.classList.contains('screen-hidden');

function hide() {
  Object.assign(hidden, { on: true, title: document.title, focus: document.activeElement });
  document.documentElement.classList.add('screen-hidden');
  document.title = HIDE_KEY;
  remember(true);
}

// A page that comes without a full load brings its own title, and takes away what stands on its root: a hidden screen stays hidden.
function hideAgain() {
  hidden.title = document.title;
  document.title = HIDE_KEY;
  document.documentElement.classList.add('screen-hidden');
}

// A page that is loaded anew stays hidden.
function remember(on) {
  try { if (on) sessionStorage.setItem(HIDDEN, 'yes'); else sessionStorage.removeItem(HIDDEN); } catch { /* Until the page is left. */ }
}

function show() {
  document.documentElement.classList.remove('screen-hidden');
  document.title = hidden.title;
  hidden.on = false;
  hidden.focus?.focus();
  remember(false);
}

addEventListener('keydown', event => {
  if (event.key !== HIDE_KEY || event.repeat || !document.querySelector('[data-hide-screen]')) return;
  event.preventDefault();
  (isHidden() ? show : hide)();
}, { capture: true });
addEventListener('click', event => { if (event.target.closest?.('[data-hide-screen]')) hide(); });
try { if (sessionStorage.getItem(HIDDEN) && document.querySelector('[data-hide-screen]')) hide(); } catch { /* It is not remembered. */ }

// A page that comes without a full load is told to those who listen, and keeps the focus; another page, or one that no longer has what had it, gets it itself.
let path = location.pathname;
Blazor.addEventListener('enhancedload', () => {
  if (hidden.on) hideAgain();
  const main = document.querySelector('main');
  if (location.pathname !== path || document.activeElement === document.body) main.focus({ preventScroll: true });
  path = location.pathname;
  const said = document.querySelector('[data-said]');
  said.textContent = '';
  // An alert is said by itself. A text that stays the same is not said again, unless it was away.
  const words = [main.querySelector('h1'), ...main.querySelectorAll('.notice[role=status]')].map(element => element?.textContent.trim());
  setTimeout(() => { said.textContent = words.filter(Boolean).join('. '); }, 50);
});

// A panel at the side: the browser keeps the focus in it and closes it by Escape; who opened it gets the focus back.
customElements.define('side-panel', class extends HTMLElement {
  connectedCallback() {
    this.opener = document.activeElement;
    // What is in it is put there right after it.
    queueMicrotask(() => {
      const dialog = this.querySelector('dialog');
      if (!dialog || dialog.open) return;
      dialog.showModal();
      dialog.addEventListener('mousedown', event => { if (event.target === dialog) dialog.close(); });
    });
  }
  disconnectedCallback() {
    if (this.opener?.isConnected) this.opener.focus();
  }
});

// The sound of alarms, if this browser's person wants it: at each new one that nobody has acknowledged, and again and again while a critical one is among
// them. Browsers let a page sound only once somebody has touched it.
const ALARM_SOUND = 'hotline117.alarm-sound';
const ALARM_AGAIN_MS = 20_000;
let audio;

function sound() {
  if (isHidden()) return;
  audio ??= new AudioContext();
  void audio.resume();
  for (const [i, pitch] of [660, 880].entries()) {
    const [tone, volume, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime + i * 0.25];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.25, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.22);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.25);
  }
}

customElements.define('alarm-sound', class extends HTMLElement {
  static observedAttributes = ['unseen'];
  // What is not allowed to remember remembers nothing: the sound is off.
  get wanted() { try { return localStorage.getItem(ALARM_SOUND) === 'on'; } catch { return false; } }
  set wanted(on) { try { localStorage.setItem(ALARM_SOUND, on ? 'on' : 'off'); } catch { /* Until the page is left. */ } }
  connectedCallback() {
    this.addEventListener('click', this.toggle);
    this.again = setInterval(() => { if (this.wanted && this.hasAttribute('urgent')) sound(); }, ALARM_AGAIN_MS);
    queueMicrotask(() => this.show());
  }
  disconnectedCallback() {
    this.removeEventListener('click', this.toggle);
    clearInterval(this.again);
  }
  attributeChangedCallback(_, before, after) {
    const known = new Set((before ?? after).split(' '));
    if (this.wanted && after.split(' ').some(key => key && !known.has(key))) sound();
  }
  toggle() {
    this.wanted = !this.wanted;
    this.show();
    if (this.wanted) sound();
  }
  show() { this.querySelector('button')?.setAttribute('aria-pressed', String(this.wanted)); }
});
