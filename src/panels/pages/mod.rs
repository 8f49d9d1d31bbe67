//! The pages of standard setting: the studio of the staff, and what a judge sees behind their link.

mod judge;
mod performance;
mod studio;

use crate::web::{Access, Route, to};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    let (read, set) = (Access::Right("thresholds.read"), Access::Right("thresholds.set"));
    vec![
        Route::get("/openings/{opening}/panels", read, to!(studio::list)),
        Route::post("/openings/{opening}/panels", set, to!(studio::create)),
        Route::get("/openings/{opening}/panels/{panel}", read, to!(studio::page)),
        Route::post("/openings/{opening}/panels/{panel}", set, to!(studio::act)),
        Route::post("/openings/{opening}/performance-cut", set, to!(performance::adopt)),
        Route::get("/panel/{token}", Access::Link, to!(judge::page)),
        Route::post("/panel/{token}", Access::Link, to!(judge::rate)),
    ]
}
