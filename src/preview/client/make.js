// Small things to make elements and sentences of. All text goes in as text, never as HTML: a message of the
// check quotes what an author wrote.

/** An element. A function among the attributes listens to the event of that name; null leaves one out. */
function make(name, attributes = {}, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (typeof value === 'function') element.addEventListener(key, value);
		else if (value !== null && value !== false) element.setAttribute(key, value === true ? '' : value);
	}
	element.append(...children.filter((child) => child !== null));
	return element;
}

/** Text for eyes that do not see the bar or the colour beside it. */
const unseen = (text) => make('span', { class: 'unseen' }, text);

/** A message whose `quoted` words become code. */
function quoted(text) {
	const parts = text.split('`');
	// A quote that is not closed is a sign like any other.
	if (parts.length % 2 === 0) return [text];
	return parts.map((part, at) => (at % 2 ? make('code', {}, part) : part));
}

const counted = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** "6 min 5 s" */
function duration(seconds) {
	const whole = Math.round(seconds);
	const minutes = Math.floor(whole / 60);
	const rest = whole % 60;
	return [minutes ? `${minutes} min` : '', rest || !minutes ? `${rest} s` : ''].filter(Boolean).join(' ');
}
