//! The tokens of a JSON text (RFC 8259), where the text is right.
//!
//! What is wrong with a text is not told here: the methods return `None`, and the text is read again by serde_json, which
//! says what and where. So everything that they accept must be right, but not everything that is right need be accepted.

use std::borrow::Cow;

/// A place in a text.
#[derive(Clone)]
pub(super) struct Scan<'t> {
    text: &'t str,
    at: usize,
}

/// The digits of a number.
pub(super) struct Number<'t> {
    /// As they are in the text.
    pub digits: &'t str,
    /// Whether there is neither a fraction nor an exponent.
    pub whole: bool,
}

impl<'t> Scan<'t> {
    /// At the start of a text.
    pub fn new(text: &'t str) -> Self {
        Scan { text, at: 0 }
    }

    /// How many bytes are behind.
    pub fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The first byte of the next token.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Whether there is no further token.
    pub fn is_over(&mut self) -> bool {
        self.peek().is_none()
    }

    /// Takes a token of one byte.
    #[inline]
    pub fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Takes `null`, `true` or `false`.
    pub fn word(&mut self, word: &str) -> Option<()> {
        self.peek()?;
        self.rest().starts_with(word.as_bytes()).then(|| self.at += word.len())
    }

    /// Whether one more element comes, in an array or object that ends with `close`; takes what is between.
    #[inline]
    pub fn more(&mut self, first: bool, close: u8) -> Option<bool> {
        match self.peek()? {
            byte if byte == close => {
                self.at += 1;
                Some(false)
            }
            b',' if !first => {
                self.at += 1;
                (self.peek()? != close).then_some(true)
            }
            _ => first.then_some(true),
        }
    }

    /// The name of a property, and the colon.
    #[inline]
    pub fn key(&mut self) -> Option<Cow<'t, str>> {
        let key = self.string()?;
        self.take(b':')?;
        Some(key)
    }

    /// A string.
    #[inline]
    pub fn string(&mut self) -> Option<Cow<'t, str>> {
        self.take(b'"')?;
        let start = self.at;
        self.at += plain_length(self.rest());
        if self.byte()? == b'"' {
            let text = self.text.get(start..self.at)?;
            self.at += 1;
            return Some(Cow::Borrowed(text));
        }
        self.escaped(start)
    }

    /// A string with escapes, from what is behind its first quotation mark.
    #[cold]
    fn escaped(&mut self, start: usize) -> Option<Cow<'t, str>> {
        self.end_string()?;
        let whole = self.text.get(start.checked_sub(1)?..self.at)?;
        serde_json::from_str::<String>(whole).ok().map(Cow::Owned)
    }

    /// Goes behind the string in which this is.
    fn end_string(&mut self) -> Option<()> {
        loop {
            self.at += plain_length(self.rest());
            match self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Some(());
                }
                [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => self.at += 2,
                [b'\\', b'u', a, b, c, d, ..]
                    if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) =>
                {
                    self.at += 6;
                }
                _ => return None,
            }
        }
    }

    /// A number (RFC 8259, section 6).
    #[inline]
    pub fn number(&mut self) -> Option<Number<'t>> {
        self.peek()?;
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let mut whole = true;
        if self.byte() == Some(b'.') {
            (self.at, whole) = (self.at + 1, false);
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            (self.at, whole) = (self.at + 1, false);
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(Number { digits: self.text.get(start..self.at)?, whole })
    }

    /// At least one digit.
    #[inline]
    fn digits(&mut self) -> Option<()> {
        let count = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(())
    }

    /// Goes behind a value that contains at most this many levels of arrays and objects, and returns its text.
    pub fn value(&mut self, levels: usize) -> Option<&'t str> {
        self.peek()?;
        let start = self.at;
        self.skip(levels)?;
        self.text.get(start..self.at)
    }

    /// The same without the text.
    pub fn skip(&mut self, levels: usize) -> Option<()> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.end_string()
            }
            b'n' => self.word("null"),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            open @ (b'{' | b'[') => {
                self.at += 1;
                let levels = levels.checked_sub(1)?;
                let close = if open == b'{' { b'}' } else { b']' };
                let mut first = true;
                while self.more(first, close)? {
                    first = false;
                    if open == b'{' {
                        self.take(b'"')?;
                        self.end_string()?;
                        self.take(b':')?;
                    }
                    self.skip(levels)?;
                }
                Some(())
            }
            _ => self.number().map(|_| ()),
        }
    }
}

/// How many bytes there are before the end of a string, an escape, or what must not stand in a string.
#[inline]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let found = special(*word);
        if found != 0 {
            return length + found.trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    // Of the last word a part was looked at already.
    if bytes.last_chunk().is_some_and(|word| special(*word) == 0) {
        return bytes.len();
    }
    let is_plain = |byte: &&u8| !matches!(**byte, b'"' | b'\\' | 0..b' ');
    length + bytes.iter().skip(length).take_while(is_plain).count()
}

/// The highest bit of each byte that has no place in a plain string; behind the first of them there may be more.
#[inline]
fn special(word: [u8; 8]) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let word = u64::from_le_bytes(word);
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit)) & !word;
    let quote = below(word ^ (ONES * u64::from(b'"')), 1);
    let escape = below(word ^ (ONES * u64::from(b'\\')), 1);
    (quote | escape | below(word, b' ')) & (ONES << 7)
}
