// Filters on the list of all briefings: what is chosen stands behind the # of the address. One file
// says which briefings have which values; what is shown of a briefing is what the search shows.
{
	const box = document.querySelector('.filters[data-filters]');
	// A browser loads nothing for a page that was opened from a disk; the pages of the values are there.
	if (box && location.protocol !== 'file:') begin(box);

	async function begin(box) {
		const say = box.dataset;
		const json = async (path) => {
			const answer = await fetch(path, { cache: 'no-cache' });
			if (!answer.ok) throw new Error(path);
			return answer.json();
		};
		let facets;
		try {
			({ facets } = await json(say.filters));
		} catch {
			return;
		}
		for (const facet of facets) for (const value of facet.values) value.briefings = new Set(numbers(value.briefings));
		const others = [...box.parentNode.children].filter((child) => child !== box);
		const selects = facets.map((facet) => {
			const select = element('select', '', new Option(say.all, ''), ...facet.values.map(({ id, name }) => new Option(name, id)));
			select.name = facet.id;
			return select;
		});
		const choices = element('div', 'choices', ...facets.map(({ name }, at) => element('label', '', name, selects[at])));
		const clear = element('button', 'action action-quiet', say.clear);
		clear.type = 'button';
		const form = element('form', '', element('fieldset', '', element('legend', '', say.legend), choices), clear);
		const heading = element('h2', 'found');
		const cards = element('div', 'cards');
		const more = element('button', 'action action-quiet', say.more);
		more.type = 'button';
		// The count is a heading for the eye and for those who go from heading to heading.
		const count = element('p', 'unseen');
		count.setAttribute('role', 'status');
		box.append(element('search', '', form, count));
		const shown = element('section', '', heading, cards, more);
		let asked = 0;
		let most = 20;

		form.addEventListener('submit', (event) => event.preventDefault());
		form.addEventListener('change', () => {
			most = 20;
			note();
			apply();
		});
		clear.addEventListener('click', () => {
			for (const select of selects) select.value = '';
			note();
			apply();
			selects[0]?.focus();
		});
		more.addEventListener('click', async () => {
			const first = most;
			most += 20;
			await apply();
			cards.children[first]?.querySelector('a').focus();
		});
		addEventListener('hashchange', fromAddress);
		fromAddress();

		function fromAddress() {
			const wanted = new URLSearchParams(location.hash.slice(1));
			for (const select of selects) {
				const value = wanted.get(select.name) ?? '';
				select.value = [...select.options].some((option) => option.value === value) ? value : '';
			}
			apply();
		}

		function note() {
			const chosen = selects.filter(({ value }) => value).map(({ name, value }) => [name, value]);
			const words = new URLSearchParams(chosen).toString();
			history.replaceState(null, '', words ? `#${words}` : location.pathname + location.search);
		}

		/** The chosen values but that of one facet. */
		function chosen(without) {
			return facets.flatMap((facet, at) => (at === without ? [] : facet.values.filter(({ id }) => id === selects[at].value)));
		}

		async function apply() {
			const turn = ++asked;
			const values = chosen();
			for (const [at, facet] of facets.entries()) {
				const rest = chosen(at);
				for (const [number, value] of facet.values.entries()) {
					const left = together([value, ...rest]).length;
					const option = selects[at].options[number + 1];
					option.text = `${value.name} (${left})`;
					option.disabled = left === 0;
				}
			}
			clear.hidden = values.length === 0;
			if (!values.length) {
				count.textContent = '';
				shown.remove();
				for (const other of others) other.hidden = false;
				return;
			}
			// The newest have the greatest numbers.
			const found = together(values).sort((one, other) => other - one);
			const words = say[found.length === 1 ? 'one' : 'other'].replace('{n}', found.length);
			try {
				const made = await Promise.all(found.slice(0, most).map(async (number) => card(await json(`${say.root}search/cards/briefings/${number}.json`))));
				if (turn !== asked) return;
				heading.textContent = words;
				cards.replaceChildren(...made);
			} catch {
				if (turn !== asked) return;
				heading.textContent = say.failed;
				cards.replaceChildren();
			}
			more.hidden = found.length <= most;
			for (const other of others) other.hidden = true;
			box.append(shown);
			count.textContent = heading.textContent;
		}

		function card({ title, path, summary, facts }) {
			const link = element('a', '', title);
			link.href = say.root + path;
			const made = element('article', 'card', element('h3', '', link));
			if (summary) made.append(element('p', '', summary));
			made.append(element('ul', 'meta', ...facts.map((fact) => element('li', '', fact))));
			return made;
		}
	}

	/** The briefings that have all of these values. */
	function together([first, ...rest]) {
		return [...first.briefings].filter((number) => rest.every(({ briefings }) => briefings.has(number)));
	}

	/** Numbers that are written as their distances from one to the next. */
	function numbers(gaps) {
		let last = 0;
		return gaps.map((gap) => (last += gap));
	}

	function element(name, kind, ...inside) {
		const made = document.createElement(name);
		if (kind) made.className = kind;
		made.append(...inside);
		return made;
	}
}
