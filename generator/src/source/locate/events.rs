//! What the two marking parsers have in common: events with places, and the walk over them.

use std::borrow::Cow;
use std::ops::Range;

/// Something in a text.
#[derive(Debug)]
pub(super) struct Event<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) span: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Kind<'t> {
    Scalar { text: Cow<'t, str>, plain: bool },
    Alias,
    List,
    Object,
    Close,
}

/// A piece of text, as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) span: Range<usize>,
    /// Whether it is a scalar without quotes.
    pub(crate) plain: bool,
    /// Whether it is a scalar at all.
    pub(crate) scalar: bool,
}

impl Piece {
    pub(super) fn of(event: &Event<'_>) -> Piece {
        let plain = matches!(event.kind, Kind::Scalar { plain: true, .. });
        let scalar = matches!(event.kind, Kind::Scalar { .. } | Kind::Alias);
        Piece { span: event.span.clone(), plain, scalar }
    }
}

/// How a value is reached from what it is in.
#[derive(Clone, Copy)]
pub(super) enum Token<'a> {
    /// It is in nothing.
    Root,
    Key(&'a str),
    Index(usize),
}

/// Looks at every value.
pub(super) trait Visitor {
    /// What is known of a list or object while its elements or members are visited.
    type State;

    /// A value, in the thing of that state. `None` if nothing below it is of interest.
    fn value(
        &mut self,
        parent: Option<&Self::State>,
        token: Token<'_>,
        key: Option<&Piece>,
        event: &Event<'_>,
    ) -> Option<Self::State>;

    /// Whether nothing is left to look for.
    fn done(&self) -> bool {
        false
    }
}

/// A list or object that has not ended yet.
struct Open<S> {
    state: Option<S>,
    list: bool,
    next: usize,
    key: Option<(String, Piece)>,
}

/// Visits the values of the first document of a text.
pub(super) fn walk<'t, V: Visitor>(events: impl Iterator<Item = Event<'t>>, visitor: &mut V) {
    let mut open: Vec<Open<V::State>> = Vec::new();
    for event in events {
        if let Kind::Close = event.kind {
            open.pop();
            if open.is_empty() {
                return;
            }
            continue;
        }
        let state = match open.last_mut() {
            None => visitor.value(None, Token::Root, None, &event),
            Some(list) if list.list => {
                let token = Token::Index(list.next);
                list.next += 1;
                list.state.as_ref().and_then(|state| visitor.value(Some(state), token, None, &event))
            }
            Some(object) => match object.key.take() {
                None => {
                    let text = match &event.kind {
                        // Names are only kept where somebody may ask for them.
                        Kind::Scalar { text, .. } if object.state.is_some() => text.to_string(),
                        _ => String::new(),
                    };
                    object.key = Some((text, Piece::of(&event)));
                    None
                }
                Some((name, piece)) => object
                    .state
                    .as_ref()
                    .and_then(|state| visitor.value(Some(state), Token::Key(&name), Some(&piece), &event)),
            },
        };
        if visitor.done() {
            return;
        }
        let list = matches!(event.kind, Kind::List);
        if list || matches!(event.kind, Kind::Object) {
            open.push(Open { state, list, next: 0, key: None });
        } else if open.is_empty() {
            return;
        }
    }
}
