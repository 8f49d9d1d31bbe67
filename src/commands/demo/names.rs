//! Names for people who do not exist, from many places, without pattern.

use crate::entropy::Stream;

const FIRST: [&str; 64] = [
    "Amara", "Bela", "Chidi", "Dana", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jamila", "Kenji", "Leila", "Marek", "Nadia",
    "Oskar", "Priya", "Quentin", "Rosa", "Sami", "Tove", "Umar", "Vera", "Wen", "Ximena", "Yusuf", "Zofia", "Aidan", "Beatriz",
    "Callum", "Delphine", "Emeka", "Freya", "Goran", "Ines", "Jonas", "Keira", "Luca", "Mei", "Noor", "Orla", "Pavel", "Rania",
    "Soren", "Tamsin", "Uchenna", "Valentina", "Wesley", "Yara", "Zubin", "Agnes", "Bilal", "Carmen", "Dmitri", "Esther", "Finn",
    "Gulsen", "Hugo", "Ilse", "Joaquin", "Kofi", "Linh", "Moritz", "Nkechi", "Owen",
];

const LAST: [&str; 64] = [
    "Abara", "Bergstrom", "Castillo", "Dubois", "Eriksen", "Fischer", "Gallagher", "Haddad", "Ivanova", "Jensen", "Kowalski",
    "Laurent", "Mbeki", "Nakamura", "Okafor", "Petrov", "Quinn", "Rahman", "Santos", "Tanaka", "Ueda", "Vasquez", "Walsh", "Xu",
    "Yilmaz", "Zeller", "Adeyemi", "Brandt", "Chowdhury", "Dale", "Estrada", "Farrow", "Grant", "Hussain", "Ibsen", "Jovanovic",
    "Khan", "Lindqvist", "Moreau", "Novak", "Osei", "Pereira", "Rossi", "Singh", "Thorne", "Urbina", "Varga", "Whitlock", "Yeo",
    "Zhang", "Ashworth", "Bianchi", "Cohen", "Demir", "Ekwueme", "Fontaine", "Greenhalgh", "Horvat", "Iqbal", "Janssen", "Kaur",
    "Lopez", "Meyer", "Ndlovu",
];

/// A name and an address at a domain that cannot exist.
pub fn person(stream: &mut Stream, number: u32) -> (String, String) {
    let (first, last) = (FIRST[stream.below(FIRST.len())], LAST[stream.below(LAST.len())]);
    let address = format!("{}.{}.{number}@applicants.example", first.to_lowercase(), last.to_lowercase());
    (format!("{first} {last}"), address)
}
