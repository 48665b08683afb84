//! A rectangle of the picture, which labels must not share.

use super::style::Style;

/// Half the width and height of a text with a little room around it.
pub fn half_of(text: &str, style: &Style) -> (f64, f64) {
    (0.5 * 0.88 * style.width_of(text) + 3.0, 0.5 * style.text + 2.5)
}

/// A rectangle in CSS pixels, by its middle and half its width and height.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    /// Its middle.
    pub middle: (f64, f64),
    /// Half its width and half its height.
    pub half: (f64, f64),
}

impl Area {
    /// Whether the two overlap.
    pub fn meets(&self, other: &Self) -> bool {
        (self.middle.0 - other.middle.0).abs() < self.half.0 + other.half.0
            && (self.middle.1 - other.middle.1).abs() < self.half.1 + other.half.1
    }

    /// Its corners.
    pub fn corners(&self) -> [(f64, f64); 4] {
        let ((x, y), (w, h)) = (self.middle, self.half);
        [(x - w, y - h), (x + w, y - h), (x - w, y + h), (x + w, y + h)]
    }
}
