//! The state of the pictures' controls, requested when it may have changed.

use crate::session::Session;
use crate::tell::point_views::PointViews;
use crate::tell::{CHARTS, Options, chart_key, switches, turning};
use crate::web::value::Record;
use serde::Serialize;
use tsify::Tsify;

/// The state of the switches and of the places for charts, by key.
#[derive(Serialize, Tsify)]
pub struct ViewState {
    switches: Record<String, bool>,
    /// The keys of switches without an effect on this run.
    idle: Vec<String>,
    charts: Record<String, &'static str>,
    /// The part of the step at which slow motion is, or empty.
    part: &'static str,
    /// Whether the embedding can be turned.
    turns: bool,
    /// Whether views of a point are shown, of which others can be drawn.
    views: bool,
    /// The name that a sharer gave to the run, or empty.
    title: String,
    /// Whether it shows what a reader has chosen, not the resting frame.
    zoomed: bool,
    /// Whether settings and verdict are hidden.
    hides: bool,
}

impl ViewState {
    /// The state of these options.
    pub fn of(session: &Session, options: &Options) -> Self {
        Self {
            switches: switches().map(|switch| (switch.key(), options.is_set(switch))).collect(),
            idle: switches().filter(|switch| !(switch.matters)(session)).map(|switch| switch.key()).collect(),
            charts: (0..CHARTS).map(|place| (chart_key(place), options.chart(place))).collect(),
            part: options.part.map_or("", |part| part.id),
            turns: turning::can(session),
            views: PointViews::of(session, options).is_some(),
            title: options.title.clone(),
            zoomed: options.is_zoomed(),
            hides: options.hides,
        }
    }
}
