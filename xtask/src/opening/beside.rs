//! What stands beside the pictures as the page arrives: the chosen chart's name, how to read it, its figures and switches, its legend.

use super::{Opening, escaped};
use pushpull::tell::{Fill, LegendItem, ViewSpec, figures, view};

/// The places whose picture a reader chooses, in the order of the options.
const CHARTS: [&str; 2] = ["chart1", "chart2"];

impl Opening {
    /// What stands at `place.what`, where `place` is that of a picture.
    pub(super) fn beside(&self, name: &str) -> Option<String> {
        let (place, what) = name.split_once('.')?;
        let chart = CHARTS.iter().position(|chart| *chart == place);
        let spec = view(chart.map_or(place, |chart| self.options.chart(chart)))?;
        match what {
            "menu" => Some(format!("<option value=\"{}\">{}</option>", spec.id, escaped(spec.name))),
            "guide" => Some(escaped(spec.guide(&self.desk))),
            "head" => Some(self.head(spec)),
            "legend" => Some((spec.legend)(&self.desk, &self.options).into_iter().map(entry).collect()),
            _ => None,
        }
    }

    /// The figures and switches of a picture, as www/picture/views.js makes them.
    fn head(&self, spec: &ViewSpec) -> String {
        let note = |id: &&str| {
            let label = figures::all().find(|figure| figure.measure.id() == *id && figure.label != *id);
            let label = label.map_or(String::new(), |figure| escaped(figure.label) + " ");
            Some(format!("<span class=\"note\">{label}{}</span>", self.figure(id)?))
        };
        let notes: String = spec.figures.iter().filter_map(note).collect();
        let shown = spec.switches.iter().filter(|switch| (switch.matters)(&self.desk));
        let switches = if spec.gathered() {
            "<button type=\"button\" class=\"quiet small\" disabled>Show</button>".to_string()
        } else {
            let check = |name| format!("<label class=\"check\"><input type=\"checkbox\" disabled>{name}</label>");
            shown.map(|switch| check(escaped(switch.name))).collect()
        };
        notes + &switches
    }
}

/// An entry of a legend, as www/picture/views.js makes it.
fn entry(item: LegendItem) -> String {
    let LegendItem { mark, color, label, strength } = item;
    let (path, label) = (mark.path(), escaped(&label));
    if path.is_empty() {
        return format!("<li class=\"remark\">{label}</li>");
    }
    let fill = match mark.fill() {
        Fill::Solid => "filled",
        Fill::Faint => "faint",
        Fill::Hollow => "",
    };
    let width = mark.width();
    format!(
        "<li><svg viewBox=\"0 0 20 14\" width=\"20\" height=\"14\" aria-hidden=\"true\" color=\"var(--{color})\"><path d=\"{path}\" \
         stroke-width=\"{width}\" class=\"{fill}\" opacity=\"{strength}\"/></svg>{label}</li>"
    )
}
