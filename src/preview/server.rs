//! Answers requests from memory. No request writes anything, starts anything, or reaches a file.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use percent_encoding::percent_decode_str;
use tokio::sync::watch;

use super::editor::Editor;
use super::hosts::Hosts;
use super::open::OpenPages;
use super::pages::{self, Pages};
use super::snapshot::{Answer, Snapshot};
use super::{Trouble, events};

/// The port on which the preview is usually found.
pub const USUAL_PORT: u16 = 7007;
/// How many ports behind the usual one are tried before any is taken.
const NEXT_PORTS: u16 = 20;

/// What the published site should be served with too: everything that a page needs comes from its
/// own site, and nothing stands inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
/// The same for the phone view, which shows a page in a frame.
const PHONE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'";

/// What the answers are made from.
pub(super) struct Server {
    pub(super) snapshots: watch::Receiver<Arc<Snapshot>>,
    /// The pages that somebody looks at.
    pub(super) open: Arc<OpenPages>,
    /// The author's editor; nobody's, where others on the network see the preview: the way to a
    /// file tells where it lies on this computer.
    pub(super) editor: Option<Editor>,
    pub(super) pages: Pages,
    hosts: Hosts,
}

/// Listens at an address of this computer: at the port that is asked for, or else at the usual one
/// or the next that is free.
pub(super) fn listen(host: IpAddr, port: Option<u16>) -> Result<TcpListener, Trouble> {
    let bind = |port: u16| TcpListener::bind(SocketAddr::new(host, port));
    let listener = match port {
        Some(port) => bind(port),
        None => (USUAL_PORT..=USUAL_PORT + NEXT_PORTS)
            .find_map(|port| bind(port).ok())
            .map_or_else(|| bind(0), Ok),
    };
    listener.map_err(|cause| {
        let at = port.map_or_else(
            || host.to_string(),
            |port| SocketAddr::new(host, port).to_string(),
        );
        Trouble(format!(
            "the preview cannot listen at {at}: {cause}. Choose another port with --port, or another address of this computer with --host"
        ))
    })
}

/// Answers requests for as long as there is somebody who builds.
pub(super) fn run(
    listener: TcpListener,
    editor: Editor,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    open: Arc<OpenPages>,
) -> Result<(), Trouble> {
    let trouble = |cause: std::io::Error| Trouble(format!("the preview has stopped: {cause}"));
    let address = listener.local_addr().map_err(trouble)?;
    let mut builds = snapshots.clone();
    let server = Server {
        snapshots,
        open,
        editor: Some(editor).filter(|_| address.ip().is_loopback()),
        pages: Pages::new(),
        hosts: Hosts::new(address),
    };
    let router = Router::new().fallback(answer).with_state(Arc::new(server));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(trouble)?;
    runtime.block_on(async move {
        listener.set_nonblocking(true).map_err(trouble)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(trouble)?;
        // A small answer must not wait for the next one to fill a packet.
        let listener = listener.tap_io(|connection| {
            let _ = connection.set_nodelay(true);
        });
        // Nothing would ever change again where nobody builds any more.
        let nobody_builds = async move { while builds.changed().await.is_ok() {} };
        axum::serve(listener, router)
            .with_graceful_shutdown(nobody_builds)
            .await
            .map_err(trouble)
    })?;
    Err(Trouble(
        "the preview has stopped, because of a mistake of its own, which stands above".to_owned(),
    ))
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let mut response = server.answer(&request);
    protect(response.headers_mut());
    response
}

/// What every answer is sent with.
fn protect(headers: &mut HeaderMap) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // No page of somebody else may take anything in, not even as a picture, nor hold on to a window.
    for name in ["cross-origin-resource-policy", "cross-origin-opener-policy"] {
        headers.insert(name, HeaderValue::from_static("same-origin"));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

impl Server {
    fn answer(self: &Arc<Self>, request: &Request) -> Response {
        if !self.knows_host(request.uri(), request.headers()) {
            return words(
                StatusCode::MISDIRECTED_REQUEST,
                "This is a Sevenfold preview, and it answers only to its own address.\n",
            );
        }
        if is_foreign(request.headers()) {
            return words(
                StatusCode::FORBIDDEN,
                "A page of another site has asked for this, and it is not for other sites.\n",
            );
        }
        if ![Method::GET, Method::HEAD].contains(request.method()) {
            let mut response = words(
                StatusCode::METHOD_NOT_ALLOWED,
                "A preview only shows; nothing can be sent to it.\n",
            );
            let allowed = HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(header::ALLOW, allowed);
            return response;
        }
        let path = request.uri().path().trim_start_matches('/');
        let is_rooted = request.uri().path().len() - path.len() == 1;
        let Some(wanted) = decoded(path).filter(|_| is_rooted) else {
            return words(StatusCode::NOT_FOUND, "There is nothing at this address.\n");
        };
        match wanted.strip_prefix(pages::FOLDER) {
            Some("events") => self.events(request.uri()),
            Some(name) => own_file(name),
            None => self.page(&wanted),
        }
    }

    /// Whether a request is meant for this server: it names one host, and the right one.
    fn knows_host(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut named = headers.get_all(header::HOST).iter();
        let host = named.next().and_then(|host| host.to_str().ok());
        let is_known = |host: &str| self.hosts.allow(host);
        named.next().is_none()
            && host.is_some_and(is_known)
            && uri.authority().is_none_or(|it| is_known(it.as_str()))
    }

    fn events(self: &Arc<Self>, uri: &Uri) -> Response {
        let page = uri.query().and_then(|query| {
            let fields = query.split('&');
            decoded(fields.into_iter().find_map(|it| it.strip_prefix("page="))?)
        });
        let wanted = page.unwrap_or_default();
        let wanted = wanted.trim_start_matches('/').to_owned();
        Sse::new(events::of_page(self.clone(), wanted))
            .keep_alive(KeepAlive::new())
            .into_response()
    }

    fn page(&self, wanted: &str) -> Response {
        let snapshot = self.snapshots.borrow().clone();
        match snapshot.answer(wanted) {
            Answer::File { path, bytes } => {
                let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
                if ending == "html" {
                    file(StatusCode::OK, ending, with_script(bytes))
                } else {
                    let mut response = file(StatusCode::OK, ending, bytes.to_vec());
                    // These are named by what stands in them, or are asked for anew each time.
                    let cache = HeaderValue::from_static("no-cache");
                    response.headers_mut().insert(header::CACHE_CONTROL, cache);
                    response
                }
            }
            Answer::Elsewhere(address) => {
                let mut response = words(StatusCode::TEMPORARY_REDIRECT, "It is elsewhere.\n");
                match HeaderValue::from_str(&address) {
                    Ok(address) => {
                        response.headers_mut().insert(header::LOCATION, address);
                        response
                    }
                    Err(_) => words(StatusCode::NOT_FOUND, "There is nothing at this address.\n"),
                }
            }
            Answer::Nothing(Some(page)) => file(StatusCode::NOT_FOUND, "html", with_script(page)),
            Answer::Nothing(None) => {
                let home = snapshot.home_of(wanted);
                let has_home = !snapshot.shown.output.is_empty();
                let page = self.pages.nothing(has_home.then_some(&home));
                file(StatusCode::NOT_FOUND, "html", page.into_bytes())
            }
            Answer::Sites => {
                let page = self.pages.sites(&snapshot);
                file(StatusCode::OK, "html", page.into_bytes())
            }
        }
    }
}

/// Whether a page of another site asks, other than by a link that somebody follows: browsers say so
/// (Fetch Metadata Request Headers, W3C).
fn is_foreign(headers: &HeaderMap) -> bool {
    let says = |name: &str, word: &str| headers.get(name).is_some_and(|value| value == word);
    says("sec-fetch-site", "cross-site") && !says("sec-fetch-mode", "navigate")
}

/// A path without percent encoding, if it is text.
fn decoded(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

fn own_file(name: &str) -> Response {
    let Some(own) = pages::file(name) else {
        return words(StatusCode::NOT_FOUND, "There is nothing at this address.\n");
    };
    let mut response = file(StatusCode::OK, own.ending, own.text.as_bytes().to_vec());
    if own.ending == "html" {
        let policy = HeaderValue::from_static(PHONE_POLICY);
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A page with the script that keeps it up to date.
fn with_script(page: &[u8]) -> Vec<u8> {
    const HEAD: &[u8] = b"<head>";
    let at = page
        .windows(HEAD.len())
        .position(|part| part == HEAD)
        .map_or(0, |at| at + HEAD.len());
    // A page without a head is a fragment; it is shown as it is.
    let script = if at == 0 { "" } else { pages::SCRIPT };
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

fn file(status: StatusCode, ending: &str, bytes: Vec<u8>) -> Response {
    let kind = match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn words(status: StatusCode, text: &'static str) -> Response {
    (status, text).into_response()
}
