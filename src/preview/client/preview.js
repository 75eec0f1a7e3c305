// The browser's side of the live preview. It listens to the server, brings each new version into the page
// (patch.js), and shows what the check has to say (strip.js, panel.js).
//
// The server joins the files of this folder to one script, in the order session, match, patch, views, make,
// meter, remarks, panel, strip, preview, and puts them in one strict block, so that no name of ours meets a
// name of the site's. It adds the script to each page as the first of its deferred scripts.

// The phone view shows the page in a frame, and says itself what there is to say.
const isFramed = window !== window.parent;

// What the server said last.
const told = { report: null, gone: null, stopped: false };

// Whether the server has ever sent a page for this address.
let wasThere = false;

let source = null;
let retryTimer = null;
let stoppedTimer = null;

start();

function start() {
	rememberPage();
	applyViews();
	watchViews();
	if (!isFramed) showStrip();
	listenWhileSeen();
}

// A browser opens six connections to a server and no more. A hidden page gives its own back, or the seventh
// tab of the preview would wait for ever; when the page is seen again the server sends how things stand.
function listenWhileSeen() {
	const followSight = () => (document.visibilityState === 'visible' ? connect() : disconnect());
	document.addEventListener('visibilitychange', followSight);
	addEventListener('pagehide', disconnect);
	addEventListener('pageshow', ({ persisted }) => persisted && followSight());
	followSight();
}

function connect() {
	clearTimeout(retryTimer);
	source?.close();
	source = new EventSource(`/.sevenfold/events?page=${encodeURIComponent(location.pathname)}`);
	source.addEventListener('open', () => {
		endStoppedTimer();
		tell({ stopped: false });
	});
	source.addEventListener('error', lose);
	receive('page', ({ html }) => {
		wasThere = true;
		patchPage(html);
		tell({ gone: null });
	});
	receive('moved', ({ address, html }) => {
		// The file was renamed: the page stays, under its new address.
		history.replaceState(history.state, '', address + location.hash);
		patchPage(html);
		tell({ gone: null });
		connect();
	});
	// The page for wrong addresses never was anything else.
	receive('gone', (gone) => wasThere && tell({ gone }));
	receive('report', (report) => tell({ report }));
}

function receive(name, act) {
	source.addEventListener(name, ({ data }) => act(JSON.parse(data)));
}

function disconnect() {
	clearTimeout(retryTimer);
	endStoppedTimer();
	source?.close();
	source = null;
}

// The browser connects again by itself, except after an answer that it takes for final. A server that is
// started anew is away for a moment only, which is not worth a word.
function lose() {
	stoppedTimer ??= setTimeout(() => tell({ stopped: true }), 1000);
	if (source.readyState === EventSource.CLOSED) retryTimer = setTimeout(connect, 1500);
}

function endStoppedTimer() {
	clearTimeout(stoppedTimer);
	stoppedTimer = null;
}

function tell(news) {
	Object.assign(told, news);
	if (isFramed) window.parent.postMessage({ sevenfold: told }, location.origin);
	else showTold();
}
