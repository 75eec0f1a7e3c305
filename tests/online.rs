//! Looking whether addresses are alive, against real servers on this computer.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests look at the clock, and end where something is not there"
)]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Barrier, Mutex};
use std::time::{Duration, Instant};

use sevenfold::online::{self, Memory, Name, Options, Outcome, Round, Skipped};

const OK: &str = "200 OK";

/// A request that a server got.
#[derive(Clone, Debug)]
struct Asked {
    /// `HEAD /page`.
    line: String,
    heads: String,
    began: Instant,
    ended: Instant,
}

/// A server that ends with the test program.
struct Server {
    host: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers each `HEAD /page` with the status and header lines that are made of it. An empty
    /// answer is none: the server says nothing until the other side gives up.
    fn new(answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self::at("127.0.0.1", answer)
    }

    fn at(ip: &str, answer: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (log, answer) = (asked.clone(), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (log, answer) = (log.clone(), answer.clone());
                std::thread::spawn(move || serve(stream.unwrap(), &log, &*answer));
            }
        });
        Self { host, asked }
    }

    /// A server with these answers by `/page`, whatever the method, and 404 for all others.
    fn pages(pages: &[(&'static str, &'static str)]) -> Self {
        let pages: BTreeMap<&str, &str> = pages.iter().copied().collect();
        Self::new(move |line| {
            let page = line.split_once(' ').unwrap().1;
            (*pages.get(page).unwrap_or(&"404 Not Found")).to_owned()
        })
    }

    fn address(&self, page: &str) -> String {
        format!("http://{}{page}", self.host)
    }

    fn lines(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|asked| asked.line.clone()).collect()
    }

    /// What comes of looking at one of its pages.
    fn look(&self, page: &str) -> Outcome {
        let address = self.address(page);
        let mut round = visit(&[&address], &mut Memory::default(), &options());
        round.visits.remove(&address).unwrap().outcome
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<Asked>>, answer: &dyn Fn(&str) -> String) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        if line.trim().is_empty() {
            break;
        }
        lines.push(line);
    }
    let began = Instant::now();
    let line = lines[0].rsplit_once(' ').unwrap().0.to_owned();
    let text = answer(&line);
    log.lock().unwrap().push(Asked {
        line,
        heads: lines[1..].concat(),
        began,
        ended: Instant::now(),
    });
    let mut stream = reader.into_inner();
    if text.is_empty() {
        // Ends when the other side closes the connection.
        _ = stream.read(&mut [0]);
        return;
    }
    let (heads, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let heads = heads.replace('\n', "\r\n");
    let length = body.len();
    let close = "Connection: close";
    _ = write!(
        stream,
        "HTTP/1.1 {heads}\r\n{close}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
}

fn options() -> Options {
    Options {
        pause: Duration::ZERO,
        allow_local: true,
        ..Options::new("2026-11-22".parse().unwrap())
    }
}

fn on(day: &str) -> Options {
    Options {
        today: day.parse().unwrap(),
        ..options()
    }
}

fn visit(addresses: &[&str], memory: &mut Memory, options: &Options) -> Round {
    let addresses: Vec<String> = addresses.iter().map(|&it| it.to_owned()).collect();
    online::visit(&addresses, memory, options, |_, _| ())
}

fn gone(why: &str) -> Outcome {
    Outcome::Gone {
        why: why.to_owned(),
    }
}

fn refused(why: &str) -> Outcome {
    Outcome::Refused {
        why: why.to_owned(),
    }
}

fn unreachable(why: &str) -> Outcome {
    Outcome::Unreachable {
        why: why.to_owned(),
    }
}

#[test]
fn a_page_that_is_there_is_asked_for_its_head_alone_by_name() {
    let server = Server::pages(&[("/page", OK)]);
    assert_eq!(server.look("/page#part"), Outcome::Alive);
    assert_eq!(server.lines(), ["HEAD /page"]);
    let heads = server.asked.lock().unwrap()[0].heads.to_lowercase();
    assert!(
        heads.contains("user-agent: sevenfold/0.1 link check"),
        "{heads}"
    );
    assert!(!heads.contains("cookie"), "{heads}");
}

#[test]
fn a_lasting_redirect_proposes_the_new_address() {
    let server = Server::pages(&[
        ("/old/page", "301 Moved\nLocation: /new/page"),
        ("/older", "308 Moved\nLocation: /old/page"),
        ("/folder", "301 Moved\nLocation: /folder/"),
        ("/new/page", OK),
        ("/folder/", OK),
    ]);
    let moved = |to: &str| Outcome::Moved {
        to: server.address(to),
    };
    assert_eq!(server.look("/old/page"), moved("/new/page"));
    assert_eq!(server.look("/older"), moved("/new/page"));
    assert_eq!(server.look("/folder"), moved("/folder/"));
    assert_eq!(server.look("/old/page#part"), moved("/new/page#part"));
}

#[test]
fn a_redirect_for_now_proposes_nothing() {
    let server = Server::pages(&[
        ("/a", "302 Found\nLocation: /b"),
        ("/b", "307 Temporary\nLocation: c?x=1"),
        ("/c?x=1", OK),
        ("/first", "301 Moved\nLocation: /a"),
    ]);
    assert_eq!(server.look("/a"), Outcome::Alive);
    let to = server.address("/a");
    assert_eq!(server.look("/first"), Outcome::Moved { to });
}

#[test]
fn what_is_gone() {
    let server = Server::pages(&[
        ("/taken-away", "410 Gone"),
        ("/sent", "301 Moved\nLocation: /nowhere"),
    ]);
    assert_eq!(server.look("/nothing"), gone("is not there (404)"));
    assert_eq!(server.lines(), ["HEAD /nothing", "GET /nothing"]);
    assert_eq!(
        server.look("/taken-away"),
        gone("has been taken away for good (410)")
    );
    let nowhere = server.address("/nowhere");
    let why = format!("leads to {nowhere}, which is not there (404)");
    assert_eq!(server.look("/sent"), gone(&why));
}

#[test]
fn a_redirect_to_the_home_page_or_to_another_page_than_was_meant() {
    let server = Server::pages(&[
        ("/reports/2019/neglect", "302 Found\nLocation: /"),
        ("/report", "301 Moved\nLocation: /en/index.html"),
        (
            "/members/minutes",
            "302 Found\nLocation: /account/login?next=1",
        ),
        ("/lost", "302 Found\nLocation: /errors/404.aspx"),
        ("/index.html", "301 Moved\nLocation: /"),
        ("/", OK),
        ("/en/index.html", OK),
        ("/account/login?next=1", OK),
        ("/errors/404.aspx", OK),
    ]);
    let home = gone("leads to the home page now");
    assert_eq!(server.look("/reports/2019/neglect"), home);
    assert_eq!(server.look("/report"), home);
    let signs_in = gone("leads to a page for signing in now");
    assert_eq!(server.look("/members/minutes"), signs_in);
    let missing = gone("leads to a page that says it is not there");
    assert_eq!(server.look("/lost"), missing);
    let to = server.address("/");
    assert_eq!(server.look("/index.html"), Outcome::Moved { to });
}

#[test]
fn a_short_name_of_another_site_may_lead_to_its_home_page() {
    let signpost = Server::at("127.0.0.2", |_| "404 Not Found".to_owned());
    let home = Server::pages(&[("/", OK)]);
    assert_eq!(signpost.look("/children"), gone("is not there (404)"));
    let to = home.address("/");
    let location = to.clone();
    let signpost = Server::at("127.0.0.2", move |_| {
        format!("301 Moved\nLocation: {location}")
    });
    assert_eq!(signpost.look("/children"), Outcome::Moved { to });
    let deep = signpost.look("/children/neglect");
    assert_eq!(deep, gone("leads to the home page now"));
}

#[test]
fn what_is_kept_from_programs_is_not_gone() {
    let server = Server::pages(&[
        ("/401", "401 Unauthorized"),
        ("/403", "403 Forbidden"),
        ("/451", "451 Unavailable"),
        ("/999", "999 Denied"),
        ("/test", "403 Forbidden\nCf-Mitigated: challenge"),
        ("/shield", "503 Unavailable\nRetry-After: 3600"),
        ("/waf", "202 Accepted\nX-Amzn-Waf-Action: challenge"),
    ]);
    assert_eq!(server.look("/401"), refused("asks for a password (401)"));
    assert_eq!(
        server.look("/403"),
        refused("does not let programs look (403)")
    );
    assert_eq!(
        server.look("/451"),
        refused("is kept back for legal reasons (451)")
    );
    assert_eq!(
        server.look("/999"),
        refused("does not let programs look (999)")
    );
    let tested = refused("shows programs a test that only people pass");
    assert_eq!(server.look("/test"), tested);
    assert_eq!(server.look("/waf"), tested);
    assert_eq!(
        server.look("/shield"),
        refused("asks us to come back later (503)")
    );
}

#[test]
fn a_test_for_people_is_known_by_its_page() {
    let server = Server::new(|line| match line {
        "GET /" => "200 OK\n\n<html><head><title>Just a moment...</title>".to_owned(),
        _ => "405 Not Allowed".to_owned(),
    });
    assert_eq!(
        server.look("/"),
        refused("shows programs a test that only people pass")
    );
}

#[test]
fn a_wish_for_a_pause_is_granted_once() {
    let server = Server::pages(&[("/busy", "429 Too Many\nRetry-After: 1")]);
    let (busy, other) = (server.address("/busy"), server.address("/other"));
    let round = visit(&[&busy, &other], &mut Memory::default(), &options());
    let left_in_peace = refused("is asked too often and wants to be left in peace (429)");
    assert_eq!(round.visits[&busy].outcome, left_in_peace);
    // Of a page that nobody has asked for, nothing is told and nothing remembered.
    assert!(!round.visits.contains_key(&other));
    assert_eq!((round.asked, round.unasked), (1, 1));
    assert_eq!(server.lines(), ["HEAD /busy", "HEAD /busy"]);
    let asked = server.asked.lock().unwrap();
    assert!(asked[1].began - asked[0].ended >= Duration::from_secs(1));
}

#[test]
fn after_a_pause_that_was_wished_for_the_page_may_be_there() {
    let count = Mutex::new(0);
    let server = Server::new(move |_| {
        *count.lock().unwrap() += 1;
        let first = *count.lock().unwrap() == 1;
        // A moment that is past is no pause.
        let wish = "429 Too Many\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT";
        (if first { wish } else { OK }).to_owned()
    });
    assert_eq!(server.look("/page"), Outcome::Alive);
    assert_eq!(server.lines().len(), 2);
}

#[test]
fn a_server_that_gives_no_heads_is_asked_for_the_page() {
    for status in ["403 No", "404 No", "405 No", "500 No", "501 No"] {
        let server =
            Server::new(move |line| (if line.starts_with("GET") { OK } else { status }).to_owned());
        assert_eq!(server.look("/page"), Outcome::Alive);
        assert_eq!(server.lines(), ["HEAD /page", "GET /page"]);
    }
}

#[test]
fn a_server_that_is_out_of_order_says_nothing_of_the_page() {
    let server = Server::pages(&[("/500", "500 Error"), ("/503", "503 Error")]);
    let outcome = server.look("/500");
    assert_eq!(
        outcome,
        unreachable("has a server that is out of order (500)")
    );
    let overloaded = "has a server that is overloaded or being mended (503)";
    assert_eq!(server.look("/503"), unreachable(overloaded));
}

#[test]
fn a_server_that_is_silent_is_given_up() {
    let server = Server::new(|_| String::new());
    let options = Options {
        timeout: Duration::from_millis(500),
        ..options()
    };
    let pages = ["/a", "/b", "/c"].map(|page| server.address(page));
    let addresses: Vec<&str> = pages.iter().map(String::as_str).collect();
    let round = visit(&addresses, &mut Memory::default(), &options);
    let late = unreachable("has not answered within 500 milliseconds");
    assert_eq!(round.visits[&pages[0]].outcome, late);
    let closed = unreachable("has a server that left 3 requests in a row unanswered");
    assert_eq!(round.visits[&pages[2]].outcome, closed);
    assert_eq!(server.lines(), ["HEAD /a", "GET /a", "HEAD /b"]);
}

#[test]
fn redirects_that_do_not_end() {
    let server = Server::new(|line| match line.split_once(' ').unwrap().1 {
        "/here" => "302 Found\nLocation: /there".to_owned(),
        "/there" => "302 Found\nLocation: /here".to_owned(),
        page => format!("301 Moved\nLocation: {page}x"),
    });
    assert_eq!(
        server.look("/here"),
        unreachable("is sent round in a circle")
    );
    let outcome = server.look("/on");
    assert_eq!(outcome, unreachable("is sent on more than ten times"));
}

#[test]
fn redirects_to_what_is_not_the_web() {
    let server = Server::pages(&[
        ("/mail", "302 Found\nLocation: mailto:office@example.org"),
        ("/nowhere", "302 Found"),
    ]);
    let other = unreachable("leads to something that is not a web page");
    assert_eq!(server.look("/mail"), other);
    let nowhere = unreachable("sends us on without saying where to (302)");
    assert_eq!(server.look("/nowhere"), nowhere);
}

#[test]
fn a_port_that_nobody_listens_at() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let round = visit(&[&address], &mut Memory::default(), &options());
    let closed = unreachable("has a server that takes no connections");
    assert_eq!(round.visits[&address].outcome, closed);
}

#[test]
fn a_server_without_a_certificate() {
    let server = Server::pages(&[]);
    let address = server.address("/").replace("http:", "https:");
    let round = visit(&[&address], &mut Memory::default(), &options());
    let outcome = &round.visits[&address].outcome;
    assert!(
        matches!(outcome, Outcome::Unreachable { .. }),
        "{outcome:?}"
    );
}

#[test]
fn a_host_that_nobody_knows_is_gone_unless_nobody_answers() {
    let server = Server::pages(&[("/", OK)]);
    let options = Options {
        names: |host| match host {
            "lost.example.org" => Name::Unknown,
            "later.example.org" => Name::Undecided,
            _ => Name::Known,
        },
        ..options()
    };
    let (lost, later) = ("http://lost.example.org/page", "http://later.example.org/");
    let known = server.address("/");
    let why = "is on a host that does not exist any more (lost.example.org)";
    let round = visit(&[lost, later, &known], &mut Memory::default(), &options);
    assert_eq!(round.visits[lost].outcome, gone(why));
    let undecided = "is on a host whose name cannot be looked up now (later.example.org)";
    assert_eq!(round.visits[later].outcome, unreachable(undecided));

    let round = visit(&[lost], &mut Memory::default(), &options);
    let offline = format!("{why}, but nobody else answered either: this computer may be offline");
    assert_eq!(round.visits[lost].outcome, unreachable(&offline));
}

#[test]
fn a_host_is_asked_one_thing_at_a_time_with_a_pause() {
    let pause = Duration::from_millis(50);
    let server = Server::pages(&[("/a", OK), ("/b", OK), ("/c", "302 Found\nLocation: /a")]);
    // Its pages are asked for by a thread of another host too.
    let location = server.address("/b");
    let other = Server::at("127.0.0.2", move |_| {
        format!("302 Found\nLocation: {location}")
    });
    let pages = ["/a", "/b", "/c", "/d"].map(|page| server.address(page));
    let mut addresses: Vec<&str> = pages.iter().map(String::as_str).collect();
    let elsewhere = other.address("/e");
    addresses.push(&elsewhere);
    let options = Options { pause, ..options() };
    let round = visit(&addresses, &mut Memory::default(), &options);
    assert_eq!(round.asked, 5);
    let mut asked = server.asked.lock().unwrap().clone();
    asked.sort_by_key(|asked| asked.began);
    assert_eq!(asked.len(), 7, "{asked:?}");
    for two in asked.windows(2) {
        assert!(two[1].began >= two[0].ended + pause, "{two:?}");
    }
}

#[test]
fn two_hosts_are_asked_beside_each_other() {
    // Neither answers before both have been asked.
    let both = Arc::new(Barrier::new(2));
    let [one, two] = ["127.0.0.1", "127.0.0.2"].map(|ip| {
        let both = both.clone();
        Server::at(ip, move |_| {
            both.wait();
            OK.to_owned()
        })
    });
    let (one, two) = (one.address("/"), two.address("/"));
    let round = visit(&[&one, &two], &mut Memory::default(), &options());
    assert_eq!(round.visits[&one].outcome, Outcome::Alive);
    assert_eq!(round.visits[&two].outcome, Outcome::Alive);
}

#[test]
fn what_was_seen_lately_is_not_asked_again() {
    let server = Server::pages(&[("/alive", OK), ("/busy", "403 No")]);
    let (alive, gone) = (server.address("/alive"), server.address("/gone"));
    let busy = server.address("/busy");
    let part = server.address("/alive#part");
    let mut memory = Memory::default();
    let mut asked = |options: &Options| {
        let round = visit(&[&alive, &part, &gone, &busy], &mut memory, options);
        assert_eq!(round.visits.len(), 4);
        round.asked
    };
    assert_eq!(asked(&on("2026-11-01")), 3);
    assert_eq!(asked(&on("2026-11-01")), 1, "only what was refused");
    assert_eq!(asked(&on("2026-11-02")), 2, "and what was gone");
    assert_eq!(asked(&on("2026-11-07")), 2);
    assert_eq!(asked(&on("2026-11-08")), 3, "after a week, all");
    assert_eq!(asked(&on("2026-11-05")), 3, "a day to come is not believed");
    let anew = Options {
        fresh_for: 0,
        ..on("2026-11-05")
    };
    assert_eq!(asked(&anew), 3);
}

#[test]
fn the_last_good_day_is_kept_when_a_page_is_gone_through_the_file() {
    let is_gone = Arc::new(Mutex::new(false));
    let taken = is_gone.clone();
    let server =
        Server::new(move |_| (if *taken.lock().unwrap() { "404 No" } else { OK }).to_owned());
    let page = server.address("/page");
    let mut memory = Memory::default();
    visit(&[&page], &mut memory, &on("2026-11-01"));
    *is_gone.lock().unwrap() = true;
    let (mut memory, message) = Memory::from_json(&memory.to_json());
    assert_eq!(message, None);
    let round = visit(&[&page], &mut memory, &on("2026-11-20"));
    let seen = &round.visits[&page];
    assert_eq!(seen.outcome, gone("is not there (404)"));
    assert_eq!(seen.on, "2026-11-20".parse().unwrap());
    assert_eq!(seen.last_alive, Some("2026-11-01".parse().unwrap()));
    let expected = r#"{
  "addresses": {
    "PAGE": {
      "outcome": "gone",
      "why": "is not there (404)",
      "on": "2026-11-20",
      "last_alive": "2026-11-01"
    }
  }
}
"#;
    assert_eq!(memory.to_json(), expected.replace("PAGE", &page));
}

#[test]
fn a_memory_that_is_broken_or_unknown_costs_nothing_but_asking() {
    for broken in ["", "{", "[]", r#"{"addresses": 3}"#] {
        let (memory, message) = Memory::from_json(broken);
        assert_eq!(memory, Memory::default());
        let message = message.unwrap();
        assert!(
            message.contains("`.sevenfold/links.json` cannot be read"),
            "{message}"
        );
    }
    let (memory, message) = Memory::from_json(
        r#"{"later": 1, "addresses": {
            "https://example.org/a": {"outcome": "alive", "on": "2026-11-01", "more": true},
            "https://example.org/b": {"outcome": "dreaming", "on": "2026-11-01"},
            "https://example.org/c": {"outcome": "alive", "on": "yesterday"},
            "https://example.org/d": 4
        }}"#,
    );
    assert_eq!(message, None);
    assert_eq!(memory.to_json().matches("example.org").count(), 1);
}

#[test]
fn what_is_not_on_the_web_is_never_asked() {
    let local = Options::new("2026-11-22".parse().unwrap());
    let server = Server::pages(&[]);
    let own = server.address("/");
    let addresses = [
        ("mailto:office@example.org", Skipped::NotWeb),
        ("tel:+441632960000", Skipped::NotWeb),
        ("briefings/neglect/", Skipped::NotWeb),
        ("https://", Skipped::Malformed),
        ("https://exa mple.org/", Skipped::Malformed),
        (&own, Skipped::Local),
        ("http://localhost:8000/", Skipped::Local),
        ("http://intranet/page", Skipped::Local),
        ("https://files.county.internal/", Skipped::Local),
        ("http://192.168.1.1/", Skipped::Local),
        ("http://10.1/", Skipped::Local),
        ("http://169.254.169.254/", Skipped::Local),
        ("http://0x7f000001/", Skipped::Local),
        ("http://[::1]/", Skipped::Local),
        ("http://[::ffff:10.0.0.1]/", Skipped::Local),
        ("http://[fd00::1]/", Skipped::Local),
    ];
    let all: Vec<&str> = addresses.iter().map(|(address, _)| *address).collect();
    let mut memory = Memory::default();
    let round = visit(&all, &mut memory, &local);
    for (address, why) in addresses {
        assert_eq!(round.skipped.get(address), Some(&why), "{address}");
    }
    assert_eq!((round.asked, round.visits.len()), (0, 0));
    assert_eq!(memory, Memory::default());
    assert_eq!(server.lines(), Vec::<String>::new());
}

#[test]
fn a_password_in_an_address_is_neither_sent_nor_kept() {
    let server = Server::pages(&[("/", OK)]);
    let address = server.address("/").replace("//", "//me:secret@");
    let mut memory = Memory::default();
    let round = visit(&[&address], &mut memory, &options());
    assert_eq!(round.visits[&address].outcome, Outcome::Alive);
    assert!(!memory.to_json().contains("secret"));
    let heads = server.asked.lock().unwrap()[0].heads.to_lowercase();
    assert!(!heads.contains("authorization"), "{heads}");
}

#[test]
fn progress_is_told_of_every_page() {
    let server = Server::pages(&[("/a", OK), ("/b", OK)]);
    let addresses = [
        server.address("/a"),
        server.address("/b#x"),
        server.address("/b"),
    ];
    let told = Mutex::new(Vec::new());
    online::visit(
        &addresses,
        &mut Memory::default(),
        &options(),
        |done, total| {
            told.lock().unwrap().push((done, total));
        },
    );
    assert_eq!(*told.lock().unwrap(), [(1, 2), (2, 2)]);
}
