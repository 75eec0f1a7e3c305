// The panel above the strip. It opens by itself for errors and for a page that is gone, because the author
// would otherwise wait for a change that cannot come, and never for less. It does not take the focus.

// What is unfolded ('panel', 'sections' or nothing), and whether the author asked for it.
const unfolded = { name: null, byAuthor: false };

// What was told before, so that only what is new opens the panel and is said aloud.
const toldBefore = { errors: new Set(), gone: null };

/** Opens or closes the panel as the news want it, and says what happened. */
function followTrouble({ report, gone }) {
	if (gone && !toldBefore.gone) {
		say('alert', goneText);
		unfold('panel');
	}
	if (!gone && toldBefore.gone) {
		say('alert', '');
		say('status', 'The page is back');
	}
	toldBefore.gone = gone;
	if (report) followErrors(report);
	const hasTrouble = gone || toldBefore.errors.size > 0;
	if (!hasTrouble && unfolded.name === 'panel' && !unfolded.byAuthor) unfold(null);
}

function followErrors(report) {
	const errors = [...report.here, ...report.elsewhere].filter(({ severity }) => severity === 'error');
	const signs = new Set(errors.map(errorSign));
	const foldedAway = readFolded();
	const isNew = [...signs].some((sign) => !toldBefore.errors.has(sign) && !foldedAway.has(sign));
	if (isNew) {
		say('alert', errorsText(errors));
		unfold('panel');
	}
	if (signs.size === 0 && toldBefore.errors.size > 0) say('status', 'No errors any more');
	toldBefore.errors = signs;
	// An error that was mended and comes back is new again.
	writeFolded([...foldedAway].filter((sign) => signs.has(sign)));
}

// Without the line: an error does not become another because something was written above it.
const errorSign = ({ code, file, message }) => [code, file, message].join('\n');

function errorsText(errors) {
	const [{ message, file, line }] = errors;
	const place = file ? `, ${file}${line ? ` line ${line}` : ''}` : '';
	const first = errors.length > 1 ? '. The first: ' : ': ';
	// Nobody wants to hear the marks around a word.
	return `${counted(errors.length, 'error')}${first}${message.replaceAll('`', '')}${place}`;
}

const goneText = 'This page is gone: its file was deleted or renamed.';

// ---- What the author folds away

/** The author opens or folds something with a button. */
function toggleFold(name) {
	const opens = unfolded.name !== name;
	const wasPanel = unfolded.name === 'panel';
	unfold(opens ? name : null, { byAuthor: true });
	if (name === 'panel' && opens) writeFolded([]);
	else if (wasPanel) writeFolded([...toldBefore.errors]);
}

// The errors that the author has seen and folded away. They stay so on the next page too.
const foldedKey = 'sevenfold-folded-errors';

function readFolded() {
	const text = readSession(foldedKey);
	return new Set(text ? JSON.parse(text) : []);
}

function writeFolded(signs) {
	writeSession(foldedKey, signs.length ? JSON.stringify(signs) : null);
}

// ---- What the panel shows

function panelContent(news) {
	const content = panelNotices(news);
	return content.length ? content : [make('p', { class: 'nothing' }, 'Nothing to mend, on this page or elsewhere in the project.')];
}

function panelNotices({ report, gone }) {
	return [
		gone ? goneNotice(gone) : null,
		report?.held ? make('p', { class: 'notice' }, 'This page shows the last version without errors.') : null,
		report ? remarkList('On this page', report.here, 0) : null,
		report ? remarkList('Elsewhere in the project', report.elsewhere, report.more) : null,
	].filter(Boolean);
}

function goneNotice(gone) {
	return make(
		'p',
		{ class: 'notice gone' },
		goneText,
		' ',
		gone.home ? make('a', { href: gone.home }, 'Go to the home page') : null,
	);
}
