//! Adding a room to the pipeline is an entry in one list. Here a list with one more: a limit on the length of the gradient.

use crate::catalogue::catalogue;
use pushpull::learn::spec::{Entry, FOLKLORE, ParamSpec, Scale, Spec, prose};
use pushpull::session::{Config, ROOMS, Room, plan};
use pushpull::tell::setup::sentence;

struct LimitSpec {
    entry: Entry,
    limit: fn(f64) -> f64,
}

impl Spec for LimitSpec {
    fn entry(&self) -> &Entry {
        &self.entry
    }

    fn words(&self) -> &'static str {
        "[gradients of a limited length]"
    }
}

const MOST: ParamSpec = ParamSpec {
    id: "most",
    name: "At most",
    symbol: "",
    unit: "",
    min: 0.1,
    max: 10.0,
    default: 1.0,
    scale: Scale::Linear { from: 0.1, to: 2.0, by: 0.1 },
    follows: Some("optimizer.lr"),
    help: prose("The length from which on the gradient is shortened."),
};

const fn limit(id: &'static str, params: &'static [ParamSpec], limit: fn(f64) -> f64) -> LimitSpec {
    let (also_known_as, formula, citation) = (prose::<&[&str]>(&[]), prose(""), FOLKLORE);
    let entry = Entry { id, name: id, also_known_as, gist: prose("A limit of the test."), formula, citation, params };
    LimitSpec { entry, limit }
}

static LIST: [LimitSpec; 2] = [limit("none", &[], |_| 0.0), limit("norm", &[MOST], |most| most)];

const LIMIT: Room = Room {
    key: "limit",
    name: "Limit",
    gist: prose("How long the gradient can be."),
    card: "optimizer",
    specs: || LIST.iter().map(|spec| spec as &dyn Spec).collect(),
    default: |_| "none",
    build: |config, pipeline| {
        let most = config.param("limit.most").unwrap_or_default();
        pipeline.clip = (config.chosen::<LimitSpec>().limit)(most);
    },
};

fn config(pairs: &[(&str, &str)]) -> Result<Config, String> {
    let mut config = Config::of(Vec::leak(ROOMS.iter().copied().chain([LIMIT]).collect()));
    config.set_all(pairs).map(|()| config).map_err(|error| error.to_string())
}

#[test]
fn the_keys_of_a_room_more_are_read_and_written() {
    let text = [("limit", "norm"), ("limit.most", "0.5"), ("loss", "contrastive")];
    let read = config(&text).unwrap();
    let mut given = read.given();
    given.sort();
    assert_eq!(given, text.map(|(key, value)| (key.to_string(), value.to_string())));
    assert_eq!(config(&[("optimizer.lr", "0.3"), text[0]]).unwrap().param("limit.most"), Some(0.3), "it follows");
    assert_eq!(config(&[("limit", "none")]).unwrap().given(), []);
    for (pairs, allowed) in [
        ([("limit", "nothing")], "one of none, norm"),
        ([("limit.most", "0.5")], "no parameter at all, as limit=none has none"),
        ([("limits", "norm")], "optimizer, limit, seed"),
    ] {
        let error = config(&pairs).unwrap_err();
        assert!(error.contains(allowed), "{error}");
    }
    assert!(Config::default().set("limit", "norm").is_err(), "the pipeline has no such room");
}

#[test]
fn the_catalogue_lists_a_room_more() {
    let rooms = config(&[]).unwrap().rooms();
    let page = catalogue(rooms);
    assert!(page.contains("\n## Limit\n\nHow long the gradient can be.\n"));
    assert!(page.contains("\n### norm · `limit=norm`\n"));
    assert!(page.contains("| `limit.most` | At most | that of `optimizer.lr`, else 1 |"));
}

#[test]
fn what_is_chosen_in_a_room_more_is_built() {
    let clip = |pairs: &[(&str, &str)]| plan(&config(pairs).unwrap()).unwrap().clip;
    assert_eq!(clip(&[("limit", "norm"), ("limit.most", "0.5")]), 0.5);
    assert_eq!(clip(&[("limit", "none")]), 0.0);
}

#[test]
fn a_room_more_is_said_where_it_differs() {
    let said = |pairs: &[(&str, &str)]| -> String {
        let config = config(pairs).unwrap();
        sentence(&config, &plan(&config).unwrap()).into_iter().map(|piece| piece.text).collect()
    };
    assert!(
        said(&[("limit", "norm"), ("limit.most", "0.5")])
            .ends_with(". Limit: gradients of a limited length, At most 0.5.")
    );
    assert!(!said(&[]).contains("limited"));
}

#[test]
fn every_room_is_on_a_card_of_the_page_and_has_specs_of_its_own_type() {
    let cards = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/www/control/cards.js")).unwrap();
    let kinds = |room: &Room| (room.specs)().iter().map(|spec| (*spec as &dyn std::any::Any).type_id()).collect();
    let kinds: Vec<Vec<_>> = ROOMS.iter().map(kinds).collect();
    for (place, room) in ROOMS.iter().enumerate() {
        assert!(cards.contains(&format!("{{ id: '{}',", room.card)), "{}", room.key);
        assert!(kinds[place].iter().all(|kind| *kind == kinds[place][0]), "{}", room.key);
        assert!(kinds[..place].iter().all(|others| others[0] != kinds[place][0]), "{}", room.key);
    }
}
