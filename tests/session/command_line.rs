//! The two programs for outsiders: columns, fields, and messages about what they cannot read.

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

fn evaluate(input: &Value) -> Value {
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
    let ask =
        |config: &str| evaluate(&json!({"embeddings": points, "labels": [0, 0, 1, 1], "config": config, "seed": 0}));
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
        let answer = evaluate(&json!({"embeddings": points, "labels": [0, 0, 1, 2, 5], "config": config}));
        assert_eq!(answer["terms"], json!(10), "{config}: {answer}");
        assert!((answer["loss"].as_f64().unwrap() - 0.3288).abs() < 5e-5, "{config}: {answer}");
    }
}

#[test]
fn evaluate_says_the_proxies_that_points_are_compared_with() {
    let points = [[0.3, 0.1], [-1.0, 0.4], [0.2, -0.5]];
    let config = "loss=proxy-nca&loss.scale=1&loss.own_class=kept&head=plane&data.classes=3";
    let answer = evaluate(&json!({"embeddings": points, "labels": [0, 2, 1], "config": config, "seed": 5}));
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
    let none = evaluate(&json!({"embeddings": [], "labels": [], "config": ""}));
    assert_eq!((&none["loss"], &none["tuples"]), (&json!(0.0), &json!(0)));
}
