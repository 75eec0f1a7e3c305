// The strip at the foot of the window, and the frame of what unfolds above it. It lives in a shadow root
// beside the body: no style of the site reaches it, and no patch of the page meets it.

let parts;
let styled;

/** Puts the strip beside the body. It stays hidden until its style sheet has come. */
function showStrip() {
	const host = make('sevenfold-preview', { hidden: true });
	parts = makeParts();
	styled = new Promise((resolve) => {
		const show = () => {
			host.hidden = false;
			// What is put into a live region in the moment it appears is not read out.
			setTimeout(resolve, 150);
		};
		const link = make('link', { rel: 'stylesheet', href: '/.sevenfold/preview.css', load: show });
		host.attachShadow({ mode: 'open' }).append(link, parts.room, parts.dock);
	});
	document.documentElement.append(host);
	new ResizeObserver(keepRoom).observe(parts.dock);
	systemIsDark.addEventListener('change', showTools);
	showTold();
}

// The page ends above the strip, and what takes the focus is scrolled clear of it (WCAG 2.4.11).
function keepRoom() {
	const height = `${parts.dock.offsetHeight}px`;
	parts.room.style.blockSize = height;
	document.documentElement.style.scrollPaddingBottom = height;
}

function makeParts() {
	const made = {
		room: make('div', { class: 'room' }),
		time: make('span', { class: 'time' }),
		bar: make('span', { class: 'bar-place' }),
		state: make('p', { class: 'state', id: 'state' }),
		note: make('p', { class: 'note', id: 'note', role: 'status' }),
		counts: make('button', { type: 'button', id: 'counts', ...opens('panel') }),
		phone: make('a', { id: 'phone' }, 'Phone'),
		print: make('button', { type: 'button', id: 'print', click: () => turnView('print') }, 'Print'),
		dark: make('button', { type: 'button', id: 'dark', click: () => turnView('dark') }),
		edit: make('a', { id: 'edit' }, 'Edit'),
		alert: make('p', { class: 'unseen', id: 'alert', role: 'alert' }),
		status: make('p', { class: 'unseen', id: 'status', role: 'status' }),
		remarks: make('div', { class: 'content' }),
		reading: make('div', { class: 'content' }),
	};
	made.meter = make('button', { type: 'button', id: 'meter', ...opens('sections') }, unseen('Reading time: '), made.time, made.bar);
	made.panel = foldable('panel', 'What to look at', made.remarks);
	made.sections = foldable('sections', 'Reading time of the sections', made.reading);
	made.strip = makeStrip(made);
	made.dock = make(
		'section',
		{ class: 'dock', 'aria-label': 'Sevenfold preview', keydown: foldOnEscape },
		made.strip,
		made.panel,
		made.sections,
		made.alert,
		made.status,
	);
	return made;
}

const opens = (name) => ({ 'aria-controls': name, 'aria-expanded': 'false', click: () => toggleFold(name) });

function makeStrip({ meter, state, counts, note, phone, print, dark, edit }) {
	const tools = make('div', { class: 'tools', role: 'group', 'aria-label': 'Views of this page' }, phone, print, dark, edit);
	return make('div', { class: 'strip' }, make('p', { class: 'brand' }, 'Preview'), meter, state, counts, note, tools);
}

// After the strip in the order of the keyboard, so that Tab leads on from the strip into what it opened.
function foldable(name, title, content) {
	const fold = make('button', { type: 'button', class: 'fold', click: () => foldAway(name) }, 'Fold away');
	const head = make('div', { class: 'head' }, make('h2', { id: `${name}-title` }, title), fold);
	return make('section', { class: 'foldable', id: name, 'aria-labelledby': `${name}-title`, hidden: true }, head, content);
}

// ---- What it shows

function showTold() {
	const { report, gone, stopped } = told;
	parts.dock.classList.toggle('stopped', stopped);
	setText(parts.note, noteText(report, stopped));
	showMeter(report?.page?.meter ?? null);
	setText(parts.state, report?.page?.state?.text ?? '');
	setText(parts.counts, report ? remarksText(report) : '');
	parts.counts.dataset.worst = report ? worstOf(report) : 'none';
	setLink(parts.edit, report?.page?.href ?? null);
	setLink(parts.phone, `/.sevenfold/phone?page=${encodeURIComponent(location.pathname)}`);
	showTools();
	replaceContent(parts.remarks, panelContent({ report, gone }));
	followTrouble({ report, gone });
}

function noteText(report, stopped) {
	if (stopped) return 'The preview has stopped';
	return report?.watching === 'polling' ? 'Checking for changes every half second' : '';
}

function showMeter(meter) {
	parts.meter.hidden = !meter;
	if (!meter && unfolded.name === 'sections') unfold(null);
	if (!meter) return;
	setText(parts.time, meterText(meter));
	parts.meter.classList.toggle('is-over', meter.seconds > meter.limit);
	parts.bar.replaceChildren(meterBar(meter));
	replaceContent(parts.reading, [meterList(meter)]);
}

function showTools() {
	parts.dark.textContent = capital(otherScheme());
	for (const name of ['dark', 'print']) parts[name].setAttribute('aria-pressed', String(views[name]));
}

function turnView(name) {
	setView(name, !views[name]);
	showTools();
}

function setText(element, text) {
	if (element.textContent !== text) element.textContent = text;
	element.hidden = text === '';
}

function setLink(link, href) {
	link.hidden = href === null;
	if (href !== null) link.href = href;
}

// What says the same stays, and the focus stays on the link with the same number.
function replaceContent(element, children) {
	const fresh = make('div', { class: 'content' }, ...children);
	if (fresh.isEqualNode(element)) return;
	const links = () => [...element.querySelectorAll('a')];
	const focused = links().indexOf(element.getRootNode().activeElement);
	element.replaceChildren(...fresh.childNodes);
	if (focused >= 0) (links()[focused] ?? element.parentElement.querySelector('.fold')).focus();
}

/** Says something to those who hear the page. */
function say(role, text) {
	parts.alert.textContent = '';
	parts.status.textContent = '';
	styled.then(() => (parts[role].textContent = text));
}

// ---- What it unfolds

function unfold(name, { byAuthor = false } = {}) {
	const focused = parts.dock.getRootNode().activeElement;
	// What the author opened stays the author's to close, also when an error would have opened it.
	const wasAuthors = unfolded.name === name && unfolded.byAuthor;
	Object.assign(unfolded, { name, byAuthor: byAuthor || wasAuthors });
	for (const [each, button] of [['panel', 'counts'], ['sections', 'meter']]) {
		const hadFocus = name !== each && parts[each].contains(focused);
		parts[each].hidden = name !== each;
		parts[button].setAttribute('aria-expanded', String(name === each));
		if (hadFocus) parts[button].focus();
	}
}

function foldAway(name) {
	if (unfolded.name === name) toggleFold(name);
}

function foldOnEscape(event) {
	if (event.key !== 'Escape' || !unfolded.name) return;
	event.stopPropagation();
	foldAway(unfolded.name);
}
