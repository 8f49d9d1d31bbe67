//! Where things stand on paper: blocks become lines on A4 pages, broken where they fit. It knows how wide letters are and
//! nothing of the file they end up in.

use ttf_parser::Face as Letters;

/// A4, in points.
pub const PAGE: (f32, f32) = (595.0, 842.0);
/// The free edge to the left and to the right.
pub const EDGE: f32 = 56.0;
const TOP: f32 = 58.0;
/// Below this begins the foot of the page.
const BOTTOM: f32 = 776.0;
/// How wide a line is.
pub const WIDTH: f32 = PAGE.0 - 2.0 * EDGE;
/// Where charts of a profile begin, and how wide they are.
const CHART: (f32, f32) = (EDGE + 132.0, 210.0);

/// The two faces that are embedded.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Regular.ttf");
pub const BOLD: &[u8] = include_bytes!("../../assets/fonts/LiberationSans-Bold.ttf");

/// A part of a report.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading of the first, second or third rank.
    Heading(u16, String),
    /// A paragraph; a soft one explains.
    Text { text: String, soft: bool },
    /// A score with its range, as words and as a picture.
    Scale(Scale),
    /// A reply with what was made of it and what the key says.
    Reply { chosen: Option<String>, text: String, key: String },
}

/// A score on the scale of 0 to 100.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Of what.
    pub name: String,
    /// In words: `63, likely 56 to 70`.
    pub words: String,
    /// The ends of the range, and the score between them.
    pub range: (f32, f32),
    pub dot: f32,
    /// The threshold, if there is one.
    pub cut: Option<f32>,
}

/// Something at a place of a page.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Of which block.
    pub block: usize,
    pub x: f32,
    pub y: f32,
    pub what: What,
}

/// What it is.
#[derive(Debug, Clone)]
pub enum What {
    /// One line of one face.
    Line { text: String, size: f32, bold: bool, soft: bool },
    /// A chart so wide.
    Chart { width: f32 },
}

/// Lays blocks out. Each page is its marks in reading order.
pub fn lay_out(blocks: &[Block], fonts: &Fonts<'_>) -> Vec<Vec<Mark>> {
    let mut pen = Pen { fonts, pages: vec![Vec::new()], y: TOP, block: 0 };
    for (place, block) in blocks.iter().enumerate() {
        pen.block = place;
        pen.put(block);
    }
    pen.pages
}

/// The widths of the letters.
pub struct Fonts<'a> {
    regular: Letters<'a>,
    bold: Letters<'a>,
}

impl Fonts<'_> {
    /// Reads the embedded faces; nothing where one cannot be read, which is a defect of ours.
    pub fn embedded() -> Option<Self> {
        Some(Self { regular: Letters::parse(REGULAR, 0).ok()?, bold: Letters::parse(BOLD, 0).ok()? })
    }

    fn face(&self, bold: bool) -> &Letters<'_> {
        if bold { &self.bold } else { &self.regular }
    }

    fn width(&self, text: &str, size: f32, bold: bool) -> f32 {
        let face = self.face(bold);
        let units: u32 = text
            .chars()
            .filter_map(|letter| face.glyph_index(letter))
            .filter_map(|glyph| face.glyph_hor_advance(glyph))
            .map(u32::from)
            .sum();
        units as f32 * size / f32::from(face.units_per_em())
    }

    /// How many bytes of a word fit into a width: at least its first letter.
    fn fitting(&self, word: &str, size: f32, bold: bool, width: f32) -> usize {
        let (mut used, mut letter_at) = (0.0, [0; 4]);
        for (place, letter) in word.char_indices() {
            used += self.width(letter.encode_utf8(&mut letter_at), size, bold);
            if used > width && place > 0 {
                return place;
            }
        }
        word.len()
    }

    /// A text in letters that both faces have: others become a question mark, which the foot of the report explains.
    pub fn writable(&self, text: &str) -> String {
        let known =
            |letter: char| self.regular.glyph_index(letter).is_some() && self.bold.glyph_index(letter).is_some();
        text.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .map(|letter| if known(letter) { letter } else { '?' })
            .collect()
    }

    /// Breaks a text into lines that are no wider; a word that is wider than a line is broken.
    fn lines(&self, text: &str, size: f32, bold: bool, width: f32) -> Vec<String> {
        let (mut lines, mut line) = (Vec::new(), String::new());
        for word in self.writable(text).split(' ') {
            let mut word = word.to_owned();
            while self.width(&word, size, bold) > width {
                let fits = self.fitting(&word, size, bold, width);
                let rest = word.split_off(fits);
                lines.extend([std::mem::take(&mut line), std::mem::replace(&mut word, rest)]);
            }
            let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if self.width(&longer, size, bold) > width {
                lines.push(std::mem::replace(&mut line, word));
            } else {
                line = longer;
            }
        }
        lines.push(line);
        lines.retain(|line| !line.is_empty());
        // The blank between two words stays where a line ends, for whoever copies or listens.
        let last = lines.len().saturating_sub(1);
        lines.into_iter().enumerate().map(|(place, line)| if place < last { line + " " } else { line }).collect()
    }
}

struct Pen<'a> {
    fonts: &'a Fonts<'a>,
    pages: Vec<Vec<Mark>>,
    y: f32,
    block: usize,
}

/// How a line looks.
#[derive(Clone, Copy)]
struct Look {
    size: f32,
    bold: bool,
    soft: bool,
}

impl Pen<'_> {
    fn put(&mut self, block: &Block) {
        match block {
            Block::Heading(rank, text) => {
                let (size, before, keep) = match rank {
                    1 => (22.0, 0.0, 60.0),
                    2 => (14.0, 16.0, 70.0),
                    _ => (11.0, 12.0, 90.0),
                };
                self.room(before + size * 1.3 + keep);
                self.y += if self.y > TOP { before } else { 0.0 };
                self.flow(text, Look { size, bold: true, soft: false }, (EDGE, WIDTH));
                self.y += 3.0;
            }
            Block::Text { text, soft } => {
                let size = if *soft { 9.0 } else { 10.0 };
                self.flow(text, Look { size, bold: false, soft: *soft }, (EDGE, WIDTH));
                self.y += 4.0;
            }
            Block::Scale(scale) => self.scale(scale),
            Block::Reply { chosen, text, key } => self.reply(chosen.as_deref(), text, key),
        }
    }

    /// Begins a new page where less than this is free.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
    }

    fn mark(&mut self, x: f32, y: f32, what: What) {
        let block = self.block;
        if let Some(page) = self.pages.last_mut() {
            page.push(Mark { block, x, y, what });
        }
    }

    fn flow(&mut self, text: &str, look: Look, (x, width): (f32, f32)) {
        let leading = look.size * 1.35;
        for text in self.fonts.lines(text, look.size, look.bold, width) {
            self.room(leading);
            self.y += leading;
            let Look { size, bold, soft } = look;
            self.mark(x, self.y - look.size * 0.3, What::Line { text, size, bold, soft });
        }
    }

    fn scale(&mut self, scale: &Scale) {
        self.room(22.0);
        self.y += 20.0;
        let y = self.y - 5.0;
        let line = |text: String, bold| What::Line { text, size: 10.0, bold, soft: false };
        let (name, words) = (self.fonts.writable(&scale.name), self.fonts.writable(&scale.words));
        self.mark(EDGE, y, line(name + " ", true));
        self.mark(CHART.0, y - 3.5, What::Chart { width: CHART.1 });
        self.mark(CHART.0 + CHART.1 + 12.0, y, line(words, false));
    }

    fn reply(&mut self, chosen: Option<&str>, text: &str, key: &str) {
        const INDENT: f32 = 74.0;
        self.room(30.0);
        let y = self.y + 13.5;
        if let Some(chosen) = chosen {
            let text = self.fonts.writable(chosen) + " ";
            self.mark(EDGE, y - 3.0, What::Line { text, size: 10.0, bold: true, soft: false });
        }
        let place = (EDGE + INDENT, WIDTH - INDENT);
        self.flow(text, Look { size: 10.0, bold: chosen.is_some(), soft: false }, place);
        self.flow(key, Look { size: 9.0, bold: false, soft: true }, place);
        self.y += 4.0;
    }
}
