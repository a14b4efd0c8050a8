//! Processor seconds of `cargo check`, as bars.

use std::fmt::Write;

use super::compile::Phase;
use super::report::cut_off;
use super::results::{Checked, Document};

const LEFT: usize = 260;
const WIDTH: f64 = 420.0;
const BAR: usize = 18;

/// The chart. Bars are as long as they are against the longest of their document: documents differ by more than a
/// chart is wide.
pub fn chart(documents: &[Document]) -> String {
    let (mut bars, mut y) = (String::new(), 10);
    for document in documents {
        let costs = document.entries.iter().filter_map(|entry| entry.cost(Phase::Check));
        let most = costs.map(|cost| cost.cpu).fold(0.1, f64::max);
        let _ = writeln!(
            bars,
            "<text x=\"10\" y=\"{}\" font-weight=\"bold\">{}</text>",
            y + 14,
            escape(&document.name)
        );
        y += BAR + 4;
        for (index, entry) in document.entries.iter().enumerate() {
            let (length, said) = match entry.cost(Phase::Check) {
                Some(cost) => (cost.cpu / most * WIDTH, format!("{:.1} s", cost.cpu)),
                None if entry.refused.is_some() => (0.0, "refuses the document".to_owned()),
                None => (0.0, uncompiled(&entry.checked)),
            };
            let colour = if index == 0 { "#b7410e" } else { "#8a8f98" };
            let _ = writeln!(
                bars,
                "<text x=\"{0}\" y=\"{1}\" text-anchor=\"end\">{2}</text><rect x=\"{LEFT}\" y=\"{y}\" width=\"{length:.1}\" \
                 height=\"{BAR}\" fill=\"{colour}\"/><text x=\"{3:.1}\" y=\"{1}\">{said}</text>",
                LEFT - 8,
                y + 14,
                escape(&entry.title),
                f64::from(u16::try_from(LEFT).unwrap_or(u16::MAX)) + length + 6.0,
            );
            y += BAR + 4;
        }
        y += 10;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 {0}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <title>Processor seconds of cargo check</title>\n<rect width=\"800\" height=\"{0}\" fill=\"#fff\"/>\n{bars}</svg>\n",
        y + 10
    )
}

/// What stands in place of a bar.
fn uncompiled(checked: &Checked) -> String {
    match checked {
        Checked::Fails(why) => cut_off(why).unwrap_or_else(|| "does not compile".to_owned()),
        Checked::No | Checked::Compiles => "not asked".to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
