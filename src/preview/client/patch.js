// Brings a newer version of the page into the page that the author looks at.
//
// The page itself is never compared with anything: it holds what the reader did (an open <details>, a
// typed word) and what the site's scripts did (an element put in, a class added), and a comparison would
// take that for a mistake and mend it. We keep a copy of the page as the server sent it, compare the newer
// version with this copy, and apply their differences twice: to the copy, and to the page.

// The copy lives in a document of its own, where its images are not fetched and its custom elements sleep.
const shelf = document.implementation.createHTMLDocument('');
let known;
// From each node of the copy to its node in the page.
const liveOf = new WeakMap();

/** Takes the copy. The script is deferred and the first, so the page is still as the server sent it. */
function rememberPage() {
	removeOwnScripts(document);
	known = shelf.importNode(document.documentElement, true);
	pair(known, document.documentElement);
}

/** Brings `html`, the whole page as it is now served, into the page. */
function patchPage(html) {
	const fresh = parse(html);
	if (wantsReload(known, fresh) && reloadFor(html)) return;
	const patch = { changed: new Set(), lost: false };
	if (!known.isEqualNode(fresh)) patchNode(known, fresh, patch);
	if (patch.lost && reloadFor(html)) return;
	if (!patch.lost) forgetReload();
	// In the next frame, when the browser lays the page out anyway.
	requestAnimationFrame(() => glow(patch.changed));
	document.dispatchEvent(new CustomEvent('sevenfold:patched', { detail: { changed: patch.changed.size } }));
}

function parse(html) {
	const fresh = new DOMParser().parseFromString(html, 'text/html');
	removeOwnScripts(fresh);
	// A parser without scripting makes elements of a <noscript>; the browser's own made one text of it.
	for (const element of fresh.querySelectorAll('noscript')) element.textContent = element.innerHTML;
	return fresh.documentElement;
}

function removeOwnScripts(page) {
	for (const script of page.querySelectorAll('script[src^="/.sevenfold/"]')) script.remove();
}

function pair(copy, live) {
	liveOf.set(copy, live);
	let liveChild = live.firstChild;
	for (let child = copy.firstChild; child; child = child.nextSibling) {
		pair(child, liveChild);
		liveChild = liveChild.nextSibling;
	}
}

// ---- One node

function patchNode(old, fresh, patch) {
	if (old.nodeType !== Node.ELEMENT_NODE) return patchText(old, fresh, patch);
	if (isStylesheet(old) && old.getAttribute('href') !== fresh.getAttribute('href')) return exchangeStylesheet(old, fresh);
	patchAttributes(old, fresh, patch);
	patchChildren(old, fresh, patch);
}

// The node of the page. Where a script of the site took it away, only that script knows what became of it.
function liveNode(old, patch) {
	const live = liveOf.get(old);
	if (!live.isConnected) patch.lost = true;
	return live;
}

function patchText(old, fresh, patch) {
	if (old.data === fresh.data) return;
	const live = liveNode(old, patch);
	if (live.data === old.data) replaceMiddle(live, fresh.data);
	else live.data = fresh.data;
	old.data = fresh.data;
	const parent = live.parentElement;
	// What was typed hides the text of a <textarea> for good, unless its value is set too.
	if (parent?.localName === 'textarea') parent.value = fresh.data;
	if (parent && live.nodeType === Node.TEXT_NODE) patch.changed.add(parent);
}

// Only the letters that differ are exchanged, so that a selection in the rest of the text stands.
function replaceMiddle(live, text) {
	const shorter = Math.min(live.length, text.length);
	let start = 0;
	while (start < shorter && live.data[start] === text[start]) start++;
	let end = 0;
	while (end < shorter - start && live.data.at(-1 - end) === text.at(-1 - end)) end++;
	live.replaceData(start, live.length - start - end, text.slice(start, text.length - end));
}

function patchAttributes(old, fresh, patch) {
	for (const { name } of [...old.attributes]) {
		if (!fresh.hasAttribute(name)) changeAttribute(old, name, null, patch);
	}
	for (const attribute of fresh.attributes) {
		if (old.getAttribute(attribute.name) !== attribute.value) changeAttribute(old, attribute.name, attribute, patch);
	}
}

function changeAttribute(old, name, attribute, patch) {
	const live = liveNode(old, patch);
	if (name === 'class') changeClasses(live, old.classList, attribute?.value ?? '');
	if (name !== 'class' || live.classList.length === 0) writeAttribute(live, name, attribute);
	// Once the reader has touched a field, its attributes no longer say what it shows.
	if (name === 'value' && 'value' in live) live.value = attribute?.value ?? '';
	if (name === 'checked' || name === 'selected') live[name] = attribute !== null;
	writeAttribute(old, name, attribute);
	patch.changed.add(live);
}

function writeAttribute(element, name, attribute) {
	if (attribute === null) element.removeAttribute(name);
	else element.setAttributeNS(attribute.namespaceURI, name, attribute.value);
}

// Class by class, so that those which scripts added stay.
function changeClasses(live, oldClasses, text) {
	const wanted = new Set(text.split(/\s+/).filter(Boolean));
	for (const name of oldClasses) if (!wanted.has(name)) live.classList.remove(name);
	for (const name of wanted) if (!oldClasses.contains(name)) live.classList.add(name);
}

// ---- Children

function patchChildren(old, fresh, patch) {
	const before = [...old.childNodes];
	const after = [...fresh.childNodes];
	const { partners, equal } = matchChildren(before, after);
	const kept = new Set(partners.values());
	for (const child of before) if (!kept.has(child)) removeNode(child);
	let previous = null;
	for (const child of after) {
		const partner = partners.get(child);
		if (partner && !equal.has(child)) patchNode(partner, child, patch);
		if (!partner) insertNode(child, old, previous, patch);
		previous = partner ?? child;
	}
}

function removeNode(old) {
	liveOf.get(old).remove();
	old.remove();
}

function insertNode(fresh, oldParent, previous, patch) {
	const live = document.importNode(fresh, true);
	const parent = liveNode(oldParent, patch);
	const neighbour = nearestNeighbour(parent, previous);
	if (neighbour) neighbour.after(live);
	else parent.prepend(live);
	oldParent.insertBefore(fresh, previous ? previous.nextSibling : oldParent.firstChild);
	pair(fresh, live);
	if (live.nodeType === Node.ELEMENT_NODE) patch.changed.add(live);
	else if (live.nodeType === Node.TEXT_NODE && live.data.trim()) patch.changed.add(parent);
}

// A script may have put the neighbour into a wrapper, or elsewhere: then the wrapper counts, or the one before.
function nearestNeighbour(parent, previous) {
	for (let sibling = previous; sibling; sibling = sibling.previousSibling) {
		let live = liveOf.get(sibling);
		while (live && live.parentNode !== parent) live = live.parentNode;
		if (live) return live;
	}
	return null;
}

// ---- Style sheets and scripts

const isStylesheet = (element) => element.matches?.('link[rel~="stylesheet"]') ?? false;

// The links that still dress the page, by the link of the copy whose newest version is on its way.
const leaving = new WeakMap();

// The old sheet stays until the new one has come, so that the page never stands unstyled.
function exchangeStylesheet(old, fresh) {
	const link = document.importNode(fresh);
	const outgoing = [...(leaving.get(old) ?? []), liveOf.get(old)];
	leaving.set(old, outgoing);
	const finish = () => {
		// A still newer version is on its way, and will clear all the older ones.
		if (liveOf.get(old) !== link) return;
		for (const each of outgoing) each.remove();
		leaving.delete(old);
		applyViews();
		document.dispatchEvent(new CustomEvent('sevenfold:styled'));
	};
	link.addEventListener('load', finish, { once: true });
	link.addEventListener('error', finish, { once: true });
	outgoing.at(-1).after(link);
	for (const { name } of [...old.attributes]) old.removeAttribute(name);
	for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
	liveOf.set(old, link);
}

// What a script has done cannot be undone, and a parsed script does not run: the page has to begin anew.
// The same holds for templates, which scripts may have used. Descriptions for search engines do nothing.
function wantsReload(old, fresh) {
	const working = (page) => [...page.querySelectorAll('script:not([type="application/ld+json"]), template')];
	const inWords = (page) => working(page).map(inFull).join('\n');
	return inWords(old) !== inWords(fresh);
}

// With its whole address: the page for wrong addresses leads to the same script by another way.
function inFull(element) {
	const copy = element.cloneNode(true);
	if (copy.hasAttribute('src')) copy.setAttribute('src', new URL(copy.getAttribute('src'), location.href));
	return copy.outerHTML;
}

const reloadKey = 'sevenfold-reloaded-for';

// Never twice for the same page: whatever asks for a reload again straight after one would ask for ever.
function reloadFor(html) {
	const sign = `${location.pathname} ${signOf(html)}`;
	if (readSession(reloadKey) === sign || !writeSession(reloadKey, sign)) return false;
	location.reload();
	return true;
}

const forgetReload = () => writeSession(reloadKey, null);

function signOf(text) {
	let sign = 0;
	for (let at = 0; at < text.length; at++) sign = (Math.imul(sign, 31) + text.charCodeAt(at)) | 0;
	return sign;
}

// ---- What catches the author's eye

const mostChanged = 20;
const mostGlows = 6;

// A page of which everything changed would only flicker.
function glow(changed) {
	if (changed.size > mostChanged || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
	const seen = new Set();
	for (const element of changed) {
		const shown = element.closest('svg') ?? element;
		if (document.body.contains(shown) && shown !== document.body && isInView(shown)) seen.add(shown);
	}
	for (const element of [...seen].slice(0, mostGlows)) {
		element.animate([{ backgroundColor: 'rgb(255 196 64 / 0.5)', boxShadow: '0 0 0 0.35em rgb(255 196 64 / 0.5)' }, {}], {
			duration: 900,
			easing: 'ease-out',
		});
	}
}

function isInView(element) {
	const { top, bottom, height } = element.getBoundingClientRect();
	return height > 0 && bottom > 0 && top < innerHeight;
}
