// Finds, for two lists of siblings, which node of the newer list continues which node of the older one.
//
// Nodes that are equal are found first, from both ends and then wherever they are; they hold the rest in
// place. What lies between two of them is paired in order. All of it stays quick for a table of thousands
// of rows: nothing compares each with each.

// How many nodes of a list can have been changed in place; beyond that they may as well have moved.
const mostInPlace = 4;

/**
 * `partners` leads from nodes of `after` to their partners in `before`, in the same order in both;
 * `equal` holds those whose partner is equal.
 */
function matchChildren(before, after) {
	const found = { partners: new Map(), equal: new Set() };
	if (matchInPlace(before, after, found)) return found;
	const [olds, freshes] = trimEnds(before, after, found);
	let oldFrom = 0;
	let freshFrom = 0;
	for (const [oldAt, freshAt] of anchors(olds, freshes)) {
		matchGap(olds.slice(oldFrom, oldAt), freshes.slice(freshFrom, freshAt), found);
		found.partners.set(freshes[freshAt], olds[oldAt]);
		oldFrom = oldAt + 1;
		freshFrom = freshAt + 1;
	}
	matchGap(olds.slice(oldFrom), freshes.slice(freshFrom), found);
	return found;
}

// Where lists are equally long and most nodes stand where they stood, the few others were changed in place:
// the commonest edit by far, and no node has to be written out to see it.
function matchInPlace(before, after, found) {
	if (before.length !== after.length) return false;
	const others = [];
	for (let at = 0; at < after.length && others.length <= mostInPlace; at++) {
		if (!before[at].isEqualNode(after[at])) others.push(at);
	}
	if (others.length > mostInPlace || 2 * others.length >= after.length) return false;
	const isInPlace = (at) =>
		isAlike(before[at], after[at]) && !others.some((other) => other !== at && before[other].isEqualNode(after[at]));
	if (!others.every(isInPlace)) return false;
	after.forEach((fresh, at) => found.partners.set(fresh, before[at]));
	found.equal = new Set(after.filter((_, at) => !others.includes(at)));
	return true;
}

// Pairs what is equal at both ends, and returns what is left between.
function trimEnds(before, after, found) {
	const pairIfEqual = (old, fresh) => {
		if (!old.isEqualNode(fresh)) return false;
		found.partners.set(fresh, old);
		found.equal.add(fresh);
		return true;
	};
	let start = 0;
	let oldEnd = before.length;
	let freshEnd = after.length;
	while (start < oldEnd && start < freshEnd && pairIfEqual(before[start], after[start])) start++;
	// Where one pair is left, it is the one that was just found to differ: a <main> is not compared twice.
	const isCompared = () => oldEnd === start + 1 && freshEnd === start + 1;
	while (oldEnd > start && freshEnd > start && !isCompared() && pairIfEqual(before[oldEnd - 1], after[freshEnd - 1])) {
		oldEnd--;
		freshEnd--;
	}
	return [before.slice(start, oldEnd), after.slice(start, freshEnd)];
}

function matchGap(before, after, found) {
	const isPair = before.length === 1 && after.length === 1;
	const [olds, freshes] = isPair ? [before, after] : trimEnds(before, after, found);
	let from = 0;
	for (const fresh of freshes) {
		let at = from;
		while (at < olds.length && !isAlike(olds[at], fresh)) at++;
		if (at === olds.length) continue;
		found.partners.set(fresh, olds[at]);
		from = at + 1;
	}
}

const isAlike = (old, fresh) =>
	old.nodeName === fresh.nodeName && old.id === fresh.id && old.rel === fresh.rel && old.type === fresh.type;

// The longest row of nodes that stand once in each list, in the same order in both.
function anchors(before, after) {
	// The one child of each is a pair anyway; to write out a whole <main> for it would take longest of all.
	if (before.length < 2 && after.length < 2) return [];
	const oldPlaces = places(before);
	const freshPlaces = places(after);
	const pairs = [];
	after.forEach((node, at) => {
		const sign = signs(node).find((each) => oldPlaces.get(each) >= 0 && freshPlaces.get(each) === at);
		if (sign !== undefined) pairs.push([oldPlaces.get(sign), at]);
	});
	return longestRise(pairs);
}

// Where each sign stands in the list, or -1 where it stands more than once.
function places(nodes) {
	const found = new Map();
	nodes.forEach((node, at) => {
		for (const sign of signs(node)) found.set(sign, found.has(sign) ? -1 : at);
	});
	return found;
}

// What a node is known by: all of it, or else its words, or else its id: the ids of list items are their
// places, and an item that is put before others moves them all on. Blank text between elements is known by
// nothing.
function signs(node) {
	if (node.nodeType !== Node.ELEMENT_NODE) return node.data.trim() ? [node.data] : [];
	const words = node.textContent.trim();
	return [
		node.outerHTML,
		...(words ? [`${node.nodeName} ${words}`] : []),
		...(node.id ? [`#${node.id} ${node.nodeName}`] : []),
	];
}

// The longest subsequence whose first numbers rise, in n log n steps: `ends[length]` is the pair with the
// lowest number in which a row of that length can end.
function longestRise(pairs) {
	const ends = [];
	const before = new Map();
	for (const pair of pairs) {
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (ends[middle][0] < pair[0]) low = middle + 1;
			else high = middle;
		}
		before.set(pair, ends[low - 1]);
		ends[low] = pair;
	}
	const rise = [];
	for (let pair = ends.at(-1); pair; pair = before.get(pair)) rise.unshift(pair);
	return rise;
}
