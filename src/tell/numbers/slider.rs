//! The slider beside the formula: the parameter that sharpens the shown softmax.

use crate::learn::look::explain::Term;
use crate::learn::spec::{Position, Scale};
use crate::session::Session;

/// A parameter's slider; its stops are those of the card.
pub struct ParamSlider {
    /// Its key.
    pub key: String,
    /// Its name and symbol.
    pub name: String,
    /// The texts of its stops.
    pub stops: Vec<String>,
    /// The stop nearest to the value.
    pub position: usize,
    /// Whether the value lies beyond the ends.
    pub beyond: bool,
    /// The value as text.
    pub text: String,
}

impl ParamSlider {
    /// The first parameter on a logarithmic scale whose symbol occurs in an exponent.
    pub(super) fn of(session: &Session, terms: &[Term]) -> Option<Self> {
        let letters: Vec<_> = terms.iter().flat_map(|term| term.expr.letters_in_exponents()).collect();
        let mut params = session.config().choice("loss").params.iter();
        let spec = params.find(|spec| matches!(spec.scale, Scale::Log { .. }) && letters.contains(&spec.symbol))?;
        let key = format!("loss.{}", spec.id);
        let value = session.config().param(&key)?;
        let stops = spec.stops();
        let Position { stop, beyond } = spec.position(value);
        Some(Self {
            position: stop,
            beyond,
            name: format!("{} {}", spec.name, spec.symbol),
            stops: stops.iter().map(|stop| spec.text(*stop)).collect(),
            text: spec.text(value),
            key,
        })
    }
}
