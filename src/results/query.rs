//! What a page or a program asks of the ranking, as it stands in the address.

use super::filter::{Filter, Spoken, words_of};
use super::rank::{Asked, Cursor, Sort};
use crate::clock::Moment;
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::openings::{Names, Source, Stage};
use crate::scoring::{Competency, Outcome, PerCompetency, bands};
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

/// Filter, order and page of a ranking. The same address always asks the same.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct RankingQuery {
    /// Only this band: `A` at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// Only this outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Only this stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Only people with at least `at_least` points in this competency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competency: Option<Competency>,
    /// See `competency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// Only people who have, for each word of this, a word in their name, address or pseudonym that begins with it. Where
    /// names are hidden, only pseudonyms are looked into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only people with this tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Only people who came this way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Only people whose pages and mails are in this language: `en`, `es`, `de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(value_type = Option<String>)]
    pub language: Option<Locale>,
    /// Only who handed in on this day (UTC) or later: `2026-11-22`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Only who handed in on this day (UTC) or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// The order; bands by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// The columns of the page, parted by commas. A program gets all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    /// What-if: how much empathy weighs in the total; 0 leaves it out. A what-if is never saved and not exported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weigh_empathy: Option<f64>,
    /// What-if: how much patience weighs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weigh_patience: Option<f64>,
    /// What-if: how much communication weighs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weigh_communication: Option<f64>,
    /// What-if: how much product knowledge weighs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weigh_product_knowledge: Option<f64>,
    /// Where the page begins: `next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

impl RankingQuery {
    /// The filter, for somebody who sees these names, in an opening whose test is in this language.
    ///
    /// # Errors
    /// [`Code::Malformed`] for a band that is none, or a day that is not in the calendar.
    pub fn filter(&self, names: &Names, usual: Locale) -> Result<Filter> {
        let midnight = |day: NaiveDate| Moment::from(day.and_time(NaiveTime::MIN));
        let after = |day: NaiveDate| {
            let wrong = || Error::new(Code::Malformed, "The last day is not in the calendar. Choose an earlier one.");
            day.succ_opt().map(midnight).ok_or_else(wrong)
        };
        let tag = self.tag.as_deref().map(|tag| tag.trim().to_lowercase()).filter(|tag| !tag.is_empty());
        Ok(Filter {
            band: self.band.as_deref().map(rank_of).transpose()?,
            outcome: self.outcome,
            stage: self.stage,
            at_least: self.competency.zip(self.at_least),
            words: self.q.as_deref().map(words_of).unwrap_or_default(),
            since: self.from.map(midnight),
            before: self.to.map(after).transpose()?,
            source: self.source,
            language: self.language.map(|locale| Spoken { locale, usual: locale == usual }),
            tag,
            names_hidden: names.are_hidden(),
        })
    }

    /// All that is asked but the weights of a what-if; else as [`RankingQuery::filter`].
    ///
    /// # Errors
    /// As [`RankingQuery::filter`].
    pub fn asked(&self, names: Names, usual: Locale) -> Result<Asked> {
        Ok(Asked { filter: self.filter(&names, usual)?, sort: self.sort(), weights: None, names })
    }

    /// The weights of a what-if, with the usual ones where it says nothing; `None` if this is none.
    ///
    /// # Errors
    /// [`Code::Malformed`] for weights that weigh nothing, or less.
    pub fn weights(&self, usual: &PerCompetency<f64>) -> Result<Option<PerCompetency<f64>>> {
        let weights = PerCompetency::from_fn(|competency| self.weight(competency).unwrap_or(usual[competency]));
        if !self.is_what_if() || weights == *usual {
            return Ok(None);
        }
        let sane = weights.iter().all(|(_, weight)| (0.0..=1000.0).contains(weight));
        if !sane || weights.iter().all(|(_, weight)| *weight <= 0.0) {
            let sentence = "Weights are numbers from 0 to 1000, and at least one of them is more than 0.";
            return Err(Error::new(Code::Malformed, sentence));
        }
        Ok(Some(weights))
    }

    /// Whether other weights are asked for.
    pub fn is_what_if(&self) -> bool {
        Competency::all().any(|competency| self.weight(competency).is_some())
    }

    fn weight(&self, competency: Competency) -> Option<f64> {
        match competency {
            Competency::Empathy => self.weigh_empathy,
            Competency::Patience => self.weigh_patience,
            Competency::Communication => self.weigh_communication,
            Competency::ProductKnowledge => self.weigh_product_knowledge,
        }
    }

    /// The order.
    pub fn sort(&self) -> Sort {
        self.sort.unwrap_or(Sort::Band)
    }

    /// Where the page begins.
    ///
    /// # Errors
    /// [`Code::Malformed`] for an address that is not one of ours.
    pub fn cursor(&self) -> Result<Option<Cursor>> {
        self.after.as_deref().map(str::parse).transpose()
    }

    /// As it stands in an address.
    ///
    /// # Errors
    /// A defect of ours.
    pub fn to_text(&self) -> Result<String> {
        serde_urlencoded::to_string(self).map_err(Error::internal)
    }
}

/// The rank of a band by its letter.
fn rank_of(letter: &str) -> Result<usize> {
    let wrong = || Error::new(Code::Malformed, "A band is a letter: A, B, C and so on.");
    let letter = letter.trim().to_ascii_uppercase();
    (1..=702).find(|rank| bands::letter(*rank) == letter).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_its_text() {
        let text = "band=AB&outcome=meets&q=ana+m&from=2026-11-01&to=2026-11-02&sort=date&weigh_empathy=0.0";
        let query: RankingQuery = serde_urlencoded::from_str(text).unwrap();
        assert_eq!(query.to_text().unwrap(), text);
        let filter = query.filter(&Names::default(), Locale::English).unwrap();
        assert_eq!((filter.band, filter.words.len()), (Some(28), 2));
        let day = 24 * 3600 * 1_000_000;
        assert_eq!(filter.before.unwrap().micros() - filter.since.unwrap().micros(), 2 * day, "both days are in");
    }

    #[test]
    fn weights_that_weigh_nothing_are_refused_and_the_usual_ones_are_no_what_if() {
        let usual = PerCompetency::from_fn(|_| 1.0);
        let with = |text: &str| serde_urlencoded::from_str::<RankingQuery>(text).unwrap().weights(&usual);
        assert_eq!(with("weigh_empathy=1").unwrap(), None);
        assert!(with("weigh_empathy=0").unwrap().unwrap().empathy.abs() < 1e-12);
        for text in [
            "weigh_empathy=-1",
            "weigh_empathy=NaN",
            "weigh_patience=1e9",
            "weigh_empathy=0&weigh_patience=0&weigh_communication=0&weigh_product_knowledge=0",
        ] {
            assert_eq!(with(text).unwrap_err().code(), Code::Malformed, "{text}");
        }
        assert!(rank_of("1").is_err() && rank_of("").is_err());
    }
}
