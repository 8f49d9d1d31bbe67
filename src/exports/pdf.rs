//! Pages as a PDF file: text that can be selected, charts as lines, and a tag tree in reading order, held to PDF/UA-1 by
//! the library itself: a file that breaks its rules is not made.

use super::paper::{self, Block, EDGE, Fonts, Mark, PAGE, Scale, What};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, ListNumbering, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// What becomes a file.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The title of the window.
    pub title: String,
    /// What stands at the foot of each page, before its number.
    pub foot: String,
    /// Year, month and day.
    pub date: (i32, u32, u32),
    /// The content.
    pub blocks: Vec<Block>,
}

const INK: Ink = (28, 26, 23);
const SOFT: Ink = (92, 86, 77);
const ACCENT: Ink = (24, 88, 76);
const FAINT: Ink = (178, 172, 162);

/// Red, green and blue.
type Ink = (u8, u8, u8);

fn color((red, green, blue): Ink) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

/// Why no file was made: a defect of ours.
#[derive(Debug, thiserror::Error)]
#[error("no PDF was made: {0}")]
pub struct Unmade(String);

struct Faces {
    regular: Font,
    bold: Font,
}

/// Makes the file.
///
/// # Errors
/// When a font cannot be read or the file would break the rules of PDF/UA-1.
pub fn write(paper: &Paper) -> Result<Vec<u8>, Unmade> {
    let unmade = |what: &str| Unmade(what.to_owned());
    let fonts = Fonts::embedded().ok_or_else(|| unmade("a font cannot be read"))?;
    let face = |bytes: &'static [u8]| Font::new(bytes.into(), 0).ok_or_else(|| unmade("a font cannot be embedded"));
    let faces = Faces { regular: face(paper::REGULAR)?, bold: face(paper::BOLD)? };
    let pages = paper::lay_out(&paper.blocks, &fonts);
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| Unmade(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut tags: Vec<Tagged> = paper.blocks.iter().map(Tagged::of).collect();
    let (foot, count) = (fonts.writable(&paper.foot), pages.len());
    for (place, marks) in pages.iter().enumerate() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| unmade("no page"))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, &faces, mark, &paper.blocks[mark.block], &mut tags[mark.block]);
        }
        let foot = format!("{foot} · page {} of {count}", place + 1);
        surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Footer, None)));
        line(&mut surface, &faces.regular, (EDGE, 808.0), (&foot, 8.0, SOFT));
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(&paper.blocks, &pages));
    document.set_tag_tree(tree(tags));
    document.set_metadata(metadata(paper));
    document.finish().map_err(|error| Unmade(format!("{error:?}")))
}

fn metadata(paper: &Paper) -> Metadata {
    let (year, month, day) = paper.date;
    let date = DateTime::new(year as u16).month(month as u8).day(day as u8);
    Metadata::new()
        .title(paper.title.clone())
        .language("en".to_owned())
        .creator("Rapport".to_owned())
        .creation_date(date)
}

/// The headings of the first two ranks, to jump to.
fn outline(blocks: &[Block], pages: &[Vec<Mark>]) -> Outline {
    let mut outline = Outline::new();
    for (place, block) in blocks.iter().enumerate() {
        let Block::Heading(1 | 2, text) = block else { continue };
        let found = pages
            .iter()
            .enumerate()
            .find_map(|(page, marks)| marks.iter().find(|mark| mark.block == place).map(|mark| (page, mark.y - 20.0)));
        if let Some((page, y)) = found {
            outline
                .push_child(OutlineNode::new(text.clone(), XyzDestination::new(page, Point::from_xy(0.0, y.max(0.0)))));
        }
    }
    outline
}

/// The tags of one block: its text, and its picture where it has one.
struct Tagged {
    text: TagGroup,
    figure: Option<TagGroup>,
    in_list: bool,
}

impl Tagged {
    fn of(block: &Block) -> Self {
        let plain = |text: TagGroup| Self { text, figure: None, in_list: false };
        match block {
            Block::Heading(rank, text) => {
                let rank = NonZeroU16::new(*rank).unwrap_or(NonZeroU16::MIN);
                plain(TagGroup::new(Tag::Hn(rank, Some(text.clone()))))
            }
            Block::Text { .. } => plain(TagGroup::new(Tag::P)),
            Block::Scale(scale) => {
                let said = format!("{}: {}, on a scale from 0 to 100.", scale.name, scale.words);
                let figure = TagGroup::new(Tag::Figure(Some(said)));
                Self { text: TagGroup::new(Tag::P), figure: Some(figure), in_list: false }
            }
            Block::Reply { .. } => Self { text: TagGroup::new(Tag::LBody), figure: None, in_list: true },
        }
    }
}

/// The tree in reading order: replies that follow each other are one list.
fn tree(tags: Vec<Tagged>) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some("en".to_owned()));
    let mut list: Option<TagGroup> = None;
    for tagged in tags {
        if tagged.in_list {
            let item = TagGroup::with_children(Tag::LI, vec![tagged.text.into()]);
            list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::None))).push(item);
            continue;
        }
        if let Some(list) = list.take() {
            tree.push(list);
        }
        tree.push(tagged.text);
        if let Some(figure) = tagged.figure {
            tree.push(figure);
        }
    }
    if let Some(list) = list {
        tree.push(list);
    }
    tree
}

fn draw(surface: &mut Surface<'_>, faces: &Faces, mark: &Mark, block: &Block, tagged: &mut Tagged) {
    match (&mark.what, block, &mut tagged.figure) {
        (What::Chart { width }, Block::Scale(scale), Some(figure)) => {
            let id = surface.start_tagged(ContentTag::Other);
            chart(surface, scale, (mark.x, mark.y), *width);
            surface.end_tagged();
            figure.push(id);
        }
        (What::Line { text, size, bold, soft }, ..) => {
            let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            let face = if *bold { &faces.bold } else { &faces.regular };
            line(surface, face, (mark.x, mark.y), (text, *size, if *soft { SOFT } else { INK }));
            surface.end_tagged();
            tagged.text.push(id);
        }
        (What::Chart { .. }, ..) => {}
    }
}

fn line(surface: &mut Surface<'_>, face: &Font, (x, y): (f32, f32), (text, size, ink): (&str, f32, Ink)) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill { paint: color(ink).into(), ..Fill::default() }));
    surface.draw_text(Point::from_xy(x, y), face.clone(), size, text, false, TextDirection::Auto);
}

fn stroke(surface: &mut Surface<'_>, points: [(f32, f32); 2], (ink, width): (Ink, f32), dash: Option<StrokeDash>) {
    let mut path = PathBuilder::new();
    path.move_to(points[0].0, points[0].1);
    path.line_to(points[1].0, points[1].1);
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: color(ink).into(),
        width,
        line_cap: LineCap::Round,
        dash,
        ..Stroke::default()
    }));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// The scale, the threshold, the range and the score on it.
fn chart(surface: &mut Surface<'_>, scale: &Scale, (x, y): (f32, f32), width: f32) {
    let at = |value: f32| x + value.clamp(0.0, 100.0) / 100.0 * width;
    stroke(surface, [(x, y), (x + width, y)], (FAINT, 1.0), None);
    for tick in [0.0, 25.0, 50.0, 75.0, 100.0] {
        stroke(surface, [(at(tick), y - 2.0), (at(tick), y + 2.0)], (FAINT, 0.6), None);
    }
    if let Some(cut) = scale.cut {
        let dash = StrokeDash { array: vec![2.0, 2.0], offset: 0.0 };
        stroke(surface, [(at(cut), y - 8.0), (at(cut), y + 8.0)], (INK, 1.0), Some(dash));
    }
    stroke(surface, [(at(scale.range.0), y), (at(scale.range.1), y)], (ACCENT, 3.0), None);
    let dot = at(scale.dot);
    stroke(surface, [(dot, y), (dot + 0.01, y)], (ACCENT, 9.0), None);
}
