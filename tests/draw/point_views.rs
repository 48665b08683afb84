//! The views of the point that is looked at are those that the step compares; others can be drawn without changing the run. What follows
//! the encoder is shown beside it.

use pushpull::draw::{Style, picture};
use pushpull::learn::scheme::{self, Network};
use pushpull::learn::spec::Params;
use pushpull::session::{PRESETS, Session};
use pushpull::tell::point_views::{PointViews, redraw};
use pushpull::tell::{Focus, Options, view};

/// A run of each scheme on the list after a few steps, with the text of its features.
fn runs() -> impl Iterator<Item = (&'static str, Session)> {
    scheme::LIST.iter().map(|spec| {
        let id = spec.entry.id;
        let loss = if (spec.build)(&Params::defaults(&spec.entry)).teaches() { "self-distillation" } else { "nt-xent" };
        let text = format!("scheme={id}&loss={loss}&miner=all&head=plane&sampler=uniform&data.per_class=12&step=3");
        (id, Session::open(&text).unwrap_or_else(|error| panic!("{text}: {error}")))
    })
}

fn options(pairs: &[(&str, &str)]) -> Options {
    let mut options = Options::default();
    pairs.iter().for_each(|(key, value)| options.set(key, value).unwrap());
    options
}

fn drawn(id: &str, session: &Session, options: &Options) -> String {
    picture(view(id).unwrap(), session, options, &Style::light(), (400, 300)).unwrap()
}

fn legend(id: &str, session: &Session, options: &Options) -> String {
    (view(id).unwrap().legend)(session, options).into_iter().map(|item| item.label + "\n").collect()
}

#[test]
fn a_point_has_the_views_that_its_step_compares() {
    for (id, session) in runs() {
        let (pipeline, trace) = (session.pipeline(), session.trace());
        let count = pipeline.scheme.views_of_each();
        assert_eq!(count == 0, pipeline.scheme.reads_labels(), "{id}");
        let outside = (0..pipeline.dataset.len()).find(|i| !trace.batch.contains(i)).unwrap();
        for anchor in [trace.batch[1], outside] {
            let mut options = Options::default();
            options.focus = Some(Focus { anchor, nth: 0 });
            let Some(views) = PointViews::of(&session, &options) else {
                assert_eq!(count, 0, "{id}");
                continue;
            };
            assert_eq!((views.point, views.features.ncols()), (anchor, count), "{id}");
            assert_eq!(views.name().contains("in this step"), trace.batch.contains(&anchor), "{id}: {}", views.name());
            // Whatever passes through an encoder of points in this step is one of them.
            let compared =
                pipeline.scheme.compare(&pipeline.dataset, &[anchor], &session.state().memory, &pipeline.views_at(3));
            let rows = compared.rows.input.features;
            let of = |k: usize| views.features.column(k).into_owned();
            for column in rows.column_iter() {
                assert!((0..count).any(|k| of(k) == column), "{id}");
            }
            assert_eq!(of(0), rows.column(0), "{id}");
        }
    }
}

#[test]
fn the_views_are_drawn_and_named_in_the_input_and_in_the_embedding_unless_they_are_off() {
    for (id, session) in runs() {
        let [on, off] = [options(&[]), options(&[("view.views", "off")])];
        let makes = session.pipeline().scheme.views_of_each() > 0;
        for picture in ["input", "embedding"] {
            assert_eq!(legend(picture, &session, &on).contains("of point "), makes, "{id}: {picture}");
            assert!(!legend(picture, &session, &off).contains("of point "), "{id}: {picture}");
            let [with, without] = [&on, &off].map(|options| drawn(picture, &session, options));
            assert_eq!(with != without, makes, "{id}: {picture}");
        }
        assert_eq!((view("input").unwrap().describe)(&session, &on).contains("of point "), makes, "{id}");
    }
}

#[test]
fn other_views_are_drawn_again_and_again_and_the_run_keeps_its_own() {
    for (id, mut session) in runs().filter(|(_, session)| session.pipeline().scheme.views_of_each() > 0) {
        let mut options = Options::default();
        let own = PointViews::of(&session, &options).unwrap();
        let (digest, text) = (session.digest(), session.text());
        let mut seen = vec![own.features.clone()];
        for _ in 0..4 {
            let said = redraw(&session, &mut options);
            let views = PointViews::of(&session, &options).unwrap();
            assert!(!seen.contains(&views.features) && views.point == own.point, "{id}");
            assert!(said.contains("could also") && said.contains(&views.name()), "{id}: {said}");
            seen.push(views.features);
        }
        assert_eq!((session.digest(), session.text()), (digest, text), "{id}");
        assert!(options.given().is_empty(), "{id}");
        session.step(1);
        let views = PointViews::of(&session, &options).unwrap();
        assert_eq!(views.features.column(0), session.pipeline().views_at(4).of(0, &[views.point]).features.column(0));
        assert!(!views.name().contains("could also"), "{id}: {}", views.name());
    }
}

#[test]
fn the_views_of_pictures_are_pictures_and_unchanged_where_nothing_changes_them() {
    let text = "data=digits&sampler=uniform&scheme=simclr&views.shift=0&miner=all&loss=nt-xent&head.dimensions=3";
    let session = Session::open(text).unwrap();
    let views = PointViews::of(&session, &Options::default()).unwrap();
    let (dataset, ink) = (&session.pipeline().dataset, views.ink(&session).unwrap());
    for view in ink.column_iter() {
        assert!((view - dataset.ink.column(views.point)).amax() < 1e-9);
    }
    let plain = drawn("input", &session, &Options::default());
    let shifted = Session::open(&text.replace("shift=0", "shift=1")).unwrap();
    assert_ne!(plain, drawn("input", &shifted, &Options::default()));
}

#[test]
fn a_copy_is_drawn_and_named_wherever_a_scheme_has_one() {
    for (id, session) in runs() {
        let towers = session.pipeline().scheme.towers(&session.pipeline().dataset, 2);
        let copies = |network: fn(&Network) -> bool| towers.iter().any(|t| t.copies.is_some() && network(&t.network));
        let [copied, teaches] =
            [copies(|n| matches!(n, Network::Encoder)), copies(|n| matches!(n, Network::Prototypes(_)))];
        let [on, off] = [options(&[]), options(&[("view.copy", "off")])];
        assert_eq!(session.copied().is_some(), copied, "{id}");
        assert_eq!(drawn("embedding", &session, &on) != drawn("embedding", &session, &off), copied, "{id}");
        let says = legend("embedding", &session, &on);
        assert_eq!(says.contains("puts each point"), copied, "{id}: {says}");
        assert_eq!(
            says.contains("the teacher’s own prototype") && says.contains("the centre"),
            teaches,
            "{id}: {says}"
        );
        assert!(!legend("embedding", &session, &off).contains("puts each point"), "{id}");
        assert_eq!(
            (view("embedding").unwrap().describe)(&session, &on).contains("copy of the network"),
            copied,
            "{id}"
        );
    }
}

#[test]
fn a_copy_begins_as_the_encoder_and_without_momentum_stays_it() {
    for id in ["moco", "byol", "dino"] {
        let text = PRESETS.iter().find(|preset| preset.text.contains(&format!("scheme={id}")));
        let loss = if id == "dino" { "self-distillation" } else { "nt-xent" };
        let text =
            text.map_or(format!("scheme={id}&loss={loss}&miner=all&sampler=uniform"), |preset| preset.text.to_string());
        let mut slow = Session::open(&text).unwrap();
        assert_eq!(slow.copied(), Some(slow.embedding()), "{id}");
        slow.step(5);
        assert_ne!(slow.copied(), Some(slow.embedding()), "{id}");
        let mut quick = Session::open(&text).unwrap();
        quick.set("scheme.momentum", "0").unwrap();
        quick.step(5);
        assert_eq!(quick.copied(), Some(quick.embedding()), "{id}");
    }
}
