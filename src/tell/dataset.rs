//! The data set in words: what is held out, and the number of wrong labels.

use crate::learn::dataset::Dataset;

/// The points of figures, as a word before "points" or "pairs"; empty, if all are training points.
pub fn part(dataset: &Dataset, held_out: bool) -> &'static str {
    match (dataset.held_out().is_empty(), held_out) {
        (true, _) => "",
        (false, true) => "held-out ",
        (false, false) => "training ",
    }
}

/// What is held out and, unless it is hidden, the number of wrong labels, in sentences that begin with a space.
pub fn describe(dataset: &Dataset, hides: bool) -> String {
    let wrong = match wrong(dataset) {
        _ if hides => String::new(),
        0 => String::new(),
        wrong => format!(" {wrong} labels are wrong."),
    };
    held_out(dataset) + &wrong
}

/// A sentence on held-out points, or nothing.
fn held_out(dataset: &Dataset) -> String {
    let held_out = dataset.held_out().len();
    if held_out == 0 {
        return String::new();
    }
    let unseen: Vec<&str> =
        (0..dataset.classes()).filter(|class| dataset.is_unseen(*class)).map(|c| &*dataset.class_names[c]).collect();
    let whole = match unseen.len() {
        0 => String::new(),
        1 => format!(", among them all of class {}", unseen[0]),
        _ => format!(", among them all of the classes {}", unseen.join(", ")),
    };
    format!(" {held_out} points are held out and never trained on{whole}.")
}

/// The number of points with a wrong label.
pub fn wrong(dataset: &Dataset) -> usize {
    (0..dataset.len()).filter(|point| dataset.is_mislabelled(*point)).count()
}
