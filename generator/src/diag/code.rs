//! The catalogue: every way the generator can object, one row each.
//!
//! A row's id is short and stable, because users write it after `--deny`; the fixture of the same name under
//! `tests/cases/diagnostics/` shows when it is reported and what the user then sees.

use super::{Code, Severity};

macro_rules! catalogue {
    ($($name:ident = $severity:ident $id:literal: $title:literal; $help:literal)*) => {
        $(#[doc = concat!("`", $id, "`: ", $title, ".")]
        pub static $name: Code = Code { id: $id, severity: Severity::$severity, title: $title, help: $help };)*

        /// Every code, in the order of the stages that report them.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

catalogue! {
    // Reading files and their syntax.
    UNREADABLE_FILE = Error "unreadable-file": "a file cannot be read";
        "the document and every file it refers to must exist, be readable and hold UTF-8 text (or UTF-16, with its mark)"
    NO_STACK = Error "no-stack": "the system refuses the memory that reading begins with";
        "a document may nest deeply, so it is read on a thread with a stack of 128 MiB: allow more address space or threads (`ulimit -v`, `ulimit -u`)"
    SYNTAX = Error "syntax": "not valid YAML or JSON";
        "correct the text at the place shown; everything before it could be read"
    NESTED_TOO_DEEP = Error "nested-too-deep": "nested too deep";
        "name the inner parts under `components` and refer to them"
    ALIASES_TOO_LARGE = Error "aliases-too-large": "aliases expand to far more than the file";
        "repeat less with `*alias`; a `$ref` to a component is not expanded"
    SEVERAL_DOCUMENTS = Error "several-documents": "more than one YAML document in a file";
        "keep one document per file: remove what follows the second `---`"
    NOT_OPENAPI = Error "not-openapi": "not an OpenAPI document";
        "an OpenAPI document is an object with `openapi: 3.x` or `swagger: '2.0'` (OpenAPI 3.1, section 4.8.1)"
    UNSUPPORTED_VERSION = Error "unsupported-version": "a version that cannot be read";
        "OpenAPI 2.0 (Swagger), 3.0, 3.1 and 3.2 can be read"
    DUPLICATE_KEY = Error "duplicate-key": "the same name twice in one object";
        "remove or rename one of the two: which of them counts differs from reader to reader"
    REPEATED_KEY = Warning "repeated-key": "the same name twice in one object, with the same value";
        "remove one of the two; readers that refuse a name that occurs twice refuse the document"
    KEY_NOT_TEXT = Warning "key-not-text": "a name that YAML does not read as text";
        "put quotes around it; the text is used as it is written"
    UNKNOWN_TAG = Warning "unknown-tag": "a YAML tag that means nothing here";
        "remove the tag; the value is read as if it had none"
    MERGE_NOT_OBJECT = Warning "merge-not-object": "`<<` merges something that is not an object";
        "give `<<` an alias of an object, or a list of them; what is there now is ignored"
    NUMBER_NOT_JSON = Warning "number-not-json": "a number that JSON cannot hold";
        "not-a-number and the infinities are read as null, an integer past 64 bits as the nearest double"

    // References.
    REMOTE_REFERENCE = Warning "remote-reference": "a reference to another host";
        "nothing is fetched from the network: save that file next to the document and refer to it by its path; until then \
         the reference counts as dangling"
    DANGLING_REFERENCE = Warning "dangling-reference": "a reference to something that is not there";
        "correct the reference; until then any JSON value is accepted in its place"
    REFERENCE_WITHOUT_HASH = Warning "reference-without-hash": "a reference that lacks its `#`";
        "put `#` before the pointer (OpenAPI 3.1, section 4.8.23); what stands here is the name of a file, and is read as if \
         the `#` were there"
    REFERENCE_TO_OTHER_KIND = Warning "reference-to-other-kind": "a reference to something of another kind";
        "refer to a component of the kind that belongs here; until then the reference counts as dangling"
    REFERENCE_NOT_ALLOWED = Warning "reference-not-allowed": "a reference where OpenAPI allows none";
        "write the object itself here; it is read as if what the reference points at stood here (a text that cannot be \
         found is left out)"
    REFERENCE_CYCLE = Warning "reference-cycle": "references that only lead to one another";
        "give one of them a value; until then any JSON value is accepted"

    // Keywords and values.
    MISSPELT_KEYWORD = Warning "misspelt-keyword": "a keyword that looks misspelt";
        "correct it, or start the name with `x-` if it is meant to be an extension; it has no effect as it stands"
    UNKNOWN_KEYWORD = Warning "unknown-keyword": "a keyword that OpenAPI does not know";
        "remove it, or start its name with `x-`; it has no effect as it stands"
    MISSING_FIELD = Warning "missing-field": "a required field is missing";
        "add the field; until then it is read as the message says"
    WRONG_TYPE = Warning "wrong-type": "a value of the wrong type";
        "correct the value; it is ignored as it stands"
    UNQUOTED_TEXT = Warning "unquoted-text": "a number or a boolean where text belongs";
        "put quotes around it; it is read as text, exactly as it is written"
    QUOTED_VALUE = Warning "quoted-value": "text where a number or a boolean belongs";
        "remove the quotes; it is read as if there were none"
    UNKNOWN_TYPE = Error "unknown-type": "a type that does not exist";
        "the types are string, number, integer, boolean, object, array and null (JSON Schema Validation, section 6.1.1)"
    NONSTANDARD_TYPE = Warning "nonstandard-type": "a type that some tools write but OpenAPI does not have";
        "the types are string, number, integer, boolean, object, array and null (JSON Schema Validation, section 6.1.1); \
         the message says how this one is read"
    UNKNOWN_VALUE = Warning "unknown-value": "a value that is not one of those allowed here";
        "use one of the values that the message lists; it is ignored as it stands"
    REQUIRED_FLAG = Warning "required-flag": "`required: true` inside a schema";
        "in OpenAPI 3 an object lists the names of its required properties; this flag has no effect"
    PATH_WITHOUT_SLASH = Warning "path-without-slash": "a path that does not start with a slash";
        "start the path with `/` (OpenAPI 3.1, section 4.8.8.1); it is read as if it did"
    NOT_A_STATUS_CODE = Warning "not-a-status-code": "responses are keyed by status codes";
        "use a status code in quotes, a range such as `4XX`, or `default` (OpenAPI 3.1, section 4.8.16)"
    AGAINST_A_RULE = Warning "against-a-rule": "something that the specification forbids, without consequence for a client";
        "correct the document for the sake of its other readers; the message says how it is read"
    SCHEMA_AND_CONTENT = Warning "schema-and-content": "both `schema` and `content`";
        "a parameter or header has one or the other (OpenAPI 3.1, section 4.8.12.2); `schema` is used"

    // Other dialects.
    SWAGGER_NOT_EXPRESSIBLE = Warning "swagger-not-expressible": "something of Swagger 2.0 that OpenAPI 3 cannot say";
        "see the message for how it is read; a document written as OpenAPI 3 can be exact"
    PAGE_DISAGREES = Warning "page-disagrees": "two accounts of one schema in a documentation page differ";
        "correct the page; the one under `components` is used"

    // Names, recursion, what clients can do.
    NAME_CLASH = Error "name-clash": "two things would have the same name";
        "name one of them in the configuration: `name` under `[operations.\"METHOD /path\"]`, `[schemas.NAME]`, or `fields.PROPERTY` there"
    LEDGER = Error "ledger": "the ledger of the crate cannot be read";
        "mend `generator.lock`, or take it from version control again; without it names may change that code uses"
    BREAKING_CHANGE = Warning "breaking-change": "code that was written against the crate before will not compile";
        "change that code, and publish the crate as a breaking release; the warning is given once"
    KEPT_OPTIONAL = Warning "kept-optional": "something is required or not as it was before, so that older code compiles";
        "remove the line of the type or of the operation from `generator.lock` to have it as the document says"
    NUMBERED_NAME = Warning "numbered-name": "things that only their position tells apart";
        "give the schema a `title`, or make it a component: a name made of a position changes when something is put before it"
    PACKAGE_NAME = Error "package-name": "not a name or a version that cargo accepts";
        "a name has ASCII letters, digits, `-` and `_`, and starts with a letter; a version is `1.2.3`"
    ENDLESS_REQUIRED = Warning "endless-required": "a required property leads back to its own type";
        "no finite value can satisfy this schema: take the property out of `required`, or allow null (JSON Schema Validation, section 6.5.3); it is optional in the client"
    ENDLESS_TYPE = Error "endless-type": "a schema contains nothing but itself";
        "no value can satisfy this schema: give it a member that ends the recursion"
    RELATIVE_SERVER = Warning "relative-server": "a server without a host";
        "write the whole address, `https://host/path`; the client does not offer this server, and `base_url` reaches it"
    UNSUPPORTED_OPERATION = Warning "unsupported-operation": "what no client can call";
        "a path starts with a slash, and a method is a single word (RFC 9110, section 5.6.2)"
    CONFIG = Error "config": "a mistake in the configuration";
        "the file is TOML; `generator init` writes one with every key that the document can use"
    CONFIG_UNUSED = Warning "config-unused": "the configuration speaks of something that the document does not have";
        "correct the key, or remove it; it has no effect as it stands"

    // Overlays.
    OVERLAY = Error "overlay": "a mistake in an overlay";
        "an overlay has a version and actions; an action has a `target`, and one of `update`, `copy` and `remove` (OpenAPI Overlay 1.1, section 4.4)"
    OVERLAY_UNUSED = Warning "overlay-unused": "an action of an overlay that changes nothing";
        "correct the `target`, or remove the action: the document may have been mended meanwhile"

    // Normalising: combinations of schemas, and operations.
    SCHEMA_CYCLE = Warning "schema-cycle": "a schema that consists of itself";
        "a schema may contain itself in a property or an element, but not as the whole: remove one of the references"
    SCHEMA_TOO_COMPLEX = Warning "schema-too-complex": "schemas combined in too many ways";
        "name the alternatives under `components` and combine fewer of them; any JSON value is accepted"
    ALL_OF_CONFLICT = Warning "all-of-conflict": "schemas that exclude each other";
        "all schemas of an `allOf` must hold at once (JSON Schema 2020-12, section 10.2.1.1): change one of the two"
    TYPE_EXCLUDES_MEMBER = Warning "type-excludes-member": "a `type` beside a union that excludes one of its members";
        "remove `type`, or the member; what the members say counts"
    NO_VALUE = Warning "no-value": "a schema that no value satisfies";
        "`false` and `not: {}` exclude every value: remove the schema, or say what may stand here"
    ENUM_VALUE_TYPE = Warning "enum-value-type": "an enum whose values are not of its type";
        "put quotes around the values, or correct `type`"
    ENUM_OF_OBJECTS = Warning "enum-of-objects": "an enum of objects or arrays";
        "describe them by `properties` or `items`, and give each a `const` that tells it from the others"
    REFERENCE_SIBLING = Warning "reference-sibling": "keywords beside `$ref` that count only since OpenAPI 3.1";
        "put the reference into `allOf` and the keywords beside that if they are meant: before 3.1, what stands beside \
         `$ref` is ignored (OpenAPI 3.0.3, section 4.7.23)"
    OPEN_TUPLE = Warning "open-tuple": "`prefixItems` without a fixed length";
        "say `minItems` and `maxItems` (or `items: false`) as long as `prefixItems` to get a tuple"
    OPEN_PATTERN = Warning "open-pattern": "`patternProperties` without an end";
        "say `additionalProperties: false` if there are no names but those that match (JSON Schema 2020-12, section 10.3.2.3)"
    UNDECLARED_PROPERTY = Warning "undeclared-property": "a required property that is not described";
        "add it to `properties`, or correct the name in `required`"
    UNKNOWN_MAPPING = Warning "unknown-mapping": "a discriminator that maps to nothing";
        "`mapping` leads to component schemas, by reference or by name (OpenAPI 3.1, section 4.8.25)"
    DUPLICATE_PARAMETER = Warning "duplicate-parameter": "the same parameter twice";
        "a name and a place make a parameter (OpenAPI 3.1, section 4.8.10.1): remove or rename one of the two"
    PARAMETER_NOT_IN_PATH = Warning "parameter-not-in-path": "a path parameter without its place in the path";
        "add `{name}` to the path, or correct `in`"
    UNDECLARED_PARAMETER = Warning "undeclared-parameter": "a place in the path without its parameter";
        "declare a parameter of that name with `in: path` (OpenAPI 3.1, section 4.8.8.2)"
    UNCLOSED_PLACE = Warning "unclosed-place": "a brace in a path without its counterpart";
        "write `{name}` for a parameter (OpenAPI 3.1, section 4.8.8.2)"
    UNDECLARED_VARIABLE = Warning "undeclared-variable": "a place in a server's address without its variable";
        "declare it under `variables` of the server, with a `default` (OpenAPI 3.1, section 4.8.5); until then the client does not offer this server, and `base_url` reaches it"
    DEFAULT_NOT_LISTED = Warning "default-not-listed": "a default that is not among the values of its variable";
        "add it to `enum`, or choose another (OpenAPI 3.1, section 4.8.6); it is used as it stands"
    UNKNOWN_SECURITY_SCHEME = Warning "unknown-security-scheme": "a security scheme that is not declared";
        "declare it under `components/securitySchemes`, or correct the name"
    CREDENTIALS_COLLIDE = Warning "credentials-collide": "credentials that cannot both be sent";
        "entries of one requirement are needed together, entries of the list are alternatives (OpenAPI 3.1, section 4.8.30): write `- a: []` and `- b: []` if either will do"

    // Lowering: what becomes of a schema or an operation in Rust.
    INTEGER_RANGE = Warning "integer-range": "an integer that fits no integer type";
        "say `format: int128` if such values are meant; relax one of the bounds if they are not"
    UNUSABLE_DISCRIMINATOR = Warning "unusable-discriminator": "a discriminator that does not tell members apart";
        "every member must be an object, and its tag its own: a `const`, a name in `mapping`, or the name of its component"
    UNION_OVERLAP = Warning "union-overlap": "members of a union that nothing tells apart";
        "give each a property with a `const` of its own, or require a property that the other does not have"
    PAGE_ORIGIN = Warning "page-origin": "an operation that answers in pages, and nothing says what its pages are counted from";
        "`[operations.\"METHOD /path\"] first_page = 0` (or 1) in the configuration; until then it has no `items()` and `pages()`"
    WEBHOOKS_ALIKE = Warning "webhooks-alike": "webhooks whose payloads do not tell which they are";
        "require a property with a `const` of its own in each payload; each payload has a type that it can be read as"
    INFINITE_TYPE = Warning "infinite-type": "a schema whose values would have no end";
        "remove one of the properties on the way from the list of required ones, or allow null"
    MISSING_OPERATION_ID = Warning "missing-operation-id": "an operation without an `operationId`";
        "give it one, or `[operations.\"METHOD /path\"] id = ...` in the configuration; it is named from method and path"
    DUPLICATE_OPERATION_ID = Warning "duplicate-operation-id": "an `operationId` that is not unique";
        "ids are unique in a document (OpenAPI 3.1, section 4.8.10.1); these operations are named from method and path"
}
