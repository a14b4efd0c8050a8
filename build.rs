//! Keeps `generated/` in step with `spec/`, before the client is compiled.

fn main() {
    generator::Builder::new("spec/checkouts.yaml", "generated").run();
}
