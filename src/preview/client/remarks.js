// What the check has to say, as the author reads it: how bad it is, what it is, where it stands, what helps.

const severities = ['error', 'warning', 'remark'];

/** One heading and its remarks; nothing where there are none. */
function remarkList(heading, remarks, more) {
	if (remarks.length === 0 && !more) return null;
	return make(
		'section',
		{ class: 'remarks' },
		make('h3', {}, heading),
		make('ul', {}, ...remarks.map(remarkItem)),
		more ? make('p', { class: 'more' }, remarks.length ? `and ${more} more` : `${more} to look at: sevenfold check tells them`) : null,
	);
}

function remarkItem({ severity, code, message, help, file, line, column, href, excerpt }) {
	const place = placeText({ file, line, column });
	return make(
		'li',
		{ class: `remark ${severity}` },
		make(
			'p',
			{ class: 'message' },
			make('strong', { class: 'severity' }, `${capital(severity)}:`),
			' ',
			...quoted(message),
		),
		excerpt ? excerptBlock(excerpt) : null,
		help ? make('p', { class: 'help' }, ...quoted(help)) : null,
		make(
			'p',
			{ class: 'place' },
			place && href ? make('a', { href }, place, unseen(', open in the editor')) : place,
			make('span', { class: 'code' }, code),
		),
	);
}

function placeText({ file, line, column }) {
	if (!file) return null;
	return [file, line, column].filter((part) => part !== null && part !== undefined).join(':');
}

// A paragraph of Markdown is one line, and may be very long: the words around the place are enough.
const around = 90;

function excerptBlock({ before, marked, after }) {
	const start = before.length > around ? `… ${before.slice(-around).replace(/^\S*\s+/, '')}` : before;
	const end = after.length > around ? `${after.slice(0, around).replace(/\s+\S*$/, '')} …` : after;
	return make('pre', {}, make('code', {}, start, make('mark', {}, marked), end));
}

/** "2 errors, 1 remark on this page, 3 elsewhere" */
function remarksText({ here, elsewhere, more, counts }) {
	const onPage = countsText(here);
	const others = elsewhere.length + more;
	// Errors hold back every page, so they are named wherever they are.
	const errorsOnPage = here.filter(({ severity }) => severity === 'error').length;
	const errorsElsewhere = Math.max(counts.errors - errorsOnPage, elsewhere.filter(({ severity }) => severity === 'error').length);
	const parts = [];
	if (onPage) parts.push(`${onPage} on this page`);
	if (errorsElsewhere) parts.push(`${counted(errorsElsewhere, 'error')}${others > errorsElsewhere ? ` and ${others - errorsElsewhere} more` : ''} elsewhere`);
	else if (others) parts.push(onPage ? `${others} elsewhere` : `${more ? counted(others, 'remark') : countsText(elsewhere)} elsewhere`);
	return parts.join(', ') || 'Nothing to mend';
}

function countsText(remarks) {
	return severities
		.map((severity) => [severity, remarks.filter((remark) => remark.severity === severity).length])
		.filter(([, number]) => number > 0)
		.map(([severity, number]) => counted(number, severity))
		.join(', ');
}

function worstOf({ counts, here, elsewhere }) {
	if (counts.errors > 0) return 'error';
	return severities.find((severity) => [...here, ...elsewhere].some((remark) => remark.severity === severity)) ?? 'none';
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
