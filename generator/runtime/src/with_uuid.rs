//! Identifiers of the crate `uuid`.

use super::formats::Uuid;

impl From<uuid::Uuid> for Uuid {
    fn from(id: uuid::Uuid) -> Self {
        id.to_string().into()
    }
}

impl TryFrom<&Uuid> for uuid::Uuid {
    type Error = uuid::Error;

    fn try_from(value: &Uuid) -> Result<Self, uuid::Error> {
        value.as_str().parse()
    }
}
