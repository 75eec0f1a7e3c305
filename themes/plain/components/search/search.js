// A field in the header, which leads to the search. It is made beside the link to it, and what is
// looked for stands behind the # of the address, where no server sees it.
{
	const link = document.querySelector('.menu a[href$="search/index.html"]');
	if (link && !document.querySelector('.search[data-manifest]')) {
		const [search, form, field, button] = ['search', 'form', 'input', 'button'].map((name) => document.createElement(name));
		search.className = 'site-search';
		field.type = 'search';
		field.setAttribute('aria-label', link.textContent);
		button.textContent = link.textContent;
		form.append(field, button);
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			const query = field.value.trim();
			location.href = link.href + (query ? `#q=${encodeURIComponent(query)}` : '');
		});
		search.append(form);
		link.closest('.menu').before(search);
	}
}
