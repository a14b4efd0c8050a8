//! What a configuration does to a document before anything is made of it: overlays, the selection, formats.

use generator::diag::render::{Colour, render};
use generator::source::{Input, convert};
use generator::{Builder, Outcome, Settings, generate, read};
use std::path::PathBuf;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example}]
tags: [{name: Pets}, {name: Toys}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
    delete:
      operationId: deletePets
      tags: [Pets, Internal]
      responses: {'204': {description: gone}}
  /toys/{id}:
    get:
      operationId: getToy
      tags: [Toys]
      parameters: [{$ref: '#/components/parameters/Id'}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string}}
  schemas:
    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {price: {$ref: '#/components/schemas/Price'}}}]}
    Price: {type: object, properties: {amount: {type: string, format: money}}}
    Toy: {type: object, properties: {of: {type: array, items: {$ref: '#/components/schemas/Toy'}}}}
    Nobody: {type: object, properties: {a: {type: string}}}
";

/// A folder with a document, its configuration and overlays.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        for (name, text) in [("shop.yaml", DOCUMENT)].iter().chain(files) {
            std::fs::write(desk.0.path().join(name), text).expect("written");
        }
        desk
    }

    fn input(&self) -> Input {
        Input::Path(self.0.path().join("shop.yaml"))
    }

    fn said(&self, outcome: &Outcome) -> String {
        let text = render(&outcome.sources.show(outcome.diags.reported()), Colour::Never);
        text.replace(&format!("{}/", self.0.path().display()), "")
    }

    /// What the document becomes, as YAML, and what is said about it.
    fn read(&self) -> (String, String) {
        let (tree, outcome) = read(&self.input(), &Settings::Beside, |_| {});
        (tree.map(convert::to_yaml).unwrap_or_default(), self.said(&outcome))
    }

    fn types(&self) -> String {
        let outcome = generate(&self.input(), &Settings::Beside, |_| {});
        let said = self.said(&outcome);
        let files = outcome.files.unwrap_or_else(|| panic!("{said}"));
        files.into_iter().find(|file| file.path == "src/types.rs").map(|file| file.text).unwrap_or_default()
    }
}

fn with(configuration: &str, overlays: &[(&str, &str)]) -> Desk {
    Desk::new(&[&[("shop.toml", configuration)], overlays].concat())
}

#[test]
fn a_selection_leaves_out_operations_and_what_only_they_need() {
    for (configuration, here, not) in [
        (
            "select.include.tags = ['Pets']",
            "listPets deletePets Cat: Price:",
            "getToy Toy: Nobody: Id: /toys",
        ),
        ("select.include.ids = ['getT*']", "getToy Toy: Id:", "listPets Pet: Cat: Nobody: /pets"),
        ("select.include.paths = ['GET /**']", "getToy listPets", "deletePets Nobody:"),
        ("select.exclude.paths = ['/toys/*']", "listPets deletePets", "getToy"),
        (
            "select.include.tags = ['Pets']\nselect.exclude.tags = ['Internal']",
            "listPets",
            "deletePets getToy",
        ),
    ] {
        let (document, said) = with(configuration, &[]).read();
        assert_eq!(said, "", "{configuration}");
        for word in here.split(' ') {
            assert!(document.contains(word), "{configuration}: no {word} in\n{document}");
        }
        for word in not.split(' ') {
            let word = format!(" {word}");
            assert!(!document.contains(&word), "{configuration}:{word} in\n{document}");
        }
    }
    assert!(with("", &[]).read().0.contains("Nobody:"), "nothing is left out without a selection");
}

#[test]
fn a_selection_that_selects_nothing_is_told_at_its_place() {
    let desk = with("[select]\ninclude.tags = ['Pets', 'Pest']\nexclude.ids = ['none*']\n", &[]);
    let said = desk.read().1;
    assert!(
        said.contains("warning[config-unused]: the document has no operation with the tag `Pest`"),
        "{said}"
    );
    assert!(said.contains("shop.toml:2:25"), "{said}");
    assert!(said.contains("no operation with the id `none*`"), "{said}");
    let (document, said) = with("[select]\ninclude.paths = ['/nowhere']\n", &[]).read();
    assert_eq!(document, "");
    assert!(said.contains("error[config]: the selection leaves no operation"), "{said}");
}

#[test]
fn a_format_can_be_read_as_another() {
    assert!(with("", &[]).types().contains("pub amount: Option<String>"));
    let money = with("formats.money = 'decimal'", &[]).types();
    assert!(money.contains("pub amount: Option<formats::Decimal>"), "{money}");
    let said = with("formats.money = 'decimel'\nformats.dat = 'text'\n", &[]).read().1;
    assert!(said.contains("there is no format `decimel` to read it as: did you mean `decimal`?"), "{said}");
    assert!(said.contains("the document has no format `dat`"), "{said}");
}

const OVERLAYS: &str = "overlays = ['fix.yaml']";

fn overlay(actions: &str) -> String {
    format!("overlay: 1.1.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n{actions}")
}

#[test]
fn overlays_update_copy_and_remove() {
    let text = overlay(
        "- target: $.paths['/pets'].get\n  update: {summary: All of them, tags: [Home]}\n\
         - target: $.paths['/pets'].delete\n  remove: true\n\
         - target: $.servers[0].url\n  update: https://other.example\n\
         - target: $.tags[?@.name=='Toys']\n  remove: true\n\
         - target: $.tags\n  update: {name: New}\n\
         - target: $.components.schemas\n  update: {Plaything: {}}\n\
         - target: $.components.schemas.Plaything\n  copy: $.components.schemas.Toy\n",
    );
    let (document, said) = with(OVERLAYS, &[("fix.yaml", &text)]).read();
    assert_eq!(said, "");
    let wanted: serde_json::Value = serde_json::json!({
        "summary": "All of them", "tags": ["Pets", "Home"], "url": "https://other.example",
        "groups": [{"name": "Pets"}, {"name": "New"}],
    });
    let (tree, _) = read(
        &Input::Text { name: "out.yaml".to_owned(), text: document },
        &Settings::Given(Default::default()),
        |_| {},
    );
    let tree = tree.expect("a document");
    let at = |pointer: &str| tree.value().pointer(pointer).cloned().unwrap_or_default();
    assert_eq!(at("/paths/~1pets/get/summary"), wanted["summary"]);
    assert_eq!(at("/paths/~1pets/get/tags"), wanted["tags"]);
    assert_eq!(at("/paths/~1pets/delete"), serde_json::Value::Null);
    assert_eq!(at("/servers/0/url"), wanted["url"]);
    assert_eq!(at("/tags"), wanted["groups"]);
    assert_eq!(at("/components/schemas/Plaything"), at("/components/schemas/Toy"));
}

/// Where the first diagnostic with this text in it points.
fn place(said: &str, message: &str) -> String {
    let at = said.find(message).unwrap_or_else(|| panic!("no `{message}` in\n{said}"));
    let arrow = said[at..].find("--> ").map(|arrow| at + arrow + 4).expect("a place");
    said[arrow..].lines().next().unwrap_or_default().to_owned()
}

#[test]
fn complaints_about_what_an_overlay_put_there_point_into_the_overlay() {
    let text = overlay(
        "- target: $.components.schemas.Toy.properties\n  update:\n    size: {type: strng}\n\
         - target: $.paths['/toys/{id}'].get.parameters\n  remove: true\n\
         - target: $.paths['/pets'].get\n  update:\n    parameters:\n    - {name: a, in: query, schema: {type: intger}}\n",
    );
    let said = with(OVERLAYS, &[("fix.yaml", &text)]).read_all();
    assert_eq!(place(&said, "strng"), "fix.yaml:6:18");
    assert_eq!(place(&said, "intger"), "fix.yaml:12:43");
    // What moved up in a list because something before it was removed is still found.
    let second = DOCUMENT.replace(
        "[{$ref: '#/components/parameters/Id'}]",
        "[{name: x}, {name: id, in: path, required: true, schema: {type: strng}}]",
    );
    let text = overlay("- target: $.paths['/toys/{id}'].get.parameters[0]\n  remove: true\n");
    let said = with(OVERLAYS, &[("fix.yaml", &text), ("shop.yaml", &second)]).read_all();
    let column = second.lines().nth(18).and_then(|line| line.find("strng")).expect("there") + 1;
    assert_eq!(place(&said, "strng"), format!("shop.yaml:19:{column}"));
    // And what was copied where it was copied from.
    let broken =
        DOCUMENT.replace("Nobody: {type: object, properties: {a: {type: string}}}", "Nobody: {type: object}");
    let text = overlay(
        "- target: $.components.schemas\n  update: {One: {}}\n- target: $.components.schemas.One\n  copy: $.components.schemas.Bad\n",
    );
    let broken = broken + "    Bad: {type: object, properties: {b: {type: nmber}}}\n";
    let said = with(OVERLAYS, &[("fix.yaml", &text), ("shop.yaml", &broken)]).read_all();
    assert!(said.matches("shop.yaml:").count() >= 1, "{said}");
    assert!(!said.contains("fix.yaml"), "{said}");
}

impl Desk {
    fn read_all(&self) -> String {
        self.said(&generate(&self.input(), &Settings::Beside, |_| {}))
    }
}

#[test]
fn mistakes_in_overlays_have_places() {
    for (actions, message, at) in [
        (
            "- target: $.nowhere\n  remove: true\n",
            "`$.nowhere` selects nothing in the document",
            "fix.yaml:4:11",
        ),
        ("- target: $.info[\n  remove: true\n", "this is no JSONPath (RFC 9535)", "fix.yaml:4:11"),
        (
            "- tagret: $.info\n  remove: true\n",
            "`tagret` is no field of an overlay: did you mean `target`?",
            "fix.yaml:4:3",
        ),
        ("- target: $.info\n", "this action does nothing", "fix.yaml:4:3"),
        ("- target: $.info\n  update: text\n", "a text cannot be merged into an object", "fix.yaml:5:11"),
        ("- target: $\n  remove: true\n", "the whole document cannot be removed", "fix.yaml:4:11"),
        ("- target: $.info\n  copy: $.paths.*\n", "`$.paths.*` selects 2 values", "fix.yaml:5:9"),
        ("- target: $.info\n  remove: 1\n", "`remove` is `true` or `false`", "fix.yaml:5:11"),
    ] {
        let said = with(OVERLAYS, &[("fix.yaml", &overlay(actions))]).read_all();
        assert!(place(&said, message).starts_with(at), "{said}");
    }
    for (text, message) in [
        ("overlay: 2.0.0\nactions: []\n", "overlays of version"),
        ("overlay: 1.0.0\n", "there are no `actions`"),
        ("actions: [{target: $.info, remove: true}]\n", "there is no `overlay`"),
        ("[]", "an overlay is an object"),
    ] {
        let said = with(OVERLAYS, &[("fix.yaml", text)]).read_all();
        assert!(place(&said, message).starts_with("fix.yaml:1:"), "{said}");
    }
    let said = with("overlays = ['a.yaml']\n", &[]).read_all();
    assert!(place(&said, "a.yaml` does not exist").starts_with("shop.toml:1:13"), "{said}");
}

#[test]
fn a_path_of_many_brackets_takes_no_time() {
    for target in [
        format!("$.info[?{}@.a{}]", "@[?".repeat(40), "]".repeat(40)),
        format!("$.info[?{}@.a{}]", "(".repeat(100_000), ")".repeat(100_000)),
        format!("$.info[?{}@.a", "@[?".repeat(40)),
    ] {
        let text = overlay(&format!("- target: '{target}'\n  remove: true\n"));
        let said = with(OVERLAYS, &[("fix.yaml", &text)]).read_all();
        assert!(
            said.contains("filters within filters past 8 levels"),
            "{}",
            said.get(..200).unwrap_or(&said)
        );
    }
    // Brackets in names are no brackets.
    let text = overlay("- target: $.paths['/a((((((((((((b']\n  remove: true\n");
    assert!(with(OVERLAYS, &[("fix.yaml", &text)]).read_all().contains("selects nothing"));
}

#[test]
fn an_overlay_is_watched_like_the_document() {
    let desk = with(OVERLAYS, &[("fix.yaml", &overlay("- target: $.info\n  update: {summary: s}\n"))]);
    let outcome = generate(&desk.input(), &Settings::Beside, |_| {});
    let watched = generator::watched(&desk.input(), &outcome);
    let names: Vec<PathBuf> = watched.iter().filter_map(|path| path.file_name().map(PathBuf::from)).collect();
    assert_eq!(names, ["fix.yaml", "shop.toml", "shop.yaml"].map(PathBuf::from));
}

#[test]
fn what_is_named_in_the_configuration_has_that_name() {
    let document = "\
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /votes:
    post:
      tags: [Voting Booth]
      operationId: vote
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Vote'}}}}
      responses: {'204': {description: done}}
components:
  schemas:
    Vote: {type: object, properties: {value: {$ref: '#/components/schemas/Value'}, by: {$ref: '#/components/schemas/By'}}}
    Value: {enum: ['+1', '-1', abstain]}
    By: {oneOf: [{$ref: '#/components/schemas/Person'}, {$ref: '#/components/schemas/Robot'}]}
    Person: {type: object, required: [name], properties: {name: {type: string}}}
    Robot: {type: object, required: [serial], properties: {serial: {type: string}}}
";
    let configuration = "\
tags.'Voting Booth' = 'booth'
[schemas.Value]
values.'+1' = 'Aye'
values.'-1' = 'Nay'
[schemas.By]
variants.Robot = 'Machine'
";
    let desk = Desk::new(&[("shop.yaml", document), ("shop.toml", configuration)]);
    assert_eq!(desk.read_all(), "");
    let types = desk.types();
    for line in ["Aye = \"+1\"", "Nay = \"-1\"", "Abstain = \"abstain\"", "Machine(Robot)", "Person(Person)"]
    {
        assert!(types.contains(line), "no `{line}` in\n{types}");
    }
    let files = generate(&desk.input(), &Settings::Beside, |_| {}).files.expect("a crate");
    assert!(files.iter().any(|file| file.path == "src/booth.rs"), "a module of that name");
    let renamed = "[operations.'POST /votes']\nparameters.'page[size]' = 'size'\nparameters.pgae = 'page'\n";
    let paged = document.replace("      operationId: vote", "      operationId: vote\n      parameters: [{name: 'page[size]', in: query, schema: {type: integer}}, {name: page, in: query, schema: {type: integer}}]");
    let desk = Desk::new(&[("shop.yaml", &paged), ("shop.toml", renamed)]);
    let said = desk.read_all();
    assert!(said.contains("the document has no parameter `pgae`: did you mean `page`?"), "{said}");
    let files = generate(&desk.input(), &Settings::Beside, |_| {}).files.expect("a crate");
    assert!(
        files.iter().any(|file| file.path.starts_with("src/voting") && file.text.contains("0 size(i64)")),
        "the name of a setter"
    );
    let wrong = "tags.Nobody = 'a'\nschemas.Value.values.maybe = 'M'\nschemas.By.variants.Robbot = 'B'\n";
    let said = Desk::new(&[("shop.yaml", document), ("shop.toml", wrong)]).read_all();
    for message in
        ["no tag with operations `Nobody`", "no value `maybe`", "no member `Robbot`: did you mean `Robot`?"]
    {
        assert!(said.contains(message), "no `{message}` in\n{said}");
    }
}

#[test]
fn types_have_the_derives_and_attributes_that_are_said() {
    let document = DOCUMENT.replace("kind: {type: string}}", "kind: {$ref: '#/components/schemas/Kind'}}")
        + "    Kind: {type: string, enum: [cat, dog]}\n    Born: {type: object, properties: {at: {type: string, format: date-time}}}\n";
    let configuration = "\
[crate]
dates = 'jiff'
dependencies.strum = { version = '0.27', features = ['derive'] }
[types]
derives = ['Eq', 'std::hash::Hash']
attributes = ['#[must_use]']
[schemas.Kind]
derives = ['strum::EnumIs']
[schemas.Toy]
attributes = ['#[doc(alias = \"plaything\")]']
fields.of.attributes = ['#[doc(alias = \"parts\")]']
";
    let desk = Desk::new(&[("shop.yaml", &document), ("shop.toml", configuration)]);
    let types = desk.types();
    for text in [
        "#[derive(Clone, strum::EnumIs)]\n#[must_use]\n#[non_exhaustive]\npub enum Kind",
        "#[derive(Clone, PartialEq, Eq, std::hash::Hash)]\n#[must_use]\n#[doc(alias = \"plaything\")]\n#[non_exhaustive]\npub struct Toy",
        "    #[doc(alias = \"parts\")]\n    pub of: ",
    ] {
        assert!(types.contains(text), "no `{text}` in\n{types}");
    }
    let files = generate(&desk.input(), &Settings::Beside, |_| {}).files.expect("a crate");
    let manifest = &files.iter().find(|file| file.path == "Cargo.toml").expect("a manifest").text;
    assert!(manifest.contains("strum = { version = \"0.27\", features = [\"derive\"] }"), "{manifest}");
    assert!(manifest.contains("default = [\"jiff\", \"reqwest\"]"), "{manifest}");
    assert!(!manifest.contains("chrono") && !manifest.contains("time ="), "{manifest}");
    let said = with("crate.dates = 'time'\ncrate.dependencies.strum.features = ['derive']\n", &[]).read_all();
    assert!(said.contains("warning[config-unused]: the document has no dates"), "{said}");
    assert!(said.contains("error[config]: nothing says which versions of `strum` will do"), "{said}");
}

#[test]
fn a_build_script_refreshes_checks_and_hears_of_warnings() {
    let text = overlay("- target: $.info\n  update: {summary: s}\n- target: $.nowhere\n  remove: true\n");
    let desk = Desk::new(&[("fix.yaml", &text)]);
    let at = |name: &str| desk.0.path().join(name);
    let builder = || Builder::new(at("shop.yaml"), at("client")).check(false).overlay(at("fix.yaml"));
    let done = builder().refresh().expect("a crate");
    assert!(done.changes.missing.contains(&"src/lib.rs".to_owned()));
    let [warning] = done.warnings.as_slice() else { panic!("{:?}", done.warnings) };
    let place = format!("{}:6:11: ", at("fix.yaml").display());
    assert_eq!(*warning, format!("{place}`$.nowhere` selects nothing in the document [overlay-unused]"));
    for name in ["shop.yaml", "shop.toml", "fix.yaml"] {
        assert!(done.watched.contains(&at(name)), "{name} is not watched: {:?}", done.watched);
    }
    assert!(builder().allow("overlay-unused").refresh().expect("the same").warnings.is_empty());
    assert!(builder().check(true).refresh().expect("nothing to do").changes.is_empty());

    let failed = builder().deny("warnings").refresh().expect_err("denied");
    assert!(failed.to_string().contains("error[overlay-unused]"), "{failed}");
    let stale =
        builder().configure(|config| config.name = Some("other".to_owned())).check(true).mend("make client");
    let stale = stale.refresh().expect_err("stale");
    assert!(stale.to_string().contains("differs: Cargo.toml"), "{stale}");
    assert!(stale.to_string().ends_with("mend it with: make client"), "{stale}");
    assert!(stale.watched().contains(&at("fix.yaml")), "a failure is watched, too");
    let missing =
        Builder::new(at("missing.yaml"), at("client")).check(false).refresh().expect_err("no document");
    assert!(missing.to_string().contains("does not exist"), "{missing}");
    assert!(missing.watched().contains(&at("missing.yaml")), "it may come");
    assert!(at("client/src/lib.rs").is_file(), "what was there stays");
}
