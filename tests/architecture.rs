//! The rooms of the house: what ARCHITECTURE.md says each may import, it may, and nothing else
//! of ours.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files, and end where something is not there"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::root;

/// The table of ARCHITECTURE.md: each module and what it may import.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let module = cells[1].trim_matches('`').to_owned();
        let imports = cells[3]
            .split(',')
            .map(|name| name.trim().trim_matches('`').to_owned())
            .filter(|name| name != "–");
        (module, imports.collect())
    })
    .collect()
}

fn sources(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The modules of ours that a file names after `crate::`.
fn named(text: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for after in text.split("crate::").skip(1) {
        let list = after.strip_prefix('{').map_or_else(
            || vec![after],
            |list| list.split('}').next().unwrap().split(',').collect(),
        );
        for item in list {
            let name: String = item
                .trim()
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            named.insert(name);
        }
    }
    named
}

#[test]
fn each_room_imports_what_its_row_names() {
    let table = table();
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut seen = BTreeSet::new();
    for file in files {
        let path = file.strip_prefix(root().join("src")).unwrap().to_owned();
        let module = path
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        if module == "main" || module == "lib" {
            continue;
        }
        let allowed = table
            .get(&module)
            .unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {module}"));
        for name in named(&std::fs::read_to_string(&file).unwrap()) {
            assert!(
                name == module || allowed.contains(&name),
                "{} imports {name}, and ARCHITECTURE.md does not let {module}",
                path.display()
            );
        }
        seen.insert(module);
    }
    let rows: BTreeSet<String> = table.keys().cloned().collect();
    assert_eq!(seen, rows, "every row is a room, and every room has a row");
}

#[test]
fn licences_of_dependencies_are_those_that_we_accept() {
    const ACCEPTED: [&str; 10] = [
        "MIT",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Unicode-3.0",
        "Zlib",
        "CC0-1.0",
        // Lists of the certificates that browsers trust: data, and as free as MIT.
        "CDLA-Permissive-2.0",
    ];
    const ALSO: [&str; 3] = ["Unlicense", "0BSD", "MIT-0"];
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    let is_accepted = |licence: &str| ACCEPTED.contains(&licence) || ALSO.contains(&licence);
    for package in packages {
        let licence = package["license"]
            .as_str()
            .unwrap_or("none")
            .replace('/', " OR ");
        // Of alternatives one must do; of what is joined, every part.
        let alternatives = licence
            .split(" OR ")
            .map(|part| part.trim_matches(['(', ')', ' ']));
        let fits = alternatives.into_iter().any(|part| {
            part.split(" AND ")
                .all(|part| is_accepted(part.trim_matches(['(', ')', ' '])))
        });
        assert!(fits, "{} has the licence {licence}", package["name"]);
    }
}
