//! Where the database is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where the database is: a file, or a PostgreSQL server.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `sqlite:PATH` or a bare path.
    Sqlite(PathBuf),
    /// `postgres://…` or `postgresql://…`.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        let path = path.strip_prefix("//").unwrap_or(path);
        match path {
            "" => Err("the path of the database is empty; write sqlite:rapport.db or postgres://…".into()),
            ":memory:" => Err("an in-memory database would be another one in every thread; name a file".into()),
            other if other.contains("://") => Err(format!("`{other}` is neither a path nor a postgres:// URL")),
            path => Ok(Self::Sqlite(path.into())),
        }
    }
}

/// A PostgreSQL URL without its password, and the password as it is.
pub fn without_password(url: &str) -> (String, Option<String>) {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let (credentials, place) = rest.rsplit_once('@')?;
        let (user, password) = credentials.split_once(':')?;
        Some((format!("{scheme}://{user}@{place}"), password))
    });
    match parts {
        Some((url, password)) => {
            (url, Some(percent_encoding::percent_decode_str(password).decode_utf8_lossy().into_owned()))
        }
        None => (url.to_owned(), None),
    }
}

impl fmt::Display for DatabaseUrl {
    /// Without the password, so that it can be logged.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => match url.rsplit_once('@') {
                Some((_, rest)) => write!(f, "postgres://…@{rest}"),
                None => f.write_str(url),
            },
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_apart_by_their_scheme() {
        assert_eq!("sqlite:a/b.db".parse(), Ok(DatabaseUrl::Sqlite("a/b.db".into())));
        assert_eq!("sqlite:///srv/b.db".parse(), Ok(DatabaseUrl::Sqlite("/srv/b.db".into())));
        assert_eq!("a.db".parse(), Ok(DatabaseUrl::Sqlite("a.db".into())));
        assert!("mysql://x".parse::<DatabaseUrl>().is_err());
        assert!(":memory:".parse::<DatabaseUrl>().is_err());
    }

    #[test]
    fn a_password_is_taken_out() {
        let (url, password) = without_password("postgres://anna:a%40b%2Bc@db:5432/rapport?sslmode=require");
        assert_eq!(
            (url.as_str(), password.as_deref()),
            ("postgres://anna@db:5432/rapport?sslmode=require", Some("a@b+c"))
        );
        assert_eq!(without_password("postgres://anna@db/rapport"), ("postgres://anna@db/rapport".into(), None));
    }

    #[test]
    fn a_password_is_not_shown() {
        let url: DatabaseUrl = "postgres://anna:secret@db:5432/rapport".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://…@db:5432/rapport");
    }
}
