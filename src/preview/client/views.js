// The page as others will see it: in the other colour scheme, and as it will be printed.
//
// A page cannot tell the browser to take it for dark or for printed, so the conditions of its style sheets
// are rewritten while a view is on, and put back afterwards. This works for any theme.

const views = {
	dark: readSession('sevenfold-dark') === 'on',
	print: readSession('sevenfold-print') === 'on',
};

// One view at a time, as paper is light. The phone view follows: its frame shares the storage of the tab.
function setView(name, on) {
	for (const each of Object.keys(views)) {
		views[each] = on && each === name;
		writeSession(`sevenfold-${each}`, views[each] ? 'on' : null);
	}
	applyViews();
}

let isViewOn = false;

/** Shows the page in the chosen view; to be called again whenever a style sheet came. */
function applyViews() {
	const scheme = shownScheme();
	// Where no view is on, a scheme that a script of the site has set is the site's own.
	if (!scheme && !isViewOn) return;
	isViewOn = scheme !== null;
	document.documentElement.style.colorScheme = scheme ?? '';
	setPaper(views.print);
	for (const conditions of [...document.styleSheets].flatMap(conditionsOf)) rewriteConditions(conditions, scheme);
	if (!scheme) originals.clear();
}

const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
const otherScheme = () => (systemIsDark.matches ? 'light' : 'dark');

// Paper is light, whatever the screen is. Null: the page is shown as it comes.
function shownScheme() {
	if (views.print) return 'light';
	return views.dark ? otherScheme() : null;
}

/** Keeps the view right while the system's scheme, the style sheets or the destination change. */
function watchViews() {
	systemIsDark.addEventListener('change', applyViews);
	// A sheet that was put in later has its own conditions. The event does not bubble, but is captured.
	document.addEventListener('load', ({ target }) => isStylesheet(target) && applyViews(), true);
	const chosen = { dark: false, print: false };
	addEventListener('beforeprint', () => {
		Object.assign(chosen, views);
		Object.assign(views, { dark: false, print: false });
		applyViews();
	});
	addEventListener('afterprint', () => {
		Object.assign(views, chosen);
		applyViews();
	});
}

// ---- Conditions

// Each list of conditions that was rewritten, with its text as the theme wrote it.
const originals = new Map();

function rewriteConditions(conditions, scheme) {
	const original = originals.get(conditions) ?? conditions.mediaText;
	const wanted = scheme ? splitQueries(original).map((query) => rewriteQuery(query, scheme)).join(', ') : original;
	if (wanted === conditions.mediaText) return;
	originals.set(conditions, original);
	conditions.mediaText = wanted;
}

// The condition of the sheet and those of all rules in it, however deep in layers and other rules.
function conditionsOf(sheetOrRule) {
	const own = sheetOrRule.media ? [sheetOrRule.media] : [];
	return [...own, ...rulesOf(sheetOrRule).flatMap(conditionsOf)];
}

function rulesOf(sheetOrRule) {
	try {
		return [...(sheetOrRule.styleSheet?.cssRules ?? sheetOrRule.cssRules ?? [])];
	} catch {
		// A sheet from another server does not show its rules.
		return [];
	}
}

const always = '(min-width: 0px)';
const never = '(max-width: 0px)';

function rewriteQuery(query, scheme) {
	const inScheme = query.replace(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi, (_, wanted) =>
		wanted.toLowerCase() === scheme ? always : never,
	);
	return views.print ? asPrinted(inScheme) : inScheme;
}

const splitQueries = (text) => text.split(/,(?![^(]*\))/).map((query) => query.trim()).filter(Boolean);

// "screen" is not what prints, and "not screen" is.
function asPrinted(query) {
	if (/^(only\s+)?screen\b/i.test(query)) return 'not all';
	if (/^not\s+screen\b/i.test(query)) return 'all';
	return atPaperWidth(query.replace(/^((?:not|only)\s+)?print\b/i, '$1all'));
}

// A4 without the margins that a theme usually takes. The window is wider, so its width must not decide.
const paperPixels = ((210 - 2 * 18) / 25.4) * 96;

function atPaperWidth(query) {
	const named = /\(\s*(min|max)-width\s*:\s*([\d.]+)(px|r?em)\s*\)/gi;
	const compared = /\(\s*width\s*([<>]=?)\s*([\d.]+)(px|r?em)\s*\)/gi;
	const pixels = (length, unit) => length * (unit.toLowerCase() === 'px' ? 1 : 16);
	const holds = (sign, limit) => (sign.startsWith('>') || sign === 'min' ? paperPixels >= limit : paperPixels <= limit);
	const decide = (_, sign, length, unit) => (holds(sign.toLowerCase(), pixels(length, unit)) ? always : never);
	return query.replace(named, decide).replace(compared, decide);
}

// ---- The sheet of paper

const paper = new CSSStyleSheet();
paper.replaceSync(`
	:root { background: #8b9099 !important; }
	body {
		inline-size: 210mm !important;
		max-inline-size: none !important;
		margin: 1.5rem auto !important;
		padding: 16mm 18mm 18mm !important;
		box-sizing: border-box !important;
		background: white !important;
		box-shadow: 0 0.25rem 1.5rem rgb(0 0 0 / 0.35) !important;
	}
`);

function setPaper(on) {
	const others = document.adoptedStyleSheets.filter((sheet) => sheet !== paper);
	document.adoptedStyleSheets = on ? [...others, paper] : others;
}
