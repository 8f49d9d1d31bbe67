//! The messages of one language.

use super::{Locale, pseudo};
use crate::clock::{Moment, Zone};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "locales"]
#[include = "*.ftl"]
struct Files;

/// What a message names: a number, which decides the plural, or a text.
pub type Arg = FluentValue<'static>;

/// Stands in a message for something that a page sets apart, a link for instance: see [`Texts::around`].
pub const SLOT: &str = "\u{1}";

/// The messages of one language.
pub struct Texts {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

static ALL: LazyLock<Vec<Texts>> = LazyLock::new(|| Locale::ALL.iter().copied().map(Texts::read).collect());

impl Texts {
    /// Those of a language. They are read once.
    pub fn of(locale: Locale) -> &'static Self {
        &ALL[locale as usize]
    }

    /// Their language.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    fn read(locale: Locale) -> Self {
        let language = match locale {
            Locale::Accented | Locale::Mirrored => Locale::English,
            real => real,
        };
        let mut bundle = FluentBundle::new_concurrent(language.as_str().parse().into_iter().collect());
        // The marks that keep directions apart matter only where there are two.
        bundle.set_use_isolating(locale == Locale::Mirrored);
        bundle.set_formatter(Some(match locale {
            Locale::Spanish => |value, _| number(value, Locale::Spanish),
            Locale::German => |value, _| number(value, Locale::German),
            _ => |value, _| number(value, Locale::English),
        }));
        match locale {
            Locale::Accented => bundle.set_transform(Some(pseudo::accented)),
            Locale::Mirrored => bundle.set_transform(Some(pseudo::mirrored)),
            _ => {}
        }
        let folder = format!("{language}/");
        for path in Files::iter().filter(|path| path.starts_with(&folder)) {
            let Some(source) = Files::get(&path).and_then(|file| String::from_utf8(file.data.into_owned()).ok()) else {
                continue;
            };
            // A fault in a file is found by the tests; the messages that can be read are there.
            let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { locale, bundle }
    }

    /// A message, by `name` or `name.attribute`; nothing where there is none, or where it names what is not given.
    pub fn find(&self, id: &str, args: &[(&str, Arg)]) -> Option<String> {
        let (name, attribute) = id.split_once('.').map_or((id, None), |(name, attribute)| (name, Some(attribute)));
        let message = self.bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned();
        faults.is_empty().then_some(text)
    }

    /// A message. One that is not there is said in English; one that is not there either is its own name. Tests hold
    /// that neither happens.
    pub fn tr(&self, id: &str, args: &[(&str, Arg)]) -> String {
        self.find(id, args).or_else(|| Self::of(Locale::English).find(id, args)).unwrap_or_else(|| {
            tracing::error!(id, locale = self.locale.as_str(), "a message is missing");
            id.to_owned()
        })
    }

    /// A message in two halves: what stands before and after one of its names, which the page sets apart.
    pub fn around(&self, id: &str, slot: &str, args: &[(&str, Arg)]) -> Option<(String, String)> {
        let mut args = args.to_vec();
        args.push((slot, SLOT.into()));
        let text = self.find(id, &args)?;
        text.split_once(SLOT).map(|(before, after)| (before.to_owned(), after.to_owned()))
    }

    /// A day: `6 June 2026`.
    pub fn day(&self, moment: Moment) -> String {
        let (year, month, day) = moment.date();
        let month = self.tr("month", &[("month", i64::from(month).into())]);
        let year = year.to_string();
        self.tr("day", &[("day", i64::from(day).into()), ("month", month.into()), ("year", year.into())])
    }

    /// A day with its time: `6 June 2026, 14:05 UTC`.
    pub fn moment(&self, moment: Moment) -> String {
        self.tr("moment", &[("day", self.day(moment).into()), ("time", moment.time().into())])
    }
}

impl Texts {
    /// A day with its time where somebody is, with the name of the place and how far its clocks are from UTC:
    /// `6 June 2026, 14:05 Berlin time (UTC+2)`.
    pub fn moment_there(&self, moment: Moment, zone: Zone) -> String {
        if zone == Zone::UTC {
            return self.moment(moment);
        }
        let local = Moment::from(moment.there(zone).naive_local());
        let (day, time) = (self.day(local), local.time());
        let place = [("place", zone.place().into()), ("offset", zone.offset(moment).into())];
        self.tr("moment-there", &[&[("day", day.into()), ("time", time.into())][..], &place[..]].concat())
    }
}

/// A whole number with its thousands apart.
fn number(value: &FluentValue<'_>, locale: Locale) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, .. }) = value else { return None };
    let digits = (*value as i64).to_string();
    let apart = digits.len().checked_sub(3).filter(|place| *place > 0 && *value >= 0.0);
    Some(match apart {
        Some(place) => format!("{}{}{}", &digits[..place], locale.thousands(), &digits[place..]),
        None => digits,
    })
}
