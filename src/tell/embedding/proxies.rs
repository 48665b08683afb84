//! Class proxies and prototypes: large stars, those of classes in the colours of their classes, with the classes' marks in them. On the unit circle, and in a globe, a ray
//! leads from the centre to each, as only its direction counts. Where points are compared with words, the clean words of the classes take
//! their places.

use crate::learn::loss::Proxies;
use crate::learn::num::Matrix;
use crate::learn::scheme::Who;
use crate::learn::words::{percent, short};
use crate::session::{At, Measure, Session};
use crate::tell::legend::{Fill, LegendItem, Sign};
use crate::tell::shape::STAR;

/// The training classes and their proxies (d×C); `None`, if the loss has none.
pub fn trained(session: &Session) -> Option<(Vec<usize>, Matrix)> {
    if let Some(words) = words(session) {
        return Some(((0..words.ncols()).collect(), words));
    }
    kind(session)?;
    let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
    let of = |(column, who): (usize, &Who)| Some((who.class().filter(|class| !dataset.is_unseen(*class))?, column));
    let (classes, columns): (Vec<usize>, Vec<usize>) = trace.who.iter().enumerate().filter_map(of).unzip();
    Some((classes, trace.references.select_columns(&columns)))
}

/// The words of the classes without noise (d×C), if points are compared with words.
pub fn words(session: &Session) -> Option<Matrix> {
    let pipeline = session.pipeline();
    pipeline.embed_words(session.state(), pipeline.dataset.clean_words())
}

/// The proxies of the training classes (d×C), or the prototypes (d×K); `None`, if there are neither.
pub fn embeddings(session: &Session) -> Option<Matrix> {
    trained(session).map(|(_, proxies)| proxies).or_else(|| prototypes(session))
}

/// The prototypes (d×K); `None`, if there are none.
pub fn prototypes(session: &Session) -> Option<Matrix> {
    let trace = session.trace();
    let is_one = |(column, who): (usize, &Who)| matches!(who, Who::Prototype(_)).then_some(column);
    let columns: Vec<usize> = trace.who.iter().enumerate().filter_map(is_one).collect();
    (!columns.is_empty()).then(|| trace.references.select_columns(&columns))
}

/// The singular and the plural of their name, if there are any.
fn kind(session: &Session) -> Option<[&'static str; 2]> {
    match session.pipeline().loss.learns().proxies {
        Proxies::None => None,
        Proxies::Gradient => Some(["proxy", "proxies"]),
        Proxies::Means { .. } => Some(["centre", "centres"]),
    }
}

/// The name of a class's proxy.
pub fn name(session: &Session, class: usize) -> String {
    let kind = kind(session).map_or("word", |[kind, _]| kind);
    let names = &session.pipeline().dataset.class_names;
    format!("the {kind} of class {}", names.get(class).map_or("–", |name| name))
}

/// The legend of the stars.
pub fn legend(session: &Session) -> Option<LegendItem> {
    let of_classes = || kind(session).map(|[kind, _]| format!("{kind} of each class"));
    let label = of_words(session).or_else(of_classes).or_else(|| chosen(session));
    label.map(|label| LegendItem::new(Sign::Point(&STAR, Fill::Solid), "soft", label))
}

/// The words of the classes with their figures, if points are compared with words.
fn of_words(session: &Session) -> Option<String> {
    let figure = |id: &str| Measure::find(id).ok()?.of(session, At::Now);
    let (right, gap) = (percent(figure("zero_shot")?), short(figure("modality_gap")?));
    Some(format!("word of each class: the nearest is right for {right} of points, and the gap between both is {gap}"))
}

/// The prototypes with their figures, if points are compared with prototypes.
fn chosen(session: &Session) -> Option<String> {
    let figure = |id: &str| Measure::find(id).ok()?.of(session, At::Now);
    let (used, of_each, of_mean) =
        (figure("prototypes_used")?, figure("target_entropy")?, figure("mean_target_entropy")?);
    let all = prototypes(session)?.ncols();
    Some(format!(
        "prototype: {used} of {all} are a point’s most probable one; the teacher’s entropy is {} at a point and {} over all points",
        short(of_each),
        short(of_mean)
    ))
}

/// Their number, as the end of a sentence on the batch; `None` without any.
pub fn describe(session: &Session) -> Option<String> {
    if let Some(prototypes) = prototypes(session) {
        return Some(format!("each compared with {} prototypes", prototypes.ncols()));
    }
    let [kind, plural] = kind(session)?;
    Some(match embeddings(session)?.ncols() {
        1 => format!("compared with the {kind} of the only class"),
        n => format!("each compared with the {plural} of {n} classes"),
    })
}
