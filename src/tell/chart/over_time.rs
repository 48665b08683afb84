//! The spec of a chart over time.

/// Makes the spec of a chart over time from the function `plot` beside it.
macro_rules! over_time {
    ($id:literal, $name:literal, $guide:literal, $gist:literal, switches: $switches:expr, figures: $figures:expr) => {
        /// Its spec.
        pub static SPEC: $crate::tell::view::ViewSpec = $crate::tell::view::ViewSpec {
            id: $id,
            name: $name,
            guide: $guide,
            other_guide: None,
            gist: $crate::learn::spec::prose($gist),
            chart: true,
            switches: $switches,
            figures: $figures,
            content: $crate::tell::view::Content::OverTime(plot),
            legend: |session, options| plot(session, options).legend(session),
            describe: |session, options| plot(session, options).describe(session),
            slider: None,
            walk: Some($crate::tell::walk::STEPS),
            drag: None,
        };
    };
}
pub(super) use over_time;
