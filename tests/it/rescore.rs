//! rescore
