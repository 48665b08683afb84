//! `cargo xtask serve`: a static file server for one person on this machine.
//!
//! GET and HEAD, one thread per connection, nothing kept between requests. It reads below one folder only, and nobody can make it hold much:
//! a request has a longest head and a time to come in, and only so many are answered at once.

use crate::Result;
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The ports to try if none is given.
const PORTS: std::ops::Range<u16> = 8000..8010;

/// The longest head of a request, in bytes.
const LONGEST: usize = 16 << 10;
/// How long a head may take to come in, and an answer to go out.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many connections there are at once. A browser opens a few for each page, some of them only in case it has something to ask.
const AT_ONCE: usize = 256;

/// What is sent with every file. In a sandboxed frame the page's modules are cross-origin; the last one allows them.
const HEADERS: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Access-Control-Allow-Origin", "*"),
];

/// Serves a folder until interrupted.
pub fn serve(site: &Path, port: Option<u16>) -> Result {
    let listener = match port {
        Some(port) => listen(port).map_err(|e| format!("port {port}: {e}"))?,
        None => PORTS.clone().find_map(|p| listen(p).ok()).ok_or(format!("no free port in {PORTS:?}; try --port"))?,
    };
    println!("http://localhost:{}/  (Ctrl-C ends)", listener.local_addr()?.port());
    answer_all(listener, site);
    Ok(())
}

/// Serves a folder on a free port in the background and returns the address.
pub fn in_background(site: &Path) -> Result<SocketAddr> {
    let listener = listen(0)?;
    let address = listener.local_addr()?;
    let site = site.to_path_buf();
    thread::spawn(move || answer_all(listener, &site));
    Ok(address)
}

fn listen(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

fn answer_all(listener: TcpListener, site: &Path) {
    let site: Arc<Path> = site.into();
    for stream in listener.incoming().flatten() {
        // Every thread holds the folder's name.
        if Arc::strong_count(&site) > AT_ONCE {
            send(&stream, "", refusal("503 Service Unavailable"), true).ok();
            continue;
        }
        let site = site.clone();
        // A visitor who leaves early is not an error.
        thread::spawn(move || answer(stream, &site).ok());
    }
}

fn answer(stream: TcpStream, site: &Path) -> std::io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(head) = head(&stream)? else {
        return send(&stream, "", refusal("431 Request Header Fields Too Large"), true);
    };
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Ok(line) = str::from_utf8(line) else {
        return send(&stream, "", refusal("400 Bad Request"), true);
    };
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let response = match method {
        "GET" | "HEAD" => respond(site, target),
        _ => refusal("405 Method Not Allowed"),
    };
    send(&stream, target, response, method != "HEAD")
}

/// A request's head, whole, as closing before it is read would cut the answer off; nothing if it is too long.
fn head(mut stream: &TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let until = Instant::now() + PATIENCE;
    let (mut head, mut part) = (vec![], [0; 4096]);
    loop {
        let left = until.checked_duration_since(Instant::now()).filter(|left| !left.is_zero());
        stream.set_read_timeout(Some(left.ok_or(ErrorKind::TimedOut)?))?;
        let read = stream.read(&mut part)?;
        let fresh = head.len().saturating_sub(3);
        head.extend(&part[..read]);
        if head.len() > LONGEST {
            return Ok(None);
        }
        if read == 0 || head[fresh..].windows(4).any(|end| end == b"\r\n\r\n") {
            return Ok(Some(head));
        }
    }
}

fn send(mut stream: &TcpStream, target: &str, (status, kind, body): Response, whole: bool) -> std::io::Result<()> {
    // What lies in a folder named after its bytes stays as it is; what is missing there may come back.
    let build = |folder: &str| folder.len() == 16 && folder.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stays = status == FOUND && target.split('/').any(build);
    let keep = if stays { "max-age=31536000, immutable" } else { "no-cache" };
    let headers: String = HEADERS.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\n{headers}Connection: close\r\n\r\n",
        body.len()
    )?;
    if whole { stream.write_all(&body) } else { Ok(()) }
}

/// The status of a file that is there.
const FOUND: &str = "200 OK";

type Response = (&'static str, &'static str, Vec<u8>);

fn respond(site: &Path, target: &str) -> Response {
    let Some(mut path) = locate(site, target) else {
        return refusal("400 Bad Request");
    };
    if path.is_dir() {
        path.push("index.html");
    }
    match fs::read(&path) {
        Ok(body) => (FOUND, kind(&path), body),
        Err(_) => refusal("404 Not Found"),
    }
}

fn refusal(status: &'static str) -> Response {
    (status, "text/plain; charset=utf-8", status.as_bytes().to_vec())
}

/// The requested file, if it is inside the folder. Names here are plain, so `%` is refused like `..` and `\`.
fn locate(site: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let plain = Path::new(path).components().all(|c| matches!(c, Component::Normal(_)));
    (plain && !path.contains(['%', '\\', ':'])).then(|| site.join(path))
}

/// The media type; browsers refuse modules with a wrong one.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()).unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_located() {
        let site = Path::new("/site");
        assert_eq!(locate(site, "/pkg/a.js?x=1"), Some(PathBuf::from("/site/pkg/a.js")));
        assert_eq!(locate(site, "/"), Some(PathBuf::from("/site/")));
        for bad in ["/../secret", "/pkg/../../secret", "//etc/passwd", "/%2e%2e/secret", "/..\\secret", "secret", ""] {
            assert_eq!(locate(site, bad), None, "{bad}");
        }
    }

    #[test]
    fn only_what_is_there_is_kept_for_a_year() {
        let folder = std::env::temp_dir().join(format!("pushpull-serve-{}", std::process::id()));
        fs::create_dir_all(folder.join("0123456789abcdef")).unwrap();
        fs::write(folder.join("0123456789abcdef/a.js"), "1").unwrap();
        let address = in_background(&folder).unwrap();
        let head = |path: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            write!(stream, "HEAD {path} HTTP/1.1\r\n\r\n").unwrap();
            std::io::read_to_string(stream).unwrap()
        };
        let [there, missing] = ["a.js", "b.js"].map(|name| head(&format!("/0123456789abcdef/{name}")));
        assert!(there.contains("200 OK") && there.contains("immutable"), "{there}");
        assert!(missing.contains("404") && !missing.contains("immutable"), "{missing}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn nobody_makes_the_server_hold_much_or_fall_silent() {
        let folder = std::env::temp_dir().join(format!("pushpull-limits-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "here").unwrap();
        let address = in_background(&folder).unwrap();
        let ask = |request: &[u8]| {
            let mut stream = TcpStream::connect(address).unwrap();
            let mut answer = String::new();
            // Whoever is turned away may find the door closed while asking.
            let _ = stream.write_all(request).and_then(|()| stream.read_to_string(&mut answer));
            answer
        };
        let page = b"GET / HTTP/1.1\r\n\r\n";
        let found = ask(page);
        assert!(
            found.ends_with("here")
                && HEADERS.iter().all(|(name, value)| found.contains(&format!("{name}: {value}\r\n")))
        );
        assert!(ask(&[b'a'; LONGEST + 1]).contains("431"), "a line without end");
        assert!(ask(b"GET /\xff HTTP/1.1\r\n\r\n").contains("400"), "bytes that are not UTF-8");
        assert!(ask(b"GET /../../etc/passwd HTTP/1.1\r\n\r\n").contains("400"));
        assert!(ask(b"POST / HTTP/1.1\r\n\r\n").contains("405"));
        // These say nothing, and hold a place each.
        let silent: Vec<_> = (0..AT_ONCE).map(|_| TcpStream::connect(address).unwrap()).collect();
        let mut refused = String::new();
        TcpStream::connect(address).unwrap().read_to_string(&mut refused).unwrap();
        assert!(refused.contains("503"), "{refused}");
        drop(silent);
        let freed = (0..1000).any(|_| {
            thread::sleep(Duration::from_millis(5));
            ask(page).ends_with("here")
        });
        assert!(freed, "places are given back");
        fs::remove_dir_all(folder).unwrap();
    }
}
