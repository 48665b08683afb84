//! Reach: how far away a negative is still pushed. It divides the negatives of an anchor and positive into zones.
//!
//! | reach | zones, from the anchor outwards | losses |
//! |---|---|---|
//! | beyond the positive, by m | hard: D_an ≤ D_ap; semi-hard: D_an < D_ap + m; easy | triplet |
//! | fixed, from r to m | pushed: D_an < m; left alone. Positives are pulled beyond r only | contrastive (r = 0), margin loss |
//! | endless | hard: D_an ≤ D_ap; not hard | softmax losses |
//! | nowhere | left alone | centre loss |

/// How far away a negative is still pushed, as a distance of the affinity in use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reach {
    /// By this much farther than the positive.
    Beyond(f64),
    /// Up to `limit`, wherever the positive is. A positive is pulled down to `rest`.
    Fixed {
        /// The distance from which a positive is pulled.
        rest: f64,
        /// The distance to which a negative is pushed.
        limit: f64,
    },
    /// At any distance, though ever less.
    Endless,
    /// Nowhere: negatives are never pushed.
    Nowhere,
}

/// The zone of a negative, seen from one anchor and positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// No farther than the positive.
    Hard,
    /// Farther than the positive, but within the margin.
    SemiHard,
    /// Beyond the margin.
    Easy,
    /// Farther than the positive, if there is no margin.
    NotHard,
    /// Within a margin that does not depend on the positive.
    Pushed,
    /// Beyond such a margin.
    LeftAlone,
}

/// The name and the meaning of a zone.
#[derive(Debug)]
pub struct ZoneSpec {
    /// The zone.
    pub zone: Zone,
    /// Its name.
    pub name: &'static str,
    /// Its meaning for a negative, in words for learners.
    pub gist: &'static str,
}

/// All zones.
pub static ZONES: [ZoneSpec; 6] = [
    ZoneSpec { zone: Zone::Hard, name: "hard", gist: "no farther than the positive" },
    ZoneSpec { zone: Zone::SemiHard, name: "semi-hard", gist: "farther than the positive, but within the margin" },
    ZoneSpec { zone: Zone::Easy, name: "easy", gist: "beyond the margin: no force" },
    ZoneSpec {
        zone: Zone::NotHard,
        name: "not hard",
        gist: "farther than the positive: pushed the less, the farther it is",
    },
    ZoneSpec { zone: Zone::Pushed, name: "pushed", gist: "nearer than the margin" },
    ZoneSpec { zone: Zone::LeftAlone, name: "left alone", gist: "no force from this loss" },
];

impl Zone {
    /// Its name and meaning.
    pub fn spec(self) -> &'static ZoneSpec {
        &ZONES[self as usize]
    }
}

/// A zone as a range of distances from the anchor. The outer end is excluded, except for [`Zone::Hard`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Which zone.
    pub zone: Zone,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

impl Reach {
    /// The distance from which a negative is no longer pushed, given the positive's; `None`, if there is no such distance.
    pub fn limit(self, positive: f64) -> Option<f64> {
        match self {
            Self::Beyond(margin) => Some(positive + margin),
            Self::Fixed { limit, .. } => Some(limit),
            Self::Endless => None,
            Self::Nowhere => Some(f64::NEG_INFINITY),
        }
    }

    /// How far it reaches: the margin, or the limit; 0 without either.
    pub fn margin(self) -> f64 {
        match self {
            Self::Beyond(margin) | Self::Fixed { limit: margin, .. } => margin,
            Self::Endless | Self::Nowhere => 0.0,
        }
    }

    /// The margin as distances from the anchor, given the positive's: where negatives are pushed though positives may be nearer.
    pub fn span(self, positive: f64) -> Option<(f64, f64)> {
        let (from, to) = match self {
            Self::Beyond(margin) => (positive, positive + margin),
            // A positive that is pulled at any distance has its rest below 0.
            Self::Fixed { rest, limit } => (rest.max(0.0), limit),
            Self::Endless | Self::Nowhere => return None,
        };
        (from < to).then_some((from, to))
    }

    /// The zone of a negative.
    pub fn zone(self, positive: f64, negative: f64) -> Zone {
        match self {
            Self::Fixed { limit, .. } if negative < limit => Zone::Pushed,
            Self::Fixed { .. } | Self::Nowhere => Zone::LeftAlone,
            _ if negative <= positive => Zone::Hard,
            Self::Beyond(margin) if negative < positive + margin => Zone::SemiHard,
            Self::Beyond(_) => Zone::Easy,
            Self::Endless => Zone::NotHard,
        }
    }

    /// All zones, from the anchor outwards.
    pub fn bands(self, positive: f64) -> Vec<Band> {
        let (near, far) = (f64::NEG_INFINITY, f64::INFINITY);
        let band = |zone, from, to| Band { zone, from, to };
        match self {
            Self::Beyond(margin) => vec![
                band(Zone::Hard, near, positive),
                band(Zone::SemiHard, positive, positive + margin),
                band(Zone::Easy, positive + margin, far),
            ],
            Self::Fixed { limit, .. } => vec![band(Zone::Pushed, near, limit), band(Zone::LeftAlone, limit, far)],
            Self::Nowhere => vec![band(Zone::LeftAlone, near, far)],
            Self::Endless => vec![band(Zone::Hard, near, positive), band(Zone::NotHard, positive, far)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_found_at_its_own_place() {
        assert!(ZONES.iter().all(|spec| std::ptr::eq(spec.zone.spec(), spec)));
    }

    #[test]
    fn a_distance_lies_in_the_band_of_its_zone() {
        for reach in [
            Reach::Beyond(0.5),
            Reach::Beyond(0.0),
            Reach::Fixed { rest: 0.5, limit: 1.0 },
            Reach::Fixed { rest: 0.0, limit: 0.0 },
            Reach::Endless,
            Reach::Nowhere,
        ] {
            for k in -8..24 {
                let (positive, negative) = (0.75, 0.125 * f64::from(k));
                let zone = reach.zone(positive, negative);
                let band = *reach.bands(positive).iter().find(|band| band.zone == zone).unwrap();
                assert!(band.from <= negative && negative <= band.to, "{reach:?} at {negative}: {band:?}");
            }
        }
    }
}
