//! The classes of effects: A negligible, B moderate, C large.

/// How large an effect is, on the scale of the Educational Testing Service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifClass {
    /// Negligible.
    A,
    /// Moderate.
    B,
    /// Large.
    C,
}

impl DifClass {
    /// Its letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// The full ETS rule (Zieky 1993): A where Mantel and Haenszel's χ² is not significant at .05 or |Δ| < 1; C where
/// |Δ| >= 1.5 and significantly above 1 (one-sided .05); else B.
pub fn ets_class(delta: f64, se: f64, p: f64) -> DifClass {
    let size = delta.abs();
    if p >= 0.05 || size < 1.0 {
        DifClass::A
    } else if size >= 1.5 && size - 1.644_853_626_951_472_7 * se > 1.0 {
        DifClass::C
    } else {
        DifClass::B
    }
}

/// Zumbo and Thomas (1997): significant at .01, and Nagelkerke's ΔR² from .13 (B) or .26 (C).
pub fn zumbo_thomas(r2_change: f64, p: f64) -> DifClass {
    by_bounds(r2_change, p <= 0.01, 0.13, 0.26)
}

/// Jodoin and Gierl (2001): significant at .05, and ΔR² from .035 (B) or .070 (C).
pub fn jodoin_gierl(r2_change: f64, p: f64) -> DifClass {
    by_bounds(r2_change, p < 0.05, 0.035, 0.070)
}

/// Items with several categories: Mantel's χ² significant at .05, and |SMD|/SD above .17 (B) or .25 (C), as in the
/// National Assessment of Educational Progress.
pub fn polytomous_class(smd: f64, sd: f64, p: f64) -> DifClass {
    let size = smd.abs() / sd;
    match (p < 0.05, size) {
        (true, size) if size > 0.25 => DifClass::C,
        (true, size) if size > 0.17 => DifClass::B,
        _ => DifClass::A,
    }
}

fn by_bounds(size: f64, significant: bool, moderate: f64, large: f64) -> DifClass {
    if !significant || size < moderate {
        DifClass::A
    } else if size < large {
        DifClass::B
    } else {
        DifClass::C
    }
}
