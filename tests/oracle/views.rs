//! Learning without labels against an outside opinion: `golden_views.json`, made by a program of its own in another language, whose
//! gradients central differences confirm to 5e-12. Its names are those of `examples/evaluate.rs`, which answers here.

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// What `examples/evaluate.rs` answers.
fn evaluate(input: &Value) -> Value {
    let mut program = Command::new(env!("CARGO"));
    program.args(["run", "--quiet", "--example", "evaluate"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = program.spawn().expect("cargo runs");
    child.stdin.take().expect("standard input is a pipe").write_all(input.to_string().as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("the example ends");
    assert!(output.status.success(), "{input}");
    serde_json::from_slice(&output.stdout).expect("the answer is JSON")
}

/// All numbers of nested lists.
fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .map_or_else(|| value.as_f64().into_iter().collect(), |list| list.iter().flat_map(numbers).collect())
}

#[test]
fn every_objective_without_labels_has_the_value_and_the_gradients_of_its_paper() {
    let golden: Value = serde_json::from_str(include_str!("golden_views.json")).unwrap();
    for case in golden["cases"].as_array().unwrap() {
        let found =
            evaluate(&json!({"objective": case["loss"], "inputs": case["inputs"], "parameters": case["parameters"]}));
        let same = |found: &Value, expected: &Value| {
            let (found, expected) = (numbers(found), numbers(expected));
            found.len() == expected.len() && found.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-9)
        };
        assert!(
            same(&found["value"], &case["value"]),
            "{}: {} and not {}",
            case["loss"],
            found["value"],
            case["value"]
        );
        let gradients = case["gradients"].as_object().unwrap();
        assert_eq!(found["gradients"].as_object().unwrap().len(), gradients.len());
        for (name, expected) in gradients {
            assert!(same(&found["gradients"][name], expected), "{} {name}: {}", case["loss"], found["gradients"][name]);
        }
    }
}
