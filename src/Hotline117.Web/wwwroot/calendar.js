// The week of the rosters, by mouse, finger or arrow keys. Nothing is saved here: where a turn or an exception was put is proposed in its form, which says
// in words what would change. Without this all of it is done by the links and their forms. Moments are minutes since the Monday's midnight in Bishkek.

const DAY = 24 * 60;
const STEP = 30;
const EDGE_PX = 8;
const STIRRED_PX = 4;

// What is being moved: its row, the link to its form, its beginning and end before and now; by which part, and from where, if a pointer does it.
let move;

const pad = number => String(number).padStart(2, '0');
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const tableOf = element => element.closest('.calendar[data-week]');
const iso = (table, minutes) => new Date(Date.parse(`${table.dataset.week}T00:00Z`) + minutes * 60_000).toISOString().slice(0, 16);

function entryOf(link) {
  const [from, to, step] = ['from', 'to', 'step'].map(name => Number(link.dataset[name]));
  return { row: link.closest('tr'), link, from, to, was: { from, to }, step, longest: step === DAY ? Infinity : DAY };
}

function inWords(table, { from, to, step }) {
  const day = minutes => {
    const date = iso(table, minutes).slice(0, 10);
    return table.querySelector(`thead [data-day="${date}"]`)?.dataset.name ?? `${date.slice(8)}.${date.slice(5, 7)}.`;
  };
  if (step === DAY) return [day(from), day(to - DAY)];
  return [from, to].map(minutes => `${day(minutes)} ${iso(table, minutes).slice(11)}`);
}

function show() {
  const { row, from, to } = move;
  for (const cell of row.querySelectorAll('td[data-day]')) {
    const [strip, start] = [cell.querySelector('svg'), dayOf(cell)];
    const [first, last] = [clamp(from - start, 0, DAY), clamp(to - start, 0, DAY)];
    strip.querySelector('.ghost')?.remove();
    if (first === last) continue;
    const ghost = strip.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'rect'));
    for (const [name, value] of Object.entries({ class: 'ghost', x: first, y: 2, width: last - first, height: 20 })) ghost.setAttribute(name, value);
  }
  const table = tableOf(row);
  const [words, keys] = [table.dataset.moving, move.part ? '' : table.dataset.keys];
  const [begins, ends] = inWords(table, move);
  say(`${words.replace('{0}', row.dataset.line).replace('{1}', begins).replace('{2}', ends)} ${keys}`.trim());
}

function say(text) {
  const place = document.querySelector('[data-moved]');
  if (place) place.textContent = text;
}

function leave() {
  for (const ghost of document.querySelectorAll('.calendar .ghost')) ghost.remove();
  say('');
  move = undefined;
}

// Opens the form with what was done; as it is where nothing was.
function propose() {
  const { link, from, to, was } = move;
  const address = new URL(link.href);
  const table = tableOf(move.row);
  if (!link.dataset.entry) address.searchParams.set('line', move.row.dataset.line);
  if (from !== was.from || to !== was.to) {
    for (const [name, minutes] of Object.entries({ was: was.from, from, to })) address.searchParams.set(name, iso(table, minutes));
  }
  leave();
  Blazor.navigateTo(address.pathname + address.search);
}

function change(part, by) {
  const { from, to } = move.was;
  const shifted = Math.round(by / move.step) * move.step;
  if (part === 'from') move.from = clamp(from + shifted, to - move.longest, to - move.step);
  else if (part === 'to') move.to = clamp(to + shifted, from + move.step, from + move.longest);
  else [move.from, move.to] = [from + shifted, to + shifted];
}

// By pointer.

const dayOf = cell => (Date.parse(cell.dataset.day) - Date.parse(tableOf(cell).dataset.week)) / 60_000;

// Days lie side by side, or below one another on a small screen: the nearest counts.
function momentAt(row, { clientX, clientY }) {
  const away = cell => {
    const box = cell.getBoundingClientRect();
    return Math.hypot(clientX - clamp(clientX, box.left, box.right), clientY - clamp(clientY, box.top, box.bottom));
  };
  const cell = [...row.querySelectorAll('td[data-day]')].reduce((nearest, other) => (away(other) < away(nearest) ? other : nearest));
  const box = cell.querySelector('svg').getBoundingClientRect();
  return dayOf(cell) + clamp((clientX - box.left) / box.width, 0, 1) * DAY;
}

function linkOf(bar) {
  const links = [...bar.closest('td').querySelectorAll('a[data-entry]')];
  return links.find(link => link.dataset.entry === bar.dataset.entry && link.dataset.from === bar.dataset.from);
}

// An edge belongs to a bar that begins or ends there, and is wide enough to be moved, too.
function partAt(bar, { from, to }, clientX) {
  const [box, start] = [bar.getBoundingClientRect(), dayOf(bar.closest('td'))];
  if (box.width < 3 * EDGE_PX) return 'whole';
  if (from >= start && clientX - box.left < EDGE_PX) return 'from';
  return to <= start + DAY && box.right - clientX < EDGE_PX ? 'to' : 'whole';
}

function begin(event) {
  const strip = event.target.closest?.('.calendar[data-week] svg.hours');
  if (!strip || event.button !== 0 || !event.isPrimary) return;
  leave();
  const row = strip.closest('tr');
  const bar = event.target.closest('[data-entry]');
  const at = momentAt(row, event);
  if (bar) {
    const entry = entryOf(linkOf(bar));
    move = { ...entry, part: partAt(bar, entry, event.clientX) };
  } else {
    const from = Math.floor(at / STEP) * STEP;
    move = { row, link: row.closest('tbody').querySelector('a[data-add=On]'), from, to: from, was: { from, to: from }, step: STEP, longest: DAY, part: 'new' };
  }
  Object.assign(move, { at, x: event.clientX, y: event.clientY, stirred: false });
  strip.setPointerCapture(event.pointerId);
  event.preventDefault();
}

function drag(event) {
  if (!move?.part) return;
  move.stirred ||= Math.hypot(event.clientX - move.x, event.clientY - move.y) >= STIRRED_PX;
  if (!move.stirred) return;
  const at = momentAt(move.row, event);
  if (move.part === 'new') {
    const [low, high] = [Math.floor(Math.min(at, move.at) / STEP) * STEP, Math.ceil(Math.max(at, move.at) / STEP) * STEP];
    [move.from, move.to] = at < move.at ? [Math.max(low, high - DAY), high] : [low, Math.min(high, low + DAY)];
  } else {
    change(move.part, at - move.at);
  }
  show();
}

function drop() {
  if (!move?.part) return;
  // To press an empty place adds nothing.
  if (move.part === 'new' && !move.stirred) leave();
  else propose();
}

function point(event) {
  const bar = event.target.closest?.('.calendar[data-week] [data-entry]:is(rect)');
  const link = bar && linkOf(bar);
  if (link) bar.classList.toggle('edge', partAt(bar, entryOf(link), event.clientX) !== 'whole');
}

addEventListener('pointerdown', begin);
addEventListener('pointermove', event => (move?.part ? drag : point)(event));
addEventListener('pointerup', drop);
addEventListener('pointercancel', () => { if (move?.part) leave(); });

// By keys, on an entry's link: what they do is seen and said, Enter opens the form with it, Escape or leaving the link undoes it.

const KEYS = { ArrowLeft: -STEP, ArrowRight: STEP, ArrowUp: -DAY, ArrowDown: DAY };

addEventListener('keydown', event => {
  if (move && event.key === 'Escape') return leave();
  const link = event.target.closest?.('.calendar[data-week] a[data-entry]');
  if (!link || event.ctrlKey || event.altKey || event.metaKey || move?.part) return;
  if (event.key === 'Enter' && move?.link === link) {
    event.preventDefault();
    propose();
  } else if (event.key in KEYS) {
    if (move?.link !== link) move = entryOf(link);
    // No shift is a day longer than another.
    if (event.shiftKey && Math.abs(KEYS[event.key]) > move.step) return;
    event.preventDefault();
    const by = Math.sign(KEYS[event.key]) * Math.max(Math.abs(KEYS[event.key]), move.step);
    if (event.shiftKey) move.to = clamp(move.to + by, move.from + move.step, move.from + move.longest);
    else [move.from, move.to] = [move.from + by, move.to + by];
    show();
  }
});
addEventListener('focusout', event => { if (move && !move.part && event.target === move.link) leave(); });
Blazor.addEventListener('enhancedload', leave);
