// The seven-minute meter: how long the briefing takes to read, and which section takes it.

/** "5 min 5 s of 7 min", or how far over. */
function meterText({ seconds, limit }) {
	if (seconds > limit) return `${duration(seconds)}: ${duration(seconds - limit)} over`;
	return `${duration(seconds)} of ${duration(limit)}`;
}

/** The sections in proportion, on a scale of seven minutes or of what there is beyond. */
function meterBar({ seconds, limit, sections }) {
	const inSections = sections.reduce((sum, section) => sum + section.seconds, 0);
	const longest = longestOf(sections);
	const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
	// The title and the summary take their time too.
	bar.append(piece('opening', Math.max(0, seconds - inSections)));
	for (const section of sections) bar.append(piece(section === longest ? 'section longest' : 'section', section.seconds));
	bar.append(piece('left', Math.max(0, limit - seconds)));
	if (seconds > limit) {
		const over = make('span', { class: 'over' });
		over.style.inlineSize = `${(100 * (seconds - limit)) / seconds}%`;
		bar.append(over);
	}
	return bar;
}

function piece(kind, seconds) {
	const element = make('span', { class: `piece ${kind}` });
	element.style.flexGrow = seconds;
	element.hidden = seconds <= 0;
	return element;
}

/** The sections with their times, each a way to its place. */
function meterList({ sections }) {
	const longest = longestOf(sections);
	const most = Math.max(1, ...sections.map((section) => section.seconds));
	return make('ol', { class: 'sections' }, ...sections.map((section) => sectionItem(section, section === longest, most)));
}

function sectionItem({ heading, anchor, words, seconds }, isLongest, most) {
	const name = anchor ? make('a', { href: `#${anchor}` }, heading) : heading;
	const length = make('span', { class: 'length', 'aria-hidden': 'true' });
	length.style.inlineSize = `${(100 * seconds) / most}%`;
	return make(
		'li',
		{ class: isLongest ? 'longest' : null },
		make('span', { class: 'heading' }, name, isLongest ? make('strong', { class: 'tag' }, 'longest') : null),
		make('span', { class: 'time' }, duration(seconds)),
		make('span', { class: 'words' }, counted(words, 'word')),
		make('span', { class: 'track' }, length),
	);
}

// One section alone is not the longest of anything.
function longestOf(sections) {
	if (sections.length < 2) return null;
	return sections.reduce((longest, section) => (section.seconds > longest.seconds ? section : longest));
}
