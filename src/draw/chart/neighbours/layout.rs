//! The layout: the query at the left, its neighbours beside it in one row or two, whichever makes the tiles larger.

use crate::draw::Across;
use crate::tell::chart::neighbours::COUNT;

/// The height of the two lines of text under a tile, in CSS pixels.
pub const WORDS: f64 = 28.0;
/// The gap between tiles, in CSS pixels.
const GAP: f64 = 8.0;
/// The largest side of a tile.
const LARGEST: f64 = 72.0;

/// Where tiles lie, in CSS pixels.
pub struct Layout {
    /// The side of a tile.
    pub side: f64,
    cell: Across,
    rows: usize,
}

impl Layout {
    /// The layout of a picture of this size.
    pub fn of((width, height): Across) -> Self {
        let of = |rows: usize| {
            // One more column for the query.
            let cell = (width / (COUNT.div_ceil(rows) + 1) as f64, height / rows as f64);
            let side = (cell.0 - GAP).min(cell.1 - WORDS - GAP).clamp(4.0, LARGEST);
            Self { side, cell, rows }
        };
        let (one, two) = (of(1), of(2));
        if one.side >= two.side { one } else { two }
    }

    /// The middle of every tile, the query's first.
    pub fn tiles(&self) -> Vec<Across> {
        let columns = COUNT.div_ceil(self.rows);
        let lift = 0.5 * WORDS;
        let query = (0.5 * self.cell.0, 0.5 * self.cell.1 * self.rows as f64 - lift);
        let tile = |k: usize| {
            let (row, column) = (k / columns, k % columns);
            ((column as f64 + 1.5) * self.cell.0, (row as f64 + 0.5) * self.cell.1 - lift)
        };
        std::iter::once(query).chain((0..COUNT).map(tile)).collect()
    }

    /// How wide a text under a tile may be.
    pub fn width(&self) -> f64 {
        self.cell.0 - 2.0
    }

    /// Whether a place belongs to the tile with this middle, its words included.
    pub fn holds(&self, (x, y): Across, at: Across) -> bool {
        let half = 0.5 * self.side;
        (at.0 - x).abs() <= 0.5 * self.cell.0 && (y - half - 4.0..=y + half + WORDS).contains(&at.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_lie_within_the_picture_and_apart() {
        for size in [(340.0, 140.0), (380.0, 180.0), (700.0, 90.0), (330.0, 220.0)] {
            let layout = Layout::of(size);
            let tiles = layout.tiles();
            assert_eq!(tiles.len(), COUNT + 1);
            assert!(layout.side >= 20.0, "{size:?}: {}", layout.side);
            let half = 0.5 * layout.side;
            for (i, (x, y)) in tiles.iter().enumerate() {
                assert!(x - half >= 0.0 && x + half <= size.0 && y - half >= 0.0 && y + half + WORDS <= size.1 + 0.5);
                assert!(layout.holds((*x, *y), (*x, *y)));
                for other in &tiles[..i] {
                    assert!(!layout.holds(*other, (*x, *y)), "{size:?}: {i}");
                }
            }
        }
    }
}
