//! Bundles the stylesheet and the modules into one file each, and names them by their content.

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};
use sha2::{Digest, Sha256};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Browsers of about 2022 and later get the same page.
const TARGETS: Browsers = Browsers {
    chrome: Some(100 << 16),
    firefox: Some(100 << 16),
    safari: Some((15 << 16) | (4 << 8)),
    edge: Some(100 << 16),
    android: None,
    ie: None,
    ios_saf: Some((15 << 16) | (4 << 8)),
    opera: None,
    samsung: None,
};

fn main() -> Result<(), Box<dyn Error>> {
    for folder in ["assets", "locales", "templates", "question-bank", "migrations"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    #[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let css = stylesheet(Path::new("assets/css/rapport.css"))?;
    let js = modules(Path::new("assets/js"))?;
    let icon = fs::read_to_string("assets/icons/rapport.svg")?;
    let mut constants = String::new();
    let mut table = String::from("const ASSETS: &[(&str, &str, &str)] = &[\n");
    for (constant, ending, kind, content) in [
        ("STYLESHEET_PATH", "css", "text/css; charset=utf-8", css),
        ("SCRIPT_PATH", "js", "text/javascript; charset=utf-8", js),
        ("ICON_PATH", "svg", "image/svg+xml", icon),
    ] {
        let name = named("rapport", &content, ending);
        writeln!(constants, "/// Where the {ending} file is.\npub const {constant}: &str = \"/assets/{name}\";")?;
        writeln!(table, "    (\"{name}\", \"{kind}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),")?;
        fs::write(out.join(name), content)?;
    }
    fs::write(out.join("assets.rs"), format!("{constants}{table}];\n"))?;
    Ok(())
}

fn stylesheet(entry: &Path) -> Result<String, Box<dyn Error>> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| error.to_string())?;
    let targets = Targets::from(TARGETS);
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| error.to_string())?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() });
    Ok(printed.map_err(|error| error.to_string())?.code)
}

/// The modules one after the other, in the order of their names, each in a scope of its own. What is in `common.js` they
/// share.
fn modules(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "js"));
    let shared = |path: &PathBuf| path.ends_with("common.js");
    paths.sort_by_key(|path| (!shared(path), path.clone()));
    let mut script = String::new();
    for path in paths {
        let (open, close) = if shared(&path) { ("", "") } else { ("{\n", "}\n") };
        script.push_str(open);
        for line in fs::read_to_string(&path)?.lines().map(str::trim) {
            // Comments are for whoever reads the source.
            if !line.is_empty() && !line.starts_with("//") {
                script.push_str(line);
                script.push('\n');
            }
        }
        script.push_str(close);
    }
    Ok(script)
}

fn named(stem: &str, content: &str, ending: &str) -> String {
    let digest = Sha256::digest(content);
    let short = u64::from_be_bytes([0, 0, digest[0], digest[1], digest[2], digest[3], digest[4], digest[5]]);
    format!("{stem}-{short:012x}.{ending}")
}
