//! Rapport.
pub mod audit;
pub mod bank;
pub mod clock;
pub mod config;
pub mod db;
pub mod entropy;
pub mod error;
pub mod ids;
pub mod mail;
pub mod people;
pub mod scoring;
mod words;
