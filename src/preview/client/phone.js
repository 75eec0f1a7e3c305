'use strict';
// The phone view: the page in a frame as narrow as a phone, where it stays live. The page in the frame
// listens to the server itself, and tells us what it hears.
{
	const heights = { 320: 568, 390: 844, 768: 1024 };
	const widthKey = 'sevenfold-phone-width';

	const frame = document.querySelector('iframe');
	const full = document.getElementById('full');
	const note = document.getElementById('note');
	const choices = [...document.querySelectorAll('input[name="width"]')];

	frame.addEventListener('load', followFrame);
	addEventListener('message', listenToFrame);
	for (const choice of choices) choice.addEventListener('change', () => chooseWidth(choice.value));
	chooseWidth(rememberedWidth());
	show(askedPage());

	/** The page that was asked for, or the home page. Only pages of this server are shown, and not this one. */
	function askedPage() {
		const page = new URLSearchParams(location.search).get('page') ?? '/';
		if (!/^\/(?!\/)/.test(page) || !URL.canParse(page, location.origin)) return '/';
		const address = new URL(page, location.origin);
		// A browser reads "/\" as "//", which is the start of another server's name.
		const isOurs = address.origin === location.origin && !address.pathname.startsWith('/.sevenfold/');
		return isOurs ? address.pathname + address.search + address.hash : '/';
	}

	function show(page) {
		full.href = page;
		// To replace the empty page leaves nothing behind that the Back button would have to pass.
		frame.contentWindow.location.replace(page);
	}

	// The way back leads to the page that the reader has come to, and so does loading this view again.
	function followFrame() {
		const page = pageInFrame();
		if (page === null) {
			note.textContent = 'This page is not part of the site, and cannot be shown here.';
			return;
		}
		full.href = page;
		document.title = `${frame.contentDocument.title} – Phone – Sevenfold preview`;
		history.replaceState(null, '', `?page=${encodeURIComponent(page)}`);
	}

	function pageInFrame() {
		try {
			const { origin, pathname, hash } = frame.contentWindow.location;
			return origin === location.origin ? pathname + hash : null;
		} catch {
			return null;
		}
	}

	function listenToFrame({ origin, source, data }) {
		if (origin !== location.origin || source !== frame.contentWindow || !data?.sevenfold) return;
		const text = noteText(data.sevenfold);
		if (note.textContent !== text) note.textContent = text;
		followFrame();
	}

	function noteText({ report, gone, stopped }) {
		if (stopped) return 'The preview has stopped.';
		if (gone) return 'This page is gone: it was deleted or renamed, or is no longer published.';
		const errors = report?.counts.errors ?? 0;
		if (errors === 0) return '';
		const found = errors === 1 ? '1 error: see it' : `${errors} errors: see them`;
		return `${found} at full width.${report.held ? ' Shown is the last version without errors.' : ''}`;
	}

	function chooseWidth(width) {
		for (const choice of choices) choice.checked = choice.value === width;
		frame.style.inlineSize = `${width}px`;
		frame.style.setProperty('--height', `${heights[width]}px`);
		try {
			sessionStorage.setItem(widthKey, width);
		} catch {
			// The browser keeps nothing; the choice then holds for this page.
		}
	}

	function rememberedWidth() {
		try {
			const width = sessionStorage.getItem(widthKey);
			return width in heights ? width : '390';
		} catch {
			return '390';
		}
	}
}
