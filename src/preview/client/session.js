// What is to be remembered while the author clicks through the pages of this tab. A browser may refuse to
// keep anything; the preview then works, and forgets.

function readSession(key) {
	try {
		return sessionStorage.getItem(key);
	} catch {
		return null;
	}
}

/** Keeps a text, or with null forgets it, and says whether that could be done. */
function writeSession(key, text) {
	try {
		if (text === null) sessionStorage.removeItem(key);
		else sessionStorage.setItem(key, text);
		return true;
	} catch {
		return false;
	}
}
