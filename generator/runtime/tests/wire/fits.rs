//! Unions of which nothing decides: the member that leaves the least of a value over.

use super::{both, error, read, wire};

#[derive(Clone, PartialEq)]
enum Check {
    Mail(Mail),
    Phone(Phone),
    Any(Vague),
}
wire::union!(Check { Mail: object from Mail, Phone: object from Phone, Any: object from Vague });

#[derive(Clone, PartialEq)]
struct Mail {
    by: By,
    sent: Option<i64>,
}
wire::object!(Mail { by, sent? });

#[derive(Clone, PartialEq)]
struct Phone {
    by: To,
    sent: Option<i64>,
    called: Option<bool>,
}
wire::object!(Phone { by, sent?, called? });

#[derive(Clone, PartialEq)]
struct Vague {
    sent: Option<i64>,
    lost: Option<Vec<Check>>,
}
wire::object!(Vague { sent?, lost? });

#[derive(Clone)]
enum By {
    Code,
    Link,
    Unlisted(wire::Unlisted),
}
wire::strings!(By { Code = "code", Link = "link" });

#[derive(Clone)]
enum To {
    Code,
    Ring,
    Unlisted(wire::Unlisted),
}
wire::strings!(To { Code = "code", Ring = "ring" });

#[test]
fn nothing_that_some_member_knows_is_lost() {
    let mail = Check::from(Mail { by: By::Code, sent: Some(1) });
    both(mail.clone(), r#"{"by":"code","sent":1}"#);
    both(
        Check::from(Phone { by: To::Code, sent: None, called: Some(true) }),
        r#"{"by":"code","called":true}"#,
    );
    // A listed value suits better than one that would be kept as unlisted.
    both(Check::from(Phone { by: To::Ring, sent: Some(1), called: None }), r#"{"by":"ring","sent":1}"#);
    // What is inside counts as well.
    both(
        Check::from(Vague {
            sent: None,
            lost: Some(vec![mail.clone(), Vague { sent: None, lost: None }.into()]),
        }),
        r#"{"lost":[{"by":"code","sent":1},{}]}"#,
    );
    // What nobody knows does not count against anybody: the first remains.
    assert_eq!(read::<Check>(r#"{"by":"code","sent":1,"new":{"by":"ring"}}"#), mail);
    assert_eq!(read::<Vec<Check>>(r#"[{"new":1,"by":"code","sent":1}]"#), [mail]);
    assert_eq!(
        error::<Check>(r#"{"by":"code","sent":"x","lost":1}"#),
        "no member of Check fits; as Mail: invalid type: string \"x\", expected i64 at sent; \
         as Phone: invalid type: string \"x\", expected i64 at sent; \
         as Any: invalid type: string \"x\", expected i64 at sent"
    );
}

#[derive(Clone, PartialEq)]
enum Chunk {
    Text(Text),
    Image(Image),
    Other(Other),
    Unlisted(wire::Json),
}
wire::tagged!(Chunk by "type" {
    Text = "text" from Text, Image = "image" from Image, Other = "other" from Other
});

#[derive(Clone, PartialEq)]
struct Text {
    text: String,
}
wire::object!(Text { "type" == "text"?, text });

#[derive(Clone, PartialEq)]
struct Image {
    r#type: Option<String>,
    url: String,
}
wire::object!(Image { r#type = "type"?, url });

#[derive(Clone, PartialEq)]
struct Other {
    note: Option<String>,
}
wire::object!(Other { note? });

#[test]
fn a_tag_that_members_do_not_require_may_be_missing() {
    let text = Chunk::from(Text { text: "a".into() });
    both(text.clone(), r#"{"type":"text","text":"a"}"#);
    assert_eq!(read::<Chunk>(r#"{"text":"a"}"#), text);
    assert_eq!(read::<Vec<Chunk>>(r#"[{"text":"a","url":1}]"#), [text]);
    let image = Image { r#type: None, url: "u".into() };
    assert_eq!(read::<Chunk>(r#"{"url":"u"}"#), Chunk::from(image.clone()));
    // It is written all the same.
    assert_eq!(wire::to_json(&Chunk::from(image)).unwrap(), br#"{"type":"image","url":"u"}"#);
    // A member that says nothing of the tag relies on it.
    assert_eq!(
        error::<Chunk>(r#"{"note":"n"}"#),
        "missing field `type`; as Text: missing field `text`; as Image: missing field `url`"
    );
}

#[derive(Clone, PartialEq)]
enum Effect {
    Noise(Noise),
    Unlisted(wire::Json),
}
wire::tagged!(Effect by "type" { Noise = "noise" from Noise });

#[derive(Clone, PartialEq)]
enum Noise {
    Duo(Duo),
    Unlisted(wire::Json),
}
wire::tagged!(Noise by "noiseType" { Duo = "duo" from Duo });

#[derive(Clone, PartialEq)]
struct Duo {
    r#type: String,
    size: i64,
}
wire::object!(Duo { r#type = "type", size });

#[test]
fn a_member_may_name_the_tags_of_all_unions_around_it() {
    let duo = Effect::from(Noise::from(Duo { r#type: "noise".into(), size: 1 }));
    for text in
        [r#"{"type":"noise","noiseType":"duo","size":1}"#, r#"{"size":1,"noiseType":"duo","type":"noise"}"#]
    {
        assert_eq!(read::<Effect>(text), duo, "{text}");
        assert_eq!(read::<Vec<Effect>>(&format!("[{text}]")).first(), Some(&duo), "{text}");
    }
    let text = wire::to_json(&duo).unwrap();
    assert_eq!(read::<Effect>(std::str::from_utf8(&text).unwrap()), duo);
}

#[derive(Clone, PartialEq)]
enum Record {
    Loose(Loose),
    Exact(Exact),
    Poor(Poor),
}
wire::union!(Record { Loose: object from Loose, Exact: object from Exact, Poor: object from Poor });

#[derive(Clone, PartialEq)]
struct Loose {
    id: i64,
    rest: wire::Map<wire::Json>,
}
wire::object!(Loose { id, ..rest });

#[derive(Clone, PartialEq)]
struct Exact {
    id: i64,
    size: Option<i64>,
}
wire::object!(Exact { id, size? });

#[derive(Clone, PartialEq)]
struct Poor {
    id: i64,
}
wire::object!(Poor { id });

#[test]
fn a_place_of_its_own_is_better_than_one_among_others_and_that_than_none() {
    both(Record::from(Exact { id: 1, size: Some(2) }), r#"{"id":1,"size":2}"#);
    let rest = wire::Map::from_iter([("size".to_owned(), 2.into()), ("colour".to_owned(), "red".into())]);
    both(Record::from(Loose { id: 1, rest }), r#"{"id":1,"size":2,"colour":"red"}"#);
    let rest = wire::Map::default();
    both(Record::from(Loose { id: 1, rest }), r#"{"id":1}"#);
}

#[derive(Clone, PartialEq)]
enum Turn {
    Asked(Asked),
    Said(Said),
}
wire::union!(Turn { Asked: object from Asked, Said: object from Said });

#[derive(Clone, PartialEq)]
struct Asked {
    text: Option<String>,
}
wire::object!(Asked { text });

#[derive(Clone, PartialEq)]
struct Said {
    text: Option<String>,
    calls: Option<Vec<i64>>,
    last: Option<bool>,
}
wire::object!(Said { text?, calls?, last? });

#[test]
fn a_null_that_is_taken_for_absent_is_less_than_a_value_that_is_lost() {
    let said = Turn::from(Said { text: None, calls: None, last: Some(true) });
    assert_eq!(read::<Turn>(r#"{"text":null,"calls":null,"last":true}"#), said);
    // A null that is kept is more.
    both(Turn::from(Asked { text: None }), r#"{"text":null}"#);
    assert_eq!(read::<Turn>(r#"{"text":null,"new":1}"#), Turn::from(Asked { text: None }));
}

#[derive(Clone, PartialEq)]
enum Parts {
    Chunks(Vec<Chunk>),
    Notes(Vec<Part>),
}
wire::union!(Parts { Chunks: array, Notes: array });

#[derive(Clone, PartialEq)]
enum Part {
    Note(Note),
    Unlisted(wire::Json),
}
wire::tagged!(Part by "type" { Note = "note" from Note });

#[derive(Clone, PartialEq)]
struct Note {
    note: String,
    size: Option<i64>,
}
wire::object!(Note { "type" == "note"?, note, size? });

#[test]
fn what_nobody_knows_counts_once_however_much_it_is() {
    let note = |size| Part::from(Note { note: "n".into(), size });
    // The first list would keep the first element as it is, and lose more of the second one.
    let text = r#"[{"type":"note","note":"n","new":[1,2,3]},{"text":"t","note":"n","size":1}]"#;
    assert_eq!(read::<Parts>(text), Parts::Notes(vec![note(None), note(Some(1))]));
}
