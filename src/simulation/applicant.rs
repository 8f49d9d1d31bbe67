//! Simulated applicants: people of varying skill who see replies as more or less good than the key does, and answer by
//! what they see. Under the assumed model, and for demonstration only.

use crate::entropy::Stream;
use crate::scoring::{Competency, Format, ItemRule, Letter, PerCompetency, Response};

/// Somebody who does not exist.
pub struct Simulated {
    /// How clearly they see what the key sees, for each competency: 0 is guessing.
    skill: PerCompetency<f64>,
    /// Where on the scale they put what they find middling.
    level: f64,
    /// How far they use the scale.
    spread: f64,
    stream: Stream,
}

/// The mean skill, how far people differ, and how far one person's competencies differ.
const MEAN_SKILL: f64 = 0.7;
const SD_PEOPLE: f64 = 0.3;
const SD_COMPETENCIES: f64 = 0.22;
/// Where people put what they find middling, and how many points of the scale one unit of what they see is worth.
const MEAN_LEVEL: f64 = 3.0;
const SD_LEVEL: f64 = 0.4;
const MEAN_SPREAD: f64 = 1.0;
const SD_SPREAD: f64 = 0.3;
const LEAST_SPREAD: f64 = 0.2;

/// The assumed model in sentences: whoever reads a simulated number reads these.
pub fn assumptions() -> [String; 4] {
    [
        format!(
            "Skill in a competency: mean {MEAN_SKILL}, SD {SD_PEOPLE} between people and {SD_COMPETENCIES} between the \
             competencies of one person; never below 0, which is guessing."
        ),
        "A reply looks as good as skill x (its effectiveness - the mean of the item's replies) + Gumbel noise; the best \
         of what one sees is chosen, ordered or rated highest (Luce 1959)."
            .to_owned(),
        format!(
            "Ratings: {MEAN_LEVEL} (SD {SD_LEVEL} between people) for what looks middling, {MEAN_SPREAD} more (SD \
             {SD_SPREAD}, at least {LEAST_SPREAD}) for each unit that a reply looks better, rounded, kept on the scale."
        ),
        "Items differ in nothing but their keys. Everybody answers everything; nobody tires, learns or has help.".to_owned(),
    ]
}

impl Simulated {
    /// Draws a person.
    pub fn draw(seed: i64, number: u32) -> Self {
        let mut stream = Stream::new(seed, &format!("applicant {number}"));
        let general = MEAN_SKILL + SD_PEOPLE * stream.normal();
        let skill = PerCompetency::from_fn(|_| (general + SD_COMPETENCIES * stream.normal()).max(0.0));
        let level = MEAN_LEVEL + SD_LEVEL * stream.normal();
        let spread = (MEAN_SPREAD + SD_SPREAD * stream.normal()).max(LEAST_SPREAD);
        Self { skill, level, spread, stream }
    }

    /// Their own stream, for everything else about them.
    pub fn stream(&mut self) -> &mut Stream {
        &mut self.stream
    }

    /// What they answer. Asked again, they see the same as clearly, with other noise.
    pub fn answer(&mut self, rule: &ItemRule) -> Response {
        let seen = self.seen(rule.competency, rule.key.effectiveness());
        let mut order: Vec<usize> = (0..seen.len()).collect();
        order.sort_by(|&a, &b| seen[b].total_cmp(&seen[a]));
        let letters: Vec<Letter> = order.into_iter().filter_map(Letter::at).collect();
        match rule.format {
            Format::PickBest => Response::PickBest { best: letters[0] },
            Format::BestWorst => Response::BestWorst { best: letters[0], worst: letters[letters.len() - 1] },
            Format::Rank => Response::Rank { order: letters },
            Format::Rate => {
                let rating = |worth: &f64| {
                    (self.level + self.spread * worth).round().clamp(1.0, f64::from(rule.key.scale())) as u8
                };
                Response::Rate { ratings: seen.iter().map(rating).collect() }
            }
        }
    }

    /// How good each reply looks to them: what the key says, as far as they see it, and noise (Luce 1959).
    fn seen(&mut self, competency: Competency, effectiveness: &[f64]) -> Vec<f64> {
        let mean = effectiveness.iter().sum::<f64>() / effectiveness.len() as f64;
        let skill = self.skill[competency];
        effectiveness.iter().map(|worth| skill * (worth - mean) + self.gumbel()).collect()
    }

    fn gumbel(&mut self) -> f64 {
        -(-(1.0 - self.stream.unit()).ln()).ln() - 0.577_215_664_9
    }
}
