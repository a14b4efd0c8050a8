//! What an OpenAPI document may contain, one row per kind of object, and which of it `openapiv3` can hold.
//!
//! Section numbers are those of OpenAPI 3.1; Swagger 2.0 is converted before and 3.2 adds a few rows.

/// The kinds of objects in an OpenAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Components,
    SecurityScheme,
    Flows,
    ImplicitFlow,
    TokenFlow,
    CodeFlow,
    Discriminator,
    Schema,
    Swagger,
    SwaggerPathItem,
    SwaggerOperation,
    SwaggerParameter,
    SwaggerResponse,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// A string.
    Text,
    /// A string out of a few: those that `openapiv3` knows, and those that it does not.
    Choice(&'static [&'static str], &'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// An integer, zero or more.
    Count,
    /// Any JSON value.
    Any,
    /// A list of any JSON values.
    Anys,
    /// Names with any JSON values.
    AnyMap,
    /// A list of strings.
    Texts,
    /// Names with strings.
    TextMap,
    /// An object.
    Object(Kind),
    /// An object or a reference to one.
    Ref(Kind),
    /// A list of objects.
    List(Kind),
    /// A list of objects or references.
    RefList(Kind),
    /// Names with objects.
    Map(Kind),
    /// Names with objects or references.
    RefMap(Kind),
    /// The Paths Object.
    Paths,
    /// The Responses Object.
    Responses,
    /// A list of Security Requirement Objects.
    Security,
    /// A schema, where `openapiv3` also takes a boolean.
    BoolOrSchema,
    /// The type of a schema, or a list of types.
    Type,
    /// A schema, or a list of schemas as drafts before 2020-12 had it.
    Items,
}

use Slot::*;

/// A field without which `openapiv3` rejects an object.
pub(crate) struct Need {
    /// The name of the field.
    pub field: &'static str,
    /// What stands in for it.
    pub filler: Filler,
    /// How the user is told that it is missing; `None` where its absence changes nothing in the output.
    pub told: Option<&'static str>,
}

/// What stands in for a required field that is missing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Filler {
    Text(&'static str),
    EmptyObject,
    /// An Info Object with its own two required fields.
    Info,
}

const fn text(field: &'static str, filler: &'static str, told: &'static str) -> Need {
    Need { field, filler: Filler::Text(filler), told: Some(told) }
}

const fn quiet(field: &'static str, filler: Filler) -> Need {
    Need { field, filler, told: None }
}

/// Everything about one kind of object.
pub(crate) struct Row {
    /// What the specification calls it, with its article.
    pub name: &'static str,
    /// The fields that `openapiv3` has a place for.
    pub fields: &'static [(&'static str, Slot)],
    /// The fields that it has no place for and that hold further objects.
    pub extra: &'static [(&'static str, Slot)],
    /// The fields that it has no place for and that are kept as they are.
    pub plain: &'static [&'static str],
    /// The fields without which `openapiv3` rejects the object.
    pub required: &'static [Need],
}

const EMPTY: Row = Row { name: "", fields: &[], extra: &[], plain: &[], required: &[] };

/// The row of a kind.
pub(crate) fn row(kind: Kind) -> &'static Row {
    match kind {
        Kind::Document => &DOCUMENT,
        Kind::Info => &INFO,
        Kind::Contact => &CONTACT,
        Kind::License => &LICENSE,
        Kind::Server => &SERVER,
        Kind::ServerVariable => &SERVER_VARIABLE,
        Kind::PathItem => &PATH_ITEM,
        Kind::Operation => &OPERATION,
        Kind::ExternalDocs => &EXTERNAL_DOCS,
        Kind::Parameter => &PARAMETER,
        Kind::RequestBody => &REQUEST_BODY,
        Kind::MediaType => &MEDIA_TYPE,
        Kind::Encoding => &ENCODING,
        Kind::Response => &RESPONSE,
        Kind::Callback => &CALLBACK,
        Kind::Example => &EXAMPLE,
        Kind::Link => &LINK,
        Kind::Header => &HEADER,
        Kind::Tag => &TAG,
        Kind::Components => &COMPONENTS,
        Kind::SecurityScheme => &SECURITY_SCHEME,
        Kind::Flows => &FLOWS,
        Kind::ImplicitFlow => &IMPLICIT_FLOW,
        Kind::TokenFlow => &TOKEN_FLOW,
        Kind::CodeFlow => &CODE_FLOW,
        Kind::Discriminator => &DISCRIMINATOR,
        Kind::Schema => &SCHEMA,
        Kind::Swagger => &SWAGGER,
        Kind::SwaggerPathItem => &SWAGGER_PATH_ITEM,
        Kind::SwaggerOperation => &SWAGGER_OPERATION,
        Kind::SwaggerParameter => &SWAGGER_PARAMETER,
        Kind::SwaggerResponse => &SWAGGER_RESPONSE,
    }
}

impl Row {
    /// What a field of that name holds, and whether `openapiv3` has a place for it.
    pub(crate) fn slot(&self, name: &str) -> Option<(Slot, bool)> {
        let find = |rows: &[(&str, Slot)]| rows.iter().find(|row| row.0 == name).map(|row| row.1);
        find(self.fields).map(|slot| (slot, true)).or_else(|| find(self.extra).map(|slot| (slot, false)))
    }

    /// Every name that means something in this object.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        let slots = self.fields.iter().chain(self.extra).map(|row| row.0);
        slots.chain(self.plain.iter().copied())
    }
}

/// Section 4.8.1, OpenAPI Object.
static DOCUMENT: Row = Row {
    name: "an OpenAPI document",
    fields: &[
        ("openapi", Text),
        ("info", Object(Kind::Info)),
        ("servers", List(Kind::Server)),
        ("paths", Paths),
        ("components", Object(Kind::Components)),
        ("security", Security),
        ("tags", List(Kind::Tag)),
        ("externalDocs", Object(Kind::ExternalDocs)),
    ],
    extra: &[
        ("webhooks", RefMap(Kind::PathItem)),
        // What documents before 3.1 write instead; references in it are followed like any others.
        ("x-webhooks", RefMap(Kind::PathItem)),
    ],
    plain: &["jsonSchemaDialect", "$self"],
    required: &[
        quiet("openapi", Filler::Text("3.0.3")),
        Need { field: "info", filler: Filler::Info, told: Some("the title is empty, and so is the version") },
        quiet("paths", Filler::EmptyObject),
    ],
};

/// Section 4.8.2.
static INFO: Row = Row {
    name: "an info object",
    fields: &[
        ("title", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", Object(Kind::Contact)),
        ("license", Object(Kind::License)),
        ("version", Text),
    ],
    plain: &["summary"],
    required: &[text("title", "", "it is empty"), text("version", "", "it is empty")],
    ..EMPTY
};

/// Section 4.8.3.
static CONTACT: Row =
    Row { name: "a contact", fields: &[("name", Text), ("url", Text), ("email", Text)], ..EMPTY };

/// Section 4.8.4.
static LICENSE: Row = Row {
    name: "a license",
    fields: &[("name", Text), ("url", Text)],
    plain: &["identifier"],
    required: &[quiet("name", Filler::Text(""))],
    ..EMPTY
};

/// Section 4.8.5.
static SERVER: Row = Row {
    name: "a server",
    fields: &[("url", Text), ("description", Text), ("variables", Map(Kind::ServerVariable))],
    plain: &["name"],
    required: &[text("url", "/", "it is `/`, the place of the document (section 4.8.1)")],
    ..EMPTY
};

/// Section 4.8.6.
static SERVER_VARIABLE: Row = Row {
    name: "a server variable",
    fields: &[("enum", Texts), ("default", Text), ("description", Text)],
    required: &[text("default", "", "it is empty")],
    ..EMPTY
};

/// Section 4.8.7.
static COMPONENTS: Row = Row {
    name: "a components object",
    fields: &[
        ("schemas", RefMap(Kind::Schema)),
        ("responses", RefMap(Kind::Response)),
        ("parameters", RefMap(Kind::Parameter)),
        ("examples", RefMap(Kind::Example)),
        ("requestBodies", RefMap(Kind::RequestBody)),
        ("headers", RefMap(Kind::Header)),
        ("securitySchemes", RefMap(Kind::SecurityScheme)),
        ("links", RefMap(Kind::Link)),
        ("callbacks", RefMap(Kind::Callback)),
    ],
    extra: &[("pathItems", RefMap(Kind::PathItem)), ("mediaTypes", RefMap(Kind::MediaType))],
    ..EMPTY
};

/// Section 4.8.9.
static PATH_ITEM: Row = Row {
    name: "a path item",
    fields: &[
        ("summary", Text),
        ("description", Text),
        ("get", Object(Kind::Operation)),
        ("put", Object(Kind::Operation)),
        ("post", Object(Kind::Operation)),
        ("delete", Object(Kind::Operation)),
        ("options", Object(Kind::Operation)),
        ("head", Object(Kind::Operation)),
        ("patch", Object(Kind::Operation)),
        ("trace", Object(Kind::Operation)),
        ("servers", List(Kind::Server)),
        ("parameters", RefList(Kind::Parameter)),
    ],
    extra: &[("query", Object(Kind::Operation)), ("additionalOperations", Map(Kind::Operation))],
    plain: &["$ref"],
    ..EMPTY
};

/// Section 4.8.10.
static OPERATION: Row = Row {
    name: "an operation",
    fields: &[
        ("tags", Texts),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Object(Kind::ExternalDocs)),
        ("operationId", Text),
        ("parameters", RefList(Kind::Parameter)),
        ("requestBody", Ref(Kind::RequestBody)),
        ("responses", Responses),
        ("callbacks", Map(Kind::Callback)),
        ("deprecated", Flag),
        ("security", Security),
        ("servers", List(Kind::Server)),
    ],
    required: &[quiet("responses", Filler::EmptyObject)],
    ..EMPTY
};

/// Section 4.8.11.
static EXTERNAL_DOCS: Row = Row {
    name: "external documentation",
    fields: &[("description", Text), ("url", Text)],
    required: &[quiet("url", Filler::Text(""))],
    ..EMPTY
};

/// Section 4.8.12.
static PARAMETER: Row = Row {
    name: "a parameter",
    fields: &[
        ("name", Text),
        ("in", Choice(&["query", "header", "path", "cookie"], &["querystring"])),
        ("description", Text),
        ("required", Flag),
        ("deprecated", Flag),
        ("schema", Ref(Kind::Schema)),
        ("content", Map(Kind::MediaType)),
        ("example", Any),
        ("examples", RefMap(Kind::Example)),
        ("explode", Flag),
        ("style", Text),
        ("allowReserved", Flag),
        ("allowEmptyValue", Flag),
    ],
    required: &[
        text("name", "", "the parameter is left out"),
        text("in", "query", "it is a query parameter"),
    ],
    ..EMPTY
};

/// Section 4.8.13.
static REQUEST_BODY: Row = Row {
    name: "a request body",
    fields: &[("description", Text), ("content", Map(Kind::MediaType)), ("required", Flag)],
    required: &[Need { field: "content", filler: Filler::EmptyObject, told: Some("there is no body") }],
    ..EMPTY
};

/// Section 4.8.14; the item fields are of 3.2.
static MEDIA_TYPE: Row = Row {
    name: "a media type",
    fields: &[
        ("schema", Ref(Kind::Schema)),
        ("example", Any),
        ("examples", RefMap(Kind::Example)),
        ("encoding", Map(Kind::Encoding)),
    ],
    extra: &[
        ("itemSchema", Ref(Kind::Schema)),
        ("itemEncoding", Object(Kind::Encoding)),
        ("prefixEncoding", List(Kind::Encoding)),
    ],
    ..EMPTY
};

/// Section 4.8.15; nested encodings are of 3.2.
static ENCODING: Row = Row {
    name: "an encoding",
    fields: &[
        ("contentType", Text),
        ("headers", RefMap(Kind::Header)),
        ("style", Choice(&["form", "spaceDelimited", "pipeDelimited", "deepObject"], &[])),
        ("explode", Flag),
        ("allowReserved", Flag),
    ],
    extra: &[
        ("encoding", Map(Kind::Encoding)),
        ("itemEncoding", Object(Kind::Encoding)),
        ("prefixEncoding", List(Kind::Encoding)),
    ],
    ..EMPTY
};

/// Section 4.8.17.
static RESPONSE: Row = Row {
    name: "a response",
    fields: &[
        ("description", Text),
        ("headers", RefMap(Kind::Header)),
        ("content", Map(Kind::MediaType)),
        ("links", RefMap(Kind::Link)),
    ],
    plain: &["summary"],
    required: &[quiet("description", Filler::Text(""))],
    ..EMPTY
};

/// Section 4.8.18: every name is an expression.
static CALLBACK: Row = Row { name: "a callback", ..EMPTY };

/// Section 4.8.19.
static EXAMPLE: Row = Row {
    name: "an example",
    fields: &[("summary", Text), ("description", Text), ("value", Any), ("externalValue", Text)],
    plain: &["dataValue", "serializedValue"],
    ..EMPTY
};

/// Section 4.8.20.
static LINK: Row = Row {
    name: "a link",
    fields: &[
        ("operationRef", Text),
        ("operationId", Text),
        ("description", Text),
        ("parameters", AnyMap),
        ("requestBody", Any),
        ("server", Object(Kind::Server)),
    ],
    ..EMPTY
};

/// Section 4.8.21.
static HEADER: Row = Row {
    name: "a header",
    fields: &[
        ("description", Text),
        ("style", Choice(&["simple"], &[])),
        ("required", Flag),
        ("deprecated", Flag),
        ("schema", Ref(Kind::Schema)),
        ("content", Map(Kind::MediaType)),
        ("example", Any),
        ("examples", RefMap(Kind::Example)),
    ],
    plain: &["explode", "allowReserved", "allowEmptyValue"],
    ..EMPTY
};

/// Section 4.8.22; a hierarchy of tags is of 3.2.
static TAG: Row = Row {
    name: "a tag",
    fields: &[("name", Text), ("description", Text), ("externalDocs", Object(Kind::ExternalDocs))],
    plain: &["parent", "kind", "summary"],
    required: &[text("name", "", "it is empty")],
    ..EMPTY
};

/// Section 4.8.27; `deprecated` and the metadata are of 3.2.
static SECURITY_SCHEME: Row = Row {
    name: "a security scheme",
    fields: &[
        ("type", Choice(&["apiKey", "http", "oauth2", "openIdConnect"], &["mutualTLS"])),
        ("description", Text),
        ("name", Text),
        ("in", Choice(&["query", "header", "cookie"], &[])),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("flows", Object(Kind::Flows)),
        ("openIdConnectUrl", Text),
    ],
    plain: &["deprecated", "oauth2MetadataUrl"],
    ..EMPTY
};

/// Section 4.8.28; the device flow is of 3.2.
static FLOWS: Row = Row {
    name: "an OAuth flows object",
    fields: &[
        ("implicit", Object(Kind::ImplicitFlow)),
        ("password", Object(Kind::TokenFlow)),
        ("clientCredentials", Object(Kind::TokenFlow)),
        ("authorizationCode", Object(Kind::CodeFlow)),
    ],
    extra: &[("deviceAuthorization", Object(Kind::TokenFlow))],
    ..EMPTY
};

/// Section 4.8.29, as `implicit`.
static IMPLICIT_FLOW: Row = Row {
    name: "an implicit flow",
    fields: &[("authorizationUrl", Text), ("refreshUrl", Text), ("scopes", TextMap)],
    plain: &["tokenUrl"],
    required: &[text("authorizationUrl", "", "it is empty"), quiet("scopes", Filler::EmptyObject)],
    ..EMPTY
};

/// Section 4.8.29, as `password`, `clientCredentials` or `deviceAuthorization`.
static TOKEN_FLOW: Row = Row {
    name: "a token flow",
    fields: &[("tokenUrl", Text), ("refreshUrl", Text), ("scopes", TextMap)],
    plain: &["authorizationUrl", "deviceAuthorizationUrl"],
    required: &[text("tokenUrl", "", "it is empty"), quiet("scopes", Filler::EmptyObject)],
    ..EMPTY
};

/// Section 4.8.29, as `authorizationCode`.
static CODE_FLOW: Row = Row {
    name: "an authorization code flow",
    fields: &[("authorizationUrl", Text), ("tokenUrl", Text), ("refreshUrl", Text), ("scopes", TextMap)],
    required: &[
        text("authorizationUrl", "", "it is empty"),
        text("tokenUrl", "", "it is empty"),
        quiet("scopes", Filler::EmptyObject),
    ],
    ..EMPTY
};

/// Section 4.8.25; the default mapping is of 3.2.
static DISCRIMINATOR: Row = Row {
    name: "a discriminator",
    fields: &[("propertyName", Text), ("mapping", TextMap)],
    plain: &["defaultMapping"],
    required: &[text("propertyName", "", "there is no discriminator")],
    ..EMPTY
};

/// Section 4.8.24, and JSON Schema (Core and Validation) 2020-12 with the older names still met.
static SCHEMA: Row = Row {
    name: "a schema",
    fields: &[
        ("type", Type),
        ("properties", RefMap(Kind::Schema)),
        ("required", Texts),
        ("description", Text),
        ("format", Text),
        ("items", Items),
        ("enum", Anys),
        ("title", Text),
        ("default", Any),
        ("example", Any),
        ("nullable", Flag),
        ("readOnly", Flag),
        ("writeOnly", Flag),
        ("deprecated", Flag),
        ("allOf", RefList(Kind::Schema)),
        ("oneOf", RefList(Kind::Schema)),
        ("anyOf", RefList(Kind::Schema)),
        ("not", Ref(Kind::Schema)),
        ("discriminator", Object(Kind::Discriminator)),
        ("additionalProperties", BoolOrSchema),
        ("pattern", Text),
        ("minimum", Number),
        ("maximum", Number),
        ("exclusiveMinimum", Flag),
        ("exclusiveMaximum", Flag),
        ("multipleOf", Number),
        ("minLength", Count),
        ("maxLength", Count),
        ("minItems", Count),
        ("maxItems", Count),
        ("uniqueItems", Flag),
        ("minProperties", Count),
        ("maxProperties", Count),
        ("externalDocs", Object(Kind::ExternalDocs)),
    ],
    extra: &[
        ("prefixItems", RefList(Kind::Schema)),
        ("patternProperties", RefMap(Kind::Schema)),
        ("propertyNames", Ref(Kind::Schema)),
        ("$defs", RefMap(Kind::Schema)),
        ("definitions", RefMap(Kind::Schema)),
        ("if", Ref(Kind::Schema)),
        ("then", Ref(Kind::Schema)),
        ("else", Ref(Kind::Schema)),
        ("contains", Ref(Kind::Schema)),
        ("unevaluatedProperties", Ref(Kind::Schema)),
        ("unevaluatedItems", Ref(Kind::Schema)),
        ("dependentSchemas", RefMap(Kind::Schema)),
        ("contentSchema", Ref(Kind::Schema)),
        ("additionalItems", Ref(Kind::Schema)),
    ],
    plain: &[
        "const",
        "examples",
        "xml",
        "contentEncoding",
        "contentMediaType",
        "minContains",
        "maxContains",
        "dependentRequired",
        "dependencies",
        "id",
        "$ref",
        "$id",
        "$anchor",
        "$schema",
        "$comment",
        "$vocabulary",
        "$dynamicRef",
        "$dynamicAnchor",
        "$recursiveRef",
        "$recursiveAnchor",
    ],
    required: &[],
};

/// Swagger 2.0 is converted before anything is fitted. These rows only say where references and schemas are in it.
static SWAGGER: Row = Row {
    name: "a Swagger document",
    fields: &[
        ("paths", RefMap(Kind::SwaggerPathItem)),
        ("definitions", RefMap(Kind::Schema)),
        ("parameters", RefMap(Kind::SwaggerParameter)),
        ("responses", RefMap(Kind::SwaggerResponse)),
        ("securityDefinitions", Map(Kind::SecurityScheme)),
        ("info", Object(Kind::Info)),
        ("tags", List(Kind::Tag)),
    ],
    ..EMPTY
};

static SWAGGER_PATH_ITEM: Row = Row {
    name: "a path item",
    fields: &[
        ("get", Object(Kind::SwaggerOperation)),
        ("put", Object(Kind::SwaggerOperation)),
        ("post", Object(Kind::SwaggerOperation)),
        ("delete", Object(Kind::SwaggerOperation)),
        ("options", Object(Kind::SwaggerOperation)),
        ("head", Object(Kind::SwaggerOperation)),
        ("patch", Object(Kind::SwaggerOperation)),
        ("parameters", RefList(Kind::SwaggerParameter)),
    ],
    ..EMPTY
};

static SWAGGER_OPERATION: Row = Row {
    name: "an operation",
    fields: &[("parameters", RefList(Kind::SwaggerParameter)), ("responses", RefMap(Kind::SwaggerResponse))],
    ..EMPTY
};

static SWAGGER_PARAMETER: Row =
    Row { name: "a parameter", fields: &[("schema", Ref(Kind::Schema))], ..EMPTY };

static SWAGGER_RESPONSE: Row = Row { name: "a response", fields: &[("schema", Ref(Kind::Schema))], ..EMPTY };
