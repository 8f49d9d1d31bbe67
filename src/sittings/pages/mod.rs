//! The applicant's pages, and the page on which staff answer reports.

mod clock;
mod display;
mod landing;
mod language;
mod part;
mod practice;
mod problem;
mod question;
mod reports;
mod review;
mod stay;
mod view;

pub use view::QuestionView;

use super::seat::{self, Seat};
use crate::auth::Applicant;
use crate::error::Result;
use crate::i18n::Arg;
use crate::web::{Contact, Context, Progress, Route, Shell};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [
        language::routes(),
        display::routes(),
        stay::routes(),
        landing::routes(),
        practice::routes(),
        part::routes(),
        question::routes(),
        problem::routes(),
        review::routes(),
        reports::routes(),
    ]
    .concat()
}

/// The seat of whoever is signed in as an applicant.
async fn seat_of(context: &Context, applicant: Applicant) -> Result<Seat> {
    context.sits_until(applicant.ends_at);
    let seat = seat::current(&context.db, applicant.organization, applicant.candidate, context.now).await?;
    context.speak(&seat.speaks);
    Ok(seat)
}

/// What stands around an applicant's page. `title` is a message, which names the opening among others.
fn shell(context: &Context, seat: &Seat, title: &str, args: &[(&str, Arg)]) -> Shell {
    let opening = ("opening", seat.opening.title.clone().into());
    Shell {
        title: context.texts().tr(title, &[args, &[opening]].concat()),
        organization: seat.organization.name.clone(),
        contact: Some(Contact { name: seat.opening.contact_name.clone(), address: seat.opening.contact.clone() }),
        ..Shell::default()
    }
}

/// The same with how far one has come.
fn with_progress(shell: Shell, seat: &Seat, (text, done): (String, usize)) -> Shell {
    let percent = done * 100 / seat.count().max(1);
    Shell { progress: Some(Progress { text, percent }), ..shell }
}
