//! `cargo xtask serve`: a static file server for one person on this machine.
//!
//! GET and HEAD, one thread per connection, nothing kept between requests. It reads below one folder only.

use crate::Result;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The ports to try if none is given.
const PORTS: std::ops::Range<u16> = 8000..8010;

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
        let site = site.clone();
        // A visitor who leaves early is not an error.
        thread::spawn(move || answer(stream, &site).ok());
    }
}

fn answer(stream: TcpStream, site: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    // The rest of the request's head must be read, or closing would cut the answer off.
    let mut rest = String::new();
    while reader.read_line(&mut rest)? > 2 {
        rest.clear();
    }
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let (status, kind, body) = match method {
        "GET" | "HEAD" => respond(site, target),
        _ => refusal("405 Method Not Allowed"),
    };
    // What lies in a folder named after its bytes stays as it is; what is missing there may come back.
    let build = |folder: &str| folder.len() == 16 && folder.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stays = status == FOUND && target.split('/').any(build);
    let keep = if stays { "max-age=31536000, immutable" } else { "no-cache" };
    // In a sandboxed frame the page's modules are cross-origin; this header allows them.
    write!(
        &stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\n\
         Access-Control-Allow-Origin: *\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method == "GET" {
        (&stream).write_all(&body)?;
    }
    Ok(())
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
}
