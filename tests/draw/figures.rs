//! The figures: one list, from which every label of the page, every head of a picture and every row of a comparison is read.

use pushpull::learn::metric::On;
use pushpull::session::{At, Measure, PRESETS, Place, Session};
use pushpull::tell::figures::{COMPARED, RANKED, all, based, caption, compared, of_step, of_whole};
use pushpull::tell::{Options, SPECS};

#[test]
fn every_figure_that_a_picture_or_a_comparison_names_is_on_the_list_once() {
    let ids: Vec<&str> = all().map(|figure| figure.measure.id()).collect();
    let named = SPECS.iter().flat_map(|spec| spec.figures).chain(&COMPARED);
    for id in named.chain(&ids) {
        assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{id}");
        assert!(Measure::find(id).is_ok(), "{id}");
    }
    assert!(compared().map(|figure| figure.measure.id()).eq(COMPARED));
}

#[test]
fn every_figure_that_has_a_place_is_written_once() {
    let mut options = Options::default();
    options.set("view.chart1", "roc").unwrap();
    let mut session = Session::open("data.held_out=0.3").unwrap();
    session.step(2);
    let written: Vec<(&str, String)> = of_whole(&session, &options).into_iter().chain(of_step(&session)).collect();
    for figure in all() {
        let id = figure.measure.id();
        let texts: Vec<&String> = written.iter().filter(|(other, _)| *other == id).map(|(_, text)| text).collect();
        let in_a_head = SPECS.iter().any(|spec| options.shows(spec) && spec.figures.contains(&id));
        let expected = match (figure.measure, figure.place) {
            (_, Place::Table) => false,
            (Measure::Metric(_), Place::Line) => in_a_head,
            _ => true,
        };
        assert_eq!(texts.len(), usize::from(expected), "{id}");
        let may_lack = matches!(figure.measure, Measure::Metric(spec) if matches!(spec.on, On::HeldOut | On::Special));
        let says = !may_lack || figure.measure.of(&session, At::Now).is_some();
        assert!(texts.iter().all(|text| says != text.is_empty()), "{id}: {texts:?}");
        assert!(!figure.text(&session).is_empty(), "{id}");
    }
}

#[test]
fn figures_read_as_the_step_says() {
    let mut session = Session::open("").unwrap();
    session.step(3);
    let written = of_step(&session);
    let text = |id: &str| written.iter().find(|(other, _)| *other == id).map(|(_, text)| text.as_str());
    assert_eq!(text("step"), Some("3"));
    assert_eq!(text("terms"), Some(session.trace().terms.to_string().as_str()));
    let active = session.trace().active as f64 / session.trace().terms as f64;
    assert_eq!(text("mined_active_fraction"), Some(pushpull::learn::words::percent(active).as_str()));
    assert_eq!(text("loss"), Some(pushpull::learn::words::say(session.trace().loss).as_str()));
    assert_eq!(text("terms_seen"), None, "it stands in the table of panels only");
}

#[test]
fn the_best_run_is_the_greatest_as_written_and_equals_have_no_best() {
    let run = |text: &str| Session::open(&format!("data.label_noise=0.2&{text}&step=60")).unwrap();
    let [good, fallen] = [run("miner=semi-hard"), run("miner=hard")];
    for figure in compared() {
        let ranks = RANKED.contains(&figure.measure.id());
        let expected = |place| if ranks { vec![place] } else { vec![] };
        assert_eq!(figure.best(&[&fallen, &good, &fallen]), expected(1), "{}", figure.label);
        assert_eq!(figure.best(&[&good, &fallen]), expected(0), "{}", figure.label);
        assert!(figure.best(&[&good, &good]).is_empty(), "{}", figure.label);
    }
}

#[test]
fn a_figure_with_a_plain_label_says_its_usual_name_in_its_help() {
    let figure = all().find(|figure| figure.measure.id() == "recall_at_1").unwrap();
    assert_eq!(figure.label, "nearest is right");
    assert!(figure.help().starts_with("recall@1: "), "{}", figure.help());
    let mut session = Session::open("").unwrap();
    session.step(300);
    assert_eq!(figure.text(&session), "100 %");
}

#[test]
fn a_run_without_labels_stands_beside_the_untrained_encoder_and_the_raw_data() {
    for preset in PRESETS {
        let mut session = Session::open(preset.text).unwrap();
        let start = based(&session);
        assert_eq!(start.is_empty(), session.pipeline().scheme.reads_labels(), "{}", preset.id);
        let rows: Vec<&str> = start.iter().map(|(figure, _)| figure.measure.id()).collect();
        let all = ["recall_at_1", "map_at_r", "linear_probe", "hidden_probe", "alignment", "uniformity"];
        assert!(start.is_empty() || rows == all, "{}: {rows:?}", preset.id);
        assert!(start.iter().all(|(_, [now, before, _])| now == before), "{}", preset.id);
        if !start.is_empty() {
            session.step(20);
            let later = based(&session);
            assert!(later.iter().zip(&start).all(|((_, a), (_, b))| a[1..] == b[1..]), "{}", preset.id);
            assert!(later.iter().zip(&start).any(|((_, a), (_, b))| a[0] != b[0]), "{}", preset.id);
        }
    }
}

#[test]
fn before_there_are_negatives_a_loss_is_no_result() {
    let said = |text: &str| caption(&Session::open(&format!("sampler=uniform&miner=all&{text}")).unwrap());
    for (text, starts) in [
        ("scheme=moco&loss=info-nce", "no negatives yet"),
        ("scheme=moco&loss=info-nce&step=1", "loss "),
        ("scheme=cross-batch&loss=contrastive", "loss "),
        ("scheme=byol&loss=cosine-regression", "loss "),
    ] {
        assert!(said(text).starts_with(starts), "{text}: {}", said(text));
    }
}
