//! A person's result as a report on paper: the same facts as on their page, in the same order. Making one is a look at
//! the result, and is written down as one.

use super::paper::{Block, Scale};
use super::pdf::Paper;
use crate::bank::{self, Basis};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::html::Html;
use crate::ids::StaffId;
use crate::openings::{self, CandidateOfOpening};
use crate::people;
use crate::policies::zone_words;
use crate::results::{Case, ItemCase, open_case, reasons};
use crate::scores::ResultRow;
use crate::scoring::{Competency, Given, Outcome, Response, Score, bands};

/// Opens somebody's result and writes the report.
///
/// # Errors
/// [`Code::WrongState`] before the test is handed in and scored.
pub fn report(conn: &mut Conn, of: &CandidateOfOpening, by: &StaffId, now: Moment) -> Result<Paper> {
    let case = open_case(conn, of, by, now)?;
    let Some(result) = case.result.clone() else {
        return Err(Error::new(Code::WrongState, "There is no report before the test is handed in and scored."));
    };
    let CandidateOfOpening { opening, candidate } = of;
    let mut blocks = vec![Block::Heading(1, candidate.name.clone()), soft(&whom(of, &case))];
    profile(&mut blocks, &case, &result);
    outcome(&mut blocks, &case, &result);
    decisions(conn, &mut blocks, of, &case)?;
    scenes(&mut blocks, &case);
    blocks.push(soft("A question mark inside a name can stand for a letter that the font of this file does not have."));
    let assessment = openings::assessment_of(conn, opening)?;
    let organization = people::organization(conn, &opening.organization)?;
    Ok(Paper {
        title: format!("{} – {}", candidate.name, opening.title),
        foot: format!(
            "{} · {} · {}, version {} · threshold version {} · {}",
            organization.name,
            opening.title,
            assessment.blueprint.title,
            opening.assessment.version,
            case.policy.version,
            now.day()
        ),
        date: now.date(),
        blocks,
    })
}

fn text(text: &str) -> Block {
    Block::Text { text: text.to_owned(), soft: false }
}

fn soft(text: &str) -> Block {
    Block::Text { text: text.to_owned(), soft: true }
}

fn whom(of: &CandidateOfOpening, case: &Case) -> String {
    let attempt = case.attempt.as_ref();
    let parts = [
        Some(of.opening.title.clone()),
        Some(of.candidate.email.clone()),
        Some(format!("candidate {}", of.candidate.pseudonym)),
        attempt.and_then(|attempt| attempt.receipt.as_ref()).map(|receipt| format!("receipt {receipt}")),
        attempt.and_then(|attempt| attempt.submitted_at).map(|at| format!("handed in {}", at.day_and_time())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn scale(name: &str, score: Score, cut: Option<f64>, z: f64) -> Scale {
    let on_scale = |value: f64| value.clamp(0.0, 100.0);
    let (from, to) = (on_scale(score.value - z * score.se), on_scale(score.value + z * score.se));
    Scale {
        name: name.to_owned(),
        words: format!("{:.0}, likely {from:.0} to {to:.0}", on_scale(score.value)),
        range: (from as f32, to as f32),
        dot: on_scale(score.value) as f32,
        cut: cut.map(|cut| cut as f32),
    }
}

fn profile(blocks: &mut Vec<Block>, case: &Case, result: &ResultRow) {
    let (standing, thresholds) = (&result.standing, &case.policy.thresholds);
    let z = thresholds.z;
    blocks.push(Block::Heading(2, "Profile".into()));
    blocks.push(Block::Scale(scale("Total", standing.total, Some(thresholds.total), z)));
    for (competency, score) in standing.competencies.iter() {
        blocks.push(Block::Scale(scale(competency.name(), *score, thresholds.minima[competency], z)));
    }
    let provisional = case.items.iter().any(|item| item.basis == Basis::Author);
    blocks.push(soft(&format!(
        "“Likely” means {}. 0 is what guessing gives, 100 is the key. A dashed line is a threshold. Each competency rests on a \
         few questions, so its range is wide; where two ranges overlap, do not read a difference into them.{}",
        zone_words(z),
        if provisional { " Keys are the author’s: provisional." } else { "" }
    )));
    if let Some(run) = &case.run {
        blocks.push(soft(&format!(
            "Scored by key set {}, scoring version {}, precision version {}.",
            run.key_set.chars().take(12).collect::<String>(),
            run.scoring_version,
            run.precision_version
        )));
    }
}

fn outcome(blocks: &mut Vec<Block>, case: &Case, result: &ResultRow) {
    let standing = &result.standing;
    let (word, hint) = match standing.outcome {
        Outcome::Meets => ("Meets", "The outcome is a recommendation. People decide."),
        Outcome::Borderline => ("Borderline", "Borderline means: too close to call, a person must look."),
        Outcome::Below => ("Below", "The outcome is a recommendation. People decide."),
    };
    let band = bands::letter(bands::rank(&case.bands.bands, standing.total.value));
    blocks.push(Block::Heading(2, format!("Outcome: {}", word.to_lowercase())));
    blocks.push(text(&format!("{word} under threshold version {}, band {band}.", case.policy.version)));
    blocks.extend(reasons(result, &case.policy).iter().map(|reason| text(reason)));
    blocks.push(soft(hint));
}

fn decisions(conn: &mut Conn, blocks: &mut Vec<Block>, of: &CandidateOfOpening, case: &Case) -> Result<()> {
    blocks.push(Block::Heading(2, "Decisions".into()));
    if case.decisions.is_empty() {
        blocks.push(text("Nobody has decided yet."));
    }
    for decision in &case.decisions {
        let by = people::staff(conn, &of.opening.organization, &decision.decided_by)?;
        let outcome = decision.outcome.map(|outcome| format!(", when the outcome was {outcome}")).unwrap_or_default();
        let (by, at) = (by.map(|staff| staff.name).unwrap_or_default(), decision.decided_at.day_and_time());
        blocks.push(text(&format!("{} by {by}, {at}{outcome}. {}", decision.stage.name(), decision.reason)));
    }
    Ok(())
}

fn scenes(blocks: &mut Vec<Block>, case: &Case) {
    blocks.push(Block::Heading(2, "Every scene, with what they chose".into()));
    blocks.push(soft("How the key rates each reply, from 1 (very poor) to 5 (very good), and why."));
    for competency in Competency::all() {
        for item in case.items.iter().filter(|item| item.competency == competency) {
            scene(blocks, competency, item);
        }
    }
}

fn scene(blocks: &mut Vec<Block>, competency: Competency, item: &ItemCase) {
    blocks.push(Block::Heading(3, item.presented.title.clone()));
    let score = item.score.map(|score| format!(", {:.0} of 100", score * 100.0)).unwrap_or_default();
    blocks.push(soft(&format!("{}, {}{score}", competency.name(), item.presented.channel.name())));
    let unanswered = matches!(item.given, Given::LeftOut | Given::Response(Response::NoAnswer));
    match (&item.voided, &item.given, &item.late) {
        (Some(reason), ..) => blocks.push(text(&format!("Voided for this opening: {reason}"))),
        (None, _, Some(_)) => blocks.push(text("An answer came after the time was over and does not count.")),
        (None, Given::Missing, None) => blocks.push(text("Never displayed, so it does not count.")),
        (None, _, None) if unanswered => blocks.push(text("Left without an answer: counts as chance.")),
        _ => {}
    }
    blocks.push(text(&plain(&item.presented.scenario)));
    for option in &item.options {
        let Some(shown) = item.presented.options.iter().find(|shown| shown.letter == option.letter) else { continue };
        blocks.push(Block::Reply {
            chosen: option.chosen.clone(),
            text: plain(&shown.text),
            key: format!("Key {} of {}. {}", option.effectiveness, item.scale, option.why),
        });
    }
}

fn plain(html: &Html) -> String {
    bank::plain(html.as_str()).split_whitespace().collect::<Vec<_>>().join(" ")
}
