//! The opening as it arrives: what the page shows without a word in its address is drawn and said natively, by the code that the page's
//! module runs, and written into index.html. The first paint shows it, before any script has arrived.
//!
//! `<p data-drawn="title"></p>` gets the text with that name; [`Opening::word`] has the names.

mod beside;
mod shapes;
mod stretch;

use crate::{Result, formulas};
use pushpull::draw;
use pushpull::learn::spec::Entry;
use pushpull::session::{Desk, OPENING, PRESETS, Place, ROOMS};
use pushpull::tell::mathml::Node;
use pushpull::tell::numbers::{Numbers, numbers};
use pushpull::tell::{CHARTS, Options, chart_key, embedding, figures, link, setup};
use stretch::{Stretched, stretch};

/// The elements of the verdict, of the seed and of the first words of links.
const VERDICT: &str = "id=\"verdict\"";
const SEED: &str = "name=\"seed\"";
const WORDS: &str = "data-words";

/// The page's first run, and its picture.
pub struct Opening {
    desk: Desk,
    options: Options,
    picture: Stretched,
}

impl Opening {
    /// Opens the run that the page opens with, and draws it.
    pub fn new() -> Result<Self> {
        let (options, run) = Options::split(PRESETS[0].text)?;
        let desk = Desk::open(&run)?;
        let picture = stretch(|size, style| Ok(draw::picture(&embedding::SPEC, &desk, &options, style, size)?))?;
        Ok(Self { desk, options, picture })
    }

    /// The rules of the classes in the picture.
    pub fn rules(&self) -> &str {
        &self.picture.rules
    }

    /// The page with everything that is drawn and said.
    pub fn written(&self, page: &str) -> Result<String> {
        let mut parts = page.split(" data-drawn=\"");
        let mut out = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let (name, rest) = part.split_once('"').ok_or("an attribute data-drawn has no end")?;
            let (tag, rest) = rest.split_once('>').ok_or(format!("the element of {name} has no end"))?;
            let place = rest.find("</").ok_or(format!("the element of {name} has no end"))?;
            let text = self.word(name, page).ok_or(format!("index.html asks for {name}, which nothing draws"))?;
            out.push_str(&format!(" data-drawn=\"{name}\"{tag}>{text}{}", &rest[place..]));
        }
        // What gives the verdict its colour.
        let diagnosed = format!("{VERDICT} data-diagnosis=\"{}\"", self.desk.diagnosis().id);
        let seeded = format!("{SEED} value=\"{}\"", self.desk.config().seed);
        // How first.js knows a link.
        let words = format!("{WORDS}=\"{}\"", link::words().collect::<Vec<_>>().join(" "));
        let out = out.replace(VERDICT, &diagnosed).replace(SEED, &seeded).replace(WORDS, &words);
        // Which chart stands where, as styles ask for it.
        Ok((0..CHARTS).fold(out, |out, place| {
            let head = format!("data-chart=\"{}\" data-view=\"", chart_key(place));
            out.replace(&head, &format!("{head}{}", self.options.chart(place)))
        }))
    }

    /// What stands at a name, as HTML.
    fn word(&self, name: &str, page: &str) -> Option<String> {
        match name {
            "picture" => Some(self.picture.elements.clone()),
            "title" => Some(escaped(self.desk.diagnosis().title) + "."),
            "diagnosis" => Some(escaped(&self.desk.diagnosis().sentence)),
            "description" => Some(escaped(&(embedding::SPEC.describe)(&self.desk, &self.options))),
            "figures" => Some(self.figures(page)),
            "setup" => Some(setup::sentence(self.desk.config(), self.desk.pipeline()).iter().map(piece).collect()),
            "example" => Some(escaped(PRESETS[0].title)),
            "paragraph" => Some(escaped(OPENING)),
            "formula" => formulas::markup(&self.loss().formula).ok(),
            "formula-name" => Some(escaped(self.loss().name)),
            "numbers-said" => Some(escaped(&self.numbers()?.said)),
            "numbers" => Some(self.numbers()?.formulas.iter().map(equation).collect()),
            "numbers-counted" => Some(escaped(&self.numbers()?.counted)),
            _ => self.beside(name),
        }
    }

    /// The formula with the first step's numbers.
    fn numbers(&self) -> Option<Numbers> {
        numbers(&self.desk, &self.options)
    }

    /// A figure's element, with its text.
    fn figure(&self, id: &str) -> Option<String> {
        let all = [figures::of_step(&self.desk), figures::of_whole(&self.desk, &self.options)].concat();
        let (_, text) = all.into_iter().find(|(known, text)| *known == id && !text.is_empty())?;
        // As www/picture/figures.js has it.
        Some(format!("<output data-short=\"{}\">{}</output>", text.chars().count() <= 5, escaped(&text)))
    }

    fn loss(&self) -> &'static Entry {
        self.desk.config().choice("loss")
    }

    /// The rows of the figures that have no other place on the page.
    fn figures(&self, page: &str) -> String {
        let elsewhere = |id: &str| {
            let beside = pushpull::tell::SPECS.iter().filter(|spec| self.options.shows(spec));
            page.contains(&format!("name=\"status.{id}\""))
                || beside.flat_map(|spec| spec.figures).any(|known| *known == id)
        };
        let whole = figures::all().filter(|figure| figure.place == Place::Figures && !elsewhere(figure.measure.id()));
        let row = |figure: figures::Figure| {
            let (name, text) = (escaped(figure.label), self.figure(figure.measure.id())?);
            Some(format!("<div><dt>{name}</dt><dd>{text}</dd></div>"))
        };
        whole.filter_map(row).collect()
    }
}

/// A piece of the sentence, as www/control/setup.js makes it.
fn piece(piece: &setup::Piece) -> String {
    let text = escaped(&piece.text);
    let Some(setup::Choice { room, key, differs }) = &piece.choice else { return text };
    let card = ROOMS.iter().find(|known| known.key == *room).map_or("", |room| room.card);
    let differs = if *differs { " data-differs=\"\"" } else { "" };
    format!(
        "<button type=\"button\" class=\"setting\" data-key=\"{key}\" data-card=\"{card}\"{differs}>{text}</button>"
    )
}

/// A line of the formula with its numbers, as www/picture/numbers.js makes it.
fn equation(sides: &[Vec<Node>; 3]) -> String {
    let sides: String =
        sides.iter().map(|side| format!("<span>{}</span>", side.iter().map(markup).collect::<String>())).collect();
    format!("<div class=\"equation\">{sides}</div>")
}

/// An element as HTML.
fn markup(node: &Node) -> String {
    match node {
        Node::Text(text) => escaped(text),
        Node::Element(tag, attributes, children) => {
            let attributes: String =
                attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
            let children: String = children.iter().map(markup).collect();
            format!("<{tag}{attributes}>{children}</{tag}>")
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
