//! The two programs for outsiders: columns, fields, and messages about what they cannot read.

use crate::command_line_fuzz::{evaluate, train};
use pushpull::learn::num::{exp, ln};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn example(name: &str, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", name, "--"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo runs");
    // Some of these tests are about programs that stop before they read.
    let _ = child.stdin.take().expect("standard input is a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the example ends")
}

fn asked(input: &Value) -> Value {
    let output = example("evaluate", &[], &input.to_string());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the answer is JSON")
}

#[test]
fn train_writes_the_promised_columns_at_the_promised_steps() {
    let output = example("train", &["data.label_noise=0.2&miner=batch-hard", "--steps", "120", "--every", "50"], "");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(
        lines[0].join(","),
        "step,loss,active_fraction,mean_positive_distance,mean_negative_distance,mean_pair_distance,spread,recall_at_1,map_at_r,gradient_norm,diagnosis,held_out_map_at_r,effective_rank,target_entropy,mean_target_entropy,target_divergence,prototypes_used,prototype_purity"
    );
    assert_eq!(lines[1..].iter().map(|l| l[0]).collect::<Vec<_>>(), ["0", "50", "100", "120"]);
    for line in &lines[1..] {
        assert!(line[1..10].iter().all(|figure| figure.parse::<f64>().unwrap().is_finite()), "{line:?}");
    }
    assert_eq!((lines[1][10], lines[4][10]), ("ready", "collapsed"));
}

#[test]
fn evaluate_gives_loss_gradient_and_selection_of_the_given_points() {
    let points = json!([[0.0, 0.0], [1.0, 0.0], [0.0, 0.5], [3.0, 0.0]]);
    let ask = |config: &str| {
        asked(&json!({"embeddings": points, "labels": [0, 0, 1, 1], "config": config, "seed": 0, "select": true}))
    };
    // Worked by hand on squared distances with margin 0.2: (0,1): 1 − 0.25 + 0.2 and 1 − 9 + 0.2 < 0; (1,0): 1 − 1.25 + 0.2 < 0 and
    // 1 − 4 + 0.2 < 0; (2,3): 9.25 − 0.25 + 0.2 and 9.25 − 1.25 + 0.2; (3,2): 9.25 − 9 + 0.2 and 9.25 − 4 + 0.2.
    let all = ask("loss=triplet&loss.margin=0.2&miner=all&head=plane");
    let expected = (0.95 + 9.2 + 8.2 + 0.45 + 5.45) / 8.0;
    assert!((all["loss"].as_f64().unwrap() - expected).abs() < 1e-12, "{all}");
    assert_eq!((&all["tuples"], &all["terms"], &all["active"]), (&json!(4), &json!(8), &json!(5)));
    assert_eq!(all["selected"][0], json!([0, 1, [2, 3]]));
    let sum: f64 = all["gradient"].as_array().unwrap().iter().map(|g| g[0].as_f64().unwrap()).sum();
    assert!(sum.abs() < 1e-12, "pulls and pushes between points cancel");
    let hard = ask("loss=triplet&loss.margin=0.2&miner=hard&head=plane");
    assert_eq!(hard["selected"], json!([[0, 1, [2]], [1, 0, [2]], [2, 3, [0]], [3, 2, [1]]]));
}

#[test]
fn evaluate_counts_the_pairs_of_points_that_are_alone_in_their_class() {
    let points = json!([[0.034, 1.36], [1.225, -0.51], [-0.298, -0.527], [0.57, -0.056], [0.747, -1.847]]);
    for miner in ["all", "hdc&miner.share=1"] {
        let config = format!("loss=contrastive&affinity=euclidean&head=circle&miner={miner}");
        let answer = asked(&json!({"embeddings": points, "labels": [0, 0, 1, 2, 5], "config": config}));
        assert_eq!(answer["terms"], json!(10), "{config}: {answer}");
        assert!((answer["loss"].as_f64().unwrap() - 0.3288).abs() < 5e-5, "{config}: {answer}");
    }
}

#[test]
fn evaluate_says_the_proxies_that_points_are_compared_with() {
    let points = [[0.3, 0.1], [-1.0, 0.4], [0.2, -0.5]];
    let config = "loss=proxy-nca&loss.scale=1&loss.own_class=kept&head=plane&data.classes=3";
    let answer =
        asked(&json!({"embeddings": points, "labels": [0, 2, 1], "config": config, "seed": 5, "select": true}));
    let proxies: Vec<[f64; 2]> = serde_json::from_value(answer["proxies"].clone()).unwrap();
    let square = |x: [f64; 2], p: [f64; 2]| {
        let (dx, dy) = (x[0] - p[0], x[1] - p[1]);
        dx * dx + dy * dy
    };
    let term =
        |x: [f64; 2], label: usize| square(x, proxies[label]) + ln(proxies.iter().map(|p| exp(-square(x, *p))).sum());
    let expected = (term(points[0], 0) + term(points[1], 2) + term(points[2], 1)) / 3.0;
    assert!((answer["loss"].as_f64().unwrap() - expected).abs() < 1e-12, "{answer}");
    assert_eq!(answer["selected"][1], json!([1, 2, [0, 1]]));
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_printed() {
    let output = example("train", &["miner=hardest"], "");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(said.contains("miner") && said.contains("hardest") && said.contains("batch-hard"), "{said}");
    for (input, word) in [
        ("", "JSON"),
        (r#"{"labels": []}"#, "embeddings"),
        (r#"{"embeddings": [[1, 2, 3]], "labels": [0]}"#, "embeddings[0]"),
        (r#"{"embeddings": [[1, 2]], "labels": []}"#, "labels"),
        (r#"{"embeddings": [[1, 2]], "labels": [-1]}"#, "labels[0]"),
        (r#"{"embeddings": [[1, 2]], "labels": [0], "config": "loss.margin=x"}"#, "loss.margin"),
        (r#"{"embeddings": [[1, 2]], "labels": [0], "seed": -3}"#, "seed"),
        (r#"{"embeddings": [[1, 2]], "labels": [4], "config": "loss=arcface"}"#, "0 to 3"),
        (r#"{"embeddings": [[1, 2]], "labels": [0], "confg": "miner=all"}"#, "“confg” given; allowed are embeddings"),
        (r#"{"embeddings": [[1, 2]], "labels": [0], "config": ["miner=all"]}"#, r#"config: ["miner=all"] given"#),
        (r#"{"embeddings": [[1, 2]], "labels": [0], "select": 1}"#, "select: 1 given; allowed is true or false"),
        (r#"{"embeddings": [[1e308, -1e308]], "labels": [0]}"#, "embeddings[0]: [1e+308,-1e+308] given; allowed"),
        (
            r#"{"embeddings": [[0, 0], [1, 0]], "labels": [0, 1], "config": "head.dimensions=3&loss=arcface"}"#,
            "embeddings[0]: 2 coordinates given; allowed are 3",
        ),
        (r#"{"embeddings": [[1, 2]], "labels": [0], "config": "scheme=simclr&loss=nt-xent"}"#, "scheme without labels"),
        (r#"["objective"]"#, "an object is wanted"),
        (
            r#"{"objective": "barlow_twins", "inputs": {"a": [[1, 2]], "b": [[1, 2]]}, "parameters": {"lambda": 1, "eps": 1}}"#,
            "parameters.eps: 1 given; allowed is 1e-5",
        ),
        (r#"{"objective": "byol", "inputs": {"p1": [], "p3": []}}"#, "inputs: “p3” given; allowed are p1, p2"),
        (r#"{"objective": "byol3"}"#, "one of nt_xent, moco"),
        (r#"{"objective": "nt_xent", "inputs": {"a": [[1, 2]]}}"#, "b: missing"),
        (r#"{"objective": "nt_xent", "inputs": {"a": [[1, 2]], "b": [[1]]}}"#, "b[0]"),
        (r#"{"objective": "nt_xent", "inputs": {"a": [[1, 2]], "b": [[1, 2, 3]]}}"#, "a and b"),
        (r#"{"objective": "moco", "inputs": {"q": [[1, 2]], "k": [[1, 2]], "queue": []}}"#, "queue: allowed"),
        (
            r#"{"objective": "nt_xent", "inputs": {"a": [[1, 2]], "b": [[1, 2]]}, "parameters": {"tau": 0}}"#,
            "loss.temperature",
        ),
    ] {
        let output = example("evaluate", &[], input);
        let said = String::from_utf8_lossy(&output.stderr).to_string();
        assert!(
            output.status.code() == Some(2) && said.contains(word) && !said.contains("panicked"),
            "{input}: {said}"
        );
    }
    let none = asked(&json!({"embeddings": [], "labels": [], "config": ""}));
    assert_eq!((&none["loss"], &none["tuples"]), (&json!(0.0), &json!(0)));
}

#[test]
fn many_points_are_answered_without_their_tuples() {
    let points: Vec<[f64; 2]> = (0..2049).map(|k| [f64::from(k % 45), f64::from(k / 45)]).collect();
    let ask = |n: usize| {
        let labels: Vec<usize> = (0..n).map(|k| k % 4).collect();
        json!({"embeddings": points[..n], "labels": labels, "config": "miner=all"}).to_string()
    };
    let answer = evaluate::evaluate(&ask(400)).unwrap();
    assert!(answer.fields["tuples"].as_u64().unwrap() > 10_000 && !answer.fields.contains_key("selected"));
    let refused = evaluate::evaluate(&ask(2049)).err().unwrap();
    assert!(refused.contains("embeddings: 2049 given; allowed are at most 2048"), "{refused}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_reader_who_leaves_is_no_error_and_a_full_disk_is_said() {
    use std::os::unix::ffi::OsStrExt;
    let program = |name: &str| {
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--quiet", "--example", name, "--"]);
        command
    };
    let run = |mut command: Command, out: Stdio| {
        let mut child = command.stdin(Stdio::piped()).stdout(out).stderr(Stdio::piped()).spawn().unwrap();
        // Whoever reads this, if anybody, leaves.
        drop(child.stdout.take());
        let _ = child.stdin.take().unwrap().write_all(br#"{"embeddings": [], "labels": []}"#);
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let full = || Stdio::from(std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
    for name in ["train", "evaluate"] {
        assert_eq!(run(program(name), Stdio::piped()), (Some(0), String::new()), "{name}");
        let (code, said) = run(program(name), full());
        assert!(code == Some(1) && said.starts_with("standard output: No space left"), "{name}: {said}");
    }
    let mut odd = program("train");
    odd.arg(std::ffi::OsStr::from_bytes(b"loss=\xff"));
    let (code, said) = run(odd, Stdio::piped());
    assert!(code == Some(2) && said.contains(r#""loss=\xFF" given; allowed is UTF-8"#), "{said}");
}

#[test]
fn a_number_of_steps_is_one_that_a_run_can_have() {
    for (args, said) in [
        (&["--steps", "18446744073709551615"][..], "--steps: “18446744073709551615” given"),
        (&["--steps", "05"], "a whole number from 0 to 20000"),
        (&["--steps", "5", "--steps", "5"], "allowed is, once,"),
        (&["--every", "0"], "a whole number from 1 to 20000"),
        (&["--every"], "--every: “” given"),
        (&["miner=all", "miner=hard"], "“miner=hard” is not understood"),
    ] {
        let refused = train::read(args.iter().map(Into::into)).err().unwrap();
        assert!(refused.contains(said), "{args:?}: {refused}");
    }
    let mut table = vec![];
    let to = train::read(["step=19999", "--steps", "20000"].iter().map(Into::into)).unwrap();
    assert_eq!((to.steps, to.every), (20_000, 1));
    let brief = train::Arguments { text: "step=2&data.per_class=2".into(), steps: 1, every: 5 };
    assert!(train::run(&brief, &mut table).is_ok());
    assert_eq!(String::from_utf8(table).unwrap().lines().count(), 3);
}
