//! Pieces of lines joined to lines: what marching over squares or triangles leaves behind.

use litemap::LiteMap;

/// Where a line crosses: between two places of a grid, the lower index first.
pub type Edge = (usize, usize);

/// Pieces from edge to edge; each edge is the end of at most two.
#[derive(Default)]
pub struct Pieces(LiteMap<Edge, Vec<Edge>>);

impl Pieces {
    /// Adds a piece.
    pub fn add(&mut self, a: Edge, b: Edge) {
        self.0.entry(a).or_default().push(b);
        self.0.entry(b).or_default().push(a);
    }

    /// The lines, open ones first; the last edge of a closed one is its first.
    pub fn lines(mut self) -> Vec<Vec<Edge>> {
        let mut lines = vec![];
        // Open lines from their ends, then closed ones from anywhere.
        for ends in [true, false] {
            let starts: Vec<Edge> = self.0.iter().filter(|(_, to)| !ends || to.len() == 1).map(|(at, _)| *at).collect();
            for start in starts {
                let line = self.follow(start);
                if line.len() > 1 {
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// The line from an edge on, whose pieces are used up.
    fn follow(&mut self, start: Edge) -> Vec<Edge> {
        let mut line = vec![start];
        let mut at = start;
        while let Some(to) = self.0.get_mut(&at).and_then(Vec::pop) {
            if let Some(back) = self.0.get_mut(&to) {
                back.retain(|edge| *edge != at);
            }
            line.push(to);
            at = to;
        }
        line
    }
}
