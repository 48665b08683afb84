//! Views of pictures: tilted, shifted, blurred, with a part cut out, lighter or darker, with noise; in this order.
//!
//! Everything happens to the darkness of pixels, 0 to 1, and is standardised afterwards like the data. What comes from beyond the edge is
//! white. A tilted picture is read between pixels by linear interpolation, and a blurred pixel is the mean of 3 × 3. Darkness is not limited,
//! as nobody looks at it.

use super::{Augmentation, ViewsSpec, either_way, strength};
use crate::learn::dataset::Dataset;
use crate::learn::num::{cos, sin};
use crate::learn::random::{Rng, below, normal, uniform};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: ViewsSpec = ViewsSpec {
    entry: Entry {
        id: "pixels",
        name: "Pixels",
        also_known_as: prose(&["image augmentation"]),
        gist: prose("Each view is the picture, shifted, tilted or changed in its pixels at random."),
        formula: prose(""),
        citation: prose(Citation {
            text: "Chen, Kornblith, Norouzi & Hinton 2020, A Simple Framework for Contrastive Learning of Visual Representations",
            link: "https://arxiv.org/abs/2002.05709",
        }),
        params: &[
            pixels("shift", "shift", 1.0, 3, "A view is shifted by at most so many pixels, each way by itself."),
            ParamSpec {
                unit: "degrees",
                max: 180.0,
                scale: Scale::Integer { from: 0, to: 45, by: 5 },
                ..strength(
                    "tilt",
                    "tilt",
                    "A view is turned about its middle by a random angle of at most this, either way.",
                )
            },
            ParamSpec {
                max: 1.0,
                scale: Scale::Linear { from: 0.0, to: 1.0, by: 0.1 },
                ..strength(
                    "blur",
                    "blur",
                    "The probability with which a view is blurred: each pixel becomes the mean of 3 × 3.",
                )
            },
            pixels(
                "cutout",
                "cut-out",
                0.0,
                6,
                "A square with a side of so many pixels becomes white, anywhere in the view.",
            ),
            ParamSpec {
                max: 1.0,
                ..strength("brightness", "brightness", "All pixels are made darker or lighter by at most this share.")
            },
            strength(
                "noise",
                "pixel noise",
                "The standard deviation of the noise added to each pixel; 1 is the difference of black and white.",
            ),
        ],
    },
    words: "[shifted by up to {shift|nothing|# pixel|# pixels}]",
    pictures: true,
    build: |params| {
        Box::new(Pixels {
            shift: params.count("shift"),
            tilt: params.get("tilt").to_radians(),
            blur: params.get("blur"),
            cutout: params.count("cutout"),
            brightness: params.get("brightness"),
            noise: params.get("noise"),
        })
    },
};

const fn pixels(id: &'static str, name: &'static str, default: f64, to: u32, help: &'static str) -> ParamSpec {
    ParamSpec {
        unit: "pixels",
        max: 8.0,
        default,
        scale: Scale::Integer { from: 0, to, by: 1 },
        ..strength(id, name, help)
    }
}

struct Pixels {
    shift: usize,
    /// In radians.
    tilt: f64,
    blur: f64,
    cutout: usize,
    brightness: f64,
    noise: f64,
}

/// The darkness of a picture's pixels, row by row.
struct Ink {
    width: usize,
    height: usize,
    pixels: Vec<f64>,
}

impl Ink {
    /// A picture made pixel by pixel of column and row.
    fn redrawn(&self, pixel: impl Fn(f64, f64) -> f64) -> Self {
        let pixels = (0..self.width * self.height).map(|k| pixel((k % self.width) as f64, (k / self.width) as f64));
        Self { pixels: pixels.collect(), ..*self }
    }

    /// The darkness at whole coordinates; white beyond the edge.
    fn at(&self, x: f64, y: f64) -> f64 {
        let inside = x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64;
        if inside { self.pixels[y as usize * self.width + x as usize] } else { 0.0 }
    }

    /// The darkness between pixels.
    fn between(&self, x: f64, y: f64) -> f64 {
        let (left, top) = (x.floor(), y.floor());
        let (right, down) = (x - left, y - top);
        let row = |y: f64| (1.0 - right) * self.at(left, y) + right * self.at(left + 1.0, y);
        (1.0 - down) * row(top) + down * row(top + 1.0)
    }

    fn blurred(&self) -> Self {
        let around = || [-1.0, 0.0, 1.0].into_iter();
        self.redrawn(|x, y| {
            around()
                .flat_map(|dy| around().map(move |dx| (dx, dy)))
                .map(|(dx, dy)| self.at(x + dx, y + dy))
                .sum::<f64>()
                / 9.0
        })
    }
}

impl Augmentation for Pixels {
    fn view(&self, data: &Dataset, point: usize, rng: &mut Rng) -> Vec<f64> {
        let Some((width, height)) = data.picture else { return data.points.column(point).as_slice().to_vec() };
        let ink = Ink { width, height, pixels: data.ink.column(point).as_slice().to_vec() };
        let angle = self.tilt * either_way(rng);
        let [right, down] = [(); 2].map(|()| below(rng, 2 * self.shift + 1) as f64 - self.shift as f64);
        let (middle, center) = (0.5 * (width - 1) as f64, 0.5 * (height - 1) as f64);
        let (turn, rise) = (cos(angle), sin(angle));
        let mut ink = ink.redrawn(|x, y| {
            let (x, y) = (x - middle - right, y - center - down);
            ink.between(middle + turn * x + rise * y, center - rise * x + turn * y)
        });
        if uniform(rng) < self.blur {
            ink = ink.blurred();
        }
        let [left, top] = [width, height].map(|side| below(rng, side.saturating_sub(self.cutout) + 1));
        let light = 1.0 + self.brightness * either_way(rng);
        let cut = |from: usize, at: usize| (from..from + self.cutout).contains(&at);
        for (k, pixel) in ink.pixels.iter_mut().enumerate() {
            let kept = if cut(left, k % width) && cut(top, k / width) { 0.0 } else { *pixel };
            *pixel = light * kept + self.noise * normal(rng);
        }
        data.features_of(ink.pixels)
    }
}
