//! Reach: how far away a negative is still pushed. It divides the negatives of an anchor and positive into zones.
//!
//! | reach | zones, from the anchor outwards | losses |
//! |---|---|---|
//! | beyond the positive, by m | hard: D_an ≤ D_ap; semi-hard: D_an < D_ap + m; easy | triplet |
//! | fixed, from r to m | pushed: D_an < m; left alone. Positives are pulled beyond r only | contrastive (r = 0), margin loss |
//! | soft, from p to n | pushed: D_an < n; fading: D_an < the limit; left alone. The force fades beyond n, and for positives within p | circle |
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
    /// Up to `far` in full, and from there ever less up to `limit`, wherever the positive is.
    Soft {
        /// The distance from which a positive is not pulled at all, which may be below 0.
        rest: f64,
        /// The distance within which a positive is pulled ever less.
        near: f64,
        /// The distance beyond which a negative is pushed ever less.
        far: f64,
        /// The distance from which a negative is not pushed at all.
        limit: f64,
    },
    /// At any distance, though ever less.
    Endless,
    /// Nowhere: negatives are never pushed.
    Nowhere,
}

/// The number of pieces of an edge that fades.
const FADE: u32 = 6;

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
    /// Beyond such a margin, where the push fades.
    Fading,
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
pub static ZONES: [ZoneSpec; 7] = [
    ZoneSpec { zone: Zone::Hard, name: "hard", gist: "no farther than the positive" },
    ZoneSpec { zone: Zone::SemiHard, name: "semi-hard", gist: "farther than the positive, but within the margin" },
    ZoneSpec { zone: Zone::Easy, name: "easy", gist: "beyond the margin: no force" },
    ZoneSpec {
        zone: Zone::NotHard,
        name: "not hard",
        gist: "farther than the positive: pushed the less, the farther it is",
    },
    ZoneSpec { zone: Zone::Pushed, name: "pushed", gist: "nearer than the margin" },
    ZoneSpec {
        zone: Zone::Fading,
        name: "fading",
        gist: "farther than the margin: pushed ever less, up to where the push ends",
    },
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
            Self::Fixed { limit, .. } | Self::Soft { limit, .. } => Some(limit),
            Self::Endless => None,
            Self::Nowhere => Some(f64::NEG_INFINITY),
        }
    }

    /// How far it reaches: the margin, or the limit; 0 without either.
    pub fn margin(self) -> f64 {
        match self {
            Self::Beyond(margin) | Self::Fixed { limit: margin, .. } | Self::Soft { far: margin, .. } => margin,
            Self::Endless | Self::Nowhere => 0.0,
        }
    }

    /// The margin as distances from the anchor, given the positive's: where negatives are pushed though positives may be nearer.
    pub fn span(self, positive: f64) -> Option<(f64, f64)> {
        let (from, to) = match self {
            Self::Beyond(margin) => (positive, positive + margin),
            // A positive that is pulled at any distance has its rest below 0.
            Self::Fixed { rest, limit } => (rest.max(0.0), limit),
            Self::Soft { near, far, .. } => (near.max(0.0), far),
            Self::Endless | Self::Nowhere => return None,
        };
        (from < to).then_some((from, to))
    }

    /// The pieces of the margin, the outermost first, each as where it ends and how much of the full force acts there; from 0 inwards of none.
    /// Each lies over those before it. Empty without a margin.
    pub fn pieces(self, positive: f64) -> Vec<(f64, f64)> {
        let Some((from, to)) = self.span(positive) else { return vec![] };
        let fade = |from: f64, to: f64, ends: f64| {
            let piece = move |k: u32| from + (to - from) * f64::from(k) / f64::from(FADE);
            // As much as in the middle of the piece.
            let share = move |k: u32| (0.5 * (piece(k) + piece(k + 1)) - ends).abs();
            (0..FADE).filter(move |_| from != to).map(move |k| (piece(k).max(piece(k + 1)), share(k)))
        };
        match self {
            Self::Soft { rest, near, far, limit } => {
                let outer = fade(limit, far, limit).map(|(end, share)| (end, share / (limit - far)));
                let inner = fade(near, rest.max(0.0), rest).map(|(end, share)| (end, share / (near - rest)));
                outer.chain([(far, 1.0)]).chain(inner).chain([(rest.max(0.0), 0.0)]).collect()
            }
            _ => vec![(to, 1.0), (from, 0.0)],
        }
    }

    /// Whether what is pushed at all is pushed more or less.
    pub fn is_graded(self) -> bool {
        matches!(self, Self::Endless | Self::Soft { .. })
    }

    /// The same with other distances in the places of those that it names.
    pub fn with(self, other: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Fixed { rest, limit } => Self::Fixed { rest: other(rest), limit: other(limit) },
            Self::Soft { rest, near, far, limit } => {
                Self::Soft { rest: other(rest), near: other(near), far: other(far), limit: other(limit) }
            }
            Self::Beyond(_) | Self::Endless | Self::Nowhere => self,
        }
    }

    /// The zone of a negative.
    pub fn zone(self, positive: f64, negative: f64) -> Zone {
        match self {
            Self::Fixed { limit, .. } if negative < limit => Zone::Pushed,
            Self::Soft { far, limit, .. } if negative < far.min(limit) => Zone::Pushed,
            Self::Soft { limit, .. } if negative < limit => Zone::Fading,
            Self::Fixed { .. } | Self::Soft { .. } | Self::Nowhere => Zone::LeftAlone,
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
            Self::Soft { far: full, limit, .. } => vec![
                band(Zone::Pushed, near, full.min(limit)),
                band(Zone::Fading, full.min(limit), limit),
                band(Zone::LeftAlone, limit, far),
            ],
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
    fn a_soft_margin_is_full_between_its_goals_and_fades_to_nothing_at_the_limit() {
        let pieces = Reach::Soft { rest: -0.25, near: 0.25, far: 0.75, limit: 1.25 }.pieces(0.5);
        assert!(pieces.is_sorted_by(|a, b| a.0 > b.0) && pieces[0].0 == 1.25 && pieces[pieces.len() - 1] == (0.0, 0.0));
        for (end, share) in &pieces[..pieces.len() - 1] {
            let expected = match *end {
                ..=0.25 => (end + 0.25) / 0.5,
                ..=0.75 => 1.0,
                _ => (1.25 - end) / 0.5,
            };
            assert!((share - expected).abs() < 0.1 && *share > 0.0, "{share} up to {end}");
        }
        assert_eq!(Reach::Fixed { rest: 0.2, limit: 0.7 }.pieces(0.5), [(0.7, 1.0), (0.2, 0.0)]);
        assert!(Reach::Soft { rest: -0.75, near: 0.75, far: 0.25, limit: 1.75 }.pieces(0.5).is_empty());
    }

    #[test]
    fn a_distance_lies_in_the_band_of_its_zone() {
        for reach in [
            Reach::Beyond(0.5),
            Reach::Beyond(0.0),
            Reach::Fixed { rest: 0.5, limit: 1.0 },
            Reach::Fixed { rest: 0.0, limit: 0.0 },
            Reach::Soft { rest: -0.25, near: 0.25, far: 0.75, limit: 1.25 },
            Reach::Soft { rest: -0.75, near: 0.75, far: 0.25, limit: 1.75 },
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

    #[test]
    fn every_piece_has_a_share_of_the_force_also_where_nothing_fades() {
        for m in [0.0, 0.25, 0.5] {
            let pieces = Reach::Soft { rest: -m, near: m, far: 1.0 - m, limit: 1.0 + m }.pieces(0.3);
            assert!(pieces.iter().all(|(_, share)| (0.0..=1.0).contains(share)), "{m}: {pieces:?}");
        }
    }
}
