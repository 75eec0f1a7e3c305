//! The built-in theme is part of the program: when a file of it changes, it is packed in again.

fn main() {
    println!("cargo:rerun-if-changed=themes/plain");
}
