//! Waypoints: the steps of a lesson lie on runs with the same past, and on no other.

use pushpull::session::{Session, Waypoint};

#[test]
fn a_step_of_a_lesson_lies_on_every_run_with_the_same_past() {
    let lies = |run: &str, place: &str| Waypoint::read("", place).unwrap().on(&Session::open(run).unwrap());
    assert_eq!(lies("miner=hard&step=3", "miner=hard&step=40"), Some(40), "ahead");
    assert_eq!(lies("miner=hard&30@miner=all&step=50", "miner=hard&step=20"), Some(20), "before an edit");
    assert_eq!(lies("miner=hard&30@miner=all&step=50", "miner=hard&step=40"), None, "beyond an edit");
    assert_eq!(
        lies("miner=hard&30@miner=all&step=9", "miner=hard&30@miner=all&step=40"),
        Some(40),
        "beyond the same edit"
    );
    assert_eq!(lies("miner=hard", "miner=all"), None, "another start");
    assert_eq!(
        lies("miner=hard", "miner=hard&panels=2&2:miner=all&active=2&step=5"),
        None,
        "the panel that is edited counts"
    );
    assert!(Waypoint::read("", "miner=none").is_err());
}
