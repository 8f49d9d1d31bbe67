//! The applicant's pages, and the page on which staff answer reports.

mod landing;
mod practice;
mod question;
mod reports;
mod review;
mod view;

pub use view::QuestionView;

use super::seat::{self, Seat};
use crate::auth::Applicant;
use crate::error::Result;
use crate::web::{Context, Progress, Route, Shell};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    [landing::routes(), practice::routes(), question::routes(), review::routes(), reports::routes()].concat()
}

/// The seat of whoever is signed in as an applicant.
async fn seat_of(context: &Context, applicant: Applicant) -> Result<Seat> {
    seat::current(&context.db, applicant.organization, applicant.candidate, context.now).await
}

/// What stands around an applicant's page.
fn shell(seat: &Seat, title: &str) -> Shell {
    Shell {
        title: format!("{title} – {}", seat.opening.title),
        organization: seat.organization.name.clone(),
        ..Shell::default()
    }
}

/// The same with how far one has come.
fn shell_with_progress(seat: &Seat, title: &str, (text, done): (String, usize)) -> Shell {
    let percent = done * 100 / seat.count().max(1);
    Shell { progress: Some(Progress { text, percent }), ..shell(seat, title) }
}
