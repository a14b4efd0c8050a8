//! The types of the document, version `1`.

use super::runtime::{formats, wire};

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Strings {
    pub date_time: Option<formats::DateTime>,
    pub date: Option<formats::Date>,
    pub time: Option<formats::Time>,
    pub duration: Option<formats::Duration>,
    pub uuid: Option<formats::Uuid>,
    pub uri: Option<String>,
    pub byte: Option<formats::Base64>,
    pub encoded: Option<formats::Base64>,
    pub url_safe: Option<formats::Base64Url>,
    pub url_encoded: Option<formats::Base64Url>,
    pub email: Option<String>,
    pub binary: Option<wire::Blob>,
    pub decimal: Option<formats::Decimal>,
    /// Format: `stock-keeping-unit`.
    pub unknown: Option<String>,
    /// From 1 to 10 characters. Matches `^[A-Z]+$`.
    pub bounded: Option<String>,
    pub several: Option<Vec<Option<formats::Uuid>>>,
    pub by_name: Option<wire::Map<formats::Date>>,
    pub untyped_format: Option<wire::Json>,
}
wire::object!(Strings {
    date_time?, date?, time?, duration?, uuid?, uri?, byte?, encoded?, url_safe?, url_encoded?, email?,
    binary?, decimal?, unknown?, bounded?, several?, by_name?, untyped_format?
});
wire::builder!(Strings {
    new(); date_time(into formats::DateTime); date(into formats::Date); time(into formats::Time);
    duration(into formats::Duration); uuid(into formats::Uuid); uri(into String); byte(into formats::Base64);
    encoded(into formats::Base64); url_safe(into formats::Base64Url); url_encoded(into formats::Base64Url);
    email(into String); binary(into wire::Blob); decimal(into formats::Decimal); unknown(into String);
    bounded(into String); several(list Option<formats::Uuid>); by_name(map formats::Date);
    untyped_format(into wire::Json);
});
