//! What stands above the table of the ranking: filters, columns, saved views, what-if.

use crate::error::Result;
use crate::i18n::Locale;
use crate::ids::StaffId;
use crate::openings::{Opening, Source, Stage};
use crate::results::views::SavedView;
use crate::results::{Looked, RankingQuery, Sort};
use crate::scoring::{Competency, Outcome, bands};
use crate::words::words;
use serde::Serialize;

words! {
    /// A column that can be left out. Candidate and total always stand there.
    Column {
        /// The range as a line.
        Range = "range",
        /// A competency.
        Empathy = "empathy",
        /// A competency.
        Patience = "patience",
        /// A competency.
        Communication = "communication",
        /// A competency.
        ProductKnowledge = "product-knowledge",
        /// What the threshold says.
        Outcome = "outcome",
        /// What people decided.
        Stage = "stage",
        /// How they came.
        Source = "source",
        /// What the team calls them.
        Tags = "tags",
        /// When they handed in.
        Finished = "finished",
    }
}

impl Column {
    const fn name(self) -> &'static str {
        match self {
            Self::Range => "Likely range",
            Self::Empathy => "Empathy",
            Self::Patience => "Patience",
            Self::Communication => "Communication",
            Self::ProductKnowledge => "Product knowledge",
            Self::Outcome => "Outcome",
            Self::Stage => "Stage",
            Self::Source => "Source",
            Self::Tags => "Tags",
            Self::Finished => "Finished",
        }
    }

    const fn is_usual(self) -> bool {
        !matches!(self, Self::Source | Self::Tags)
    }

    /// Whether it is shown for what the address says. A word that is no column changes nothing.
    pub fn is_shown(self, asked: Option<&str>) -> bool {
        asked.map_or(self.is_usual(), |asked| asked.split(',').any(|word| word == self.as_str()))
    }
}

/// How a source is called on pages.
pub const fn source_name(source: Source) -> &'static str {
    match source {
        Source::Invited => "Invited",
        Source::PublicLink => "Public link",
        Source::Trial => "Trial",
        Source::Demo => "Demo",
    }
}

/// An address in its one form: what the form of the page sends with its empty fields and a field for each column, without
/// them and with one. `None` for an address that is in this form.
pub fn tidied(pairs: &[(String, String)]) -> Option<Vec<(String, String)>> {
    if pairs.iter().all(|(name, value)| name != "column" && !value.is_empty()) {
        return None;
    }
    let chosen: Vec<&str> =
        pairs.iter().filter(|(name, _)| name == "column").map(|(_, value)| value.as_str()).collect();
    let mut tidy: Vec<(String, String)> =
        pairs.iter().filter(|(name, value)| name != "column" && !value.is_empty()).cloned().collect();
    let usual = Column::ALL.iter().all(|column| chosen.contains(&column.as_str()) == column.is_usual());
    // Without a column the form was sent by somebody who does not see the boxes.
    if !usual && !chosen.is_empty() {
        tidy.retain(|(name, _)| name != "columns");
        tidy.push(("columns".into(), chosen.join(",")));
    }
    // An address without anything leads to one's own first view.
    if tidy.is_empty() {
        tidy.push(("sort".into(), Sort::Band.to_string()));
    }
    Some(tidy)
}

/// A word of a select, or a box.
#[derive(Serialize)]
pub struct Choice {
    id: String,
    name: String,
    chosen: bool,
}

fn choice(id: impl Into<String>, name: impl Into<String>, chosen: bool) -> Choice {
    Choice { id: id.into(), name: name.into(), chosen }
}

/// A weight of a what-if.
#[derive(Serialize)]
pub struct Weight {
    field: &'static str,
    name: &'static str,
    /// As it was typed; empty for the usual one.
    value: String,
    usual: f64,
}

/// A saved view.
#[derive(Serialize)]
pub struct ViewLink {
    id: String,
    name: String,
    href: String,
    mine: bool,
    shared: bool,
    is_default: bool,
    version: i64,
    current: bool,
}

/// All of it.
#[derive(Serialize)]
pub struct Controls {
    bands: Vec<Choice>,
    outcomes: Vec<Choice>,
    stages: Vec<Choice>,
    competencies: Vec<Choice>,
    sources: Vec<Choice>,
    languages: Vec<Choice>,
    tags: Vec<Choice>,
    at_least: String,
    q: String,
    from: String,
    to: String,
    sort: &'static str,
    columns: Vec<Choice>,
    weights: Vec<Weight>,
    views: Vec<ViewLink>,
    /// What a saved view would keep.
    query: String,
    more_open: bool,
    columns_open: bool,
    weights_open: bool,
}

/// Builds it.
pub fn controls(
    opening: &Opening,
    query: &RankingQuery,
    looked: &Looked,
    (views, tags, by): (&[SavedView], &[String], &StaffId),
) -> Result<Controls> {
    let kept = RankingQuery { after: None, ..query.clone() };
    let saved = RankingQuery {
        weigh_empathy: None,
        weigh_patience: None,
        weigh_communication: None,
        weigh_product_knowledge: None,
        ..kept.clone()
    }
    .to_text()?;
    let letters = (1..=looked.page.bands.bands.len()).map(bands::letter);
    let band = query.band.as_deref().unwrap_or_default().to_ascii_uppercase();
    let columns = query.columns.as_deref();
    let more = [query.competency.is_some(), query.tag.is_some(), query.source.is_some(), query.language.is_some()];
    Ok(Controls {
        bands: letters.map(|letter| choice(&letter, &letter, letter == band)).collect(),
        outcomes: Outcome::ALL
            .iter()
            .map(|outcome| choice(outcome.as_str(), capital(outcome.as_str()), query.outcome == Some(*outcome)))
            .collect(),
        stages: Stage::ALL
            .iter()
            .map(|stage| choice(stage.as_str(), stage.name(), query.stage == Some(*stage)))
            .collect(),
        competencies: Competency::all()
            .map(|one| choice(one.as_str(), one.name(), query.competency == Some(one)))
            .collect(),
        sources: [Source::Invited, Source::PublicLink, Source::Demo]
            .map(|source| choice(source.as_str(), source_name(source), query.source == Some(source)))
            .into(),
        languages: Locale::OFFERED
            .map(|locale| choice(locale.as_str(), locale.own_name(), query.language == Some(locale)))
            .into(),
        tags: tags.iter().map(|tag| choice(tag, tag, query.tag.as_ref() == Some(tag))).collect(),
        at_least: query.at_least.map(|least| least.to_string()).unwrap_or_default(),
        q: query.q.clone().unwrap_or_default(),
        from: query.from.map(|day| day.to_string()).unwrap_or_default(),
        to: query.to.map(|day| day.to_string()).unwrap_or_default(),
        sort: query.sort.map(Sort::as_str).unwrap_or_default(),
        columns: Column::ALL
            .iter()
            .map(|column| choice(column.as_str(), column.name(), column.is_shown(columns)))
            .collect(),
        weights: weights(query, looked),
        views: views.iter().map(|view| link(opening, view, (&saved, by))).collect(),
        query: saved,
        more_open: more.contains(&true) || query.from.is_some() || query.to.is_some(),
        columns_open: columns.is_some(),
        weights_open: query.is_what_if(),
    })
}

fn weights(query: &RankingQuery, looked: &Looked) -> Vec<Weight> {
    let typed = [
        ("weigh_empathy", Competency::Empathy, query.weigh_empathy),
        ("weigh_patience", Competency::Patience, query.weigh_patience),
        ("weigh_communication", Competency::Communication, query.weigh_communication),
        ("weigh_product_knowledge", Competency::ProductKnowledge, query.weigh_product_knowledge),
    ];
    let weight = |(field, competency, value): (&'static str, Competency, Option<f64>)| Weight {
        field,
        name: competency.name(),
        value: value.map(|value| value.to_string()).unwrap_or_default(),
        usual: looked.usual[competency],
    };
    typed.map(weight).into()
}

fn link(opening: &Opening, view: &SavedView, (saved, by): (&str, &StaffId)) -> ViewLink {
    let query = if view.query.is_empty() { "sort=band" } else { &view.query };
    ViewLink {
        id: view.id.to_string(),
        name: view.name.clone(),
        href: format!("/openings/{}/ranking?{query}", opening.id),
        mine: view.owner == *by,
        shared: view.shared,
        is_default: view.is_default,
        version: view.version,
        current: query == saved,
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        form_urlencoded::parse(text.as_bytes()).into_owned().collect()
    }

    #[test]
    fn what_the_form_sends_becomes_one_short_address() {
        let tidy = |text: &str| {
            tidied(&pairs(text)).map(|tidy| form_urlencoded::Serializer::new(String::new()).extend_pairs(tidy).finish())
        };
        assert_eq!(tidy("stage=hold&q=ana").as_deref(), None, "it is tidy already");
        assert_eq!(tidy("stage=hold&q=&outcome=").as_deref(), Some("stage=hold"));
        assert_eq!(tidy("stage=&q=").as_deref(), Some("sort=band"));
        assert_eq!(tidy("q=a&column=range&column=tags").as_deref(), Some("q=a&columns=range%2Ctags"));
        let usual = "column=range&column=empathy&column=patience&column=communication&column=product-knowledge\
            &column=outcome&column=stage&column=finished";
        assert_eq!(tidy(&format!("q=a&{usual}")).as_deref(), Some("q=a"));
    }
}
