//! Where the files of a bank come from: the binary, or a directory.

use crate::error::{Code, Error, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(rust_embed::RustEmbed)]
#[folder = "question-bank"]
struct BuiltIn;

/// A bank's files.
#[derive(Debug, Clone)]
pub enum Files {
    /// The bank inside this binary.
    BuiltIn,
    /// A directory laid out like it.
    Directory(PathBuf),
}

/// A bank is text; a file over this size is not one of it.
const LARGEST: u64 = 256 * 1024;

impl Files {
    /// All Markdown and YAML files by their path within the bank, with `/` between the parts.
    ///
    /// # Errors
    /// When the directory cannot be read, or a file is too large or not UTF-8.
    pub fn read(&self) -> Result<BTreeMap<String, String>> {
        match self {
            Self::BuiltIn => BuiltIn::iter()
                .filter(|path| is_bank_file(path))
                .filter_map(|path| Some((path.to_string(), BuiltIn::get(&path)?)))
                .map(|(path, file)| Ok((path, String::from_utf8(file.data.into_owned()).map_err(Error::internal)?)))
                .collect(),
            Self::Directory(directory) => {
                let mut files = BTreeMap::new();
                collect(directory, directory, &mut files)?;
                Ok(files)
            }
        }
    }

    /// Its name for messages.
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn => "question-bank".into(),
            Self::Directory(directory) => directory.display().to_string(),
        }
    }
}

fn is_bank_file(path: &str) -> bool {
    let known = Path::new(path).extension().is_some_and(|extension| extension == "md" || extension == "yaml");
    known && !path.ends_with("README.md")
}

fn collect(root: &Path, directory: &Path, files: &mut BTreeMap<String, String>) -> Result<()> {
    let unreadable = |path: &Path, problem: &dyn std::fmt::Display| {
        Error::new(Code::Invalid, format!("{} cannot be read: {problem}", path.display()))
    };
    for entry in std::fs::read_dir(directory).map_err(|error| unreadable(directory, &error))? {
        let entry = entry.map_err(|error| unreadable(directory, &error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| unreadable(&path, &error))?;
        // Links are not followed: a bank from elsewhere must not read beyond itself.
        if kind.is_dir() {
            collect(root, &path, files)?;
        } else if kind.is_file() {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if is_bank_file(&name) {
                let size = entry.metadata().map_err(|error| unreadable(&path, &error))?.len();
                if size > LARGEST {
                    return Err(unreadable(&path, &format_args!("it is over {} kB", LARGEST / 1024)));
                }
                files.insert(name, std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?);
            }
        }
    }
    Ok(())
}
