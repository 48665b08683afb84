//! The command line of `cargo xtask`. One file per command.

use std::process::ExitCode;

mod bench;
mod bench_page;
mod bless;
mod build;
mod bundle;
mod claims;
mod compile;
mod formulas;
mod lessons;
mod manifest;
mod markdown;
mod measure;
mod opening;
mod page;
mod serve;
mod shell;
mod test;
mod texts;

/// What goes wrong is a sentence for whoever typed the command.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const HELP: &str = "\
Usage: cargo xtask <command>

  build [--faults] [--at URL]
                     compile the page into target/site
  serve [--port N]   build, then serve the page and print its address
  test [--only PART] [--all]
                     run all tests: native, claims, wasm (in Node), types (of the page), browser (in Chromium)
  bless              accept what the code gives now as the golden files
  claims             run every claim of the page over 200 seeds; write tests/golden/claims.txt and docs/claims.md
  claims --fresh [--first N] [--seeds N]
                     run every claim over seeds that nobody has seen, and print what does not hold
  bench [--only WAYS]
                     measure loss, gradient and training steps in the browser and beside others; write docs/bench.md and docs/bench.svg
  measure [--beside FOLDER]
                     print what a frame costs, what a visitor loads, how the page arrives over slow networks (and another page
                     beside it, such as TensorFlow Playground, built), and whether two clones give the same bytes

  --faults           build or serve with exports that break on purpose, in target/site-faults
  --at URL           the address that the page will have, which the pictures of its links then name whole
  --beside FOLDER    a page to measure beside ours
  --port N           the port to listen on; without it 8000 or the next free one
  --first N          the first seed; without it one that the clock gives
  --seeds N          how many seeds; without it 200
  --only PART        native, claims, wasm, types or browser
  --only WAYS        a regular expression, such as ^example: measure nothing else, and write nothing
  --all              run all seeds of the claims, not a sample

While the page is served, `cargo xtask build` in another window renews it: load it twice, as the first time finds
the new build and keeps it for the next.
";

/// The words typed.
#[derive(Default)]
struct Arguments {
    command: Option<String>,
    faults: bool,
    all: bool,
    fresh: bool,
    at: Option<String>,
    beside: Option<String>,
    first: Option<u64>,
    port: Option<u16>,
    only: Option<String>,
    seeds: Option<u64>,
}

impl Arguments {
    /// The feature that is asked for beside the page's own.
    fn extra(&self) -> Option<&'static str> {
        self.faults.then_some("faults")
    }
}

fn main() -> ExitCode {
    match read().and_then(|arguments| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read() -> Result<Arguments> {
    use lexopt::prelude::*;
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(word) = parser.next()? {
        match word {
            Long("help") | Short('h') => arguments.command = Some("help".into()),
            Long("faults") => arguments.faults = true,
            Long("all") => arguments.all = true,
            Long("at") => arguments.at = Some(parser.value()?.string()?),
            Long("beside") => arguments.beside = Some(parser.value()?.string()?),
            Long("fresh") => arguments.fresh = true,
            Long("first") => arguments.first = Some(parser.value()?.parse()?),
            Long("only") => arguments.only = Some(parser.value()?.string()?),
            Long("seeds") => arguments.seeds = Some(parser.value()?.parse()?),
            Long("port") => arguments.port = Some(parser.value()?.parse()?),
            Value(command) if arguments.command.is_none() => arguments.command = Some(command.string()?),
            _ => return Err(word.unexpected().into()),
        }
    }
    Ok(arguments)
}

fn run(arguments: &Arguments) -> Result {
    match arguments.command.as_deref() {
        Some("build") => {
            let site = build::build_at(arguments.extra(), arguments.at.as_deref())?;
            println!("built {}", shell::shown(&site));
            Ok(())
        }
        Some("serve") => serve::serve(&build::build(arguments.extra())?, arguments.port),
        Some("test") => test::test(arguments.only.as_deref(), arguments.all),
        Some("bless") => bless::bless(),
        Some("claims") if arguments.fresh => claims::fresh(arguments.first, arguments.seeds.unwrap_or(200)),
        Some("claims") => claims::record(),
        Some("bench") => bench::bench(arguments.only.as_deref()),
        Some("measure") => measure::measure(arguments.beside.as_deref()),
        Some("help") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no command '{other}'\n\n{HELP}").into()),
        None => Err(format!("which command?\n\n{HELP}").into()),
    }
}
