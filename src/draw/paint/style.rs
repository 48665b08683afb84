//! Style: the colours and sizes of a picture. Colours are read from `www/style/palette.css`, so that page and pictures agree.

use crate::draw::SUBPIXEL;
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

static PALETTE: &str = include_str!("../../../www/style/palette.css");

/// The page's typeface.
const FAMILY: &str = "system-ui, sans-serif";
/// plotters' SVG backend writes a text of size s with s / 1.24 pixels, and so does ours.
pub const TEXT_SCALE: f64 = 1.24;

/// Colours (by the names of the palette) and sizes (in CSS pixels).
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// The picture's ground.
    pub sheet: RGBColor,
    /// Curves and other strong lines.
    pub ink: RGBColor,
    /// Texts.
    pub soft: RGBColor,
    /// Frames.
    pub line: RGBColor,
    /// Lines behind everything.
    pub grid: RGBColor,
    /// Pull: what brings points together.
    pub pull: RGBColor,
    /// Push: what drives points apart.
    pub push: RGBColor,
    /// Warnings.
    pub warn: RGBColor,
    /// The classes' colours, used in turn.
    pub classes: [RGBColor; 8],
    /// The size of texts.
    pub text: f64,
    scheme: usize,
}

impl Style {
    /// Dark on light.
    pub fn light() -> Self {
        Self::read(0)
    }

    /// Light on dark.
    pub fn dark() -> Self {
        Self::read(1)
    }

    fn read(scheme: usize) -> Self {
        let color = |name: &str| look_up(name, scheme);
        Self {
            sheet: color("sheet"),
            ink: color("ink"),
            soft: color("soft"),
            line: color("line"),
            grid: color("grid"),
            pull: color("pull"),
            push: color("push"),
            warn: color("warn"),
            classes: std::array::from_fn(|k| color(&format!("class-{}", k + 1))),
            text: 11.5,
            scheme,
        }
    }

    /// The colour with this name in the palette.
    pub fn named(&self, name: &str) -> RGBColor {
        look_up(name, self.scheme)
    }

    /// The colour of a class.
    pub fn class(&self, class: usize) -> RGBColor {
        self.classes[class % self.classes.len()]
    }

    /// The colour of a pull or a push.
    pub fn force(&self, pulls: bool) -> RGBColor {
        if pulls { self.pull } else { self.push }
    }

    /// A colour mixed with the ground: `strength` 1 is the colour, 0 the ground.
    pub fn faint(&self, color: RGBColor, strength: f64) -> RGBColor {
        let mix = |c: u8, g: u8| (f64::from(g) + strength * (f64::from(c) - f64::from(g))).round() as u8;
        RGBColor(mix(color.0, self.sheet.0), mix(color.1, self.sheet.1), mix(color.2, self.sheet.2))
    }

    /// The colour of the unit circle.
    pub fn circle(&self) -> RGBColor {
        self.faint(self.soft, 0.45)
    }

    /// The plotters style of ordinary text in this colour.
    pub fn text(&self, color: RGBColor) -> TextStyle<'static> {
        let size = self.text * TEXT_SCALE * f64::from(SUBPIXEL);
        let font = FontDesc::new(FontFamily::Name(FAMILY), size, FontStyle::Normal);
        TextStyle { color: color.to_backend_color(), ..TextStyle::from(font) }
    }

    /// The approximate width of a text in CSS pixels: the layout must not depend on the machine's fonts.
    pub fn width_of(&self, text: &str) -> f64 {
        0.63 * self.text * text.chars().count() as f64
    }
}

/// Converts a length in CSS pixels to units.
pub fn px(length: f64) -> i32 {
    (length * f64::from(SUBPIXEL)).round() as i32
}

fn look_up(name: &str, scheme: usize) -> RGBColor {
    parse(name, scheme).unwrap_or_else(|| panic!("www/style/palette.css has no line --{name}: light-dark(#…, #…);"))
}

/// The colour `--name: light-dark(#rrggbb, #rrggbb);` of the palette, the light one for `scheme` 0.
fn parse(name: &str, scheme: usize) -> Option<RGBColor> {
    let (_, rest) = PALETTE.split_once(&format!("--{name}: light-dark("))?;
    let digits = rest.split([',', ')']).nth(scheme)?.trim().strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 6)?;
    let [_, r, g, b] = value.to_be_bytes();
    Some(RGBColor(r, g, b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::num::pow;

    /// WCAG 2.2's contrast ratio.
    fn contrast(a: RGBColor, b: RGBColor) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { pow((c + 0.055) / 1.055, 2.4) }
        };
        let luminance = |c: RGBColor| 0.2126 * linear(c.0) + 0.7152 * linear(c.1) + 0.0722 * linear(c.2);
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn texts_and_marks_stand_out_from_every_ground_in_light_and_dark() {
        for scheme in [0, 1] {
            let color = |name: &str| parse(name, scheme).unwrap();
            let classes: Vec<String> = (1..=8).map(|k| format!("class-{k}")).collect();
            for ground in ["paper", "sheet"] {
                for (names, least) in [
                    (["ink", "soft", "pull", "push", "good", "warn"].map(String::from).to_vec(), 4.5),
                    (classes.clone(), 3.0),
                ] {
                    for name in names {
                        let ratio = contrast(color(&name), color(ground));
                        assert!(ratio >= least, "{name} on {ground}, scheme {scheme}: {ratio:.2}");
                    }
                }
            }
            assert!(contrast(color("good"), color("good-ground")) >= 4.5);
            assert!(contrast(color("warn"), color("warn-ground")) >= 4.5);
            assert!(contrast(color("ink"), color("warn-ground")) >= 4.5);
        }
    }

    #[test]
    fn a_faint_colour_lies_between_the_colour_and_the_ground() {
        let style = Style::light();
        assert_eq!(style.faint(style.ink, 1.0), style.ink);
        assert_eq!(style.faint(style.ink, 0.0), style.sheet);
    }
}
