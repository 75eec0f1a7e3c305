// The search. What is looked for never leaves the browser: it stands behind the # of the address,
// and only the files that may hold its words are loaded. Words are taken apart as the build takes
// them apart (src/site/search/words.rs).
{
	const box = document.querySelector('.search[data-manifest]');
	if (box) begin(box);

	function begin(box) {
		const form = box.querySelector('form');
		const field = form.querySelector('input');
		const [state, status] = box.querySelectorAll(':scope > p');
		const results = document.querySelector('.search-results');
		const list = document.querySelector('.a-to-z');
		const say = box.dataset;
		// A browser loads nothing for a page that was opened from a disk.
		if (location.protocol === 'file:') {
			state.textContent = say.fromDisk;
			return;
		}
		const index = open(say.manifest, say.root);
		let asked = 0;
		let most = {};
		let spoken;
		let noted;

		form.parentNode.hidden = false;
		results.tabIndex = -1;
		// What is written is looked for at once; a reader who asks for it is led to what was found.
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			if (results.children.length) results.focus();
		});
		field.addEventListener('input', () => {
			most = {};
			look();
			// Safari takes no more than a hundred changes of the address in half a minute.
			clearTimeout(noted);
			noted = setTimeout(note, 300);
		});
		addEventListener('hashchange', fromAddress);
		addEventListener('pagehide', note);
		fromAddress();

		function fromAddress() {
			const query = /^#q=(.*)$/.exec(location.hash);
			if (!query && !field.value) return;
			// An anchor of the list is no query, and leaves the field as it is.
			if (!query && location.hash.length > 1) return;
			try {
				field.value = query ? decodeURIComponent(query[1]) : '';
			} catch {
				field.value = '';
			}
			look();
		}

		function note() {
			clearTimeout(noted);
			const wanted = address(field.value);
			if (location.hash !== wanted && (wanted || location.hash.startsWith('#q='))) history.replaceState(null, '', wanted || location.pathname + location.search);
		}

		async function look() {
			const query = field.value.trim();
			const turn = ++asked;
			try {
				const found = query ? await index.find(query) : null;
				if (turn !== asked) return;
				const shown = found ? await show(found) : [];
				if (turn !== asked) return;
				tell(found, query);
				results.replaceChildren(...shown);
				list.hidden = Boolean(found?.total);
				results.dataset.query = query;
			} catch {
				if (turn === asked) state.textContent = say.failed;
			}
		}

		/** What was found, in words: seen at once, and spoken when the reader stops writing. */
		function tell(found, query) {
			const counts = found?.spaces.filter(({ hits }) => hits.length).map(({ name, hits }) => count(name, hits.length)) ?? [];
			let words = counts.join(', ');
			if (found?.isPart && found.total) words = `${say.some} ${words}`;
			if (found && !found.total) words = found.isShort ? say.short : say.none.replace('{query}', query);
			state.textContent = words;
			clearTimeout(spoken);
			spoken = setTimeout(() => (status.textContent = words), 700);
		}

		function count(space, n) {
			return say[`${space}${n === 1 ? 'One' : 'Other'}`].replace('{n}', n);
		}

		async function show(found) {
			const shown = found.spaces.map(async ({ name, hits, marks }) => {
				if (!hits.length) return [];
				const limit = most[name] ?? (name === 'briefings' ? 10 : 3);
				const cards = await Promise.all(hits.slice(0, limit).map((hit) => index.card(name, hit.id)));
				const items = cards.map((card, at) => result(card, hits[at], marks));
				const part = element('section', '', element('h2', '', count(name, hits.length)), element('ol', 'list', ...items));
				if (hits.length > limit) {
					const more = element('button', 'action action-quiet', say.more);
					more.type = 'button';
					more.addEventListener('click', async () => {
						most[name] = limit + 10;
						await look();
						results.querySelectorAll(`[data-space=${name}] .result`)[limit]?.querySelector('a').focus();
					});
					part.append(more);
				}
				part.dataset.space = name;
				return [part];
			});
			return (await Promise.all(shown)).flat();
		}

		function result(card, hit, marks) {
			const to = say.root + card.path;
			const title = element('a', '', ...marked(card.title, marks));
			title.href = to;
			const item = element('li', 'result', element('h3', '', title));
			if (card.facts?.length) item.append(element('p', 'quiet', card.facts.join(' · ')));
			const text = card.summary ?? card.text;
			if (text) item.append(element('p', '', ...marked(text, marks)));
			const units = hit.units.map((unit) => card.units[unit - 2]).filter(Boolean);
			const parts = units.map((unit) => {
				const text = element('p', '', ...marked(passage(unit.text, marks), marks));
				if (!unit.name) return element('li', '', text);
				const name = element('a', '', ...marked(unit.name, marks));
				name.href = `${to}#${unit.anchor}`;
				return element('li', '', name, text);
			});
			if (parts.length) item.append(element('ul', 'parts-found', ...parts));
			return item;
		}
	}

	/** What the address says of a query. */
	function address(query) {
		return query.trim() ? `#q=${encodeURIComponent(query.trim())}` : '';
	}

	function element(name, kind, ...inside) {
		const made = document.createElement(name);
		if (kind) made.className = kind;
		made.append(...inside);
		return made;
	}

	/** The index behind a manifest. */
	function open(manifest, root) {
		let files = new Map();
		let begun;

		const load = async (path, cache) => {
			const answer = await fetch(path, { cache });
			if (!answer.ok) throw new Error(path);
			return answer.json();
		};
		// What the name of a file does not tell apart is asked for again, in case it has changed.
		const kept = (path, cache) => {
			if (!files.has(path)) {
				const file = load(root + path, cache);
				file.catch(() => files.delete(path));
				files.set(path, file);
			}
			return files.get(path);
		};
		const start = () => (begun ??= load(manifest, 'no-cache').then(prepare));
		start().catch(() => (begun = null));

		function prepare({ spaces, per_card, stop, short }) {
			const stops = new Set(stop);
			const terms = (text) => words(text).filter((word) => word.length > 1 && !stops.has(word)).map(stem);
			const pairs = short.map(([one, other]) => [terms(one), terms(other)]);
			const forms = pairs.flatMap(([one, other]) => [[one, other], [other, one]]);
			const usable = forms.filter((pair) => pair.every((side) => side.length));
			return { spaces, perCard: per_card, stops, forms: usable.sort(([one], [other]) => other.length - one.length) };
		}

		/** A query as groups, of which each must be found: by one of several ways. */
		function groupsOf(query, { stops, forms }) {
			const all = words(query);
			const asked = all
				.map((word, at) => ({ word, stem: stem(word), isLast: at === all.length - 1 }))
				.filter(({ word }) => [...word].length > 1 && !stops.has(word));
			const groups = [];
			for (let at = 0; at < asked.length; ) {
				const fits = ([side]) => side.every((term, ahead) => asked[at + ahead]?.stem === term);
				const form = forms.find(fits);
				const length = form ? form[0].length : 1;
				const own = asked.slice(at, at + length);
				const ways = length === 1 ? waysOf(own[0]) : [own.map(({ stem }) => ({ term: stem }))];
				if (form) ways.push(form[1].map((term) => ({ term })));
				groups.push(ways);
				at += length;
			}
			return groups;
		}

		/** The ways to find a word: the last one may not be finished. */
		function waysOf({ word, stem, isLast }) {
			const ways = [[{ term: stem }]];
			if (!isLast || [...word].length < 3) return ways;
			ways.push([{ term: word, isBeginning: true }]);
			if (word.endsWith('ie')) ways.push([{ term: `${word.slice(0, -2)}y` }]);
			return ways;
		}

		async function find(query, again) {
			const known = await start();
			const groups = groupsOf(query, known);
			const marks = { ways: groups.flat(), stops: known.stops };
			try {
				const spaces = await Promise.all(
					known.spaces.map(async (space) => {
						const perCard = space.name === 'briefings' ? 0 : known.perCard;
						const found = await Promise.all(groups.map((ways) => inSpace(space, ways, perCard)));
						return { space, perCard, found };
					}),
				);
				const whole = spaces.map((space) => ranked(space, groups.length));
				const isPart = groups.length > 1 && whole.every((hits) => !hits.length);
				const hits = isPart ? spaces.map((space) => ranked(space, 1)) : whole;
				const total = hits.reduce((sum, { length }) => sum + length, 0);
				const results = spaces.map(({ space }, at) => ({ name: space.name, hits: hits[at], marks }));
				// What a word means is short, and comes first.
				results.sort((one, other) => (other.name === 'words') - (one.name === 'words'));
				const isShort = !groups.length || (groups.length === 1 && [...query].length < 3);
				return { spaces: results, total, isPart, isShort };
			} catch (error) {
				// The site has been published again since its manifest was loaded.
				if (again) throw error;
				begun = null;
				files = new Map();
				return find(query, true);
			}
		}

		/** Where one of the ways leads: the units of each document, with how much they count. */
		async function inSpace(space, ways, perCard) {
			const found = new Map();
			for (const way of ways) {
				const all = await Promise.all(way.map((wanted) => postings(space, wanted, perCard)));
				const [first, ...others] = all;
				for (const [id, units] of first) {
					for (const [unit, weight] of units) {
						if (!others.every((other) => other.get(id)?.has(unit))) continue;
						put(found, id, unit, weight);
					}
				}
			}
			return found;
		}

		async function postings(space, { term, isBeginning }, perCard) {
			const all = new Map();
			const files = shardsOf(space.shards, term, isBeginning);
			for (const shard of await Promise.all(files.map((path) => kept(path)))) {
				const fitting = isBeginning ? Object.keys(shard).filter((word) => word.startsWith(term)) : Object.hasOwn(shard, term) ? [term] : [];
				for (const word of fitting) {
					for (const [id, units] of read(shard[word], perCard)) for (const [unit, times] of units) put(all, id, unit, times);
				}
			}
			return all;
		}

		/** The documents of a space with what was found of at least so many groups, the best first. */
		function ranked({ space, perCard, found }, least) {
			const documents = space.documents * (perCard || 1);
			const scores = new Map();
			for (const group of found) {
				const rare = Math.log(1 + documents / Math.max(1, group.size));
				for (const [id, units] of group) {
					const hit = scores.get(id) ?? { id, groups: 0, score: 0, byUnit: new Map() };
					let weight = 0;
					for (const [unit, times] of units) {
						weight += perCard ? (times > 1 ? 6 : 1) : unit === 0 ? 10 : unit === 1 ? 3 : times > 1 ? 3 : 1;
						hit.byUnit.set(unit, (hit.byUnit.get(unit) ?? 0) + rare * (times > 1 ? 1.2 : 1));
					}
					hit.groups += 1;
					hit.score += (rare * weight) / (weight + 4);
					scores.set(id, hit);
				}
			}
			const hits = [...scores.values()].filter(({ groups }) => least > 0 && groups >= least);
			// Of equals, the newer briefing; entries stand in their own order.
			hits.sort((one, other) => other.groups - one.groups || other.score - one.score || (perCard ? one.id - other.id : other.id - one.id));
			for (const hit of hits) {
				const units = perCard ? [] : [...hit.byUnit].filter(([unit]) => unit > 1);
				units.sort(([unit, score], [other, others]) => others - score || unit - other);
				hit.units = units.slice(0, 3).map(([unit]) => unit).sort((one, other) => one - other);
			}
			return hits;
		}

		async function card(space, id) {
			const { perCard } = await start();
			const number = space === 'briefings' ? id : Math.floor(id / perCard);
			const file = await kept(`search/cards/${space}/${number}.json`, 'no-cache');
			return space === 'briefings' ? file : file[id % perCard];
		}

		return { find, card };
	}

	/** The files that may hold a word, or the words that begin so. */
	function shardsOf(shards, term, isBeginning) {
		const fits = shards.filter(([start]) => term.startsWith(start) || (isBeginning ? start.startsWith(term) : start === `${term}.`));
		return fits.map(([, path]) => path);
	}

	/**
	 * Reads postings: how many documents lie between the last one and this, to the base 36, then its
	 * units, each as its distance from the last one to the base 13. A unit noted twice counts more.
	 * Where several units share a card, each is a document of its own.
	 */
	function read(text, perCard) {
		const documents = new Map();
		let next = 0;
		for (const [, gap, signs] of text.matchAll(/([0-9A-Z]+)([a-z]+)/g)) {
			const document = next + parseInt(gap, 36);
			next = document + 1;
			let [unit, number, scale] = [0, 0, 1];
			for (let at = 0; at < signs.length; at += 1) {
				const digit = signs.charCodeAt(at) - 97;
				number += (digit % 13) * scale;
				scale *= 13;
				if (digit >= 13) continue;
				unit += number;
				[number, scale] = [0, 1];
				const id = perCard ? document * perCard + unit : document;
				const own = perCard ? 0 : unit;
				put(documents, id, own, (documents.get(id)?.get(own) ?? 0) + 1);
			}
		}
		return documents;
	}

	/** Notes how often a unit of a document has what was looked for, at most. */
	function put(documents, id, unit, times) {
		const units = documents.get(id) ?? documents.set(id, new Map()).get(id);
		units.set(unit, Math.max(times, units.get(unit) ?? 0));
	}

	/** The words of a text, in small letters without marks. */
	function words(text) {
		const plain = text
			.toLowerCase()
			.replace(/['’‘]s(?![\p{Alphabetic}\p{N}])/gu, ' ')
			.replace(/['’‘\u0300-\u036f]/g, '')
			.replace(/[àáâäåãçèéêëìíîïñòóôöõùúûüŵŷÿ]/g, (letter) => letter.normalize('NFD')[0]);
		return plain.match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
	}

	/** A word without the ending of an English plural. */
	function stem(word) {
		const letters = [...word].length;
		if (letters < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
		if (letters > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
		return word.slice(0, /(?:sses|xes|ches|shes)$/.test(word) ? -2 : -1);
	}

	/**
	 * The places of a text at which stands what was looked for. Of a way with several words, as the
	 * long form of an abbreviation, they must follow each other.
	 */
	function hitsIn(text, { ways, stops }) {
		const all = [...text.matchAll(/[\p{Alphabetic}\p{N}\p{M}'’‘]+/gu)].map((match) => {
			const [word = ''] = words(match[0]);
			return { word, stem: stem(word), from: match.index, to: match.index + match[0].length };
		});
		const told = all.filter(({ word }) => word.length > 1 && !stops.has(word));
		const fits = (at, { term, isBeginning }) => told[at] && (isBeginning ? told[at].word.startsWith(term) : told[at].stem === term);
		const hits = [];
		for (let at = 0; at < told.length; ) {
			const way = ways.find((way) => way.every((wanted, ahead) => fits(at + ahead, wanted)));
			if (way) hits.push({ from: told[at].from, to: told[at + way.length - 1].to });
			at += way ? way.length : 1;
		}
		return hits;
	}

	/** A text as nodes, with what was looked for marked. */
	function marked(text, marks) {
		const nodes = [];
		let last = 0;
		for (const { from, to } of hitsIn(text, marks)) {
			nodes.push(text.slice(last, from), element('mark', '', text.slice(from, to)));
			last = to;
		}
		return [...nodes, text.slice(last)];
	}

	/** The part of a text round the first place that was looked for. */
	function passage(text, marks) {
		if (text.length <= 260) return text;
		const at = hitsIn(text, marks)[0]?.from ?? 0;
		const from = at > 100 ? text.lastIndexOf(' ', at - 70) + 1 : 0;
		const to = text.length - from <= 260 ? text.length : text.lastIndexOf(' ', from + 250);
		return `${from ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`;
	}
}
