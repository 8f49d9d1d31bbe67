//! The sections of the report, each from the rows it is about.

use super::Section;
use crate::bank::{self, Basis};
use crate::cohorts;
use crate::db::Conn;
use crate::error::Result;
use crate::job_analysis::{self, JobAnalysis};
use crate::openings::{self, Opening};
use crate::policies::{self, ProposalState, tenths, zone_words};
use crate::scores::{self, Scorer};
use crate::scoring::{Competency, VERSION};
use crate::thresholds;

fn share(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

pub(super) fn job(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let title = "Job analysis";
    let Some(JobAnalysis { version, record, created_at, .. }) = job_analysis::current(conn, opening)? else {
        let missing = "Nobody has recorded what this job consists of and needs. Without it the link between the test and \
                       the job is not documented.";
        return Ok(Section { title, lines: Vec::new(), missing: vec![missing.into()] });
    };
    let weights = record.weights();
    let proposed: Vec<String> =
        weights.iter().map(|(competency, weight)| format!("{} {}", competency.name(), share(*weight))).collect();
    let mut lines = vec![
        format!("Version {version} of {}, {} tasks.", created_at.day(), record.tasks.len()),
        format!("How: {}", record.method),
        format!("Weights it proposes (importance × frequency): {}.", proposed.join(", ")),
    ];
    lines.extend(record.tasks.iter().map(|task| {
        let needs: Vec<&str> = task.needs.iter().map(|competency| competency.name()).collect();
        let (importance, frequency) = (task.importance, task.frequency);
        format!("{} (importance {importance}, frequency {frequency}; needs {})", task.task, needs.join(", "))
    }));
    let unneeded = weights
        .iter()
        .filter(|(_, weight)| **weight <= 0.0)
        .map(|(competency, _)| format!("No recorded task needs {}, and the test measures it.", competency.name()));
    Ok(Section { title, lines, missing: unneeded.collect() })
}

pub(super) fn blueprint(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let blueprint = openings::assessment_of(conn, opening)?.blueprint;
    let mix: Vec<String> = blueprint.mix.iter().map(|(format, count)| format!("{count} {format}")).collect();
    let weights: Vec<String> =
        blueprint.weights.iter().map(|(competency, weight)| format!("{} {weight}", competency.name())).collect();
    let time = opening.time_limit_minutes.map_or("No time limit.".to_owned(), |minutes| {
        format!("Time limit: {minutes} minutes, which adjustments change for a person.")
    });
    let lines = vec![
        format!("{} ({}, version {}).", blueprint.title, opening.assessment.id, opening.assessment.version),
        format!("{} questions; in each competency {}.", blueprint.items(), mix.join(", ")),
        format!("Weights in the total: {}.", weights.join(", ")),
        "Everybody in this opening is asked the same questions, in an order of their own.".into(),
        time,
        format!("Sat without supervision, on a device of the applicant's own, in {}.", blueprint.lang),
    ];
    Ok(Section { title: "What is asked", lines, missing: Vec::new() })
}

pub(super) fn keys(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let set = openings::items(conn, &opening.organization, &opening.id)?;
    let (mut panel, mut voided) = (0, Vec::new());
    for item in &set {
        panel += usize::from(bank::key_of(conn, &item.item, item.key_version)?.basis != Basis::Author);
        if let Some((at, reason)) = &item.voided {
            voided.push(format!("Question {} does not count since {}: {reason}", item.position, at.day()));
        }
    }
    let authors = set.len() - panel;
    let mut lines = vec![format!("{panel} of {} keys are a panel's, {authors} an author's.", set.len())];
    lines.extend(voided);
    let missing = (authors > 0).then(|| {
        format!(
            "{authors} keys are one author's judgement: provisional until a panel of at least eight experts has rated \
                 the replies."
        )
    });
    Ok(Section { title: "Where the keys come from", lines, missing: missing.into_iter().collect() })
}

pub(super) fn scoring(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let scorer = Scorer::load(conn, opening)?;
    let lines = vec![
        format!("Scoring version {VERSION}: rules written by people, not learnt from data."),
        format!("Precision version {}, key set {}.", scorer.precision_version(), scorer.key_set()),
        format!(
            "The total of a complete test lies within ± {} of the true score two times in three.",
            tenths(scorer.form_se())
        ),
        "Every score can be computed again from the stored answers, and comes out the same to the last bit.".into(),
    ];
    let missing = (scorer.precision_version() == 0).then(|| {
        "The precision is an assumption (version 0). Freeze one from your own data once about fifty people have finished."
            .to_owned()
    });
    Ok(Section { title: "How scores are computed", lines, missing: missing.into_iter().collect() })
}

pub(super) fn threshold(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let policy = policies::current(conn, opening)?;
    let minima = policy.thresholds.minima;
    let minima: Vec<String> = minima
        .iter()
        .filter_map(|(competency, minimum)| Some(format!("{} at least {}", competency.name(), (*minimum)?)))
        .collect();
    let mut lines = vec![
        format!(
            "Version {} since {}: total at least {}.",
            policy.version,
            policy.created_at.day(),
            policy.thresholds.total
        ),
        format!(
            "Borderline is whoever's range, which holds the true score {}, contains it.",
            zone_words(policy.thresholds.z)
        ),
        format!("Why: {}", policy.reason),
        "One threshold for everybody; there is no way to set different ones for groups or persons.".into(),
    ];
    if !minima.is_empty() {
        lines.insert(1, format!("Minima: {}.", minima.join(", ")));
    }
    let proposals = policies::proposals(conn, opening)?;
    let approved = proposals.iter().filter(|proposal| proposal.state == ProposalState::Approved).count();
    let refused = proposals.iter().filter(|proposal| proposal.state == ProposalState::Refused).count();
    lines.push(format!(
        "{} versions were saved; after results were opened, {approved} changes were approved by a second person and \
         {refused} refused.",
        policies::history(conn, opening)?.len()
    ));
    let mut missing = Vec::new();
    if policy.version == 0 {
        missing.push(
            "The threshold is the assessment's starting point. Set one by a panel of people who know the job.".into(),
        );
    }
    let waiting = policies::reviews_waiting(conn, opening)?;
    if waiting > 0 {
        missing.push(format!("{waiting} people whose outcome a new threshold changed wait for another look."));
    }
    Ok(Section { title: "The threshold", lines, missing })
}

pub(super) fn reliability(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let policy = policies::current(conn, opening)?;
    let preview = thresholds::preview(conn, opening, &policy.thresholds)?;
    let (mut lines, mut missing) = (Vec::new(), Vec::new());
    let found = scores::with_columns(conn, opening, |columns| {
        let scales = [None].into_iter().chain(Competency::all().map(Some));
        scales.map(|scale| (scale, thresholds::reliability(columns, scale))).collect::<Vec<_>>()
    })?;
    lines.push(format!("{} people have finished.", preview.counts.all()));
    for (scale, reliability) in found {
        let name = scale.map_or("The total", Competency::name);
        match reliability {
            Ok(value) => lines.push(format!("{name}: reliability about {value:.2} (1 − SE²/variance).")),
            Err(why) => missing.push(format!("{name}: reliability cannot be said: {why}.")),
        }
    }
    match preview.expected {
        Ok(_) => lines.push(thresholds::sentence::expected(&preview)),
        Err(_) => missing.push(thresholds::sentence::expected(&preview)),
    }
    missing.push("No second sitting has been compared with the first: stability over time is not known here.".into());
    Ok(Section { title: "Reliability", lines, missing })
}

pub(super) fn impact(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let mut lines = vec!["Groups are never computed from the people who are being decided on.".to_owned()];
    let mut missing = Vec::new();
    match cohorts::newest(conn, &opening.organization, &opening.assessment)? {
        // The figures themselves have a right of their own, which whoever prints this report need not have.
        Some(cohort) => lines.push(format!(
            "Groups from {} of this assessment were frozen on {}. How each of them reaches a threshold can be read by: {}.",
            if cohort.openings == 1 { "one closed opening".into() } else { format!("{} closed openings", cohort.openings) },
            cohort.frozen_at.day(),
            cohorts::readers(conn, &opening.organization)?.join(", ")
        )),
        None => missing.push(
            "There is no frozen reference cohort to compare groups in. Until there is one, adverse impact of this test \
             here is not known."
                .into(),
        ),
    }
    Ok(Section { title: "Impact on groups", lines, missing })
}

pub(super) fn alternatives(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let title = "Alternatives considered";
    let said = job_analysis::current(conn, opening)?.map(|known| known.record.alternatives).unwrap_or_default();
    if said.is_empty() {
        let missing = "Nobody has recorded which other ways to choose people were considered. The job analysis has a field \
                       for it.";
        return Ok(Section { title, lines: Vec::new(), missing: vec![missing.into()] });
    }
    Ok(Section { title, lines: vec![said], missing: Vec::new() })
}

pub(super) fn adjustments(opening: &Opening) -> Section {
    let time = if opening.time_limit_minutes.is_some() {
        "The time limit can be lengthened or lifted for a person."
    } else {
        "There is no time limit, so nobody needs more time."
    };
    Section {
        title: "Adjustments",
        lines: vec![
            time.into(),
            "The start page tells every applicant how to ask for an adjustment.".into(),
            "Whoever ranks or decides does not see that somebody asked for one.".into(),
        ],
        missing: Vec::new(),
    }
}

pub(super) fn limits(conn: &mut Conn, opening: &Opening) -> Result<Section> {
    let mut lines = vec![
        "Scores say what somebody would do in described situations, as keys judge it; they are no measure of a person."
            .to_owned(),
        "A ranking needs stronger evidence than a threshold. Read outcomes first, and bands as what they are: people whom \
         measurement error cannot tell apart."
            .to_owned(),
        "The outcome is a recommendation. A named person decides, with a reason.".to_owned(),
    ];
    if !job_analysis::exists(conn, opening)? {
        lines.push("The link between this test and the job is not documented.".to_owned());
    }
    let missing =
        vec!["There is no evidence yet that scores of this test predict performance in this job here.".into()];
    Ok(Section { title: "Limits", lines, missing })
}
