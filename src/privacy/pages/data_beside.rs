//! What the page of the download says beside the sittings.

use super::data::moment;
use crate::i18n::Texts;
use crate::mail::plan::Stage;
use crate::privacy::HeldBeside;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct HelpView {
    asked: String,
    message: String,
    state: String,
    due: String,
    answered: Option<String>,
    reply: Option<String>,
    reason: Option<String>,
}

/// What they asked for so that they can take the test.
pub(super) fn helps(beside: &HeldBeside, texts: &Texts) -> Vec<HelpView> {
    let view = |asked: &crate::privacy::HeldAdjustment| HelpView {
        asked: moment(texts, &asked.created_at),
        message: asked.message.clone(),
        state: asked.state.clone(),
        due: moment(texts, &asked.due_at),
        answered: asked.decided_at.as_deref().map(|at| moment(texts, at)),
        reply: asked.reply.clone(),
        reason: asked.reason.clone(),
    };
    beside.adjustments.iter().map(view).collect()
}

#[derive(Serialize)]
pub(super) struct LetterView {
    state: Stage,
    day: String,
    subject: Option<String>,
    text: Option<String>,
}

/// The letters that staff wrote, and those that go out by themselves.
pub(super) fn letters(beside: &HeldBeside, texts: &Texts) -> Vec<LetterView> {
    let view = |letter: &crate::privacy::HeldLetter| LetterView {
        state: letter.state,
        day: moment(texts, &letter.due_at),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
    };
    beside.letters.iter().map(view).collect()
}

#[derive(Serialize)]
pub(super) struct NoteView {
    rating: i64,
    day: String,
    text: String,
}

/// What the people who hire noted.
pub(super) fn notes(beside: &HeldBeside, texts: &Texts) -> Vec<NoteView> {
    let view = |note: &crate::privacy::HeldImpression| NoteView {
        rating: note.rating,
        day: moment(texts, &note.written_at),
        text: note.note.clone(),
    };
    beside.impressions.iter().map(view).collect()
}

#[derive(Serialize)]
pub(super) struct LookView {
    version: i64,
    day: String,
    note: Option<String>,
}

/// What was looked at again.
pub(super) fn looks(beside: &HeldBeside, texts: &Texts) -> Vec<LookView> {
    let view = |look: &crate::privacy::HeldSecondLook| LookView {
        version: look.threshold_version,
        day: moment(texts, &look.created_at),
        note: look.note.clone(),
    };
    beside.second_looks.iter().map(view).collect()
}
