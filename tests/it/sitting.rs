//! sitting
