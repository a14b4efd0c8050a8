//! What is sent.

use super::runtime::{
    call::{Call, example}, client::Client, media::{self, Media, Part}, mode::Mode,
    operation::{Operation, Style}, wire
};
use super::types;

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub struct Bodies<'c, M: Mode>(pub(crate) &'c Client<M>);

impl<M: Mode> Bodies<'_, M> {
    /// JSON. `POST /json`
    /// * More: <https://kitchen.example.com/json>
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request = DishInput::new("name");
    /// client.bodies().send_json(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_json(&self, body: impl Into<types::DishInput>) -> Call<(), M> {
        self.0.call(&SEND_JSON, &[]).json(&body.into())
    }

    /// JSON under a name of its own. `POST /vendor`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request = DishInput::new("name");
    /// client.bodies().send_vendor(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_vendor(&self, body: impl Into<types::DishInput>) -> Call<(), M> {
        self.0.call(&SEND_VENDOR, &[]).body(&body.into())
    }

    /// A body that may be left out. `POST /optional`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request = DishInput::new("name");
    /// client.bodies().send_optional(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_optional(&self, body: impl Into<Option<types::DishInput>>) -> Call<(), M> {
        self.0.call(&SEND_OPTIONAL, &[]).with_optional(body.into(), Call::json)
    }

    /// A GET with a body. `GET /search`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request = DishInput::new("name");
    /// client.bodies().search(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn search(&self, body: impl Into<types::DishInput>) -> Call<(), M> {
        self.0.call(&SEARCH, &[]).json(&body.into())
    }

    /// A DELETE with a body. `DELETE /search`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request = DishInput::new("name");
    /// client.bodies().remove(request).await?;
    /// # Ok(()) }}}
    /// ```
    #[deprecated]
    pub fn remove(&self, body: impl Into<types::DishInput>) -> Call<(), M> {
        self.0.call(&REMOVE, &[]).json(&body.into())
    }

    /// A merge patch. `PATCH /merge`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishPatch;
    ///
    /// let request = DishPatch::new();
    /// client.bodies().merge_patch(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn merge_patch(&self, body: impl Into<types::DishPatch>) -> Call<(), M> {
        self.0.call(&MERGE_PATCH, &[]).body(&body.into())
    }

    /// A patch that is a list. `PATCH /patch`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::{Change, ChangeOp};
    ///
    /// let request: Vec<Change> = vec![Change::new(ChangeOp::Add, "path")];
    /// client.bodies().json_patch(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn json_patch(&self, body: impl Into<Vec<types::Change>>) -> Call<(), M> {
        self.0.call(&JSON_PATCH, &[]).body(&body.into())
    }

    /// A form in which the document says nothing of its properties. `POST /form`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Order;
    ///
    /// let request = Order::new(1);
    /// client.bodies().send_form(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_form(&self, body: impl Into<types::Order>) -> Call<(), M> {
        self.0.call(&SEND_FORM, &[]).body(&body.into())
    }

    /// A form with properties in properties. `POST /deep`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Order;
    ///
    /// let request = Order::new(1);
    /// client.bodies().send_deep(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_deep(&self, body: impl Into<types::Order>) -> Call<(), M> {
        self.0.call(&SEND_DEEP, &[]).body(&body.into())
    }

    /// A form in other styles. `POST /styled`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::{SendStyledRequest, SendStyledRequestApart};
    ///
    /// let request = SendStyledRequest::new(
    ///     vec![1],
    ///     ["spaces"],
    ///     ["pipes"],
    ///     SendStyledRequestApart::new(1),
    ///     "reserved",
    /// );
    /// client.bodies().send_styled(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_styled(&self, body: impl Into<types::SendStyledRequest>) -> Call<(), M> {
        self.0.call(&SEND_STYLED, &[]).body(&body.into())
    }

    /// Parts, some of them files. `POST /multipart`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Parcel;
    ///
    /// let request = Parcel::new("title", std::path::Path::new("picture"));
    /// client.bodies().send_multipart(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_multipart(&self, body: impl Into<types::Parcel>) -> Call<(), M> {
        self.0.call(&SEND_MULTIPART, &[]).body(&body.into())
    }

    /// Text. `POST /text`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let request: String = "body".into();
    /// client.bodies().send_text(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_text(&self, body: impl Into<String>) -> Call<(), M> {
        self.0.call(&SEND_TEXT, &[]).body(&body.into())
    }

    /// XML is text. `POST /xml`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let request: String = "body".into();
    /// client.bodies().send_xml(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_xml(&self, body: impl Into<String>) -> Call<(), M> {
        self.0.call(&SEND_XML, &[]).body(&body.into())
    }

    /// Bytes. `PUT /bytes`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::wire;
    ///
    /// let request: wire::Blob = std::path::Path::new("body").into();
    /// client.bodies().send_bytes(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_bytes(&self, body: impl Into<wire::Blob>) -> Call<(), M> {
        self.0.call(&SEND_BYTES, &[]).body(&body.into())
    }

    /// Bytes of some kind. `PUT /picture`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::wire;
    ///
    /// let request: wire::Blob = std::path::Path::new("body").into();
    /// client.bodies().send_picture(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_picture(&self, body: impl Into<wire::Blob>) -> Call<(), M> {
        self.0.call(&SEND_PICTURE, &[]).body(&body.into())
    }

    /// A media type that says nothing, with a schema that does. `POST /anything`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request = DishInput::new("name");
    /// client.bodies().send_anything(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_anything(&self, body: impl Into<types::DishInput>) -> Call<(), M> {
        self.0.call(&SEND_ANYTHING, &[]).json(&body.into())
    }

    /// A media type that says nothing, and no schema. `POST /raw`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::wire;
    ///
    /// let request: wire::Blob = std::path::Path::new("body").into();
    /// client.bodies().send_raw(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_raw(&self, body: impl Into<wire::Blob>) -> Call<(), M> {
        self.0.call(&SEND_RAW, &[]).body(&body.into())
    }

    /// A media type that nobody knows. `POST /unknown`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::wire;
    ///
    /// let request: wire::Blob = std::path::Path::new("body").into();
    /// client.bodies().send_unknown(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_unknown(&self, body: impl Into<wire::Blob>) -> Call<(), M> {
        self.0.call(&SEND_UNKNOWN, &[]).body(&body.into())
    }

    /// A JSON text per line. `POST /lines`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request: Vec<DishInput> = vec![DishInput::new("name")];
    /// client.bodies().send_lines(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_lines(&self, body: impl Into<Vec<types::DishInput>>) -> Call<(), M> {
        self.0.call(&SEND_LINES, &[]).body(&body.into())
    }

    /// One of several media types. `POST /either`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::bodies::SendEitherBody;
    /// use kitchen::types::Parcel;
    ///
    /// let request = SendEitherBody::Multipart(
    ///     Box::new(Parcel::new("title", std::path::Path::new("picture"))),
    /// );
    /// client.bodies().send_either(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_either(&self, body: impl Into<SendEitherBody>) -> Call<(), M> {
        self.0.call(&SEND_EITHER, &[]).either(&body.into())
    }

    /// One of several kinds of patch. `PATCH /patches`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::bodies::SendPatchesBody;
    ///
    /// let request = SendPatchesBody::JsonPatch("body".into());
    /// client.bodies().send_patches(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn send_patches(&self, body: impl Into<SendPatchesBody>) -> Call<(), M> {
        self.0.call(&SEND_PATCHES, &[]).either(&body.into())
    }
}

/// What `POST /either` takes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SendEitherBody {
    /// `multipart/form-data`
    Multipart(Box<types::Parcel>),
    /// `application/json`
    Json(types::DishInput),
    /// `text/plain`
    Text(String),
    /// `application/pdf`
    Pdf(wire::Blob),
}
media::bodies!(SendEitherBody {
    0 => Multipart(Box<types::Parcel>) from types::Parcel, 1 => Json(types::DishInput) from types::DishInput,
    2 => Text(String) from String, 3 => Pdf(wire::Blob) from wire::Blob
});

/// What `PATCH /patches` takes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SendPatchesBody {
    /// `application/json-patch+json`
    JsonPatch(wire::Json),
    /// `application/merge-patch+json`
    MergePatch(wire::Json),
}
media::bodies!(SendPatchesBody { 0 => JsonPatch(wire::Json), 1 => MergePatch(wire::Json) });

static SEND_JSON: Operation = Operation::post("sendJson", "/json").accept("");
static SEND_VENDOR: Operation = Operation::post("sendVendor", "/vendor")
    .bodies(&[Media::json("application/vnd.kitchen.v2+json")]).accept("");
static SEND_OPTIONAL: Operation = Operation::post("sendOptional", "/optional").accept("");
static SEARCH: Operation = Operation::get("search", "/search").accept("");
static REMOVE: Operation = Operation::delete("remove", "/search").accept("");
static MERGE_PATCH: Operation = Operation::patch("mergePatch", "/merge")
    .bodies(&[Media::json("application/merge-patch+json")]).accept("");
static JSON_PATCH: Operation = Operation::patch("jsonPatch", "/patch")
    .bodies(&[Media::json("application/json-patch+json")]).accept("");
static SEND_FORM: Operation = Operation::post("sendForm", "/form").bodies(&[Media::form(&[])]).accept("");
static SEND_DEEP: Operation = Operation::post("sendDeep", "/deep")
    .bodies(&[
        Media::form(&[Part::deep("dish"), Part::deep("dishes"), Part::deep("notes"), Part::deep("labels")])
    ]).accept("");
static SEND_STYLED: Operation = Operation::post("sendStyled", "/styled")
    .bodies(&[
        Media::form(&[Part { explode: false, ..Part::style("commas", Style::Form) },
        Part::style("spaces", Style::SpaceDelimited), Part::style("pipes", Style::PipeDelimited),
        Part::style("apart", Style::Form),
        Part { allow_reserved: true, ..Part::style("reserved", Style::Form) }])
    ]).accept("");
static SEND_MULTIPART: Operation = Operation::post("sendMultipart", "/multipart")
    .bodies(&[
        Media::multipart(&[Part::typed("picture", "image/png"),
        Part::typed("recipe", "application/vnd.recipe+json")])
    ]).accept("");
static SEND_TEXT: Operation = Operation::post("sendText", "/text").bodies(&[Media::text("text/plain")])
    .accept("");
static SEND_XML: Operation = Operation::post("sendXml", "/xml").bodies(&[Media::text("application/xml")])
    .accept("");
static SEND_BYTES: Operation = Operation::put("sendBytes", "/bytes")
    .bodies(&[Media::bytes("application/octet-stream")]).accept("");
static SEND_PICTURE: Operation = Operation::put("sendPicture", "/picture")
    .bodies(&[Media::bytes("application/octet-stream")]).accept("");
static SEND_ANYTHING: Operation = Operation::post("sendAnything", "/anything").accept("");
static SEND_RAW: Operation = Operation::post("sendRaw", "/raw")
    .bodies(&[Media::bytes("application/octet-stream")]).accept("");
static SEND_UNKNOWN: Operation = Operation::post("sendUnknown", "/unknown")
    .bodies(&[Media::bytes("application/x-recipe")]).accept("");
static SEND_LINES: Operation = Operation::post("sendLines", "/lines")
    .bodies(&[Media::lines("application/x-ndjson")]).accept("");
static SEND_EITHER: Operation = Operation::post("sendEither", "/either")
    .bodies(&[
        Media::multipart(&[]), Media::json("application/json"), Media::text("text/plain"),
        Media::bytes("application/pdf")
    ]).accept("");
static SEND_PATCHES: Operation = Operation::patch("sendPatches", "/patches")
    .bodies(&[Media::json("application/json-patch+json"), Media::json("application/merge-patch+json")])
    .accept("");
