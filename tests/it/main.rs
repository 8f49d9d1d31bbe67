//! The integration suite: the real server over real HTTP, on SQLite or, with RAPPORT_TEST_DATABASE, on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on says where"
)]

mod access;
mod adjustments;
mod api;
mod api_admin;
mod api_applicant;
mod api_results;
mod api_staff;
mod author;
mod backup;
mod bank;
mod browser;
mod browser_ranking;
mod canary;
mod cohorts;
mod compare;
mod database;
mod decisions;
mod equality;
mod evidence;
mod exports;
mod fairness;
mod forms;
mod harness;
mod house;
mod invited_language;
mod inviting;
mod job_analysis;
mod jobs;
mod jurisdictions;
mod languages;
mod letters;
mod links;
mod manager;
mod messages;
mod million;
mod notices;
mod openings;
mod outage;
mod pages;
mod panels;
mod parts;
mod privacy;
mod privacy_staff;
mod quality;
mod recruiter_day;
mod report;
mod rescore;
mod second_chances;
mod second_person;
mod security;
mod serve;
mod signals;
mod simulate;
mod sitting;
mod standards;
mod tenants;
mod thresholds;
mod transcript;
mod workspace;
